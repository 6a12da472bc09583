//! Going on with another device, cameras that do not work, and the service being busy: I20 to I24.

use std::borrow::Cow;

use askama::Template;
use vocabulary::{Cid, IncidentReference};

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::partner::PartnerName;
use crate::reference::ErrorReference;

/// I20. Fields `linkTo`, when the account has a mobile number, and `phoneNumber`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/another_device.html")]
pub struct AnotherDevice {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The last 3 digits of the account's mobile number; none when it has none.
    pub own_ending: Option<String>,
    /// Whether another number was chosen before.
    pub other_chosen: bool,
    /// The number typed before.
    pub mobile: String,
    /// How long the link lives.
    pub minutes: u64,
    /// Words of [`crate::wording::LinkToProblem`] and [`crate::wording::MobileProblem`].
    pub errors: Errors,
}
page!(AnotherDevice, "We need to send you a link so you can continue", form);

/// I21.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/another_device_sent.html")]
pub struct AnotherDeviceSent {
    /// Around the page; a success banner after a link was sent again.
    pub frame: Frame,
    /// Where "Send the link again" is posted.
    pub resend_action: String,
    /// Where "Use a different number" leads (I20).
    pub change_number_href: String,
    /// Where "Continue on this device instead" is posted: the link then works no more.
    pub here_action: String,
    /// This page: it is asked for now and then, and leads elsewhere once the other device is done.
    pub poll_href: String,
    /// Where "I have finished on my other device" leads: a GET that shows the next step.
    pub continue_href: String,
    /// The number's last 3 digits.
    pub ending: String,
    /// How long the link lives.
    pub minutes: u64,
}
page!(AnotherDeviceSent, "Check your text messages");

/// The other device has nothing more to do.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/finished_here.html")]
pub struct FinishedHere {
    /// Around the page.
    pub frame: Frame,
    /// The client the person came from.
    pub client: PartnerName,
}
page!(FinishedHere, "You have finished on this device");

/// Somebody else logged in on the other device.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/other_login.html")]
pub struct OtherLogin {
    /// Around the page.
    pub frame: Frame,
    /// Where "Log in with a different email address" is posted.
    pub log_in_action: String,
}
page!(OtherLogin, "You cannot continue with this login");

/// The page that the link of the text opens: only its button uses the link up.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/continue_here.html")]
pub struct ContinueHere {
    /// Around the page.
    pub frame: Frame,
    /// Where "Continue on this device" is posted.
    pub action: String,
}
page!(ContinueHere, "Continue proving who you are on this device");

/// Why a link of a text does not work. CID8010
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkProblem {
    /// Too old.
    Expired {
        /// How long a link lives.
        minutes: u64,
    },
    /// Used before.
    Used,
    /// Not whole.
    Malformed,
}

/// The link of a text does not work.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/link_problem.html")]
pub struct LinkProblemPage {
    /// Around the page.
    pub frame: Frame,
    /// Why.
    pub problem: LinkProblem,
}

impl LinkProblemPage {
    const fn reference() -> ErrorReference {
        ErrorReference::new(Cid::new(8010))
    }
}

impl Page for LinkProblemPage {
    fn heading(&self) -> Cow<'_, str> {
        match self.problem {
            LinkProblem::Expired { .. } => "The link in your text message has expired".into(),
            LinkProblem::Used => "The link in your text message has been used".into(),
            LinkProblem::Malformed => "The link in your text message does not work".into(),
        }
    }

    fn status(&self) -> u16 {
        match self.problem {
            LinkProblem::Expired { .. } | LinkProblem::Used => 410,
            LinkProblem::Malformed => 404,
        }
    }
}

/// Why a camera cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CameraProblem {
    /// There is none.
    NotFound,
    /// The person or the device does not allow it, or the browser cannot.
    NotAllowed,
}

/// I22, CID4017.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/camera_problem.html")]
pub struct CameraProblemPage {
    /// Around the page.
    pub frame: Frame,
    /// Why.
    pub problem: CameraProblem,
    /// Where "Try again" leads.
    pub again_href: String,
    /// Where "Record a video instead" is posted (I13).
    pub video_action: String,
    /// Where "Use a different device" leads (I20); absent when no texts are sent.
    pub another_device_href: Option<String>,
}
page!(CameraProblemPage, |page| match page.problem {
    CameraProblem::NotFound => "We cannot find a camera".into(),
    CameraProblem::NotAllowed => "We cannot use your camera".into(),
});

impl CameraProblemPage {
    const fn reference() -> ErrorReference {
        ErrorReference::new(Cid::new(4017))
    }
}

const REFRESH_SECONDS: u64 = 10;

/// I23: loads itself again every 10 seconds.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/busy.html")]
pub struct PhotoIdBusy {
    /// Around the page.
    pub frame: Frame,
    /// The page to go on with.
    pub again_href: String,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
}

impl Page for PhotoIdBusy {
    fn heading(&self) -> Cow<'_, str> {
        "We are really busy".into()
    }

    fn status(&self) -> u16 {
        503
    }

    fn retry_after(&self) -> Option<u64> {
        Some(REFRESH_SECONDS)
    }
}

/// I24, CID9001.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/failed.html")]
pub struct PhotoIdFailed {
    /// Around the page.
    pub frame: Frame,
    /// Where "Try again" leads.
    pub again_href: String,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
    /// This one failure, when it was recorded.
    pub incident: Option<IncidentReference>,
}

impl PhotoIdFailed {
    fn reference(&self) -> ErrorReference {
        ErrorReference { cid: Cid::PHOTO_ID_FAILED, incident: self.incident }
    }
}

impl Page for PhotoIdFailed {
    fn heading(&self) -> Cow<'_, str> {
        "You cannot use photo ID at the moment".into()
    }

    fn status(&self) -> u16 {
        500
    }
}
