//! What the service desk does: finds people, sees what its role sees of them, changes their accounts (journeys 6.1).
//!
//! Every act takes the operator first and asks for the permission again; every look is recorded before it is shown, every change in the
//! batch that makes it. What somebody may not see is never put into what a door is given.

mod address;
mod attempts;
mod change;
mod command_line;
mod erasure;
mod evidence;
mod history;
mod person;
mod phones;
mod retrieval;
mod rules;
mod search;
mod standing;
mod switch;

pub use address::AccountAt;
pub use attempts::{Attempt, AttemptFile, Retrieval};
pub use change::{PersonChange, PersonChanged, PhonesAfter};
pub use erasure::WaitingErasure;
pub use evidence::RetrievalAsked;
pub use history::{HistoryPage, HistoryRow};
pub use person::{ConsentRow, PdsSaid, PersonStatus, PersonView};
pub use rules::SupportRules;
pub use search::{FoundPerson, Searched};

pub(crate) use search::Term;
pub(crate) use standing::involving;
