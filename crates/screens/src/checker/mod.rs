//! The ID checkers' pages of the operator console: log in, take a case, look, decide. Journeys 6.2.
//!
//! A checker sees what the open case needs and nothing else of the person: no email address, no phone, no account. All of it works
//! without script.

mod audit;
mod case;
mod decided;
mod entry;
mod work;

pub use audit::{AuditCase, AuditList, AuditRow};
pub use case::{
    Approval, Asked, AskedState, CasePage, Compared, Evidence, EvidencePicture, Held, Kept, Offer, Outcome,
    Subject, TraceResult,
};
pub use decided::{ProcessingRecord, StaleCase};
pub use entry::{CheckerLocked, CheckerLogIn, NoRole, SecondFactor, SetUpAuthenticator};
pub use work::{Counts, HeldCase, HeldState, HoldingAction, HoldingList, InProgress, Workbench};

use vocabulary::{OperatorRole, OperatorRoles};

use crate::paths;

/// Who is logged in, and so what the menu offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The checker's name, beside "Log out".
    pub name: String,
    /// What they may do.
    pub roles: OperatorRoles,
}

impl Menu {
    fn links(&self) -> Vec<(&'static str, &'static str)> {
        let mut links = vec![("Dashboard", paths::CHECKER_HOME), ("Holding list", paths::CHECKER_HOLDING)];
        if self.is_supervisor() {
            links.push(("Assurance audit", paths::CHECKER_AUDIT));
        }
        links
    }

    fn is_supervisor(&self) -> bool {
        self.roles.contains(OperatorRole::Supervisor)
    }
}
