//! Nobody locks an operator out from elsewhere, and nobody guesses from a thousand places.

use std::net::{IpAddr, Ipv4Addr};

use house_tests::TestHouse;
use identity::{AuthenticatorGiven, OperatorBrowser, OperatorEntry};
use vocabulary::{Lifetime, Secret};

use crate::{CODE, PASSWORD};

/// A browser in another network.
fn from(network: u8) -> OperatorBrowser {
    OperatorBrowser { session: None, network: IpAddr::V4(Ipv4Addr::new(203, 0, 113, network)) }
}

async fn give(house: &TestHouse, at: &OperatorBrowser, password: &str) -> OperatorEntry {
    let password = Secret::new(password.to_owned());
    house.identity().give_operator_password(at, "checker", password).await.expect("an answer")
}

/// Both factors, from this network: it is one of theirs from now on.
async fn log_in(house: &TestHouse, at: &OperatorBrowser) {
    let given = give(house, at, PASSWORD).await;
    let OperatorEntry::Next { cookie } = given else { panic!("{given:?}") };
    let half = OperatorBrowser { session: Some(cookie), ..at.clone() };
    let given = house.identity().give_authenticator_code(&half, CODE).await.expect("an answer");
    assert!(matches!(given, AuthenticatorGiven::In { .. }), "{given:?}");
}

#[tokio::test]
async fn a_stranger_elsewhere_locks_out_themselves_and_not_the_operator() {
    let house = TestHouse::start().await;
    let (home, stranger) = (from(1), from(2));
    for _ in 0..4 {
        assert!(matches!(give(&house, &stranger, "wrong").await, OperatorEntry::Wrong));
    }
    assert!(matches!(give(&house, &stranger, "wrong").await, OperatorEntry::Locked { .. }));
    assert!(matches!(give(&house, &stranger, PASSWORD).await, OperatorEntry::Locked { .. }));
    log_in(&house, &home).await;
}

#[tokio::test]
async fn guesses_from_many_networks_are_bounded_together_and_the_operators_own_network_stays_open() {
    let house = TestHouse::start().await;
    let home = from(1);
    log_in(&house, &home).await;
    let mut checked = 0;
    for network in 2..40 {
        if matches!(give(&house, &from(network), "wrong").await, OperatorEntry::Wrong) {
            checked += 1;
        }
    }
    // The operator's own first log-in came from a place that was new as well.
    assert_eq!(checked, 18, "the twentieth try from elsewhere locks everybody elsewhere");
    assert!(matches!(give(&house, &from(99), PASSWORD).await, OperatorEntry::Locked { .. }));
    log_in(&house, &home).await;
    assert!(
        matches!(give(&house, &from(99), PASSWORD).await, OperatorEntry::Locked { .. }),
        "no fresh tries"
    );
    house.clock.forward(Lifetime::minutes(60));
    assert!(matches!(give(&house, &from(99), PASSWORD).await, OperatorEntry::Next { .. }));
}

#[tokio::test]
async fn a_network_is_an_operators_own_for_ninety_days() {
    let house = TestHouse::start().await;
    let home = from(1);
    log_in(&house, &home).await;
    house.clock.forward(Lifetime::days(91));
    for network in 2..30 {
        give(&house, &from(network), "wrong").await;
    }
    assert!(matches!(give(&house, &home, PASSWORD).await, OperatorEntry::Locked { .. }));
}

#[tokio::test]
async fn codes_are_counted_in_the_same_way() {
    let house = TestHouse::start().await;
    let home = from(1);
    log_in(&house, &home).await;
    let given = give(&house, &from(2), PASSWORD).await;
    let OperatorEntry::Next { cookie } = given else { panic!("{given:?}") };
    let thief = OperatorBrowser { session: Some(cookie), ..from(2) };
    for _ in 0..5 {
        house.identity().give_authenticator_code(&thief, "000000").await.expect("an answer");
    }
    assert!(matches!(give(&house, &from(2), PASSWORD).await, OperatorEntry::Locked { .. }));
    log_in(&house, &home).await;
}
