//! The document-check client against a provider that answers in every way.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::time::Duration;

use gateways::{
    Challenge, CheckReason, Clip, ClipFormat, Endpoint, Expected, FaceEvidence, IdCheck, IdCheckFault,
    IdCheckSettings, Jpeg, PhotoFindings, ProviderReference, Side, Submission, TimeLimits, Verdict,
    WebhookHeaders, WebhookRefusal, WebhookSecret,
};
use simulators::{
    Fault, IdCheckSetup, IdCheckSimulator, Scenario, SignedVerdict, sample_photo, sample_scan,
    sample_still_scan, sample_video, serve,
};
use vocabulary::{CaseId, DateOfBirth, DocumentKind, FamilyName, GivenName, Instant, Lifetime, Secret};

use crate::support::{NOW, free, witness};

const COLOURS: [&str; 4] = ["red", "blue", "white", "green"];
const SECRET: &str = "a secret of more than thirty-two characters";

async fn provider() -> (IdCheck, IdCheckSimulator) {
    let setup = IdCheckSetup { token: "id-token".to_owned(), webhook_secret: SECRET.to_owned() };
    let simulator = IdCheckSimulator::new(witness(), setup);
    let (listener, port) = free().await;
    tokio::spawn(serve(simulator.router(), listener, std::future::pending()));
    (client(port, "id-token"), simulator)
}

fn client(port: u16, token: &str) -> IdCheck {
    let limits = TimeLimits { connect: Duration::from_secs(20), total: Duration::from_mins(1) };
    IdCheck::new(IdCheckSettings {
        endpoint: Endpoint::sandbox(&format!("http://127.0.0.1:{port}"), witness()).unwrap(),
        token: Secret::new(token.to_owned()),
        webhook_secret: Some(WebhookSecret::new(Secret::new(SECRET.to_owned())).unwrap()),
        limits,
    })
    .unwrap()
}

fn photo(scenario: Scenario) -> Jpeg {
    Jpeg(sample_photo(scenario).into())
}

fn clip() -> Clip {
    Clip { format: ClipFormat::Mp4, bytes: sample_video().into() }
}

fn submission(scenario: Scenario) -> Submission {
    Submission {
        case: CaseId::from_bytes([scenario as u8; 16]),
        document: DocumentKind::Passport,
        front: photo(scenario),
        back: None,
        face: FaceEvidence::Video { clip: clip(), digits: Secret::new("7156".to_owned()) },
        expected: Expected {
            family: FamilyName::try_from("Raman").unwrap(),
            given: Some(GivenName::try_from("Priya").unwrap()),
            born: DateOfBirth::try_from("1991-06-23").unwrap(),
        },
    }
}

async fn verdict(provider: &IdCheck, scenario: Scenario) -> Verdict {
    let reference = provider.submit(&submission(scenario)).await.unwrap();
    provider.poll(&reference).await.unwrap()
}

#[tokio::test]
async fn a_good_document_passes_with_what_is_printed_on_it() {
    let (provider, _) = provider().await;
    let Verdict::Passed(readings, _) = verdict(&provider, Scenario::Pass).await else { panic!("it passes") };
    assert_eq!(readings.family.as_ref().map(FamilyName::as_str), Some("RAMAN"));
    assert_eq!(readings.given.as_ref().map(GivenName::as_str), Some("PRIYA"));
    assert_eq!(readings.born.map(|born| born.to_string()).as_deref(), Some("1991-06-23"));
    assert_eq!(readings.expires_on.map(jiff::civil::Date::year), Some(2036));
    let Verdict::Passed(readings, _) = verdict(&provider, Scenario::OtherName).await else {
        panic!("it passes")
    };
    assert_eq!(readings.family.as_ref().map(FamilyName::as_str), Some("SOMEBODY-ELSE"));
}

#[tokio::test]
async fn each_scenario_has_its_verdict() {
    let (provider, _) = provider().await;
    let failed = |reason| Verdict::Failed(vec![reason]);
    let unsure = |reason| Verdict::Unsure(vec![reason]);
    let cases = [
        (Scenario::Blurred, failed(CheckReason::NotReadableId)),
        (Scenario::NoDocument, failed(CheckReason::UnsupportedId)),
        (Scenario::Expired, failed(CheckReason::DocumentExpired)),
        (Scenario::SuspectedFraud, failed(CheckReason::SuspectedFraud)),
        (Scenario::TooYoung, failed(CheckReason::AgeRequirementNotMet)),
        (Scenario::OtherFace, failed(CheckReason::FaceMismatch)),
        (Scenario::NoFace, unsure(CheckReason::NoLiveFace)),
        (Scenario::TwoFaces, unsure(CheckReason::NoLiveFace)),
        (Scenario::Unsure, unsure(CheckReason::SuspectedFraud)),
    ];
    for (scenario, expected) in cases {
        assert_eq!(verdict(&provider, scenario).await, expected, "{scenario:?}");
    }
}

#[tokio::test]
async fn a_quick_look_says_what_is_in_a_photo() {
    let (provider, _) = provider().await;
    let found = |document_found, faces, readable| Ok(PhotoFindings { document_found, faces, readable });
    let cases = [
        (Scenario::Pass, found(true, 1, true)),
        (Scenario::Blurred, found(true, 1, false)),
        (Scenario::NoDocument, found(false, 0, false)),
        (Scenario::NoFace, found(true, 0, true)),
        (Scenario::TwoFaces, found(true, 2, true)),
        (Scenario::Busy, Err(IdCheckFault::Busy)),
        (Scenario::Broken, Err(IdCheckFault::ProviderFault)),
        (Scenario::Malformed, Err(IdCheckFault::Unreadable)),
    ];
    for (scenario, expected) in cases {
        let side = if scenario == Scenario::NoFace { Side::Back } else { Side::Front };
        assert_eq!(provider.inspect_photo(&photo(scenario), side).await, expected, "{scenario:?}");
    }
    let nonsense = Jpeg(vec![0xff, 0xd8, 0xff].into());
    assert_eq!(provider.inspect_photo(&nonsense, Side::Front).await, Err(IdCheckFault::Refused));
}

#[tokio::test]
async fn a_provider_that_does_not_do_its_work_takes_no_case() {
    let (provider, simulator) = provider().await;
    let cases = [
        (Scenario::Busy, IdCheckFault::Busy),
        (Scenario::Broken, IdCheckFault::ProviderFault),
        (Scenario::Malformed, IdCheckFault::Unreadable),
    ];
    for (scenario, expected) in cases {
        let fault = provider.submit(&submission(scenario)).await.unwrap_err();
        assert_eq!(fault, expected);
        assert!(fault.may_pass());
    }
    assert_eq!(simulator.checks(), []);
}

#[tokio::test]
async fn a_slow_check_is_pending_until_there_is_a_verdict() {
    let (provider, _) = provider().await;
    let reference = provider.submit(&submission(Scenario::Slow)).await.unwrap();
    for _ in 0..3 {
        assert_eq!(provider.poll(&reference).await, Ok(Verdict::Pending));
    }
    assert!(matches!(provider.poll(&reference).await, Ok(Verdict::Passed(..))));
}

#[tokio::test]
async fn a_case_that_is_submitted_again_after_the_line_broke_is_one_check() {
    let (provider, simulator) = provider().await;
    simulator.faults().add(Fault::AcceptedThenCut);
    let case = submission(Scenario::Pass);
    assert_eq!(provider.submit(&case).await, Err(IdCheckFault::Interrupted));
    let first = provider.submit(&case).await.unwrap();
    assert_eq!(provider.submit(&case).await, Ok(first));
    let [check] = simulator.checks().try_into().unwrap();
    assert_eq!((check.case, check.document.as_str()), (case.case.to_string(), "passport"));
    assert_eq!((check.face.as_str(), check.digits.as_deref()), ("video", Some("7156")));
}

#[tokio::test]
async fn both_sides_and_a_face_scan_arrive_whole() {
    let (provider, simulator) = provider().await;
    let (front, back, scan) = (photo(Scenario::Pass), photo(Scenario::Expired), photo(Scenario::Pass));
    let lengths = [("back", back.0.len()), ("front", front.0.len()), ("scan", scan.0.len())];
    let whole = submission(Scenario::Pass);
    let case = Submission {
        document: DocumentKind::ResidencePermit,
        front,
        back: Some(back),
        face: FaceEvidence::Scan { picture: scan, colours: COLOURS },
        ..whole
    };
    provider.submit(&case).await.unwrap();
    let [check] = simulator.checks().try_into().unwrap();
    assert_eq!(check.files, lengths.map(|(name, bytes)| (name.to_owned(), bytes)));
    assert_eq!((check.face.as_str(), check.digits), ("scan", None));
    assert_eq!(check.colours.as_deref(), Some(COLOURS.map(str::to_owned).as_slice()));
}

#[tokio::test]
async fn only_the_provider_says_that_a_scan_showed_the_colours() {
    let (provider, _) = provider().await;
    let scans = [(sample_scan(), Challenge::Kept), (sample_still_scan(), Challenge::NotConfirmed)];
    for (number, (picture, expected)) in (1_u8..).zip(scans) {
        let case = Submission {
            case: CaseId::from_bytes([number; 16]),
            face: FaceEvidence::Scan { picture: Jpeg(picture.into()), colours: COLOURS },
            ..submission(Scenario::Pass)
        };
        let reference = provider.submit(&case).await.unwrap();
        let Ok(Verdict::Passed(_, challenge)) = provider.poll(&reference).await else { panic!("it passes") };
        assert_eq!(challenge, expected);
    }
}

#[tokio::test]
async fn a_photo_of_eight_megabytes_is_uploaded() {
    let (provider, simulator) = provider().await;
    let mut large = sample_photo(Scenario::Pass);
    large.resize(8_000_000, 0);
    let case = Submission { front: Jpeg(large.into()), ..submission(Scenario::Pass) };
    provider.submit(&case).await.unwrap();
    assert_eq!(simulator.checks()[0].files[0], ("front".to_owned(), 8_000_000));
}

#[tokio::test]
async fn a_look_that_was_lost_is_repeated_once() {
    let (provider, simulator) = provider().await;
    let reference = provider.submit(&submission(Scenario::Pass)).await.unwrap();
    simulator.faults().add(Fault::AcceptedThenCut);
    assert!(matches!(provider.poll(&reference).await, Ok(Verdict::Passed(..))));
    simulator.faults().add(Fault::Broken);
    assert_eq!(provider.poll(&reference).await, Err(IdCheckFault::ProviderFault));
}

#[tokio::test]
async fn a_check_that_nobody_knows_and_a_token_that_nobody_knows_are_told_apart() {
    let (provider, _) = provider().await;
    let unknown = ProviderReference::try_from("chk-unknown").unwrap();
    assert_eq!(provider.poll(&unknown).await, Err(IdCheckFault::UnknownCheck));
    let nobody = client(free().await.1, "id-token");
    assert_eq!(nobody.poll(&unknown).await, Err(IdCheckFault::Unreachable));
    let setup = IdCheckSetup { token: "other".to_owned(), webhook_secret: SECRET.to_owned() };
    let (listener, port) = free().await;
    let simulator = IdCheckSimulator::new(witness(), setup);
    tokio::spawn(serve(simulator.router(), listener, std::future::pending()));
    let stranger = client(port, "id-token");
    assert_eq!(stranger.submit(&submission(Scenario::Pass)).await, Err(IdCheckFault::NotAuthorised));
}

fn read(
    provider: &IdCheck,
    webhook: &SignedVerdict,
    now: Instant,
) -> Result<(ProviderReference, Verdict), WebhookRefusal> {
    let headers = WebhookHeaders { timestamp: &webhook.timestamp, signature: &webhook.signature };
    provider.verify_webhook(headers, &webhook.body, now)
}

#[tokio::test]
async fn a_webhook_of_the_provider_says_what_a_look_says() {
    let (provider, simulator) = provider().await;
    let reference = provider.submit(&submission(Scenario::Expired)).await.unwrap();
    let webhook = simulator.signed_verdict(reference.as_str(), NOW).unwrap();
    let polled = provider.poll(&reference).await.unwrap();
    assert_eq!(read(&provider, &webhook, NOW), Ok((reference, polled)));
    let late = NOW.after(Lifetime::seconds(301));
    assert_eq!(read(&provider, &webhook, late), Err(WebhookRefusal::Stale));
    let forged = SignedVerdict { body: br#"{"reference":"chk-1","status":"passed"}"#.to_vec(), ..webhook };
    assert_eq!(read(&provider, &forged, NOW), Err(WebhookRefusal::WrongSignature));
}
