//! The menu of the operator console: each place with the permission that opens it.

use vocabulary::{Permission, Permissions};

use crate::paths;

/// A place in the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The link's words.
    pub label: &'static str,
    /// Where it leads.
    pub path: &'static str,
    /// Which permissions open it, each by itself.
    pub needs: &'static [Permission],
    /// What it is for, on the front page.
    pub about: &'static str,
}

const fn place(
    label: &'static str,
    path: &'static str,
    needs: &'static [Permission],
    about: &'static str,
) -> Place {
    Place { label, path, needs, about }
}

/// Every place, in the menu's order. Journeys 6.1, 6.2
#[rustfmt::skip]
pub const PLACES: &[Place] = &[
    place("ID checks", paths::CHECKER_HOME, &[Permission::DecideCases], "Take the next photo ID case and decide it"),
    place("Holding list", paths::CHECKER_HOLDING, &[Permission::DecideCases], "Cases that wait for an answer or a second look"),
    place("Assurance audit", paths::CHECKER_AUDIT, &[Permission::SuperviseCases], "Look again at a sample of approved cases"),
    place("Find a person", paths::PEOPLE, Permission::TO_FIND, "Open an account by email, phone, NHS number or account ID"),
    place("Erasures", paths::ERASURES, &[Permission::EraseAccounts], "Accounts that a colleague asked to erase"),
    place("Clients", paths::OPERATOR_CLIENTS, &[Permission::SeeClients], "Which services may use the log in, and how"),
    place("Explain this error", paths::OPERATOR_EXPLAIN, &[Permission::ExplainErrors], "From a reference to the exact check that failed"),
    place("Log in traces", paths::OPERATOR_TRACES, &[Permission::TraceSignIns], "What a service asked for, what was chosen and why, and where somebody got to"),
    place("Audit log", paths::OPERATOR_AUDIT, &[Permission::ReadAudit], "What happened, by person, client, operator, event and time, and whether it is as it was signed"),
    place("Message delivery", paths::OPERATOR_MESSAGES, &[Permission::SeeDeliveries], "What waits to be sent and what could not be"),
    place("Signing keys", paths::OPERATOR_KEYS, &[Permission::SeeKeys], "Which keys are published and which one signs"),
    place("User notifications", paths::OPERATOR_NOTICES, &[Permission::ManageNotices], "Alerts in people’s journeys, and how long photo ID checks take"),
    place("Automation rate", paths::OPERATOR_AUTOMATION, &[Permission::SetAutomation], "The share of photo ID cases that are decided automatically"),
    place("Email domains", paths::OPERATOR_DOMAINS, &[Permission::ManageEmailDomains], "Which email domains cannot set up a login"),
    place("Access", paths::OPERATOR_ACCESS, &[Permission::ManageOperators], "Who may log in here, and what they may do"),
];

/// Who is logged in, and so what the menu offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The operator's name, beside "Log out".
    pub name: String,
    /// What they may do.
    pub may: Permissions,
}

impl Menu {
    /// The places that are open to them.
    #[must_use]
    pub fn places(&self) -> Vec<Place> {
        PLACES.iter().copied().filter(|place| self.is_open(place)).collect()
    }
    fn is_open(&self, place: &Place) -> bool {
        place.needs.iter().any(|permission| self.may.contains(*permission))
    }
}
