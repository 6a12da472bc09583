//! Samples of I9 to I24: the face, the end, other devices.

use vocabulary::{CheckRoute, DateOfBirth, DocumentKind, Postcode, VideoMethod, scan_colours};

use super::photo_id::step;
use super::{ACTION, EMAIL, OTHER, Sample, client, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::proving::details::{ChangeLinks, TypedIdentity};
use crate::proving::photo_id::{
    AfterScan, AnotherDevice, AnotherDeviceSent, BackToClient, CameraProblem, CameraProblemPage, CheckVideo,
    ChooseVideo, ContinueHere, FaceIntro, FaceScan, FaceWay, FinishedHere, LinkProblem, LinkProblemPage,
    NotCheckedYet, OtherLogin, PhotoIdBusy, PhotoIdFailed, RecordIntro, RecordVideo, ScanBusy,
    ScanInstructions, ScanProblem, ScanProblemPage, Submit, Submitted, TypedDetails, VideoLimits,
    VideoProblem, VideoProblemPage,
};
use crate::wording::{LinkToProblem, MobileProblem, VideoFileProblem, VideoMethodProblem};

const LIMITS: VideoLimits = VideoLimits { seconds: 30, megabytes: 100 };
const DIGITS: [u8; 4] = [7, 1, 5, 6];

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = faces();
    pages.extend(scan_problems());
    pages.extend(videos());
    pages.extend(video_problems());
    pages.extend(endings());
    pages.extend(devices());
    pages.extend(stops());
    pages
}

fn faces() -> Vec<Sample> {
    let intro = FaceIntro { frame: frame(), step: Some(step(2)), action: ACTION.into() };
    let scan = FaceScan {
        frame: frame(),
        action: ACTION.into(),
        colours: scan_colours(DIGITS),
        camera_problem_href: "/t/sample/camera".into(),
        cancelled_href: OTHER.into(),
        video_action: OTHER.into(),
    };
    vec![
        Sample::new("photo-id/i9-face", intro),
        Sample::new(
            "photo-id/i10-scan-instructions",
            ScanInstructions { frame: frame(), scan_href: OTHER.into(), video_action: ACTION.into() },
        ),
        Sample::new("photo-id/i11-face-scan", scan),
        Sample::new(
            "photo-id/i12b-scan-busy",
            ScanBusy { frame: last_frame(), again_href: OTHER.into(), video_action: OTHER.into() },
        ),
    ]
}

fn scan_problems() -> Vec<Sample> {
    [
        ("photo-id/scan-too-dark", ScanProblem::TooDark, AfterScan::TryAgain),
        ("photo-id/scan-too-bright", ScanProblem::TooBright, AfterScan::TryAgain),
        ("photo-id/scan-moved", ScanProblem::Moved, AfterScan::TryAgain),
        ("photo-id/scan-cancelled", ScanProblem::Cancelled, AfterScan::TryAgain),
        ("photo-id/scan-moved+photo", ScanProblem::Moved, AfterScan::RetakePhoto),
        ("photo-id/scan-moved+video", ScanProblem::Moved, AfterScan::UseVideo),
        ("photo-id/scan-configuration", ScanProblem::Configuration, AfterScan::UseVideo),
    ]
    .into_iter()
    .map(|(name, problem, next)| {
        let page = ScanProblemPage {
            frame: frame(),
            problem,
            next,
            again_href: OTHER.into(),
            retake_action: ACTION.into(),
            video_action: ACTION.into(),
        };
        Sample::new(name, page)
    })
    .collect()
}

fn videos() -> Vec<Sample> {
    let choose = |errors: Errors| ChooseVideo { frame: frame(), action: ACTION.into(), errors };
    let record = |method: VideoMethod, errors: Errors| RecordVideo {
        frame: frame(),
        action: ACTION.into(),
        method,
        digits: DIGITS,
        limits: LIMITS,
        change_method_href: OTHER.into(),
        another_device_href: Some(OTHER.into()),
        errors,
    };
    let check = CheckVideo {
        frame: frame(),
        action: ACTION.into(),
        again_action: OTHER.into(),
        video_src: "/t/sample/video".into(),
        method: VideoMethod::Say,
        digits: DIGITS,
    };
    vec![
        Sample::new("photo-id/i13-choose-video", choose(Errors::new())),
        Sample::new(
            "photo-id/i13-choose-video+error",
            choose(Errors::of(fields::VIDEO_METHOD, VideoMethodProblem::Empty)),
        ),
        Sample::new("photo-id/i14-say", record(VideoMethod::Say, Errors::new())),
        Sample::new(
            "photo-id/i14-say+error",
            record(VideoMethod::Say, Errors::of(fields::VIDEO, VideoFileProblem::Photo)),
        ),
        Sample::new("photo-id/i14-bsl", record(VideoMethod::Sign, Errors::new())),
        Sample::new("photo-id/i14-write", record(VideoMethod::Write, Errors::new())),
        Sample::new("photo-id/i15-check-video", check),
    ]
}

fn video_problems() -> Vec<Sample> {
    [
        ("photo-id/video-upload-failed", VideoProblem::UploadFailed),
        ("photo-id/video-technical", VideoProblem::Technical),
        ("photo-id/video-wrong-format", VideoProblem::WrongFormat),
        ("photo-id/video-too-long", VideoProblem::TooLong),
        ("photo-id/video-photo", VideoProblem::Photo),
        ("photo-id/video-virus", VideoProblem::Virus),
    ]
    .into_iter()
    .map(|(name, problem)| {
        let page = VideoProblemPage {
            frame: frame(),
            problem,
            route: CheckRoute::Manual,
            incident: None,
            limits: LIMITS,
            again_href: OTHER.into(),
            another_device_href: Some(OTHER.into()),
        };
        Sample::new(name, page)
    })
    .collect()
}

fn endings() -> Vec<Sample> {
    let back = || Some(BackToClient { client: client(), action: ACTION.into() });
    let delay = || Some("Checks are taking longer than usual. It may take up to 2 days.".to_owned());
    let submitted = Submitted {
        frame: last_frame(),
        email: EMAIL.into(),
        within: "24 hours".into(),
        operator_message: None,
        back_to_client: back(),
    };
    let waiting = NotCheckedYet {
        frame: last_frame(),
        within: "24 hours".into(),
        operator_message: delay(),
        back_to_client: back(),
    };
    let submit = Submit {
        frame: frame(),
        action: ACTION.into(),
        document: DocumentKind::Passport,
        face: FaceWay::Video,
        details: None,
    };
    let unmatched = Submit { face: FaceWay::Scan, details: Some(typed_details()), ..submit.clone() };
    let last = Submitted { operator_message: delay(), back_to_client: None, ..submitted.clone() };
    vec![
        Sample::new(
            "photo-id/i16-record-intro",
            RecordIntro { frame: frame(), step: Some(step(3)), action: ACTION.into() },
        ),
        Sample::new("photo-id/i17-submit", submit),
        Sample::new("photo-id/i17-submit+details", unmatched),
        Sample::new("photo-id/i18-submitted", submitted),
        Sample::new("photo-id/i18-submitted+p9-only", last),
        Sample::new("photo-id/i19-not-checked-yet", waiting),
    ]
}

fn typed_details() -> TypedDetails {
    let name = ["Amelia", "Jane", "Thornbury"].map(str::to_owned);
    let [first, middle, last] = name;
    TypedDetails {
        identity: TypedIdentity::Name { first, middle: Some(middle), last },
        birth_date: DateOfBirth::try_from("1979-03-14").expect("a date"),
        postcode: Postcode::try_from("YO1 7HH").expect("a postcode"),
        change: ChangeLinks {
            nhs_number: OTHER.into(),
            name: OTHER.into(),
            birth_date: OTHER.into(),
            postcode: OTHER.into(),
        },
    }
}

fn devices() -> Vec<Sample> {
    let another = |own: Option<&str>, errors: Errors| AnotherDevice {
        frame: frame(),
        action: ACTION.into(),
        own_ending: own.map(Into::into),
        other_chosen: own.is_some() && !errors.is_empty(),
        mobile: "07700 900".into(),
        minutes: 10,
        errors,
    };
    let sent = AnotherDeviceSent {
        frame: frame(),
        resend_action: ACTION.into(),
        change_number_href: OTHER.into(),
        here_action: ACTION.into(),
        poll_href: "/t/sample/another-device-sent".into(),
        continue_href: OTHER.into(),
        ending: "695".into(),
        minutes: 10,
    };
    vec![
        Sample::new("photo-id/i20-another-device", another(Some("695"), Errors::new())),
        Sample::new(
            "photo-id/i20-another-device+error",
            another(Some("695"), Errors::of(fields::MOBILE, MobileProblem::NotUkMobile)),
        ),
        Sample::new(
            "photo-id/i20-another-device+nothing-chosen",
            another(Some("695"), Errors::of(fields::LINK_TO, LinkToProblem::Empty)),
        ),
        Sample::new("photo-id/i20-another-device+landline", another(None, Errors::new())),
        Sample::new("photo-id/i21-finished-here", FinishedHere { frame: last_frame(), client: client() }),
        Sample::new(
            "photo-id/i21-other-login",
            OtherLogin { frame: last_frame(), log_in_action: ACTION.into() },
        ),
        Sample::new("photo-id/i21-another-device-sent", sent),
        Sample::new(
            "photo-id/i21-continue-here",
            ContinueHere { frame: last_frame(), action: ACTION.into() },
        ),
    ]
}

fn stops() -> Vec<Sample> {
    let link = |problem: LinkProblem| LinkProblemPage { frame: last_frame(), problem };
    let camera = |problem: CameraProblem| CameraProblemPage {
        frame: frame(),
        problem,
        again_href: OTHER.into(),
        video_action: ACTION.into(),
        another_device_href: Some(OTHER.into()),
    };
    let busy = PhotoIdBusy {
        frame: last_frame(),
        again_href: OTHER.into(),
        without_photo_action: Some(OTHER.into()),
    };
    let failed = PhotoIdFailed {
        frame: last_frame(),
        again_href: OTHER.into(),
        without_photo_action: Some(OTHER.into()),
        incident: Some(super::problems::incident()),
    };
    vec![
        Sample::new("photo-id/link-expired", link(LinkProblem::Expired { minutes: 10 })),
        Sample::new("photo-id/link-used", link(LinkProblem::Used)),
        Sample::new("photo-id/link-malformed", link(LinkProblem::Malformed)),
        Sample::new("photo-id/i22-camera-not-found", camera(CameraProblem::NotFound)),
        Sample::new("photo-id/i22-camera-not-allowed", camera(CameraProblem::NotAllowed)),
        Sample::new("photo-id/i23-busy", busy),
        Sample::new("photo-id/i24-failed", failed),
    ]
}
