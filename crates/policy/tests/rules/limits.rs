//! Journeys 8: the numbers of each wait, and which counters a request touches. That they are counted so is tested where it happens:
//! in `account-store`, on both databases, and in the whole house.

use policy::{Action, CounterKind, Device, Limit, Rules, counters, limit};

fn rule(action: Action, kind: CounterKind) -> Limit {
    limit(&Rules::default(), action, kind)
}

/// Event that begins the wait, its minutes, and the minutes when it happens again within a day.
fn ladder(limit: Limit) -> (u32, i64, i64) {
    (limit.trips_at, limit.wait.minutes_rounded_up(), limit.repeated_wait.minutes_rounded_up())
}

#[test]
fn the_fifth_wrong_password_waits_15_minutes_every_time() {
    for kind in [CounterKind::AccountUnknownDevices, CounterKind::AccountDevice] {
        assert_eq!(ladder(rule(Action::TryPassword, kind)), (5, 15, 15), "{kind:?}");
    }
}

#[test]
fn the_fifth_wrong_code_waits_15_minutes_and_an_hour_when_it_happens_again() {
    for kind in [CounterKind::AccountUnknownDevices, CounterKind::AccountDevice] {
        assert_eq!(ladder(rule(Action::TryCode, kind)), (5, 15, 60), "{kind:?}");
    }
}

#[test]
fn five_codes_are_sent_and_the_sixth_waits() {
    assert_eq!(ladder(rule(Action::SendCode, CounterKind::AccountUnknownDevices)), (6, 15, 15));
}

#[test]
fn a_network_is_allowed_more_than_an_account() {
    for action in [Action::TryPassword, Action::TryCode, Action::SendCode] {
        let account = rule(action, CounterKind::AccountUnknownDevices).trips_at;
        assert!(rule(action, CounterKind::Network).trips_at > account, "{action:?}");
    }
}

#[test]
fn a_stranger_shares_no_counter_with_a_remembered_device() {
    for action in [Action::TryPassword, Action::TryCode, Action::SendCode] {
        let remembered = counters(action, Device::Remembered);
        assert_eq!(remembered, [CounterKind::AccountDevice]);
        assert!(counters(action, Device::Unknown).iter().all(|kind| !remembered.contains(kind)));
    }
    let remembered = counters(Action::LookUpEmail, Device::Remembered);
    assert_eq!(remembered, [CounterKind::AddressDevice]);
    assert!(counters(Action::LookUpEmail, Device::Unknown).iter().all(|kind| !remembered.contains(kind)));
}

#[test]
fn one_network_cannot_shut_an_address_for_another() {
    let one = rule(Action::LookUpEmail, CounterKind::AddressNetwork).trips_at;
    let all = rule(Action::LookUpEmail, CounterKind::Address).trips_at;
    assert!(all > 20 * one, "{one} of {all}");
}

#[test]
fn the_numbers_are_those_of_the_contract() {
    insta::assert_debug_snapshot!(Rules::default());
}
