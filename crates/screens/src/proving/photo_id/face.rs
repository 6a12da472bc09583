//! Step 2, the face: I9 to I12b and what can go wrong with a scan.

use askama::Template;
use vocabulary::Cid;

use crate::frame::Frame;
use crate::page::{Page, page};
use crate::proving::Step;
use crate::reference::ErrorReference;

/// How the face is shown. Journeys 1.8
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaceWay {
    /// A live scan with flashing colours: needs script and a camera.
    Scan,
    /// A short video.
    Video,
}

/// I9. The answer needs the camera, so that script can see whether there is one.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/face_intro.html")]
pub struct FaceIntro {
    /// Around the page.
    pub frame: Frame,
    /// Step 2 of 3 or of 2.
    pub step: Option<Step>,
    /// Where the form is posted, with `faceWay`. The scan is offered by script, where there is a camera.
    pub action: String,
}
page!(FaceIntro, "Record your face");

/// I10.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/scan_instructions.html")]
pub struct ScanInstructions {
    /// Around the page.
    pub frame: Frame,
    /// Where "Start the scan" leads (I11).
    pub scan_href: String,
    /// Where "Record a video instead" is posted (I13).
    pub video_action: String,
}
page!(ScanInstructions, "Get ready to scan your face");

/// I11: needs script and a camera; without them it says so and offers the video.
///
/// The script shows the colours, takes a picture under each of them, puts the pictures side by side into the file input `scan` and sends
/// the form. It goes to
/// [`Self::camera_problem_href`] with `?why=not-found` or `?why=not-allowed` when there is no camera, and to
/// [`Self::cancelled_href`] when the person stops. The answer needs `camera=(self)` in its Permissions-Policy.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/face_scan.html")]
pub struct FaceScan {
    /// Around the page.
    pub frame: Frame,
    /// Where the pictures are posted, as `multipart/form-data`.
    pub action: String,
    /// The colours, in their order.
    pub colours: [&'static str; 4],
    /// Where a missing or refused camera leads (I22).
    pub camera_problem_href: String,
    /// Where "Stop the scan" leads.
    pub cancelled_href: String,
    /// Where "Record a video instead" is posted (I13).
    pub video_action: String,
}
page!(FaceScan, "Scan your face now");

impl FaceScan {
    fn colours(&self) -> String {
        self.colours.join(" ")
    }
}

/// I12b: the scan service is busy.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/scan_busy.html")]
pub struct ScanBusy {
    /// Around the page.
    pub frame: Frame,
    /// Where "Try again" leads.
    pub again_href: String,
    /// Where "Record a video instead" is posted (I13).
    pub video_action: String,
}
page!(ScanBusy, "We cannot check your face scan at the moment");

/// Why a scan cannot be used. A refused camera is a page of its own (I22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanProblem {
    /// Not enough light.
    TooDark,
    /// Too much light.
    TooBright,
    /// The person moved.
    Moved,
    /// The person stopped it.
    Cancelled,
    /// Our fault, CID4010: only the video is left.
    Configuration,
}

impl ScanProblem {
    const fn heading(self) -> &'static str {
        match self {
            Self::TooDark => "Your face scan was too dark",
            Self::TooBright => "Your face scan was too bright",
            Self::Moved => "You moved during your face scan",
            Self::Cancelled => "Your face scan was stopped",
            Self::Configuration => "You cannot scan your face at the moment",
        }
    }
}

/// What is open after a failed scan. Journeys 1.8, the failure ladder
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterScan {
    /// Another scan.
    TryAgain,
    /// A new photo of the ID first: the third scan failed.
    RetakePhoto,
    /// The video: the third scan with the second photo failed, or scans do not work.
    UseVideo,
}

/// A scan failed.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/scan_problem.html")]
pub struct ScanProblemPage {
    /// Around the page.
    pub frame: Frame,
    /// Why.
    pub problem: ScanProblem,
    /// What is open now.
    pub next: AfterScan,
    /// Where "Scan your face again" leads (I10).
    pub again_href: String,
    /// Where "Take a new photo of your ID" is posted (I4).
    pub retake_action: String,
    /// Where "Record a video" is posted (I13).
    pub video_action: String,
}
page!(ScanProblemPage, |page| page.problem.heading().into());

impl ScanProblemPage {
    fn reference(&self) -> Option<ErrorReference> {
        (self.problem == ScanProblem::Configuration).then(|| ErrorReference::new(Cid::new(4010)))
    }
}
