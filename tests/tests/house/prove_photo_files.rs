//! Journeys 2.7 I7, I8, I14: what is taken as a photo and as a video, and who may look at it.

use house_tests::{Person, Storage, TestHouse};
use simulators::{ClamdSimulator, Scenario, sample_photo, sample_video};

use crate::prove_photo::{matched_at_photo, send_photo, send_video, to_photo_of};

async fn at_passport(house: &TestHouse) -> Person {
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    person.sees("Upload a photo of your passport");
    person
}

fn evidence(person: &Person, kind: &str) -> String {
    let address = person.page().address.clone();
    let (ticket, _) = address.rsplit_once('/').expect("a page of a sign-in");
    format!("{ticket}/evidence/{kind}")
}

#[tokio::test]
async fn a_blurred_photo_is_looked_at_again_and_may_be_kept() {
    let house = TestHouse::start().await;
    let mut person = at_passport(&house).await;
    send_photo(&mut person, Scenario::Blurred).await;
    person.sees("Your photo may be too blurry");
    let (status, media_type, bytes) = person.fetch(&evidence(&person, "front")).await;
    assert_eq!((status, media_type.as_str()), (200, "image/jpeg"));
    assert!(bytes.starts_with(&[0xff, 0xd8]));
    person.press("Continue").await;
    assert_eq!(person.page().errors(), ["Select what you want to do with this photo"]);
    person.tick("I will try again", "again").press("Continue").await;
    person.sees("Tips for taking a clear photo");
    let again = person.page().link("Try again with the same photo ID");
    person.go(&again).await;
    person.sees("Upload a photo of your passport");
    send_photo(&mut person, Scenario::Blurred).await;
    person.tick("I think the text is clear", "clear").press("Continue").await;
    person.sees("Make sure your photo is clear before you send it");
    person.press("Send this photo").await;
    person.sees("Record your face");
}

#[tokio::test]
async fn two_faces_may_be_confirmed_and_no_face_or_document_may_not() {
    let house = TestHouse::start().await;
    let mut person = at_passport(&house).await;
    for (scenario, heading, cid) in [
        (Scenario::NoFace, "We cannot find a face in your photo", Some("8005")),
        (Scenario::NoDocument, "We cannot find photo ID in your photo", None),
    ] {
        send_photo(&mut person, scenario).await;
        person.sees(heading);
        assert!(cid.is_none_or(|cid| person.page().text().contains(cid)), "{}", person.page().describe());
        let again = person.page().link("Try again");
        person.go(&again).await;
    }
    send_photo(&mut person, Scenario::TwoFaces).await;
    person.sees("There is more than one face in your photo");
    person.press("Use this photo").await;
    person.sees("Record your face");
}

#[tokio::test]
async fn a_card_is_photographed_on_both_sides_and_another_card_begins_anew() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    to_photo_of(&mut person, "European driving licence (full)", "european_driving_licence").await;
    person.sees("Upload a photo of the front of your European driving licence");
    send_photo(&mut person, Scenario::Pass).await;
    person.sees("Upload a photo of the back of your European driving licence");
    let other = person.page().link("Use a different photo ID");
    person.go(&other).await;
    person.tick("UK driving licence (full or provisional)", "uk_driving_licence").press("Continue").await;
    person.sees("Upload a photo of your UK driving licence");
    send_photo(&mut person, Scenario::Pass).await;
    send_video(&mut person).await;
    person.sees("Submit your information");
}

#[tokio::test]
async fn what_is_no_photo_is_said_at_the_field_or_on_a_page_of_its_own() {
    let house = TestHouse::with(Storage::Sqlite, "[evidence]\nphoto_megabytes = 1\n").await;
    let mut person = at_passport(&house).await;
    person.press("Upload photo").await;
    assert_eq!(person.page().errors(), ["Select a photo"]);
    person.attach("Your photo", "empty.jpg", b"").press("Upload photo").await;
    assert_eq!(person.page().errors(), ["The selected photo is empty"]);
    let photo = sample_photo(Scenario::Pass);
    person.attach("Your photo", "1.jpg", &photo).attach("Your photo", "2.jpg", &photo);
    person.press("Upload photo").await;
    assert_eq!(person.page().errors(), ["You can only select 1 photo"]);
    for size in [1_200_000, 60_000_000, 110_000_000] {
        person.attach("Your photo", "large.jpg", &vec![0xff; size]).press("Upload photo").await;
        assert_eq!(person.page().errors(), ["The selected photo must be smaller than 1MB"], "{size}");
    }
    person.attach("Your photo", "notes.jpg", b"These are my notes.").press("Upload photo").await;
    person.sees("Your photo must be a different type of file");
    assert!(person.page().text().contains("8003"), "{}", person.page().describe());
    let again = person.page().link("Try again");
    person.go(&again).await;
    person.attach("Your photo", "cut.jpg", &photo[..photo.len() / 2]).press("Upload photo").await;
    person.sees("We cannot read your photo");
    assert!(person.page().text().contains("8004"), "{}", person.page().describe());
    let (status, ..) = person.fetch(&evidence(&person, "front")).await;
    assert_eq!(status, 404, "nothing of it is kept");
}

#[tokio::test]
async fn what_is_no_video_is_refused_and_one_that_is_can_be_recorded_again() {
    let house = TestHouse::start().await;
    let mut person = at_passport(&house).await;
    send_photo(&mut person, Scenario::Pass).await;
    person.press("Continue").await;
    person.tick("Write 4 numbers on paper", "write").press("Continue").await;
    person.sees("Get ready to show 4 numbers on paper");
    person.press("Upload video").await;
    assert_eq!(person.page().errors(), ["Select a video"]);
    person.attach("Your video", "clip.mp4", &sample_photo(Scenario::Pass)).press("Upload video").await;
    person.sees("You sent a photo instead of a video");
    assert!(person.page().text().contains("8013"), "{}", person.page().describe());
    let again = person.page().link("Try again");
    person.go(&again).await;
    person.attach("Your video", "clip.mp4", b"RIFF of nothing").press("Upload video").await;
    person.sees("Your video must be a different type of file");
    let again = person.page().link("Try again");
    person.go(&again).await;
    person.attach("Your video", "clip.mp4", &sample_video()).press("Upload video").await;
    person.sees("Check your video");
    let (status, media_type, bytes) = person.fetch(&evidence(&person, "video")).await;
    assert_eq!((status, media_type.as_str(), bytes.len()), (200, "video/mp4", sample_video().len()));
    person.press("Record it again").await;
    person.sees("Get ready to show 4 numbers on paper");
    let (status, ..) = person.fetch(&evidence(&person, "video")).await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_file_with_a_virus_is_not_kept_and_one_that_was_not_scanned_neither() {
    let scanned = "[sandbox]\nvirus_scan_simulator = \"127.0.0.1:0\"\n";
    let house = TestHouse::with(Storage::Sqlite, scanned).await;
    let mut person = at_passport(&house).await;
    person.attach("Your photo", "photo.jpg", &ClamdSimulator::test_virus()).press("Upload photo").await;
    person.sees("We cannot use this file");
    assert!(person.page().text().contains("8015"), "{}", person.page().describe());
    let again = person.page().link("Try again");
    person.go(&again).await;
    person.attach("Your photo", "photo.jpg", &ClamdSimulator::unscannable()).press("Upload photo").await;
    person.sees("We could not check your photo");
    assert!(person.page().text().contains("8007"), "{}", person.page().describe());
    let again = person.page().link("Try again");
    person.go(&again).await;
    send_photo(&mut person, Scenario::Pass).await;
    person.sees("Record your face");
}

#[tokio::test]
async fn evidence_is_shown_to_its_sender_only_and_until_it_is_submitted_only() {
    let house = TestHouse::start().await;
    let mut person = at_passport(&house).await;
    send_photo(&mut person, Scenario::Pass).await;
    let address = evidence(&person, "front");
    assert_eq!(person.fetch(&address).await.0, 200);
    let stranger = Person::new(&house);
    let (status, media_type, _) = stranger.fetch(&address).await;
    assert!(status >= 400 && media_type.starts_with("text/html"), "{status} {media_type}");
    // Somebody else who logs in at their own ticket has no case, whatever address they try.
    let partner = house.partner("pharmacy").await;
    let other = crate::proving::logged_in(
        &house,
        &crate::proving::request(&partner, crate::proving::P9),
        "moira.kinnaird@patients.example",
    )
    .await;
    assert_eq!(other.fetch(&evidence(&other, "front")).await.0, 404);
    send_video(&mut person).await;
    person.press("Submit").await;
    person.sees("Thank you – we are checking your information");
    assert_eq!(person.fetch(&address).await.0, 404, "submitted is out of hand");
}
