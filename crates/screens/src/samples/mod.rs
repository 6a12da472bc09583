//! A sample of every page and message, with made-up people: for tests, galleries and screenshots.
//!
//! A new page comes with its sample; the tests of this crate look at every one.

mod access;
mod announcements;
mod audit_log;
mod checker;
mod checker_case;
mod client_sections;
mod clients;
mod help;
mod keys;
mod messages;
mod operator;
mod people;
mod photo_id;
mod photo_id_end;
mod portal;
mod portal_registration;
mod problems;
mod proving;
mod registration;
mod sandbox;
mod sharing;
mod sign_in;

use std::sync::Arc;

pub use messages::messages;

use crate::frame::{Brand, Frame, Stage};
use crate::page::Page;
use crate::partner::{DefiniteArticle, PartnerName};

/// A page with sample values.
pub struct Sample {
    /// Such as `sign-in/enter-email`; variants of the same page have a `+` and a word behind it.
    pub name: &'static str,
    /// The page.
    pub page: Box<dyn Page>,
}

impl Sample {
    fn new(name: &'static str, page: impl Page + 'static) -> Self {
        Self { name, page: Box::new(page) }
    }

    /// The name without its variant: variants may share a heading, different pages may not.
    #[must_use]
    pub fn page_name(&self) -> &'static str {
        self.name.split('+').next().unwrap_or(self.name)
    }
}

/// Every page, journey by journey.
#[must_use]
pub fn pages() -> Vec<Sample> {
    [
        sign_in::pages(),
        registration::pages(),
        sharing::pages(),
        problems::pages(),
        proving::pages(),
        help::pages(),
        photo_id::pages(),
        photo_id_end::pages(),
        sandbox::pages(),
        operator::pages(),
        audit_log::pages(),
        keys::pages(),
        people::pages(),
        clients::pages(),
        client_sections::pages(),
        checker::pages(),
        checker_case::pages(),
        access::pages(),
        announcements::pages(),
        portal::pages(),
        portal_registration::pages(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The frame of a test service with a back link.
fn frame() -> Frame {
    last_frame().with_back("/t/sample/back")
}

/// The frame of a page that must not be left backwards.
fn last_frame() -> Frame {
    Frame::new(Arc::new(Brand::new(Stage::Sandbox)), "sample-csrf")
}

/// The frame of a live service.
fn live_frame() -> Frame {
    Frame::new(Arc::new(Brand::new(Stage::Live)), "sample-csrf")
}

fn client() -> PartnerName {
    PartnerName::new("Example Health App", DefiniteArticle::The)
}

const EMAIL: &str = "amina.okafor-whitfield@example.com";
const ACTION: &str = "/t/sample/here";
const OTHER: &str = "/t/sample/other";
