//! Using the ID checks of a GP surgery, by the mobile phone that the record holds: V1, V3, V4, V6 and V7. Journeys 1.8 and 2.6; why there is no V2 and no V5, docs/decisions/0003.
//!
//! An account disabled because of this check (CID7031) is [`crate::problems::Disabled::PhoneMismatch`].

use std::borrow::Cow;

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::phone::PhoneChannel;
use crate::problems::WayOn;
use crate::reference::ErrorReference;

/// V1: may the checks be used? Field `choice`: yes or no.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/mobile_match/use_gp_checks.html")]
pub struct UseGpChecks {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::ProvingChoiceProblem::GpChecks`].
    pub errors: Errors,
}
page!(UseGpChecks, "You have been matched to your NHS record", form);

/// V3: the record holds another number. Field `choice`: yes or no.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/mobile_match/record_mobile.html")]
pub struct RecordMobile {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The last 3 digits of the number on the record.
    pub ending: String,
    /// Words of [`crate::wording::ProvingChoiceProblem::RecordMobile`].
    pub errors: Errors,
}
page!(RecordMobile, "Your mobile phone number", form);

/// V4: the code sent to the number on the record. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/mobile_match/enter_code.html")]
pub struct EnterRecordCode {
    /// Around the page; a success banner after a code was sent again.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "Send the code again" is posted.
    pub resend_action: String,
    /// Where "I cannot get a code on this phone" is posted; leads to another way of proving.
    pub other_way_action: String,
    /// The last 3 digits of the number on the record.
    pub ending: String,
    /// How long a code lives.
    pub minutes: u64,
    /// Words of [`crate::wording::CodeProblem`].
    pub errors: Errors,
}
page!(EnterRecordCode, "Check your mobile phone to confirm your details", form);

impl EnterRecordCode {
    /// Only mobiles get here.
    #[expect(clippy::unused_self, reason = "templates call it like the field of the other code pages")]
    pub(crate) const fn channel(&self) -> PhoneChannel {
        PhoneChannel::Text
    }
}

/// V4 when the code is too old.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/mobile_match/code_expired.html")]
pub struct RecordCodeExpired {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where "Send a new code" is posted.
    pub resend_action: String,
    /// The last 3 digits of the number on the record.
    pub ending: String,
    /// How long a code lives.
    pub minutes: u64,
}
page!(RecordCodeExpired, "The security code to confirm your details has expired");

/// V6: too many wrong codes for the number on the record, or too many sent to it.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/mobile_match/cannot_use_mobile.html")]
pub struct CannotUseMobile {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// The way on.
    pub way_on: WayOn,
}
page!(CannotUseMobile, "You cannot use this mobile phone number");

/// V7: the checks could not be used because of a fault.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/mobile_match/went_wrong.html")]
pub struct MobileMatchFailed {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where "Try again" is posted.
    pub again_action: String,
    /// Where "Prove who you are with photo ID" is posted (I1).
    pub prove_action: String,
    /// What to read out to support.
    pub reference: ErrorReference,
}

impl Page for MobileMatchFailed {
    fn heading(&self) -> Cow<'_, str> {
        "There is a problem".into()
    }

    fn status(&self) -> u16 {
        500
    }
}
