//! Journeys 1.8 and 2.7 I9 to I12, I22: the face scan and its failure ladder, as a page's script does it.

use house_tests::{Person, Storage, TestHouse};
use simulators::{Scenario, sample_dark_photo, sample_photo, sample_scan, sample_still_scan};
use vocabulary::{CheckRoute, ProofingLevel};

use crate::prove_photo::{matched_at_photo, send_photo, settle, to_photo_of, told};

/// At I9, with the photo of a passport accepted.
async fn at_the_face(house: &TestHouse) -> Person {
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    person.sees("Record your face");
    person
}

/// From I10 or a failed scan to I11, with this picture.
async fn scans(person: &mut Person, picture: &[u8]) {
    if person.page().heading() != "Get ready to scan your face" {
        let again = person.page().link("Scan your face again");
        person.go(&again).await;
    }
    person.sees("Get ready to scan your face");
    let start = person.page().link("Start the scan");
    person.go(&start).await;
    person.sees("Scan your face now");
    person.attach_to("scan", "scan.jpg", picture).press("Scan now").await;
}

async fn a_scan_leads_to_p9_on(storage: Storage) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let mut person = at_the_face(&house).await;
    person.press("Scan your face").await;
    scans(&mut person, &sample_scan()).await;
    person.sees("Submit your information");
    assert!(person.page().text().contains("the scan of your face"), "{}", person.page().describe());
    person.press("Submit").await;
    settle(&house).await;
    let checks = house.simulators().id_check.checks();
    assert_eq!((checks[0].face.as_str(), checks[0].digits.as_deref()), ("scan", None));
    assert_eq!(checks[0].colours.as_ref().map(Vec::len), Some(4));
    let files: Vec<&str> = checks[0].files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(files, ["front", "scan"]);
    assert!(told(&house).await[0].contains("PhotoIdPassed"), "E12 is sent");
}

#[tokio::test]
async fn a_face_scan_goes_to_the_provider_and_leads_to_p9() {
    a_scan_leads_to_p9_on(Storage::Sqlite).await;
}

#[tokio::test]
async fn a_face_scan_leads_to_p9_on_postgresql_too() {
    a_scan_leads_to_p9_on(Storage::Postgres).await;
}

#[tokio::test]
async fn a_photo_of_a_document_is_no_face_scan() {
    let house = TestHouse::start().await;
    let mut person = at_the_face(&house).await;
    person.press("Scan your face").await;
    scans(&mut person, &sample_photo(Scenario::Pass)).await;
    person.sees("You cannot scan your face at the moment");
}

#[tokio::test]
async fn a_scan_of_a_document_leads_to_no_level_before_people_have_looked() {
    let house = TestHouse::start().await;
    let mut person = at_the_face(&house).await;
    person.press("Scan your face").await;
    scans(&mut person, &sample_still_scan()).await;
    person.sees("Submit your information");
    person.press("Submit").await;
    settle(&house).await;
    assert_eq!(
        house.simulators().id_check.checks().len(),
        1,
        "the provider looked, and passed document and face"
    );
    assert!(told(&house).await.is_empty(), "nobody decided");
    let nina = crate::prove_gp_rare::account(&house, crate::NINA).await;
    assert_eq!(nina.level, ProofingLevel::P5);
    let case = house.identity().store().open_case_of(nina.id).await.expect("the store").expect("a case");
    assert_eq!(case.route, CheckRoute::Manual, "people have to look");
}

#[tokio::test]
async fn three_failed_scans_ask_for_a_new_photo_and_three_more_for_a_video() {
    let house = TestHouse::start().await;
    let mut person = at_the_face(&house).await;
    person.press("Scan your face").await;
    let dark = sample_dark_photo();
    for _ in 0..2 {
        scans(&mut person, &dark).await;
        person.sees("Your face scan was too dark");
        assert!(!person.page().text().contains("Take a new photo"), "{}", person.page().describe());
    }
    scans(&mut person, &sample_photo(Scenario::Blurred)).await;
    person.sees("You moved during your face scan");
    let problem = person.page().address.clone();
    for page in ["scan-instructions", "face-scan"] {
        person.go(&problem.replace("scan-problem", page)).await;
        person.sees("You moved during your face scan");
    }
    person.press("Take a new photo of your ID").await;
    person.sees("Upload a photo of your passport");
    send_photo(&mut person, Scenario::Pass).await;
    for _ in 0..3 {
        scans(&mut person, &dark).await;
        person.sees("Your face scan was too dark");
    }
    assert!(person.page().text().contains("You have tried many times"), "{}", person.page().describe());
    person.press("Record a video").await;
    person.sees("Record a short video");
    person.tick("Say 4 numbers", "say").press("Continue").await;
    person.sees("Get ready to say 4 numbers");
}

#[tokio::test]
async fn a_stopped_scan_and_a_missing_camera_leave_a_way_on_and_no_failure() {
    let house = TestHouse::start().await;
    let mut person = at_the_face(&house).await;
    person.press("Scan your face").await;
    let here = person.page().address.clone();
    let place = |page: &str| here.replace("scan-instructions", page);
    person.go(&place("scan-stopped")).await;
    person.sees("Your face scan was stopped");
    person.go(&place("camera?why=not-found")).await;
    person.sees("We cannot find a camera");
    assert!(person.page().text().contains("4017"), "{}", person.page().describe());
    person.go(&place("camera?why=not-allowed")).await;
    person.sees("We cannot use your camera");
    person.press("Record a video instead").await;
    person.sees("Record a short video");
}

#[tokio::test]
async fn what_is_no_picture_ends_scanning_and_leaves_the_video() {
    let house = TestHouse::start().await;
    let mut person = at_the_face(&house).await;
    person.press("Scan your face").await;
    scans(&mut person, b"no picture at all").await;
    person.sees("You cannot scan your face at the moment");
    assert!(person.page().text().contains("4010"), "{}", person.page().describe());
    person.press("Record a video").await;
    person.tick("Say 4 numbers", "say").press("Continue").await;
    person.sees("Get ready to say 4 numbers");
}

#[tokio::test]
async fn only_pages_that_film_may_use_the_camera() {
    let house = TestHouse::start().await;
    let mut person = at_the_face(&house).await;
    let powers = async |person: &Person| {
        let answer = person.bare(reqwest::Method::GET, &person.page().address).await;
        answer.headers()["permissions-policy"].to_str().expect("text").to_owned()
    };
    assert!(powers(&person).await.contains("camera=(self)"), "I9 looks for a camera");
    person.press("Scan your face").await;
    assert!(powers(&person).await.contains("camera=()"), "I10");
    let start = person.page().link("Start the scan");
    person.go(&start).await;
    assert!(powers(&person).await.contains("camera=(self)"), "I11");
    person.press("Record a video instead").await;
    assert!(powers(&person).await.contains("camera=()"), "I13");
}
