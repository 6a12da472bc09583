//! Before any photo: I1 to I3, and I1 again after a check was declined.

use askama::Template;
use vocabulary::{DeclineAdvice, DeclineReason};

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::wording::decline_sentence;

/// I1, also for a person whose last check was declined: it then begins with the reason.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/need_to_prove.html")]
pub struct NeedToProve {
    /// Around the page.
    pub frame: Frame,
    /// Where "Continue" is posted.
    pub action: String,
    /// The client the person came from.
    pub client: PartnerName,
    /// How many steps there are: 3, or 2 when the NHS record is known.
    pub steps: u8,
    /// Why the last check was declined.
    pub declined: Option<DeclineReason>,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
}
page!(NeedToProve, |page| match page.declined {
    None => "You need to prove who you are".into(),
    Some(_) => "You need to prove who you are again".into(),
});

impl NeedToProve {
    fn reason(&self) -> Option<&'static str> {
        self.declined.map(decline_sentence)
    }

    /// Where the GP's details are the way that is more likely to work, and can be used.
    fn gp_first(&self) -> Option<&str> {
        let advised = self.declined.is_some_and(|reason| reason.advice() == DeclineAdvice::UseGp);
        self.without_photo_action.as_deref().filter(|_| advised)
    }
}

/// I2. Field `havePhotoId`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/have_photo_id.html")]
pub struct HavePhotoId {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted; "no" leads to G1.
    pub action: String,
    /// Words of [`crate::wording::HavePhotoIdProblem`].
    pub errors: Errors,
}
page!(HavePhotoId, "Do you have photo ID with you?", form);

/// I3: photo ID has to be fetched.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/fetch_photo_id.html")]
pub struct FetchPhotoId {
    /// Around the page.
    pub frame: Frame,
    /// Where "I have my photo ID now" is posted.
    pub action: String,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
}
page!(FetchPhotoId, "You will need photo ID");
