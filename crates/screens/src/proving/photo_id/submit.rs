//! Step 3 and the end: I16 to I19.

use askama::Template;
use vocabulary::{Cid, DateOfBirth, DocumentKind, Postcode};

use super::FaceWay;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::proving::Step;
use crate::proving::details::{ChangeLinks, TypedIdentity};
use crate::reference::ErrorReference;

/// I16: before D2 to D5, for a person without a matched record.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/record_intro.html")]
pub struct RecordIntro {
    /// Around the page.
    pub frame: Frame,
    /// Step 3 of 3.
    pub step: Option<Step>,
    /// Where "Continue" is posted.
    pub action: String,
}
page!(RecordIntro, "Help us find your NHS record");

/// I17.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/submit.html")]
pub struct Submit {
    /// Around the page.
    pub frame: Frame,
    /// Where "Submit" is posted.
    pub action: String,
    /// The document chosen on I5.
    pub document: DocumentKind,
    /// How the face was shown.
    pub face: FaceWay,
    /// What the person typed, when no record was matched before: it may be changed here.
    pub details: Option<TypedDetails>,
}

/// The details that help an ID checker to find a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedDetails {
    /// The number or the name.
    pub identity: TypedIdentity,
    /// As typed.
    pub birth_date: DateOfBirth,
    /// As typed.
    pub postcode: Postcode,
    /// Where "Change" leads.
    pub change: ChangeLinks,
}
page!(Submit, "Submit your information");

impl Submit {
    fn is_scan(&self) -> bool {
        self.face == FaceWay::Scan
    }
}

/// A way back to the client at the level reached so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackToClient {
    /// The client.
    pub client: PartnerName,
    /// Where "Continue to …" is posted.
    pub action: String,
}

/// I18. Without a back link: what was submitted cannot be taken back.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/submitted.html")]
pub struct Submitted {
    /// Around the page.
    pub frame: Frame,
    /// The address that the result is sent to.
    pub email: String,
    /// The promise of the SLA setting, in words: "24 hours".
    pub within: String,
    /// What an operator adds while checks take longer.
    pub operator_message: Option<String>,
    /// The way on; absent when the client takes nobody below P9.
    pub back_to_client: Option<BackToClient>,
}
page!(Submitted, "Thank you – we are checking your information");

/// I19, CID2001: at a later log-in while the check waits.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/not_checked_yet.html")]
pub struct NotCheckedYet {
    /// Around the page.
    pub frame: Frame,
    /// The promise of the SLA setting, in words: "24 hours".
    pub within: String,
    /// What an operator adds while checks take longer.
    pub operator_message: Option<String>,
    /// The way back; absent when there is none.
    pub back_to_client: Option<BackToClient>,
}
page!(NotCheckedYet, "We have not checked your photo ID yet");

impl NotCheckedYet {
    const fn reference() -> ErrorReference {
        ErrorReference::new(Cid::PROOFING_UNFINISHED)
    }
}
