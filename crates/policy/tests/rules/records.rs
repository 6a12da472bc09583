//! What a record means (journeys 1.1, 1.7, 1.8).

use policy::{
    Finding, MobileStanding, Recheck, Rechecked, RecordFacts, RecordQuestion, finding, mobile_standing,
    recheck,
};
use vocabulary::{Cid, DateOfBirth, NhsNumber, PhoneKind, PhoneNumber, Postcode};

fn born(text: &str) -> DateOfBirth {
    DateOfBirth::try_from(text).expect("date")
}

fn number(text: &str) -> NhsNumber {
    NhsNumber::try_from(text).expect("number")
}

fn mobile(text: &str) -> PhoneNumber {
    PhoneNumber::stored(text, PhoneKind::Mobile).expect("mobile")
}

fn found(by_number: bool, change: impl FnOnce(&mut RecordFacts<'_>)) -> Finding {
    let postcode = Postcode::try_from("LS1 4AP").expect("postcode");
    let question =
        RecordQuestion { born: born("1984-03-15"), postcode: &postcode, by_number, minimum_age: 13 };
    let mut record = RecordFacts {
        born: born("1984-03-15"),
        age: 42,
        postcode: Some(&postcode),
        deceased: false,
        on_another_account: false,
    };
    change(&mut record);
    finding(&question, &record)
}

#[test]
fn a_record_matches_when_date_of_birth_and_postcode_are_its_own() {
    assert_eq!(found(true, |_| {}), Finding::Match);
    assert_eq!(found(false, |_| {}), Finding::Match);
    assert_eq!(found(true, |record| record.born = born("1984-03-16")), Finding::NumberNotVerified);
    assert_eq!(found(false, |record| record.born = born("1984-03-16")), Finding::NoMatch);
    assert_eq!(found(true, |record| record.postcode = None), Finding::NoMatch);
}

#[test]
fn what_is_wrong_with_a_record_is_told_only_to_whom_it_belongs() {
    assert_eq!(found(true, |record| record.deceased = true), Finding::Deceased);
    assert_eq!(found(true, |record| record.age = 12), Finding::TooYoung);
    assert_eq!(found(true, |record| record.age = 13), Finding::Match);
    assert_eq!(found(true, |record| record.on_another_account = true), Finding::OnAnotherAccount);
    let stranger = |record: &mut RecordFacts<'_>| {
        record.postcode = None;
        record.deceased = true;
        record.on_another_account = true;
    };
    assert_eq!(found(true, stranger), Finding::NoMatch);
}

#[test]
fn the_gps_check_counts_when_the_gp_made_one_and_a_number_is_held_and_nobody_blocked_it() {
    let (own, other) = (mobile("+447700900001"), mobile("+447700900002"));
    let both = [other.clone(), own.clone()];
    let others = [other.clone()];
    assert_eq!(mobile_standing(Some(&own), true, &both, false), MobileStanding::SameNumber);
    assert_eq!(mobile_standing(Some(&own), true, &others, false), MobileStanding::OtherNumber(&other));
    assert_eq!(mobile_standing(None, true, &others, false), MobileStanding::OtherNumber(&other));
    assert_eq!(mobile_standing(Some(&own), false, &both, false), MobileStanding::NotPossible);
    assert_eq!(mobile_standing(Some(&own), true, &both, true), MobileStanding::NotPossible);
    assert_eq!(mobile_standing(Some(&own), true, &[], false), MobileStanding::NotPossible);
}

#[test]
fn a_number_is_looked_up_again_at_each_log_in() {
    let own = number("9990000018");
    let found = |deceased| Rechecked::Found { number: own, deceased };
    let moved = Rechecked::Found { number: number("9990000026"), deceased: false };
    let table = [
        ("nothing new", None, found(false), Recheck::Keep),
        ("superseded", None, moved, Recheck::MoveOn(number("9990000026"))),
        ("deceased", None, found(true), Recheck::Disable(Cid::DISABLED)),
        ("invalid", None, Rechecked::Invalid, Recheck::Disable(Cid::NHS_NUMBER_PROBLEM)),
        ("valid again", Some(Cid::NHS_NUMBER_PROBLEM), found(false), Recheck::Enable),
        ("still invalid", Some(Cid::NHS_NUMBER_PROBLEM), Rechecked::Invalid, Recheck::Keep),
        ("an operator's decision stays", Some(Cid::INVESTIGATED), found(false), Recheck::Keep),
        ("an operator's reason stays", Some(Cid::INVESTIGATED), found(true), Recheck::Keep),
    ];
    for (situation, disabled, answer, decided) in table {
        assert_eq!(recheck(own, disabled, answer), decided, "{situation}");
    }
}
