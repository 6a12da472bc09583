//! Agreeing to share, and to new terms: C1, C2, C3, C5. Journeys 2.9.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;

/// C1: the first agreement with a client.
#[derive(Debug, Clone, Template)]
#[template(path = "sharing/agree.html")]
pub struct AgreeToShare {
    /// Around the page.
    pub frame: Frame,
    /// Where "I agree" is posted.
    pub action: String,
    /// Where "I do not agree" is posted.
    pub refuse_action: String,
    /// The client.
    pub client: PartnerName,
    /// What it will use; see `screens::sharing_labels`.
    pub labels: Vec<&'static str>,
    /// The client's own terms.
    pub terms_url: Option<String>,
    /// The client's own privacy policy.
    pub privacy_url: Option<String>,
}
page!(AgreeToShare, |page| format!("Agree to share your {} information", page.frame.service()).into());

/// C2: the client now wants more.
#[derive(Debug, Clone, Template)]
#[template(path = "sharing/agree_more.html")]
pub struct AgreeToShareMore {
    /// Around the page.
    pub frame: Frame,
    /// Where "Agree and continue" is posted.
    pub action: String,
    /// Where "I do not agree" is posted.
    pub refuse_action: String,
    /// The client.
    pub client: PartnerName,
    /// What was agreed before.
    pub already: Vec<&'static str>,
    /// What is new.
    pub more: Vec<&'static str>,
    /// The client's own terms.
    pub terms_url: Option<String>,
    /// The client's own privacy policy.
    pub privacy_url: Option<String>,
}
page!(AgreeToShareMore, "Agree to share more information");

/// C3: the person refused. Field `choice`.
#[derive(Debug, Clone, Template)]
#[template(path = "sharing/did_not_agree.html")]
pub struct DidNotAgree {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The client.
    pub client: PartnerName,
    /// Words of [`crate::wording::LeaveProblem`].
    pub errors: Errors,
}
page!(
    DidNotAgree,
    |page| format!("You did not agree to share your {} information", page.frame.service()).into(),
    form
);

/// C5: the terms have changed since the person agreed.
#[derive(Debug, Clone, Template)]
#[template(path = "sharing/terms_update.html")]
pub struct TermsUpdate {
    /// Around the page.
    pub frame: Frame,
    /// Where "Agree and continue" is posted.
    pub action: String,
    /// Where "I do not agree" is posted.
    pub refuse_action: String,
    /// When the new terms began, such as "15 March 2026".
    pub since: String,
}
page!(TermsUpdate, |page| format!("{} terms of use update", page.frame.service()).into());
