//! After a decision: the window in which it can be cancelled, and decisions that came too late.

use std::borrow::Cow;

use askama::Template;

use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The decision was taken; for a short time it can be cancelled ("Reverification"). Journeys 6.2
#[derive(Debug, Clone, Template)]
#[template(path = "checker/processing_record.html")]
pub struct ProcessingRecord {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The case's verification ID.
    pub verification: String,
    /// What was decided: "Approved", "Declined" or "Moved to the holding list".
    pub decision: String,
    /// Why, when there is a reason.
    pub reason: Option<String>,
    /// Whether the case was moved to the holding list, which is not cancelled but opened again.
    pub held: bool,
    /// Until when it can be cancelled, in words: "15:09:05"; absent when that time is over.
    pub until: Option<String>,
    /// Where "Cancel and check again" is posted.
    pub cancel_action: String,
    /// Where "Start next verification" is posted.
    pub start_action: String,
}
page!(ProcessingRecord, "Processing record");

/// The form was older than the case: it was decided, discarded or taken over meanwhile. Nothing was changed.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/stale_case.html")]
pub struct StaleCase {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The case's verification ID.
    pub verification: String,
}

impl Page for StaleCase {
    fn heading(&self) -> Cow<'_, str> {
        "Your decision was not saved".into()
    }

    fn status(&self) -> u16 {
        409
    }
}
