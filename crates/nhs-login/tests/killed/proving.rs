//! The program is killed while PDS is asked or a photo is sent: the person finds a page with a way on, and nothing is
//! half-written.

use std::sync::Arc;
use std::time::Duration;

use screens::fields;
use simulators::{Scenario, sample_photo};
use tokio::sync::mpsc;

use crate::browser::{Browser, Led, form_with_file};
use crate::ledger::Ledger;
use crate::load::{World, code_in};
use crate::partner::Partner;
use crate::program::Program;

/// PDS takes three seconds to find her: longer than a page waits.
const SLOW: [&str; 5] = ["999 200 1925", "3", "2", "1981", "CB2 1TN"];
/// PDS finds her at once.
const QUICK: [&str; 5] = ["999 200 1011", "14", "3", "1979", "YO1 7HH"];
const NO_ANSWER: &str = "Something went wrong while we looked for your NHS record";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_look_up_that_was_cut_off_leaves_a_way_on() {
    let Asked { mut program, _acknowledgements, world, browser, place, ticket, csrf } =
        asked_for(r#"["P5.Cp.Cd"]"#).await;
    submit(&browser, &ticket, &csrf, SLOW).await;
    program.kill();
    program.start();
    let told = until_it_says(&browser, &ticket, NO_ANSWER).await;
    assert!(told.contains("Reference: CID0002"), "{told}");
    submit(&browser, &ticket, &csrf, QUICK).await;
    let (at, _, told) = browser.read(&format!("{ticket}/continue")).await.unwrap();
    assert!(at.ends_with("/confirm-details"), "{at}: {told}");
    let yes = [(fields::CSRF, csrf.as_str()), (fields::CHOICE, fields::CHOICE_YES)];
    let led = browser.send(&at, &yes).await.unwrap();
    let Led::On(back) = world.go_on(&browser, place, led, None).await.unwrap() else { panic!("no way back") };
    assert!(world.partner.redeem(&world.issuer, &code_in(&back)).await.unwrap().is_some());
    program.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_upload_that_was_cut_off_loses_nothing_that_was_kept() {
    let asked = asked_for(r#"["P9.Cp.Cd"]"#).await;
    let Asked { mut program, browser, ticket, csrf, .. } = asked;
    submit(&browser, &ticket, &csrf, QUICK).await;
    let photo_page = to_photo(&browser, &ticket, &csrf).await;
    let form = form_with_file(&csrf, fields::PHOTO, &sample_photo(Scenario::Pass));
    let connection = browser.upload_half(&photo_page, &form);
    program.kill();
    drop(connection);
    program.start();
    let (at, _, told) = browser.read(&format!("{ticket}/continue")).await.unwrap();
    assert_eq!(at, photo_page, "{told}");
    assert!(told.contains("Upload a photo of your passport"), "what was answered before is known: {told}");
    assert_eq!(program.evidence_files(), 0, "nothing of half a photo is kept");
    let led = browser.upload(&photo_page, form).await.unwrap();
    assert!(matches!(led, Led::On(_)), "the whole photo was not accepted: {led:?}");
    let (at, _, told) = browser.read(&format!("{ticket}/continue")).await.unwrap();
    assert!(at.ends_with("/face"), "{at}: {told}");
    assert_eq!(program.evidence_files(), 1);
    program.kill();
}

/// Somebody new who was asked to prove who they are, at D2.
struct Asked {
    program: Program,
    _acknowledgements: mpsc::UnboundedReceiver<()>,
    world: World,
    browser: Browser,
    place: usize,
    ticket: String,
    csrf: String,
}

async fn asked_for(vtr: &str) -> Asked {
    let partner = Partner::new();
    let mut program = Program::furnish(None, &partner.registration());
    let (acknowledged, acknowledgements) = mpsc::unbounded_channel();
    let world = World { issuer: program.start(), partner, ledger: Arc::new(Ledger::new(acknowledged)) };
    let place = world.ledger.newcomer();
    let browser = Browser::new(&world.issuer);
    let led = browser.open(&Partner::authorize_for(vtr)).await.unwrap();
    let led = world.go_on(&browser, place, led, Some("what-you-need")).await.unwrap();
    let Led::Page { address, csrf, .. } = led else { panic!("not asked to prove anything: {led:?}") };
    let ticket = address.rsplit_once('/').unwrap().0.to_owned();
    browser.send(&address, &[(fields::CSRF, &csrf)]).await.unwrap();
    Asked { program, _acknowledgements: acknowledgements, world, browser, place, ticket, csrf }
}

/// D8 to I6 with a passport; the address of I7.
async fn to_photo(browser: &Browser, ticket: &str, csrf: &str) -> String {
    for _ in 0..12 {
        let (at, _, told) = browser.read(&format!("{ticket}/continue")).await.unwrap();
        let answer = match at.rsplit('/').next().unwrap() {
            "confirm-details" => vec![(fields::CHOICE, fields::CHOICE_YES)],
            "gp-number" => vec![(fields::CHOICE, fields::CHOICE_NO)],
            "prove" | "send-photo" => vec![],
            "photo-id" => vec![(fields::HAVE_PHOTO_ID, fields::CHOICE_YES)],
            "document" => vec![(fields::DOCUMENT, "passport")],
            "photo-way" => vec![(fields::PHOTO_WAY, fields::CHOICE_UPLOAD)],
            "photo" => return at,
            _ => panic!("{at}: {told}"),
        };
        let form = [answer, vec![(fields::CSRF, csrf)]].concat();
        let led = browser.send(&at, &form).await.unwrap();
        assert!(matches!(led, Led::On(_)), "{at} was not accepted: {led:?}");
    }
    panic!("{ticket} never asks for a photo");
}

/// D2 to D6 with these details.
async fn submit(browser: &Browser, ticket: &str, csrf: &str, [number, day, month, year, home]: [&str; 5]) {
    let forms: [(&str, Vec<(&str, &str)>); 4] = [
        ("nhs-number", vec![(fields::KNOWS_NHS_NUMBER, "yes"), (fields::NHS_NUMBER, number)]),
        (
            "date-of-birth",
            vec![(fields::BIRTH_DAY, day), (fields::BIRTH_MONTH, month), (fields::BIRTH_YEAR, year)],
        ),
        ("postcode", vec![(fields::POSTCODE, home)]),
        ("check-details", vec![]),
    ];
    for (page, mut fields) in forms {
        fields.push((screens::fields::CSRF, csrf));
        let led = browser.send(&format!("{ticket}/{page}"), &fields).await.unwrap();
        assert!(matches!(led, Led::On(_)), "{page} was not accepted: {led:?}");
    }
}

/// Asks again, as the waiting page does, until the page says `words`.
async fn until_it_says(browser: &Browser, ticket: &str, words: &str) -> String {
    for _ in 0..300 {
        let (_, _, body) = browser.read(&format!("{ticket}/continue")).await.unwrap();
        if body.contains(words) {
            return body;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("{ticket} never says {words:?}");
}
