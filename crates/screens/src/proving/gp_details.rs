//! Proving who you are with GP online details: G1 to G8. Journeys 1.8 and 2.8.
//!
//! Waiting (G4) is [`crate::proving::Waiting`]; what the GP surgery's system refuses is
//! [`crate::proving::gp_problem::GpProblemPage`].

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;

/// G1. Field `choice`: yes, no or unsure.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/uses_gp_online.html")]
pub struct UsesGpOnline {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::ProvingChoiceProblem::GpOnline`].
    pub errors: Errors,
}
page!(UsesGpOnline, "Prove who you are without sending a photo of your ID", form);

/// G2. Field `choice`: yes, no or unsure.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/has_gp_details.html")]
pub struct HasGpDetails {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::ProvingChoiceProblem::GpDetails`].
    pub errors: Errors,
}
page!(HasGpDetails, "Do you have these 3 registration details?", form);

/// G3. Fields `linkageKey`, `odsCode`, `accountId`, copied to the letter.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/enter_gp_details.html")]
pub struct EnterGpDetails {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where "I do not have these details" leads (G6).
    pub no_details_href: String,
    /// Typed before.
    pub linkage_key: String,
    /// Typed before.
    pub ods_code: String,
    /// Typed before.
    pub account_id: String,
    /// Words of [`crate::wording::GpDetailProblem`].
    pub errors: Errors,
}
page!(EnterGpDetails, "Enter your registration details", form);

/// Before going to the GP surgery. Field `choice`: [`crate::fields::CHOICE_NO_DETAILS`],
/// [`crate::fields::CHOICE_NEVER`] or [`crate::fields::CHOICE_UNSURE`].
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/gp_visit.html")]
pub struct GpVisit {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::ProvingChoiceProblem::GpVisit`].
    pub errors: Errors,
}
page!(GpVisit, "Going to your GP surgery to prove who you are", form);

/// G5 to G7: what to ask the GP surgery for.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/gp_advice.html")]
pub struct GpAdvice {
    /// Around the page.
    pub frame: Frame,
    /// What the person lacks.
    pub need: GpNeed,
    /// Where to log in again later.
    pub client: PartnerName,
    /// Where the details are typed once they are there (G3).
    pub details_href: String,
    /// Where "Send a photo of your ID instead" is posted (I4).
    pub photo_action: String,
}
page!(GpAdvice, |page| page.need.heading().into());

/// What a person lacks for this way of proving.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GpNeed {
    /// G5: an account for GP online services.
    Account,
    /// G6: the 3 registration details.
    Details,
    /// G7: to know whether there is an account.
    Certainty,
}

impl GpNeed {
    const fn heading(self) -> &'static str {
        match self {
            Self::Account => "Register for your GP surgery’s online services",
            Self::Details => "Ask your GP surgery for your registration details",
            Self::Certainty => "Ask your GP surgery if you are registered for online services",
        }
    }
}

/// G8: after photo ID, for a client that wants GP credentials.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/gp_details/connect_to_gp.html")]
pub struct ConnectToGp {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// The client.
    pub client: PartnerName,
    /// Where "Connect to your GP surgery" is posted; none while an operator says that it cannot work.
    pub action: Option<String>,
    /// Where "Continue without connecting" is posted.
    pub without_action: String,
}
page!(ConnectToGp, "Connect to your GP surgery");
