//! Samples of I1 to I11: the document, its photo and the face.

use vocabulary::{CheckRoute, DeclineReason, DocumentKind};

use super::{ACTION, OTHER, Sample, client, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::proving::Step;
use crate::proving::photo_id::{
    ChooseDocument, ChoosePhotoWay, FetchPhotoId, HavePhotoId, NeedToProve, PhotoClear, PhotoDoubtful,
    PhotoHelp, PhotoProblem, PhotoProblemPage, PhotoTips, PhotoWay, PhotoWays, SendPhoto, SendPhotoIntro,
    SeveralFaces, Side,
};
use crate::wording::{BlurProblem, DocumentProblem, HavePhotoIdProblem, PhotoFileProblem, PhotoWayProblem};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = beginning();
    pages.extend(document());
    pages.extend(photos());
    pages.extend(doubts());
    pages.extend(problems());
    pages
}

pub(super) const fn step(number: u8) -> Step {
    Step { number, of: 3 }
}

fn beginning() -> Vec<Sample> {
    let need = NeedToProve {
        frame: frame(),
        action: ACTION.into(),
        client: client(),
        steps: 3,
        declined: None,
        without_photo_action: None,
    };
    let declined = NeedToProve {
        steps: 2,
        declined: Some(DeclineReason::Glare),
        without_photo_action: Some(OTHER.into()),
        ..need.clone()
    };
    let use_gp = NeedToProve { declined: Some(DeclineReason::NoRecord), ..declined.clone() };
    let have = |errors: Errors| HavePhotoId { frame: frame(), action: ACTION.into(), errors };
    vec![
        Sample::new("photo-id/i1-need-to-prove", need),
        Sample::new("photo-id/i1-declined", declined),
        Sample::new("photo-id/i1-declined+gp", use_gp),
        Sample::new("photo-id/i2-have-photo-id", have(Errors::new())),
        Sample::new(
            "photo-id/i2-have-photo-id+error",
            have(Errors::of(fields::HAVE_PHOTO_ID, HavePhotoIdProblem::Empty)),
        ),
        Sample::new(
            "photo-id/i3-fetch-photo-id",
            FetchPhotoId { frame: frame(), action: ACTION.into(), without_photo_action: Some(OTHER.into()) },
        ),
    ]
}

fn document() -> Vec<Sample> {
    let intro = SendPhotoIntro {
        frame: frame(),
        step: Some(step(1)),
        action: ACTION.into(),
        without_photo_action: Some(OTHER.into()),
    };
    let choose = |other_chosen: bool, errors: Errors| ChooseDocument {
        frame: frame(),
        action: ACTION.into(),
        other_chosen,
        without_photo_action: Some(OTHER.into()),
        errors,
    };
    let way = |errors: Errors| ChoosePhotoWay {
        frame: frame(),
        action: ACTION.into(),
        document: DocumentKind::Passport,
        another_device_href: Some(OTHER.into()),
        errors,
    };
    vec![
        Sample::new("photo-id/i4-send-photo-intro", intro),
        Sample::new("photo-id/i5-choose-document", choose(false, Errors::new())),
        Sample::new(
            "photo-id/i5-choose-document+error",
            choose(false, Errors::of(fields::DOCUMENT, DocumentProblem::Empty)),
        ),
        Sample::new(
            "photo-id/i5-choose-document+kept",
            choose(true, Errors::of(fields::OTHER_DOCUMENT, DocumentProblem::OtherEmpty)),
        ),
        Sample::new("photo-id/i6-choose-photo-way", way(Errors::new())),
        Sample::new(
            "photo-id/i6-choose-photo-way+error",
            way(Errors::of(fields::PHOTO_WAY, PhotoWayProblem::Empty)),
        ),
    ]
}

fn photos() -> Vec<Sample> {
    let send = |document: DocumentKind, side: Side, way: PhotoWay, errors: Errors| SendPhoto {
        frame: frame(),
        action: ACTION.into(),
        document,
        side,
        way,
        another_document_href: OTHER.into(),
        another_device_href: Some(OTHER.into()),
        errors,
    };
    let too_large = Errors::of(fields::PHOTO, PhotoFileProblem::TooLarge { megabytes: 10 });
    let passport = DocumentKind::Passport;
    let card = DocumentKind::EuropeanIdentityCard;
    vec![
        Sample::new("photo-id/i7-take", send(passport, Side::Front, PhotoWay::TakeNow, Errors::new())),
        Sample::new("photo-id/i7-upload", send(passport, Side::Front, PhotoWay::Upload, Errors::new())),
        Sample::new("photo-id/i7-upload+error", send(passport, Side::Front, PhotoWay::Upload, too_large)),
        Sample::new("photo-id/i7-front", send(card, Side::Front, PhotoWay::Upload, Errors::new())),
        Sample::new("photo-id/i7b-back", send(card, Side::Back, PhotoWay::Upload, Errors::new())),
    ]
}

fn ways() -> PhotoWays {
    PhotoWays {
        again_href: OTHER.into(),
        another_document_href: OTHER.into(),
        without_photo_action: Some(OTHER.into()),
    }
}

const SRC: &str = "/t/sample/photo";

fn doubts() -> Vec<Sample> {
    let doubtful = |errors: Errors| PhotoDoubtful {
        frame: frame(),
        action: ACTION.into(),
        photo_src: SRC.into(),
        errors,
    };
    let clear =
        PhotoClear { frame: frame(), send_action: ACTION.into(), photo_src: SRC.into(), ways: ways() };
    let several =
        SeveralFaces { frame: frame(), send_action: ACTION.into(), photo_src: SRC.into(), ways: ways() };
    vec![
        Sample::new("photo-id/i8-doubtful", doubtful(Errors::new())),
        Sample::new("photo-id/i8-doubtful+error", doubtful(Errors::of(fields::CHOICE, BlurProblem::Empty))),
        Sample::new("photo-id/i8-tips", PhotoTips { frame: frame(), ways: ways() }),
        Sample::new("photo-id/i8-clear", clear),
        Sample::new(
            "photo-id/i8-help",
            PhotoHelp { frame: frame(), send_action: ACTION.into(), ways: ways() },
        ),
        Sample::new("photo-id/i8-several-faces", several),
    ]
}

fn problems() -> Vec<Sample> {
    [
        ("photo-id/i8-no-document", PhotoProblem::NoDocument),
        ("photo-id/i8-no-face", PhotoProblem::NoFace),
        ("photo-id/i8-technical", PhotoProblem::Technical),
        ("photo-id/i8-virus", PhotoProblem::Virus),
        ("photo-id/i8-wrong-format", PhotoProblem::WrongFormat),
        ("photo-id/i8-validation", PhotoProblem::Validation),
        ("photo-id/i8-upload-failed", PhotoProblem::UploadFailed),
        ("photo-id/i8-network", PhotoProblem::Network),
    ]
    .into_iter()
    .map(|(name, problem)| {
        let route = CheckRoute::Manual;
        Sample::new(name, PhotoProblemPage { frame: frame(), problem, route, incident: None, ways: ways() })
    })
    .chain([Sample::new(
        "photo-id/i8-technical+automated",
        PhotoProblemPage {
            frame: last_frame(),
            problem: PhotoProblem::Technical,
            route: CheckRoute::Automated,
            incident: Some(super::problems::incident()),
            ways: PhotoWays { without_photo_action: None, ..ways() },
        },
    )])
    .collect()
}
