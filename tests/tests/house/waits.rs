//! A limit that refuses says so and until when, whichever counter it was; what strangers do stops no remembered device.

use house_tests::{Partner, Person, Storage, TestHouse};
use vocabulary::Lifetime;

use crate::register::{PASSWORD as CHOSEN, at_email_code};
use crate::{CODE, LOW, NINA, PASSWORD, at_code};

const BEHIND_PROXY: &str = "proxy.behind_proxy = true\nproxy.trusted = [\"127.0.0.0/8\", \"::1\"]\n";

async fn house(more: &str) -> TestHouse {
    TestHouse::on(Storage::Sqlite, more).await.expect("SQLite")
}

async fn look_up(person: &mut Person, partner: &Partner, email: &str) {
    person.go(&partner.request().with("vtr", LOW).with("prompt", "login").path()).await;
    person.fill("Email address", email).press("Continue").await;
}

/// The page says that somebody has to wait, for how long, and goes on saying so.
async fn waits(person: &mut Person, heading: &str) {
    for _ in 0..2 {
        person.sees(heading);
        assert_eq!(person.page().status, 429, "{}", person.page().describe());
        assert!(person.page().text().contains("15 minutes"), "{}", person.page().describe());
        let here = person.page().address.clone();
        person.go(&here).await;
    }
}

/// Looks `email` up as somebody else in `network`, as often as that is allowed there and once more.
async fn bother(house: &TestHouse, partner: &Partner, email: &str, network: &str) {
    for number in 1..=31 {
        let mut stranger = Person::new(house);
        stranger.calls_from(network);
        look_up(&mut stranger, partner, email).await;
        let refused = stranger.page().status == 429;
        assert_eq!(refused, number == 31, "look-up {number}: {}", stranger.page().describe());
    }
}

#[tokio::test]
async fn strangers_who_look_an_address_up_stop_neither_its_remembered_device_nor_another_network() {
    let house =
        house(&format!("{BEHIND_PROXY}limits.address_lookups = 30\nlimits.network_lookups = 31")).await;
    let partner = house.partner("surgery").await;
    let mut nina = at_code(&house, &partner, NINA).await;
    nina.tick("Remember this device and stop sending security codes", "yes");
    nina.fill("Security code", CODE).press("Continue").await;
    nina.press("I agree").await;
    assert!(nina.has_left());

    bother(&house, &partner, NINA, "203.0.113.7").await;
    // Nina's own device, at the same surgery's network as the stranger.
    nina.calls_from("203.0.113.7");
    look_up(&mut nina, &partner, NINA).await;
    nina.fill("Password", PASSWORD).press("Continue").await;
    assert!(nina.has_left(), "locked out:\n{}", nina.page().describe());
    // Nina at a new device, elsewhere.
    let mut elsewhere = Person::new(&house);
    elsewhere.calls_from("198.51.100.9");
    look_up(&mut elsewhere, &partner, NINA).await;
    elsewhere.sees("We found your NHS login");
    // The device is known for nobody else's address.
    look_up(&mut nina, &partner, "owen.prosser@patients.example").await;
    waits(&mut nina, "You cannot continue: too many email addresses entered").await;
}

#[tokio::test]
async fn an_address_has_a_ceiling_over_all_networks_that_what_is_refused_does_not_use_up() {
    let limits = "limits.address_lookups = 2\nlimits.address_lookups_anywhere = 5";
    let house = house(&format!("{BEHIND_PROXY}{limits}")).await;
    let partner = house.partner("surgery").await;
    let looked_up = async |network: &str| {
        let mut person = Person::new(&house);
        person.calls_from(network);
        look_up(&mut person, &partner, NINA).await;
        person.page().status != 429
    };
    for number in 1..=20 {
        assert_eq!(looked_up("203.0.113.7").await, number <= 2, "look-up {number}");
    }
    assert!(looked_up("198.51.100.9").await && looked_up("192.0.2.1").await, "the first network used it up");
    assert!(!looked_up("192.0.2.2").await, "no end to it");
}

#[tokio::test]
async fn an_address_that_was_looked_up_too_often_says_until_when() {
    let house = house("limits.address_lookups = 2").await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    for _ in 0..3 {
        look_up(&mut person, &partner, NINA).await;
    }
    waits(&mut person, "You cannot continue: too many email addresses entered").await;
    house.clock.forward(Lifetime::minutes(16));
    let waiting = person.page().address.clone();
    person.go(&waiting).await.sees("Enter your email address");
    person.fill("Email address", NINA).press("Continue").await;
    person.sees("We found your NHS login");
}

#[tokio::test]
async fn a_network_that_had_too_many_codes_sent_is_told_so_where_a_password_is_chosen() {
    let house = house("limits.network_sends = 2").await;
    let partner = house.partner("surgery").await;
    for number in 1..=2 {
        at_email_code(&house, &partner, &format!("newcomer.{number}@patients.example")).await;
    }
    let mut person = at_create_password(&house, &partner, "newcomer.3@patients.example").await;
    choose_password(&mut person).await;
    waits(&mut person, "You cannot continue: too many security codes sent").await;
    house.clock.forward(Lifetime::minutes(16));
    let waiting = person.page().address.clone();
    person.go(&waiting).await.sees("Create a password");
    choose_password(&mut person).await;
    person.sees("Check your email");
}

#[tokio::test]
async fn an_address_that_had_too_many_codes_sent_is_told_so_where_a_password_is_chosen() {
    const EMAIL: &str = "ada.newcomer@patients.example";
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for _ in 0..5 {
        at_email_code(&house, &partner, EMAIL).await;
    }
    let mut person = at_create_password(&house, &partner, EMAIL).await;
    choose_password(&mut person).await;
    waits(&mut person, "You cannot continue: too many security codes sent").await;
}

#[tokio::test]
async fn a_number_that_had_too_many_codes_sent_is_told_so_where_it_is_given() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for number in 1..=6 {
        let email = format!("newcomer.{number}@patients.example");
        let mut person = at_email_code(&house, &partner, &email).await;
        let code = person.code_sent_to(&email).await;
        person.fill("Security code", &code).press("Continue").await.sees("Enter your mobile number");
        person.fill("UK mobile number", "07700 900123").press("Continue").await;
        if number <= 5 {
            person.sees("Check your mobile phone to confirm your number");
        } else {
            waits(&mut person, "You cannot continue: too many security codes sent").await;
        }
    }
}

#[tokio::test]
async fn a_code_that_is_sent_again_too_often_to_one_address_says_so() {
    const EMAIL: &str = "ada.newcomer@patients.example";
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for _ in 0..4 {
        at_email_code(&house, &partner, EMAIL).await;
    }
    // A registration of its own has had one code; the address has had five.
    let mut person = at_email_code(&house, &partner, EMAIL).await;
    person.press("Send the code again").await;
    waits(&mut person, "You cannot continue: too many security codes sent").await;
}

async fn at_create_password(house: &TestHouse, partner: &Partner, email: &str) -> Person {
    let mut person = Person::new(house);
    look_up(&mut person, partner, email).await;
    person.press("Continue").await.sees("Create a password");
    person
}

async fn choose_password(person: &mut Person) {
    person.fill("Password", CHOSEN).fill("Confirm your password", CHOSEN).press("Continue").await;
}

#[tokio::test]
async fn a_network_that_begins_too_many_log_ins_is_told_so_and_nothing_is_stored() {
    let house = house(&format!("{BEHIND_PROXY}limits.network_requests = 3")).await;
    let partner = house.partner("surgery").await;
    let begun = async |network: &str, prompt: &str| {
        let mut person = Person::new(&house);
        person.calls_from(network).go(&partner.request().with("prompt", prompt).path()).await;
        person
    };
    for _ in 0..3 {
        begun("203.0.113.7", "login").await.sees("Enter your email address");
    }
    let refused = begun("203.0.113.7", "login").await;
    refused.sees("We are very busy");
    assert_eq!((refused.page().status, refused.page().address.starts_with("/authorize")), (503, true));
    assert!(refused.page().text().contains("15 minutes"), "{}", refused.page().describe());
    let newest = house.identity().recent_refusals(1).await.expect("read").remove(0);
    assert!(newest.explanation.expected.contains("limits.network_requests"), "{newest:?}");
    assert!(refused.page().text().contains(&newest.reference.to_string()), "{}", refused.page().describe());
    assert_eq!(crate::error(&begun("203.0.113.7", "none").await), "sso_login_required", "answered at once");
    begun("198.51.100.9", "login").await.sees("Enter your email address");
    house.clock.forward(Lifetime::minutes(16));
    begun("203.0.113.7", "login").await.sees("Enter your email address");
}
