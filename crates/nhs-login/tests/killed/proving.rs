//! The program is killed while PDS is asked: the person finds a page with a way on, and nothing is half-written.

use std::sync::Arc;
use std::time::Duration;

use screens::fields;
use tokio::sync::mpsc;

use crate::browser::{Browser, Led};
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
    let partner = Partner::new();
    let mut program = Program::furnish(None, &partner.registration());
    let (acknowledged, _acknowledgements) = mpsc::unbounded_channel();
    let world = World {
        issuer: program.start(),
        partner: partner.clone(),
        ledger: Arc::new(Ledger::new(acknowledged)),
    };
    let place = world.ledger.newcomer();
    let browser = Browser::new(&world.issuer);
    let led = browser.open(&Partner::authorize_for(r#"["P5.Cp.Cd"]"#)).await.unwrap();
    let led = world.go_on(&browser, place, led, Some("what-you-need")).await.unwrap();
    let Led::Page { address, csrf, .. } = led else { panic!("not asked to prove anything: {led:?}") };
    let ticket = address.rsplit_once('/').unwrap().0.to_owned();
    browser.send(&address, &[(fields::CSRF, &csrf)]).await.unwrap();
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
    assert!(partner.redeem(&world.issuer, &code_in(&back)).await.unwrap().is_some());
    program.kill();
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
