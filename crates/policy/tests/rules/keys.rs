//! The life of a signing key: order, patience, the schedule.

use policy::{
    JWKS_MAX_AGE, KeyAct, KeyFacts, KeyMove, KeyRefused, KeySchedule, KeyStage, KeySuccessor, Urgency,
    due_act, key_move, next_acts,
};
use vocabulary::{Instant, Lifetime};

use crate::fixtures::NOW;

const EVERY: KeySchedule = KeySchedule {
    every: Lifetime::days(90),
    publish_before: Lifetime::days(14),
    announce_before: Lifetime::days(7),
};

fn day(n: i64) -> Instant {
    NOW.after(Lifetime::days(n))
}

fn key(key_id: &str, stage: KeyStage) -> KeyFacts<'_> {
    KeyFacts { key_id, stage, publishes_at: None, published_at: None, signs_at: None, signing_since_at: None }
}

fn signing() -> KeyFacts<'static> {
    KeyFacts { signing_since_at: Some(NOW), ..key("old", KeyStage::Signing) }
}

fn announced() -> KeyFacts<'static> {
    KeyFacts { publishes_at: Some(day(7)), signs_at: Some(day(21)), ..key("announced", KeyStage::Announced) }
}

fn published(at: Instant) -> KeyFacts<'static> {
    KeyFacts { published_at: Some(at), ..key("published", KeyStage::Published) }
}

fn planned<'a>(keys: &[KeyFacts<'a>], act: KeyAct, now: Instant) -> Result<KeyMove<'a>, KeyRefused> {
    key_move(keys, act, Urgency::Planned, None, now)
}

fn dates(publishes_at: Instant, signs_at: Instant) -> KeyAct {
    KeyAct::Announce { publishes_at, signs_at }
}

#[test]
fn one_key_is_announced_at_a_time_and_its_dates_leave_partners_time() {
    let act = dates(day(7), day(21));
    let done = KeyMove::Announce { publishes_at: day(7), signs_at: day(21) };
    assert_eq!(planned(&[signing()], act, NOW), Ok(done));
    assert_eq!(planned(&[signing(), announced()], act, NOW), Err(KeyRefused::AlreadyAnnounced));
    let late = day(1).after(Lifetime::minutes(59));
    for (publishes_at, signs_at) in [(NOW.before(Lifetime::days(1)), NOW), (day(1), day(1)), (day(1), late)] {
        assert_eq!(
            planned(&[signing()], dates(publishes_at, signs_at), NOW),
            Err(KeyRefused::DatesOutOfOrder)
        );
    }
}

#[test]
fn an_announced_key_is_published_on_its_day_and_not_before() {
    let keys = [signing(), announced()];
    assert_eq!(planned(&keys, KeyAct::Publish, day(6)), Err(KeyRefused::TooEarly { until: day(7) }));
    assert_eq!(planned(&keys, KeyAct::Publish, day(7)), Ok(KeyMove::Publish("announced")));
    let now = key_move(&keys, KeyAct::Publish, Urgency::Emergency, None, NOW);
    assert_eq!(now, Ok(KeyMove::Publish("announced")));
    assert_eq!(planned(&[signing()], KeyAct::Publish, NOW), Err(KeyRefused::NothingAnnounced));
}

#[test]
fn a_published_key_signs_once_partners_must_have_read_the_jwks_again() {
    let keys = [signing(), published(NOW)];
    let known = NOW.after(JWKS_MAX_AGE);
    assert_eq!(planned(&keys, KeyAct::Sign, NOW), Err(KeyRefused::TooEarly { until: known }));
    let signs = |sign, successor| Ok(KeyMove::Sign { retire: "old", sign, successor });
    assert_eq!(planned(&keys, KeyAct::Sign, known), signs(Some("published"), KeySuccessor::MadeNow));
    let promised = [signing(), KeyFacts { signs_at: Some(day(3)), ..published(NOW) }];
    assert_eq!(planned(&promised, KeyAct::Sign, day(2)), Err(KeyRefused::TooEarly { until: day(3) }));
    let emergency = key_move(&promised, KeyAct::Sign, Urgency::Emergency, None, NOW);
    assert_eq!(emergency, signs(Some("published"), KeySuccessor::MadeNow));
}

#[test]
fn nobody_signs_out_of_order_but_in_an_emergency() {
    assert_eq!(planned(&[signing(), announced()], KeyAct::Sign, day(99)), Err(KeyRefused::NothingPublished));
    let emergency = |keys: &[KeyFacts<'static>]| key_move(keys, KeyAct::Sign, Urgency::Emergency, None, NOW);
    let signs = |sign, successor| Ok(KeyMove::Sign { retire: "old", sign, successor });
    assert_eq!(emergency(&[signing(), announced()]), signs(Some("announced"), KeySuccessor::MadeNow));
    assert_eq!(emergency(&[signing()]), signs(None, KeySuccessor::MadeNow));
}

#[test]
fn a_successor_is_made_at_once_only_when_nobody_else_will_make_one() {
    let keys = [signing(), published(NOW), announced()];
    let signs = |successor| Ok(KeyMove::Sign { retire: "old", sign: Some("published"), successor });
    assert_eq!(planned(&keys, KeyAct::Sign, day(1)), signs(KeySuccessor::Coming));
    let scheduled = key_move(&keys[..2], KeyAct::Sign, Urgency::Planned, Some(EVERY), day(1));
    assert_eq!(scheduled, signs(KeySuccessor::Coming));
}

/// The whole period, as a partner sees it: what is due on which day.
#[test]
fn the_schedule_announces_publishes_and_signs_in_time() {
    let mut told = Vec::new();
    let mut keys = vec![signing()];
    for n in 0..=180 {
        let now = day(n);
        while let Some(act) = due_act(&keys, EVERY, now) {
            let moved = key_move(&keys, act, Urgency::Planned, Some(EVERY), now).expect("due, so allowed");
            told.push(format!("day {n}: {}", act.as_str()));
            match moved {
                KeyMove::Announce { publishes_at, signs_at } => keys.push(KeyFacts {
                    publishes_at: Some(publishes_at),
                    signs_at: Some(signs_at),
                    ..key(if n < 90 { "second" } else { "third" }, KeyStage::Announced)
                }),
                KeyMove::Publish(id) => {
                    let key = keys.iter_mut().find(|key| key.key_id == id).expect("the key");
                    (key.stage, key.published_at) = (KeyStage::Published, Some(now));
                }
                KeyMove::Sign { retire, sign, .. } => {
                    keys.retain(|key| key.key_id != retire);
                    let key = keys.iter_mut().find(|key| Some(key.key_id) == sign).expect("the key");
                    (key.stage, key.signing_since_at) = (KeyStage::Signing, Some(now));
                }
            }
        }
    }
    assert_eq!(
        told,
        [
            "day 69: announce",
            "day 76: publish",
            "day 90: sign",
            "day 159: announce",
            "day 166: publish",
            "day 180: sign"
        ]
    );
}

#[test]
fn a_late_schedule_still_gives_the_notice_it_promises() {
    let late = day(200);
    let acts = next_acts(&[signing()], Some(EVERY), late);
    let days: Vec<_> = acts.iter().map(|next| (next.act.as_str(), next.at)).collect();
    assert_eq!(days, [("announce", late), ("publish", day(207)), ("sign", day(221))]);
}

#[test]
fn without_a_schedule_nothing_comes_by_itself_and_the_earliest_days_are_told() {
    assert_eq!(next_acts(&[signing()], None, NOW), []);
    let acts = next_acts(&[signing(), announced()], None, NOW);
    let days: Vec<_> = acts.iter().map(|next| (next.act.as_str(), next.at)).collect();
    assert_eq!(days, [("publish", day(7)), ("sign", day(21))]);
}
