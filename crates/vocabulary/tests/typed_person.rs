//! What people may type about themselves, and how what is wrong is told apart. Journeys 2.0 and 2.5.

use jiff::civil::{Date, date};
use vocabulary::{
    BirthDateProblem, DateOfBirth, DateParts, FamilyName, GivenName, NameProblem, NhsNumber,
    NhsNumberProblem, Postcode, PostcodeProblem,
};

const TODAY: Date = date(2026, 11, 25);

fn born(day: &str, month: &str, year: &str) -> Result<String, BirthDateProblem> {
    DateOfBirth::from_typed(day, month, year, TODAY).map(|born| born.to_string())
}

#[test]
fn an_nhs_number_may_be_typed_with_spaces_and_dashes() {
    for typed in ["9990000018", "999 000 0018", " 999-000-0018 ", "999–000\u{a0}0018", "9 9 9 0 0 0 0 0 1 8"]
    {
        assert_eq!(NhsNumber::from_typed(typed).expect(typed).as_str(), "9990000018");
    }
}

#[test]
fn what_is_wrong_with_an_nhs_number_is_told_apart() {
    use NhsNumberProblem::{Checksum, Empty, Length, Letters, NationalInsurance};
    let cases = [
        ("", Empty),
        (" - ", Empty),
        ("999000001", Length),
        ("99900000180", Length),
        ("99900000I8", Letters),
        ("999.000.0018", Letters),
        ("９990000018", Letters),
        ("QQ 12 34 56 C", NationalInsurance),
        ("qq123456c", NationalInsurance),
        ("QQ123456", Letters),
        ("9990000019", Checksum),
    ];
    for (typed, problem) in cases {
        assert_eq!(NhsNumber::from_typed(typed), Err(problem), "{typed}");
    }
}

#[test]
fn a_number_that_would_need_a_check_digit_of_ten_does_not_exist() {
    let exists = |last: u32| NhsNumber::from_typed(&format!("999000000{last}")).is_ok();
    assert_eq!((0..10).filter(|last| exists(*last)).count(), 0);
}

#[test]
fn an_nhs_number_is_grouped_for_people_and_ends_behind_a_mask() {
    let number = NhsNumber::from_typed("9990000018").expect("a number");
    assert_eq!((number.grouped().as_str(), number.ending()), ("999 000 0018", "0018"));
}

#[test]
fn every_name_that_people_have_is_taken() {
    for name in
        ["O", "Zoë", "Ng", "O'Brien", "Siân-Lowri", "de la Tour", "Łukasz", "Nguyễn", "Jr.", "李", "ʻOkina"]
    {
        assert_eq!(GivenName::from_typed(name).expect(name).as_str(), name);
        assert_eq!(FamilyName::from_typed(name).expect(name).as_str(), name);
    }
}

#[test]
fn a_names_spaces_apostrophes_and_hyphens_become_plain_ones() {
    let name = |typed| FamilyName::from_typed(typed).expect("a name").as_str().to_owned();
    assert_eq!(name("  van   der Berg "), "van der Berg");
    assert_eq!(name("D’Arcy"), "D'Arcy");
    assert_eq!(name("O`Neill"), "O'Neill");
    assert_eq!(name("Fotheringay–Ashcombe"), "Fotheringay-Ashcombe");
}

#[test]
fn what_is_wrong_with_a_name_is_told_apart() {
    assert_eq!(FamilyName::from_typed("  "), Err(NameProblem::Empty));
    assert_eq!(FamilyName::from_typed(&"a".repeat(101)), Err(NameProblem::TooLong));
    for typed in ["Ann3", "<b>", "a@example.com", "-", "' '"] {
        assert_eq!(GivenName::from_typed(typed), Err(NameProblem::Characters), "{typed}");
    }
}

#[test]
fn a_postcode_may_be_typed_in_any_case_with_or_without_its_space() {
    for typed in ["LS1 4AP", "ls14ap", " Ls1  4aP ", "LS1-4AP", "l s 1 4 a p"] {
        assert_eq!(Postcode::from_typed(typed).expect(typed).as_str(), "LS1 4AP");
    }
    for typed in
        ["M1 1AA", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB", "IM1 1AA", "CF10 1AA", "ZZ99 3VZ"]
    {
        assert_eq!(Postcode::from_typed(typed).expect(typed).as_str(), typed);
    }
}

#[test]
fn what_is_wrong_with_a_postcode_is_told_apart() {
    use PostcodeProblem::{ChannelIslands, Empty, NorthernIreland, NotAPostcode, Scotland};
    let cases = [
        ("  ", Empty),
        ("LS1", NotAPostcode),
        ("12345", NotAPostcode),
        ("LS1 44P", NotAPostcode),
        ("LSX 4AP", NotAPostcode),
        ("LS1É 4AP", NotAPostcode),
        ("bt1 5gs", NorthernIreland),
        ("EH1 1YZ", Scotland),
        ("g2 1al", Scotland),
        ("TD1 1AA", Scotland),
        ("JE2 3AB", ChannelIslands),
        ("GY1 1AA", ChannelIslands),
    ];
    for (typed, problem) in cases {
        assert_eq!(Postcode::from_typed(typed), Err(problem), "{typed}");
    }
}

#[test]
fn places_beside_scottish_ones_are_taken() {
    for typed in ["GL1 1AA", "GU1 1AA", "TD15 1AA", "BN1 1AA", "DN1 1AA"] {
        assert!(Postcode::from_typed(typed).is_ok(), "{typed}");
    }
    assert!(Postcode::try_from("EH1 1YZ").is_ok(), "the record itself may say any postcode");
}

#[test]
fn a_date_of_birth_may_be_typed_with_or_without_noughts_and_with_a_months_name() {
    for (day, month) in [("5", "3"), ("05", "03"), (" 5 ", "March"), ("5", "mar"), ("5", "MARCH")] {
        assert_eq!(born(day, month, "1984"), Ok("1984-03-05".into()), "{day} {month}");
    }
    let leap = DateOfBirth::from_typed("29", "2", "2000", TODAY).expect("a leap day");
    assert_eq!(leap.spoken(), "29 February 2000");
}

#[test]
fn what_is_wrong_with_a_date_of_birth_is_told_apart() {
    use BirthDateProblem::{Empty, InFuture, Missing, NotReal, TooOld, YearDigits};
    let day_and_month = DateParts { day: true, month: true, year: false };
    let cases = [
        (["", " ", ""], Empty),
        (["", "", "1984"], Missing(day_and_month)),
        (["5", "3", ""], Missing(DateParts::YEAR)),
        (["5", "3", "84"], YearDigits),
        (["5", "3", "19845"], YearDigits),
        (["5", "3", "198A"], YearDigits),
        (["29", "2", "1985"], NotReal),
        (["0", "3", "1984"], NotReal),
        (["5", "13", "1984"], NotReal),
        (["5", "ju", "1984"], NotReal),
        (["5th", "3", "1984"], NotReal),
        (["26", "11", "2026"], InFuture),
        (["1", "1", "2884"], InFuture),
        (["25", "11", "1895"], TooOld),
    ];
    for ([day, month, year], problem) in cases {
        assert_eq!(born(day, month, year), Err(problem), "{day} {month} {year}");
    }
}

#[test]
fn people_born_today_and_130_years_ago_may_say_so() {
    assert_eq!(born("25", "11", "2026"), Ok("2026-11-25".into()));
    assert_eq!(born("25", "11", "1896"), Ok("1896-11-25".into()));
}
