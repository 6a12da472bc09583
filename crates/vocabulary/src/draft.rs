//! Changes of a registration on their way to effect (F-59).

use crate::words::words;

words! {
    /// Where a draft of a registration is in its life.
    DraftState, "draft state" {
        /// It is being written.
        Draft = "draft",
        /// It waits for a second person.
        Submitted = "submitted",
        /// It took effect.
        Approved = "approved",
        /// A second person did not approve it.
        Rejected = "rejected",
        /// Whoever worked on it gave it up.
        Withdrawn = "withdrawn",
    }
}

impl DraftState {
    /// Whether anything can still become of it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Draft | Self::Submitted)
    }
}

words! {
    /// Who changed a registration.
    ChangedBy, "author" {
        /// Somebody in the operator console.
        Operator = "operator",
        /// The partner itself, on the partner pages.
        Partner = "partner",
        /// The administrator of the machine.
        CommandLine = "command_line",
    }
}

words! {
    /// The parts of a registration, as they are asked about one by one.
    RegistrationSection, "section" {
        /// What people see.
        Names = "names",
        /// Where people are sent back to.
        Addresses = "addresses",
        /// How the client proves who it is.
        Keys = "keys",
        /// What it may ask for.
        Requests = "requests",
        /// With whom it shares sign-ins.
        SingleSignOn = "single-sign-on",
        /// What is on and off.
        Switches = "switches",
    }
}
