//! What people prove themselves with must be told to nobody: marked values in audit events, addresses, metrics, the database and
//! the files of evidence. Spec: Journeys 8

use house_tests::{Partner, Person, Storage, TestHouse};
use simulators::{Scenario, sample_photo};

use crate::prove_gp::{TOMASZ_DETAILS, give, to_gp_details};
use crate::prove_mobile::MOIRA;
use crate::prove_photo::{send_photo, send_video, settle, to_photo_of};
use crate::proving::{
    Details, P9, TOMASZ, confirm, find_record, give_details, logged_in, nina_at, request, shared,
};
use crate::register::PASSWORD;

/// Nobody in PDS.
const UNKNOWN: Details<'static> = Details {
    number: None,
    first: "Zephyrantha",
    last: "Quillfeather",
    born: ["27", "11", "1951"],
    postcode: "PL9 7QX",
};
const WRONG_KEY: &str = "Wrong-Key-8472-Zq";
const NEWCOMER: &str = "marked.newcomer@patients.example";
const METRICS: &str = "[listen]\nmetrics = \"127.0.0.1:0\"\n[id_check]\nshare_percent = 0\n";

/// What was typed, sent or shown and must be found nowhere.
const MARKED: [&str; 24] = [
    "Zephyrantha",
    "Quillfeather",
    "PL9 7QX",
    "PL97QX",
    "1951-11-27",
    "27 November 1951",
    "Tomasz",
    "Koci",
    "NG1 5FS",
    "NG15FS",
    "1990-08-02",
    "9992001089",
    "999 200 1089",
    "07700900345",
    "+447700900345",
    "+447700900199",
    "marked.newcomer",
    "nina.newcombe",
    WRONG_KEY,
    "wZ/8<&\"ü>?=p",
    "wZ%2F8",
    "5820-1137",
    "9991010815",
    "Kinnaird",
];

/// Somebody without a record who sends photo ID with names that are nobody's.
async fn submit_unknown(house: &TestHouse, partner: &Partner) -> Person {
    let mut person = nina_at(house, partner, P9).await;
    find_record(&mut person, &UNKNOWN).await;
    person.sees("We cannot find a match");
    person.press("Prove who you are").await;
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    send_video(&mut person).await;
    person.sees("Help us find your NHS record");
    person.press("Continue").await;
    if person.page().heading() != "Submit your information" {
        give_details(&mut person, &UNKNOWN).await;
    }
    person.press("Submit").await;
    person.sees("Thank you – we are checking your information");
    person
}

/// Somebody at P5 with a code to the mobile on record; the code as well.
async fn match_mobile(house: &TestHouse, partner: &Partner) -> (Person, String) {
    let mut person = logged_in(house, &request(partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.tick("Yes, I use it", "yes").press("Continue").await;
    person.fill("Security code", "000000").press("Continue").await;
    let code = person.code_sent_to("+447700900199").await;
    person.fill("Security code", &code).press("Continue").await;
    shared(&mut person, partner).await;
    (person, code)
}

/// A newcomer who is found by name, mistypes the linkage key and then gets it right.
async fn connect_gp(house: &TestHouse, partner: &Partner) -> Person {
    let mut person = Person::new(house);
    person.go(&request(partner, P9).path()).await;
    person.fill("Email address", NEWCOMER).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).fill("Confirm your password", PASSWORD).press("Continue").await;
    let code = person.code_sent_to(NEWCOMER).await;
    person.fill("Security code", &code).press("Continue").await;
    person.fill("UK mobile number", "07700 900345").press("Continue").await;
    let code = person.code_sent_to("+447700900345").await;
    person.fill("Security code", &code).press("Continue").await;
    find_record(&mut person, &TOMASZ.by_name()).await;
    confirm(&mut person).await;
    person.sees("Your mobile phone number");
    person.tick("No", "no").press("Continue").await;
    to_gp_details(&mut person).await;
    let [_, surgery, account] = TOMASZ_DETAILS;
    give(&mut person, [WRONG_KEY, surgery, account]).await;
    assert!(person.page().text().contains("CID7001"), "{}", person.page().describe());
    let again = person.page().link("Enter your details again");
    person.go(&again).await;
    give(&mut person, TOMASZ_DETAILS).await;
    let claims = shared(&mut person, partner).await;
    assert_eq!(claims["vot"], "P9.Cp.Cd");
    person
}

async fn metrics(house: &TestHouse) -> String {
    let address = house.metrics().expect("metrics").to_owned();
    #[expect(clippy::disallowed_types, reason = "who collects metrics is no gateway of the service")]
    let response = reqwest::Client::new().get(address).send().await.expect("an answer");
    response.text().await.expect("text")
}

/// What can be read in these files.
fn read_all(files: &[std::path::PathBuf]) -> Vec<(String, Vec<u8>)> {
    files.iter().map(|file| (file.display().to_string(), std::fs::read(file).expect("a file"))).collect()
}

#[tokio::test]
async fn what_people_prove_themselves_with_is_told_to_nobody() {
    let house = TestHouse::with(Storage::Sqlite, METRICS).await;
    let partner = house.partner("surgery").await;
    let sent = submit_unknown(&house, &partner).await;
    let (matched, code) = match_mobile(&house, &partner).await;
    let connected = connect_gp(&house, &partner).await;
    let evidence = read_all(&house.evidence_paths());
    assert_eq!(evidence.len(), 2, "a photo and a video");
    settle(&house).await;

    let mut places = read_all(&house.database_files());
    let finds =
        |value: &[u8]| places.iter().any(|(_, bytes)| bytes.windows(value.len()).any(|at| at == value));
    assert!(finds(b"surgery"), "what is no secret can be read, or this test looks in the wrong place");
    let events = house.identity().store().list_audit_events(1000).await.expect("events");
    assert!(events.len() > 10, "{} events are too few to say anything", events.len());
    for event in events {
        places.push((format!("event {}", event.kind), format!("{} {}", event.kind, event.detail).into()));
    }
    for person in [&sent, &matched, &connected] {
        assert!(person.visited().len() > 20, "{:?}", person.visited());
        for address in person.visited() {
            places.push(("an address".to_owned(), address.clone().into()));
        }
    }
    let told = metrics(&house).await;
    assert!(told.contains("# TYPE"), "{told}");
    places.push(("the metrics".to_owned(), told.into()));
    let photo = sample_photo(Scenario::Pass);
    let middle = &photo[photo.len() / 2..][..32];
    for (place, bytes) in places.iter().chain(&evidence) {
        let has = |value: &[u8]| bytes.windows(value.len()).any(|window| window == value);
        for value in MARKED.into_iter().chain([code.as_str()]) {
            assert!(!has(value.as_bytes()), "{value:?} is readable in {place}");
        }
        assert!(!has(middle), "the photo is readable in {place}");
    }
}
