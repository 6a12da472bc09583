//! What became of a message: an outcome, not an error.

/// What one attempt to hand a message to its provider came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// The provider has the message; it must not be sent again.
    Delivered,
    /// Not accepted, or nobody knows: try later with [`Attempt::Again`].
    TryAgain(Trouble),
    /// The provider will never accept this message.
    Refused(Refusal),
}

/// Why a message should be tried again. The names go into logs and metrics; they carry nothing personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// No connection: the message did not leave.
    Unreachable,
    /// No answer in time: the message may have been accepted.
    TimedOut,
    /// The connection broke or the answer made no sense: the message may have been accepted.
    Interrupted,
    /// The provider asks us to slow down.
    Busy,
    /// The provider says the fault is its own.
    ProviderFault,
    /// The provider does not accept our credentials: an operator has to mend the configuration.
    NotAuthorised,
}

impl Trouble {
    /// Its name in logs and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Interrupted => "interrupted",
            Self::Busy => "busy",
            Self::ProviderFault => "provider_fault",
            Self::NotAuthorised => "not_authorised",
        }
    }

    /// Whether the provider may have accepted the message all the same.
    #[must_use]
    pub const fn may_have_arrived(self) -> bool {
        matches!(self, Self::TimedOut | Self::Interrupted | Self::ProviderFault)
    }
}

/// Why a message will never be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// The address or number does not receive such messages.
    Recipient,
    /// The provider refuses the message as such (a wrong template, a policy).
    Message,
    /// The configuration names no template for this kind of message.
    NoTemplate,
}

impl Refusal {
    /// Its name in logs and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Recipient => "recipient",
            Self::Message => "message",
            Self::NoTemplate => "no_template",
        }
    }
}

/// Whether this message was ever handed to its provider before.
///
/// The worker says [`Attempt::Again`] for every attempt but the first, and also for the first after a crash
/// in between: the gateway then asks the provider before it sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Never handed over.
    First,
    /// Handed over before, with an outcome other than delivered, or unknown.
    Again,
}
