//! Journeys 8: five wrong, then a wait; the wait ends; nothing is told that should not be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use house_tests::{Person, TestHouse};
use vocabulary::Lifetime;

use crate::register::at_email_code;
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
async fn the_code_that_was_guessed_at_is_forgotten_when_the_wait_is_over() {
    const EMAIL: &str = "ada.newcomer@patients.example";
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_email_code(&house, &partner, EMAIL).await;
    let old = person.code_sent_to(EMAIL).await;
    for wrong in 1..=5 {
        person.fill("Security code", &format!("00000{wrong}")).press("Continue").await;
    }
    assert!(person.page().heading().starts_with("You cannot continue"), "{}", person.page().describe());
    let waiting = person.page().address.clone();
    house.clock.forward(Lifetime::minutes(16));
    person.go(&waiting).await.sees("The security code in your email has expired");
    person.press("Send a new code").await.sees("Check your email");
    let new = person.code_sent_to(EMAIL).await;
    assert_ne!(old, new);
    person.fill("Security code", &old).press("Continue").await;
    assert_eq!(person.page().errors(), ["The security code you have entered is wrong"]);
    person.fill("Security code", &new).press("Continue").await;
    person.sees("Enter your mobile number");
}

#[tokio::test]
async fn after_a_wait_the_code_of_a_log_in_is_sent_anew() {
    let house = TestHouse::on(house_tests::Storage::Sqlite, "limits.phone_code_minutes = 30").await;
    let house = house.expect("SQLite");
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    for wrong in 1..=5 {
        person.fill("Security code", &format!("00000{wrong}")).press("Continue").await;
    }
    let waiting = person.page().address.clone();
    house.clock.forward(Lifetime::minutes(16));
    person.go(&waiting).await.sees("Get a security code");
    person.press("Send the code").await.sees("Check your mobile phone");
    person.fill("Security code", CODE).press("Continue").await;
    person.sees("Agree to share your NHS login information");
}

/// Hashing a password takes so long here that what is done meanwhile finds the only thread busy and the only place taken.
const SLOW_PASSWORDS: &str = "
sandbox.seed = false
passwords.threads = 1
passwords.queue = 1
passwords.memory_kib = 65536
passwords.iterations = 16
";

/// Registers one new address after the other until `done`: each hashes a password.
async fn keep_registering(mut other: Person, path: String, name: &'static str, done: Arc<AtomicBool>) {
    let password = crate::register::PASSWORD;
    let mut number = 0;
    while !done.load(Ordering::SeqCst) {
        number += 1;
        other.go(&path).await;
        other.fill("Email address", &format!("{name}.{number}@patients.example")).press("Continue").await;
        other.press("Continue").await;
        let here = other.page().address.clone();
        while other.page().heading() != "Check your email" && !done.load(Ordering::SeqCst) {
            other.go(&here).await;
            other.fill("Password", password).fill("Confirm your password", password).press("Continue").await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_who_is_told_that_the_service_is_busy_has_not_guessed() {
    const EMAIL: &str = "ada.newcomer@patients.example";
    let house = TestHouse::on(house_tests::Storage::Sqlite, SLOW_PASSWORDS).await.expect("SQLite");
    let partner = house.partner("surgery").await;
    let mut person = at_email_code(&house, &partner, EMAIL).await;
    let code = person.code_sent_to(EMAIL).await;
    person.fill("Security code", &code).press("Continue").await.sees("Enter your mobile number");
    let mut person = at_password(&house, &partner, EMAIL).await;
    let done = Arc::new(AtomicBool::new(false));
    let crowd = ["one", "two", "three"].map(|name| {
        let (other, path) = (Person::new(&house), partner.request().with("vtr", LOW).path());
        tokio::spawn(keep_registering(other, path, name, Arc::clone(&done)))
    });
    let (mut busy, mut wrong) = (0, 0);
    while busy < 6 {
        // The only place is taken when somebody waits.
        while house.identity().passwords_waiting() == 0 {
            tokio::task::yield_now().await;
        }
        let mut guess = person.clone();
        guess.fill("Password", "a wrong guess").press("Continue").await;
        match guess.page().status {
            503 => busy += 1,
            // The place may become free in the instant between: then it is looked at.
            422 => wrong += 1,
            _ => panic!("{}", guess.page().describe()),
        }
        assert!(wrong < 5, "the crowd is too small to tell anything");
    }
    done.store(true, Ordering::SeqCst);
    for other in crowd {
        other.await.expect("the others register");
    }
    person.fill("Password", crate::register::PASSWORD).press("Continue").await;
    person.sees("Enter your mobile number");
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
