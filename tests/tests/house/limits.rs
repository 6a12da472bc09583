//! Journeys 8: five wrong, then a wait; the wait ends; nothing is told that should not be.

use house_tests::{Person, TestHouse};
use vocabulary::Lifetime;

use crate::{CODE, LOW, NINA, PASSWORD, at_code, at_password};

#[tokio::test]
async fn five_wrong_passwords_wait_fifteen_minutes_and_the_right_one_works_after() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    for guess in 1..=4 {
        person.fill("Password", &format!("wrong {guess}")).press("Continue").await;
        assert_eq!(person.page().errors(), ["Enter the correct password"], "guess {guess}");
    }
    person.fill("Password", "wrong 5").press("Continue").await;
    assert!(person.page().heading().starts_with("You cannot continue"), "{}", person.page().describe());
    assert!(person.page().text().contains("15 minutes"), "{}", person.page().text());
    let waiting = person.page().address.clone();
    house.clock.forward(Lifetime::minutes(8));
    person.go(&waiting).await;
    assert!(person.page().text().contains("7 minutes"), "{}", person.page().text());
    house.clock.forward(Lifetime::minutes(8));
    person.go(&waiting).await.sees("Enter your password");
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your mobile phone");
}

#[tokio::test]
async fn a_new_ticket_does_not_give_new_guesses() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for guess in 1..=5 {
        let mut person = at_password(&house, &partner, NINA).await;
        person.fill("Password", &format!("wrong {guess}")).press("Continue").await;
    }
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.press("Continue").await;
    assert!(person.page().heading().starts_with("You cannot continue"), "{}", person.page().describe());
}

#[tokio::test]
async fn five_wrong_codes_wait_and_the_second_round_waits_an_hour() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (round, minutes) in [(1, "15 minutes"), (2, "1 hour")] {
        let mut person = at_code(&house, &partner, NINA).await;
        for wrong in 1..=5 {
            person.fill("Security code", &format!("00000{wrong}")).press("Continue").await;
        }
        assert!(person.page().heading().starts_with("You cannot continue"), "{}", person.page().describe());
        assert!(person.page().text().contains(minutes), "round {round}: {}", person.page().text());
        house.clock.forward(Lifetime::minutes(16));
    }
}

#[tokio::test]
async fn more_than_five_sends_wait() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    for send in 2..=5 {
        person.press("Send the code again").await;
        person.sees("Check your mobile phone");
        assert!(person.page().text().contains("new security code"), "send {send}: {}", person.page().text());
    }
    person.press("Send the code again").await;
    assert!(person.page().heading().starts_with("You cannot continue"), "{}", person.page().describe());
}

#[tokio::test]
async fn a_right_code_after_four_wrong_ones_clears_the_count() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for _ in 0..2 {
        let mut person = at_code(&house, &partner, NINA).await;
        for wrong in 1..=4 {
            person.fill("Security code", &format!("00000{wrong}")).press("Continue").await;
        }
        person.fill("Security code", CODE).press("Continue").await;
        assert!(person.has_left() || person.page().status < 400, "the count was not cleared");
    }
}

#[tokio::test]
async fn looking_up_many_addresses_from_one_network_waits() {
    let house =
        TestHouse::on(house_tests::Storage::Sqlite, "limits.network_lookups = 3").await.expect("SQLite");
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    for number in 0..4 {
        person.go(&partner.request().with("vtr", LOW).path()).await;
        if person.page().heading() == "Enter your email address" {
            person
                .fill("Email address", &format!("somebody{number}@patients.example"))
                .press("Continue")
                .await;
        }
    }
    assert!(person.page().status == 429, "{}", person.page().describe());
}
