//! Single use is the database's promise: on both databases, of two at the same instant one wins.

use house_tests::{Person, Storage, TestHouse};
use rstest::rstest;

use crate::{LOW, NINA, OWEN, PASSWORD};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_redemptions_of_one_code_give_tokens_once(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    for _ in 0..5 {
        let code = partner.sign_in(&mut person, OWEN, &partner.request()).await;
        let (one, two) = tokio::join!(partner.redeem(&code), partner.redeem(&code));
        let given = [&one, &two].into_iter().filter(|reply| reply.status == 200).collect::<Vec<_>>();
        assert_eq!(given.len(), 1, "{one:?}\n{two:?}");
        let userinfo = partner.userinfo(given[0].text("access_token")).await;
        assert_eq!(userinfo.status, 401, "the second redemption kills what the first gave");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_refreshes_at_once_give_the_same_successor(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let code = partner.sign_in(&mut Person::new(&house), OWEN, &partner.request()).await;
    let first = partner.redeem(&code).await.text("refresh_token").to_owned();
    let (a, b, c) = tokio::join!(partner.refresh(&first), partner.refresh(&first), partner.refresh(&first));
    for reply in [&a, &b, &c] {
        assert_eq!(reply.status, 200, "{reply:?}");
        assert_eq!(reply.text("refresh_token"), a.text("refresh_token"));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_guesses_at_once_are_no_more_than_five(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let mut guessers = Vec::new();
    for _ in 0..8 {
        guessers.push(crate::at_password(&house, &partner, NINA).await);
    }
    let guesses = guessers.into_iter().map(|mut person| {
        tokio::spawn(async move {
            person.fill("Password", "a wrong guess").press("Continue").await;
            person.page().errors() == ["Enter the correct password"]
        })
    });
    let mut told_wrong = 0;
    for guess in guesses.collect::<Vec<_>>() {
        told_wrong += usize::from(guess.await.expect("a guess"));
    }
    assert!(told_wrong <= 4, "{told_wrong} guesses were checked and told wrong; the fifth locks");
    let mut right = Person::new(&house);
    right.go(&partner.request().with("vtr", LOW).path()).await;
    right.fill("Email address", NINA).press("Continue").await;
    right.press("Continue").await;
    assert!(
        right.page().heading().starts_with("You cannot continue"),
        "{PASSWORD}: {}",
        right.page().describe()
    );
}
