//! The client registry of the operator console: looked at, changed by drafts, approved by a second person. Journeys 6.1.
//!
//! All of it works without script: a task list with a page for each section, then one page that says what changes for the partner.

mod client;
mod draft;
mod keys;
mod review;
mod sections;

pub use client::{
    ClientDetail, ClientHistory, ClientList, ClientRow, DraftRow, NewClient, PastRegistration, StopClient,
};
pub use draft::{DraftOverview, SectionRow, SectionState};
pub use keys::{DateTyped, DraftKeyDates, DraftKeys, KeyRow, KeyTag};
pub use review::{ChangeGroup, DraftRefusal, DraftRefused, DraftReview, ReviewAct};
pub use sections::{DraftAddresses, DraftNames, DraftRequests, DraftSingleSignOn, DraftSwitches, Tick};

/// The words of a section.
#[must_use]
pub const fn section_label(section: vocabulary::RegistrationSection) -> &'static str {
    use vocabulary::RegistrationSection as Section;
    match section {
        Section::Names => "Name and links",
        Section::Addresses => "Redirect addresses",
        Section::Keys => "Keys",
        Section::Requests => "What it may ask for",
        Section::SingleSignOn => "Single sign-on",
        Section::Switches => "Switches",
    }
}
