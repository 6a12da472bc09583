//! Journeys 2.0, code field; Journeys 1.2 and 1.4, lifetimes.

use credentials::{
    CodeCheck, CodeContext, CodePurpose, CodeSource, IssuedCode, MacKey, OneTimeCode, TypedCodeFault,
};
use rstest::rstest;
use vocabulary::{Instant, Lifetime, Sandbox, Secret};

const NOW: Instant = Instant::from_seconds(1_795_000_000);
const CONTEXT: CodeContext<'static> = CodeContext { purpose: CodePurpose::SignIn, owner: b"account-1" };

fn key() -> MacKey {
    MacKey::new(&Secret::new([9; 32]))
}

fn code(text: &str) -> OneTimeCode {
    OneTimeCode::from_typed(text).expect("six digits")
}

fn issued(text: &str) -> IssuedCode {
    code(text).issue(&key(), &CONTEXT, NOW, Lifetime::minutes(5))
}

#[rstest]
#[case::plain("123456")]
#[case::a_space("123 456")]
#[case::a_hyphen("123-456")]
#[case::spaces_around("  123456\t\n")]
#[case::a_space_after_each_digit("1 2 3 4 5 6 ")]
#[case::a_no_break_space("123\u{a0}456")]
#[case::a_long_dash("123\u{2013}456")]
#[case::an_invisible_mark_from_a_paste("\u{feff}123456")]
fn a_code_is_read_as_people_type_it(#[case] typed: &str) {
    assert_eq!(code(typed).text().expose(), "123456");
}

#[rstest]
#[case::nothing("", TypedCodeFault::Empty)]
#[case::only_separators(" - ", TypedCodeFault::Empty)]
#[case::five_digits("12345", TypedCodeFault::NotSixDigits)]
#[case::seven_digits("1234567", TypedCodeFault::NotSixDigits)]
#[case::seventy_digits(&"1".repeat(70), TypedCodeFault::NotSixDigits)]
#[case::a_letter("12345O", TypedCodeFault::NotSixDigits)]
#[case::a_decimal_point("123.456", TypedCodeFault::NotSixDigits)]
#[case::a_sign("+12345", TypedCodeFault::NotSixDigits)]
#[case::digits_of_another_script("١٢٣٤٥٦", TypedCodeFault::NotSixDigits)]
#[case::six_bytes_of_three_letters("ééé", TypedCodeFault::NotSixDigits)]
fn what_is_not_six_digits_is_named(#[case] typed: &str, #[case] fault: TypedCodeFault) {
    assert_eq!(OneTimeCode::from_typed(typed).unwrap_err(), fault);
}

/// 32 random bytes whose first numbers are these.
fn bytes(numbers: &[u32]) -> [u8; 32] {
    let mut bytes = [0xff; 32];
    for (four, number) in bytes.chunks_exact_mut(4).zip(numbers) {
        four.copy_from_slice(&number.to_be_bytes());
    }
    bytes
}

#[rstest]
#[case::zero(&[0], "000000")]
#[case::leading_zeros(&[42], "000042")]
#[case::the_largest(&[999_999], "999999")]
#[case::once_round(&[1_000_000], "000000")]
#[case::the_last_fair_number(&[4_293_999_999], "999999")]
#[case::an_unfair_number_is_skipped(&[4_294_000_000, 7], "000007")]
#[case::seven_unfair_numbers_are_skipped(&[u32::MAX, u32::MAX, u32::MAX, u32::MAX, u32::MAX, u32::MAX, u32::MAX, 8], "000008")]
#[case::all_unfair(&[], "967295")]
fn random_bytes_make_every_code_equally_often(#[case] numbers: &[u32], #[case] expected: &str) {
    assert_eq!(OneTimeCode::from_random(bytes(numbers)).text().expose(), expected);
}

#[rstest]
#[case::at_once(0, "190696", CodeCheck::Right)]
#[case::in_the_last_second(299, "190696", CodeCheck::Right)]
#[case::at_the_end(300, "190696", CodeCheck::Expired)]
#[case::long_after(86_400, "190696", CodeCheck::Expired)]
#[case::another_code(0, "190697", CodeCheck::Wrong)]
#[case::another_code_too_late(300, "190697", CodeCheck::Expired)]
fn a_typed_code_is(#[case] seconds_later: i64, #[case] typed: &str, #[case] expected: CodeCheck) {
    let now = NOW.after(Lifetime::seconds(seconds_later));
    assert_eq!(issued("190696").check(&code(typed), &key(), &CONTEXT, now), expected);
}

#[test]
fn a_code_counts_for_its_purpose_its_owner_and_its_key_only() {
    let issued = issued("190696");
    let check = |key: &MacKey, context| issued.check(&code("190696"), key, &context, NOW);
    assert_eq!(check(&key(), CONTEXT), CodeCheck::Right);
    let purpose = CodeContext { purpose: CodePurpose::ConfirmPhone, ..CONTEXT };
    let owner = CodeContext { owner: b"account-2", ..CONTEXT };
    assert_eq!(check(&key(), purpose), CodeCheck::Wrong);
    assert_eq!(check(&key(), owner), CodeCheck::Wrong);
    assert_eq!(check(&MacKey::new(&Secret::new([8; 32])), CONTEXT), CodeCheck::Wrong);
}

#[test]
fn the_random_source_uses_its_bytes_and_the_sandbox_source_does_not() {
    let sandbox = Sandbox::when("sandbox").unwrap();
    let fixed = CodeSource::fixed(code("190696"), sandbox);
    assert_eq!(fixed.next(bytes(&[7])).text().expose(), "190696");
    assert_eq!(CodeSource::random().next(bytes(&[7])).text().expose(), "000007");
}

#[test]
fn debug_shows_no_code() {
    let sandbox = Sandbox::when("sandbox").unwrap();
    let shown = format!(
        "{:?} {:?} {:?}",
        code("190696"),
        CodeSource::fixed(code("190696"), sandbox),
        issued("190696")
    );
    assert!(!shown.contains("190696"), "{shown}");
}
