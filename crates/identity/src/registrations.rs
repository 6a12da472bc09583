//! The registry of clients: seen, changed by drafts that a second person approves, stopped at once, kept in files.
//!
//! What holds is one row of `clients`; whatever changes it writes a revision and an audit event in the same batch.

mod decide;
mod draft;
mod edit;
mod effect;
mod files;
mod keys;
mod list;
mod partner;
mod stop;

pub use decide::{DraftDecided, DraftSubmitted};
pub use draft::{DraftAbout, DraftBegun, DraftFault, DraftSaved, DraftView};
pub use edit::{KeyEdit, PartnerKeyRefused, RegistrationEdit};
pub use files::{Compared, Imported};
pub use keys::{KeyCounts, PartnerKeyView};
pub use list::{ClientListing, ClientPage, ClientSummary, DraftSummary, RevisionRow};
pub use partner::{OwnChange, OwnRegistered};
pub use stop::{Switched, Use};
