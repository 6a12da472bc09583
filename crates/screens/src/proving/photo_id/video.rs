//! The video with four numbers: I13 to I15.

use askama::Template;
use vocabulary::{CheckRoute, Cid, IncidentReference, VideoMethod};

use super::cid;
use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::reference::ErrorReference;

/// I13. Field `videoMethod`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/choose_video.html")]
pub struct ChooseVideo {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::VideoMethodProblem`].
    pub errors: Errors,
}
page!(ChooseVideo, "Record a short video", form);

/// The largest video that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoLimits {
    /// The longest, seconds.
    pub seconds: u64,
    /// The largest file, megabytes.
    pub megabytes: u64,
}

/// I14. A multipart form with the file `video`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/record_video.html")]
pub struct RecordVideo {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted, as `multipart/form-data`.
    pub action: String,
    /// The way chosen on I13.
    pub method: VideoMethod,
    /// The four digits of this attempt.
    pub digits: [u8; 4],
    /// What is taken.
    pub limits: VideoLimits,
    /// Where "Choose a different way" leads (I13).
    pub change_method_href: String,
    /// Where "Use a different device" leads (I20); absent when no texts are sent.
    pub another_device_href: Option<String>,
    /// Words of [`crate::wording::VideoFileProblem`].
    pub errors: Errors,
}
page!(
    RecordVideo,
    |page| match page.method {
        VideoMethod::Say => "Get ready to say 4 numbers".into(),
        VideoMethod::Sign => "Get ready to use British Sign Language".into(),
        VideoMethod::Write => "Get ready to show 4 numbers on paper".into(),
    },
    form
);

impl RecordVideo {
    fn numbers(&self) -> String {
        spaced(self.digits)
    }
}

/// I15: nobody is made to watch.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/check_video.html")]
pub struct CheckVideo {
    /// Around the page.
    pub frame: Frame,
    /// Where "Use this video" is posted.
    pub action: String,
    /// Where "Record it again" is posted (I14).
    pub again_action: String,
    /// Where the video is served, to its sender only. It needs `media-src 'self'` in the content policy.
    pub video_src: String,
    /// The way chosen on I13.
    pub method: VideoMethod,
    /// The four digits of this attempt.
    pub digits: [u8; 4],
}
page!(CheckVideo, "Check your video");

impl CheckVideo {
    fn numbers(&self) -> String {
        spaced(self.digits)
    }
}

/// The digits with a space between them: "7 1 5 6".
fn spaced(digits: [u8; 4]) -> String {
    digits.map(|digit| digit.to_string()).join(" ")
}

/// Why a video cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoProblem {
    /// It did not arrive whole: 4011, 8011.
    UploadFailed,
    /// Our fault: 4012, 8012.
    Technical,
    /// Not a video that can be read: 4013, 8013.
    WrongFormat,
    /// Too long: 4013, 8013.
    TooLong,
    /// A photo: 4013, 8013.
    Photo,
    /// The scanner found something: 4015, 8015.
    Virus,
}

impl VideoProblem {
    /// The public reference.
    #[must_use]
    pub const fn cid(self, route: CheckRoute) -> Cid {
        cid(
            route,
            match self {
                Self::UploadFailed => 11,
                Self::Technical => 12,
                Self::WrongFormat | Self::TooLong | Self::Photo => 13,
                Self::Virus => 15,
            },
        )
    }

    const fn heading(self) -> &'static str {
        match self {
            Self::UploadFailed => "We could not upload your video",
            Self::Technical => "We could not check your video",
            Self::WrongFormat => "Your video must be a different type of file",
            Self::TooLong => "Your video is too long",
            Self::Photo => "You sent a photo instead of a video",
            Self::Virus => "We cannot use this video file",
        }
    }
}

/// The video cannot be used.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/video_problem.html")]
pub struct VideoProblemPage {
    /// Around the page.
    pub frame: Frame,
    /// Why.
    pub problem: VideoProblem,
    /// Who checks, and so which reference is shown.
    pub route: CheckRoute,
    /// This one failure, when it was recorded.
    pub incident: Option<IncidentReference>,
    /// What is taken.
    pub limits: VideoLimits,
    /// Where "Try again" leads (I14).
    pub again_href: String,
    /// Where "Use a different device" leads (I20); absent when no texts are sent.
    pub another_device_href: Option<String>,
}
page!(VideoProblemPage, |page| page.problem.heading().into());

impl VideoProblemPage {
    fn reference(&self) -> ErrorReference {
        ErrorReference { cid: self.problem.cid(self.route), incident: self.incident }
    }
}
