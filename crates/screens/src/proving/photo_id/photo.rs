//! What can be wrong with a photo of an ID: I8.

use askama::Template;
use vocabulary::{CheckRoute, Cid, IncidentReference};

use super::cid;
use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::reference::ErrorReference;

/// The ways on that every page about a photo offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoWays {
    /// Where a new photo of the same side is sent (I7).
    pub again_href: String,
    /// Where another photo ID is chosen (I5).
    pub another_document_href: String,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
}

/// I8, blurred. Field `choice`: `again`, `clear` or `hard`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/photo_doubtful.html")]
pub struct PhotoDoubtful {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where the photo is served, to its sender only.
    pub photo_src: String,
    /// Words of [`crate::wording::BlurProblem`].
    pub errors: Errors,
}
page!(PhotoDoubtful, "Your photo may be too blurry", form);

/// I8, blurred, "I will try again".
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/photo_tips.html")]
pub struct PhotoTips {
    /// Around the page.
    pub frame: Frame,
    /// Ways on.
    pub ways: PhotoWays,
}
page!(PhotoTips, "Tips for taking a clear photo");

/// I8, blurred, "I think the text is clear".
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/photo_clear.html")]
pub struct PhotoClear {
    /// Around the page.
    pub frame: Frame,
    /// Where "Send this photo" is posted.
    pub send_action: String,
    /// Where the photo is served, to its sender only.
    pub photo_src: String,
    /// Ways on.
    pub ways: PhotoWays,
}
page!(PhotoClear, "Make sure your photo is clear before you send it");

/// I8, blurred, "It is hard for me to take or check a photo".
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/photo_help.html")]
pub struct PhotoHelp {
    /// Around the page.
    pub frame: Frame,
    /// Where "Send this photo anyway" is posted.
    pub send_action: String,
    /// Ways on.
    pub ways: PhotoWays,
}
page!(PhotoHelp, "Get help to take or check your photo");

/// I8, several faces, CID8006: may be confirmed.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/several_faces.html")]
pub struct SeveralFaces {
    /// Around the page.
    pub frame: Frame,
    /// Where "Use this photo" is posted.
    pub send_action: String,
    /// Where the photo is served, to its sender only.
    pub photo_src: String,
    /// Ways on.
    pub ways: PhotoWays,
}
page!(SeveralFaces, "There is more than one face in your photo");

impl SeveralFaces {
    const fn reference() -> ErrorReference {
        ErrorReference::new(Cid::new(8006))
    }
}

/// Why a photo cannot be used. Journeys 2.7 I8
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoProblem {
    /// There is no document in it.
    NoDocument,
    /// There is no face on it: 4005, 8005.
    NoFace,
    /// Our fault: 4007, 8007.
    Technical,
    /// The scanner found something: 4015, 8015.
    Virus,
    /// Not a kind of file that is accepted: 4003, 8003.
    WrongFormat,
    /// Too small, too large or damaged: 4004, 8004.
    Validation,
    /// It did not arrive whole: 4001, 8001.
    UploadFailed,
    /// The connection broke: 4002, 8002.
    Network,
}

impl PhotoProblem {
    /// The public reference, where the contract has one.
    #[must_use]
    pub const fn cid(self, route: CheckRoute) -> Option<Cid> {
        Some(cid(
            route,
            match self {
                Self::NoDocument => return None,
                Self::UploadFailed => 1,
                Self::Network => 2,
                Self::WrongFormat => 3,
                Self::Validation => 4,
                Self::NoFace => 5,
                Self::Technical => 7,
                Self::Virus => 15,
            },
        ))
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::NoDocument => "We cannot find photo ID in your photo",
            Self::NoFace => "We cannot find a face in your photo",
            Self::Technical => "We could not check your photo",
            Self::Virus => "We cannot use this file",
            Self::WrongFormat => "Your photo must be a different type of file",
            Self::Validation => "We cannot read your photo",
            Self::UploadFailed => "We could not upload your photo",
            Self::Network => "The connection was lost while you were sending your photo",
        }
    }
}

/// I8: the photo cannot be used.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/photo_problem.html")]
pub struct PhotoProblemPage {
    /// Around the page.
    pub frame: Frame,
    /// Why.
    pub problem: PhotoProblem,
    /// Who checks, and so which reference is shown.
    pub route: CheckRoute,
    /// This one failure, when it was recorded.
    pub incident: Option<IncidentReference>,
    /// Ways on.
    pub ways: PhotoWays,
}
page!(PhotoProblemPage, |page| page.problem.heading().into());

impl PhotoProblemPage {
    fn reference(&self) -> Option<ErrorReference> {
        let cid = self.problem.cid(self.route)?;
        Some(ErrorReference { cid, incident: self.incident })
    }
}
