//! What came of looking for a person's NHS record, when it is not simply theirs: D9 to D17 and CID2011.
//! Journeys 1.7 and 2.5.
//!
//! Waiting after too many look-ups (X10) is [`crate::problems::Problem::LookUpsLocked`]; a disabled account
//! (CID2012) is [`crate::problems::Problem::Disabled`]. No page says why a record was closed.

use std::borrow::Cow;

use askama::Template;
use vocabulary::Cid;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::problems::WayOn;
use crate::reference::ErrorReference;

/// D9: no match, or several, in the first rounds.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/no_match.html")]
pub struct NoMatch {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// What was looked for.
    pub tried: Tried,
    /// Whether nothing or too much was found.
    pub found: Found,
    /// Where the typed details can be checked (D6).
    pub check_href: String,
    /// D2 for a person who tried the name, D3 for one who tried the number.
    pub other_way_href: String,
    /// Where "Prove who you are" is posted (I1); absent when that route is closed.
    pub prove_action: Option<String>,
}
page!(NoMatch, "We cannot find a match");

/// What the record was looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// The NHS number.
    NhsNumber,
    /// The full name.
    Name,
}

/// What a look-up without a single match found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// No record.
    Nothing,
    /// More than one record.
    Several,
}

impl NoMatch {
    /// Several people share the name and the date: only the number tells them apart.
    pub(crate) fn needs_number(&self) -> bool {
        (self.tried, self.found) == (Tried::Name, Found::Several)
    }
}

/// D10: no match in the last round. Field `choice`: [`crate::fields::CHOICE_PROVE`] or [`crate::fields::CHOICE_AGAIN`].
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/still_no_match.html")]
pub struct StillNoMatch {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::ProvingChoiceProblem::WhatNext`].
    pub errors: Errors,
}
page!(StillNoMatch, "We still cannot find a match", form);

/// D10b: the number exists, but not with this date of birth.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/number_not_verified.html")]
pub struct NumberNotVerified {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the number can be typed again (D2).
    pub again_href: String,
    /// Where the name can be typed instead (D3).
    pub name_href: String,
    /// Where "Prove who you are" is posted (I1); absent when that route is closed.
    pub prove_action: Option<String>,
}
page!(NumberNotVerified, "NHS number not verified");

/// D12, CID1006: another account has this NHS number.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/number_in_use.html")]
pub struct NumberInUse {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// The address that our emails come from, to search a mailbox for.
    pub sender: String,
    /// Where "Log in with a different email address" is posted (S1).
    pub log_in_action: String,
}
page!(NumberInUse, |page| format!("You may already have an {}", page.frame.service()).into());

impl NumberInUse {
    pub(crate) const REFERENCE: ErrorReference = ErrorReference::new(Cid::NUMBER_IN_USE);
}

/// D13, CID1005: the person said that the record is somebody else's.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/not_my_record.html")]
pub struct NotMyRecord {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the answer can be changed (D8).
    pub change_href: String,
    /// Where other details can be typed (D2).
    pub again_href: String,
}
page!(NotMyRecord, "This NHS record does not match your details");

impl NotMyRecord {
    pub(crate) const REFERENCE: ErrorReference = ErrorReference::new(Cid::RECORD_NOT_MINE);
}

/// D14, CID1005: the record is theirs, but some details are wrong.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/some_details_wrong.html")]
pub struct SomeDetailsWrong {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where "Continue" is posted.
    pub action: String,
    /// Where the answer can be changed (D8).
    pub change_href: String,
}
page!(SomeDetailsWrong, "These are my details but some are wrong");

impl SomeDetailsWrong {
    pub(crate) const REFERENCE: ErrorReference = ErrorReference::new(Cid::RECORD_NOT_MINE);
}

/// D15: the record service has no room for this look-up now.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/record_busy.html")]
pub struct RecordBusy {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where "Try again" leads; nothing typed is lost.
    pub again_href: String,
    /// Where the number can be typed instead (D2); absent when it was.
    pub nhs_number_href: Option<String>,
    /// When to try again.
    pub retry_after_seconds: u64,
    /// What to read out to support.
    pub reference: ErrorReference,
}

impl Page for RecordBusy {
    fn heading(&self) -> Cow<'_, str> {
        "We are really busy at the moment".into()
    }

    fn status(&self) -> u16 {
        503
    }

    fn retry_after(&self) -> Option<u64> {
        Some(self.retry_after_seconds)
    }
}

/// D16: younger than the service allows, by the date of birth of the record.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/under_age.html")]
pub struct UnderAge {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// The youngest age allowed.
    pub minimum_age: u8,
    /// The client.
    pub client: PartnerName,
    /// Where "Go back to …" is posted; ends in an answer to the client.
    pub action: String,
}
page!(UnderAge, |page| format!("You cannot use {} yet", page.frame.service()).into());

/// D17: the look-up failed.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/went_wrong.html")]
pub struct LookUpFailed {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the details can be sent again (D6, or D2 when they are lost).
    pub again_href: String,
    /// What to read out to support.
    pub reference: ErrorReference,
}

impl Page for LookUpFailed {
    fn heading(&self) -> Cow<'_, str> {
        "Something went wrong while we looked for your NHS record".into()
    }

    fn status(&self) -> u16 {
        500
    }
}

/// CID2011: the number on the account can no longer be used, found while matching or at any log-in.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/outcome/number_problem.html")]
pub struct NumberProblem {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// The way on: details again, or back to the client.
    pub way_on: WayOn,
}
page!(NumberProblem, "There is a problem with your NHS number");

impl NumberProblem {
    pub(crate) const REFERENCE: ErrorReference = ErrorReference::new(Cid::NHS_NUMBER_PROBLEM);
}
