//! Journeys 8: the ladder of waits, and which counters a request touches.

use policy::{Action, Counter, CounterKind, Device, Limit, Rules, Verdict, counters, limit, record, verdict};
use vocabulary::{Instant, Lifetime};

use crate::fixtures::NOW;

fn rule(action: Action, kind: CounterKind) -> Limit {
    limit(&Rules::default(), action, kind)
}

/// The counter after `events` more events, one a second.
fn after(counter: Counter, limit: &Limit, events: u32, from: Instant) -> Counter {
    (0..events)
        .fold(counter, |counter, n| record(&counter, limit, from.after(Lifetime::seconds(i64::from(n)))))
}

/// How many minutes are left of the wait, just after it began.
fn wait(counter: Counter) -> Option<i64> {
    let at = counter.locked_at?;
    match verdict([&counter], at) {
        Verdict::LockedUntil(until) => Some(until.since(at).minutes_rounded_up()),
        Verdict::Permitted => None,
    }
}

#[test]
fn five_wrong_passwords_wait_15_minutes_every_time() {
    let limit = rule(Action::TryPassword, CounterKind::AccountUnknownDevices);
    let four = after(Counter::EMPTY, &limit, 4, NOW);
    assert_eq!(verdict([&four], NOW.after(Lifetime::seconds(5))), Verdict::Permitted);
    let five = after(four, &limit, 1, NOW);
    assert_eq!(wait(five), Some(15));
    let again = after(five, &limit, 5, NOW.after(Lifetime::minutes(16)));
    assert_eq!(wait(again), Some(15));
}

#[test]
fn five_wrong_codes_wait_15_minutes_and_an_hour_when_it_happens_again() {
    let limit = rule(Action::TryCode, CounterKind::AccountDevice);
    let first = after(Counter::EMPTY, &limit, 5, NOW);
    assert_eq!(wait(first), Some(15));
    let second = after(first, &limit, 5, NOW.after(Lifetime::minutes(16)));
    assert_eq!(wait(second), Some(60));
    let next_week = after(second, &limit, 5, NOW.after(Lifetime::days(7)));
    assert_eq!(wait(next_week), Some(15));
}

#[test]
fn five_codes_are_sent_and_the_sixth_waits() {
    let limit = rule(Action::SendCode, CounterKind::AccountUnknownDevices);
    let five = after(Counter::EMPTY, &limit, 5, NOW);
    assert_eq!(wait(five), None);
    assert_eq!(wait(after(five, &limit, 1, NOW)), Some(15));
}

#[test]
fn trying_on_during_a_wait_does_not_prolong_it() {
    let limit = rule(Action::TryPassword, CounterKind::AccountUnknownDevices);
    let locked = after(Counter::EMPTY, &limit, 5, NOW);
    assert_eq!(after(locked, &limit, 50, NOW.after(Lifetime::minutes(1))), locked);
}

#[test]
fn a_wait_ends_at_its_moment() {
    let limit = rule(Action::TryPassword, CounterKind::AccountUnknownDevices);
    let locked = after(Counter::EMPTY, &limit, 5, NOW);
    let until = locked.locked_until.unwrap();
    assert_eq!(verdict([&locked], until.before(Lifetime::from_micros(1))), Verdict::LockedUntil(until));
    assert_eq!(verdict([&locked], until), Verdict::Permitted);
}

#[test]
fn events_outside_the_window_do_not_count() {
    let limit = rule(Action::TryPassword, CounterKind::AccountUnknownDevices);
    let four = after(Counter::EMPTY, &limit, 4, NOW);
    let fifth = record(&four, &limit, NOW.after(limit.window));
    assert_eq!((fifth.count, fifth.locked_until), (1, None));
}

#[test]
fn of_several_waits_the_longest_holds() {
    let until =
        |minutes| Counter { locked_until: Some(NOW.after(Lifetime::minutes(minutes))), ..Counter::EMPTY };
    let verdict = verdict([&until(5), &Counter::EMPTY, &until(60)], NOW);
    assert_eq!(verdict, Verdict::LockedUntil(NOW.after(Lifetime::minutes(60))));
}

#[test]
fn a_stranger_shares_no_counter_with_a_remembered_device() {
    for action in [Action::TryPassword, Action::TryCode, Action::SendCode] {
        let remembered = counters(action, Device::Remembered);
        assert_eq!(remembered, [CounterKind::AccountDevice]);
        assert!(counters(action, Device::Unknown).iter().all(|kind| !remembered.contains(kind)));
    }
    assert_eq!(
        counters(Action::LookUpEmail, Device::Remembered),
        [CounterKind::Address, CounterKind::Network]
    );
}

#[test]
fn a_row_is_kept_until_it_says_nothing_any_more() {
    let limit = rule(Action::TryCode, CounterKind::AccountDevice);
    let locked = after(Counter::EMPTY, &limit, 5, NOW);
    assert_eq!(locked.forgotten_at(&limit), Some(locked.locked_at.unwrap().after(Lifetime::hours(24))));
    assert_eq!(Counter::EMPTY.forgotten_at(&limit), None);
}

#[test]
fn the_numbers_are_those_of_the_contract() {
    insta::assert_debug_snapshot!(Rules::default());
}
