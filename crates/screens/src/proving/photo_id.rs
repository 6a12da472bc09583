//! Proving who you are with photo ID and face: I1 to I24. Journeys 1.8 and 2.7.
//!
//! Photos and videos are plain file inputs, so the route is complete without script; only the face scan needs it.
//! Every form with a file is `multipart/form-data`.

mod beginning;
mod device;
mod document;
mod face;
mod photo;
mod submit;
mod video;

pub use beginning::{FetchPhotoId, HavePhotoId, NeedToProve};
pub use device::{
    AnotherDevice, AnotherDeviceSent, CameraProblem, CameraProblemPage, ContinueHere, FinishedHere,
    LinkProblem, LinkProblemPage, OtherLogin, PhotoIdBusy, PhotoIdFailed,
};
pub use document::{ChooseDocument, ChoosePhotoWay, PhotoWay, SendPhoto, SendPhotoIntro, Side};
pub use face::{
    AfterScan, FaceIntro, FaceScan, FaceWay, ScanBusy, ScanInstructions, ScanProblem, ScanProblemPage,
};
pub use photo::{
    PhotoClear, PhotoDoubtful, PhotoHelp, PhotoProblem, PhotoProblemPage, PhotoTips, PhotoWays, SeveralFaces,
};
pub use submit::{BackToClient, NotCheckedYet, RecordIntro, Submit, Submitted, TypedDetails};
pub use video::{CheckVideo, ChooseVideo, RecordVideo, VideoLimits, VideoProblem, VideoProblemPage};

use vocabulary::{CheckRoute, Cid};

/// The reference with this ending: 40xx when people check, 80xx when the provider does. Journeys 2.7 I8
const fn cid(route: CheckRoute, ending: u16) -> Cid {
    match route {
        CheckRoute::Manual => Cid::new(4000 + ending),
        CheckRoute::Automated => Cid::new(8000 + ending),
    }
}
