//! The ID checkers' pages of the operator console: log in, take a case, look, decide. Journeys 6.2.
//!
//! A checker sees what the open case needs and nothing else of the person: no email address, no phone, no account. All of it works
//! without script.

mod audit;
mod case;
mod decided;
mod entry;
mod reassign;
mod work;

pub use audit::{AuditCase, AuditList, AuditRow};
pub use case::{
    Approval, Asked, AskedState, CasePage, Compared, ComparedWith, Evidence, EvidencePicture, Held, Kept,
    Offer, Outcome, Subject, TraceResult,
};
pub use decided::{ProcessingRecord, StaleCase};
pub use entry::{CheckerLocked, CheckerLogIn, NoRole, SecondFactor, SetUpAuthenticator};
pub use reassign::{Colleague, Reassign};
pub use work::{Counts, HeldCase, HeldState, HoldingAction, HoldingList, InProgress, Workbench};
