//! The service desk's pages: finding a person, their account, what can be done with it, what happened to it. Journeys 6.1.
//!
//! A page shows what it is given: which fields a role sees is decided below. All of it works without script.

mod act;
mod attempts;
mod erasures;
mod find;
mod history;
mod person;

pub use act::{ActConfirm, ActDetail, ActFailed, ActForm, ActOption};
pub use attempts::{AttemptFile, AttemptList, AttemptPage, AttemptRow, RetrievalState};
pub use erasures::{ErasureList, ErasureRow};
pub use find::{FindPeople, FoundList, FoundRow, NobodyFound, TooManySearches, WayToFind};
pub use history::{History, HistoryLine};
pub use person::{ActLink, ConsentLine, ErasureNote, PersonPage};
