//! What ID checkers and supervisors do with photo ID cases, and how operators get in (journeys 6.2).
//!
//! An act takes the role that it needs as a value ([`Checker`], [`Supervisor`]), which only a signed-in operator who has the role can
//! give: a door cannot forget to ask. What an operator looks at or changes is audited in the batch of the change, or before the look.

mod audit_sample;
mod authenticator;
mod case;
pub(crate) mod case_file;
mod decide;
mod entry;
mod evidence;
mod limits;
mod offer;
mod operators;
pub(crate) mod outcome;
mod queue;
mod roles;
mod rules;
mod sandbox_cases;
mod session;
mod signed_in;
mod trace;
pub(crate) mod verdict;

pub use audit_sample::{AuditRow, Audited};
pub use authenticator::{AuthenticatorGiven, AuthenticatorSetUp, sandbox_authenticator};
pub use case::{CaseForm, CaseView, HeldBecause, QuestionState};
pub use case_file::CaseDetails;
pub use decide::{CaseDecided, CaseDecision, DecidedCase, DecisionProblem, Reopened, SavedAnswers};
pub use entry::OperatorEntry;
pub use evidence::{EvidenceFile, EvidenceLooked};
pub(crate) use limits::{TryPermit, Trying};
pub use operators::{NewOperator, OperatorAdded, OperatorRow, OperatorSwitched, SandboxOperator};
pub use queue::{HeldCase, HeldWith, Started, Taken, Workbench};
pub use roles::{Checker, Supervisor};
pub use rules::CheckingRules;
pub use sandbox_cases::SandboxCase;
pub use session::OperatorBrowser;
pub use signed_in::{OperatorStanding, SignedInOperator};
pub use trace::{RecordShown, Retraced, TraceProblem, TraceResult};
pub use verdict::{Automated, ReadingsShown};
