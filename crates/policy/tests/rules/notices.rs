//! Journeys 2.0 and 6.1: where an alert stands, what is closed, which promise may be made.

use policy::{
    Alert, MobileMatch, Notices, Page, ProvingFacts, Route, ServiceLevel, ServiceLevelProblem, pages_of,
};
use vocabulary::{AlertLevel, AlertPart, Instant, Lifetime, ServiceMessage};

const NOW: Instant = Instant::from_seconds(1_800_000_000);

fn with(part: AlertPart, level: AlertLevel, ends_at: Option<Instant>) -> Notices {
    Notices { alerts: vec![Alert { part, level, planned: false, ends_at }], ..Notices::default() }
}

#[test]
fn an_alert_stands_on_the_pages_of_its_part_and_on_no_other() {
    for part in AlertPart::ALL {
        let notices = with(*part, AlertLevel::NotAsExpected, None);
        for page in Page::ALL {
            let concerned = pages_of(*part).contains(page);
            assert_eq!(notices.alert_on(*page, true, NOW).is_some(), concerned, "{part:?} {page:?}");
        }
    }
}

#[test]
fn an_end_that_has_come_ends_it() {
    let notices = with(AlertPart::GpDetails, AlertLevel::Down, Some(NOW.after(Lifetime::minutes(1))));
    assert!(notices.is_down(AlertPart::GpDetails, NOW));
    assert!(!notices.is_down(AlertPart::GpDetails, NOW.after(Lifetime::minutes(1))));
    assert!(!notices.is_down(AlertPart::MobileMatch, NOW));
}

#[test]
fn a_way_that_is_down_is_closed_and_photo_id_says_so_to_whom_it_was_open() {
    let mobile = with(AlertPart::MobileMatch, AlertLevel::Down, None);
    let facts = ProvingFacts { mobile: MobileMatch::SameNumber, ..ProvingFacts::default() };
    assert_eq!(mobile.close_ways(facts, true, NOW).mobile, MobileMatch::NotPossible);
    assert!(mobile.alert_on(Page::PhotoIntro, true, NOW).is_some());
    assert!(mobile.alert_on(Page::PhotoIntro, false, NOW).is_none(), "it was never open to them");
    let details = with(AlertPart::GpDetails, AlertLevel::Down, None);
    let facts = ProvingFacts { route: Route::Gp, ..ProvingFacts::default() };
    assert_eq!(details.close_ways(facts, true, NOW).route, Route::Photo);
    assert_eq!(details.close_ways(facts, false, NOW).route, Route::Gp, "there is no other way here");
    assert!(details.alert_on(Page::HasPhotoId, false, NOW).is_some());
    let slow = with(AlertPart::GpDetails, AlertLevel::NotAsExpected, None);
    assert_eq!(slow.close_ways(facts, true, NOW).route, Route::Gp);
}

#[test]
fn more_than_a_day_needs_a_message() {
    let some = Some(ServiceMessage::Generic);
    assert!(ServiceLevel::new(24, None).is_ok() && ServiceLevel::new(25, some).is_ok());
    assert_eq!(ServiceLevel::new(25, None), Err(ServiceLevelProblem::MessageMissing));
    for hours in [0, ServiceLevel::LONGEST + 1] {
        assert_eq!(ServiceLevel::new(hours, some), Err(ServiceLevelProblem::Time), "{hours}");
    }
}
