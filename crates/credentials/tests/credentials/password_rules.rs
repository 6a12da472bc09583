//! Journeys 2.2 R2, 5.7 and decision 2.

use credentials::BrokenRule::{
    Common, ConfirmationDifferent, ConfirmationEmpty, ContainsEmail, Empty, NoCapital, TooLong, TooShort,
};
use credentials::{BrokenRule, CapitalRule, PasswordCheck, PasswordRules, ProposedPassword};
use rstest::rstest;
use vocabulary::{EmailAddress, Secret};

fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

fn check(rules: PasswordRules, password: &str, confirmation: Option<&str>, email: &str) -> PasswordCheck {
    let email = EmailAddress::try_from(email).expect("an email address");
    let confirmation = confirmation.map(secret);
    rules.check(&ProposedPassword {
        password: &secret(password),
        confirmation: confirmation.as_ref(),
        email: &email,
    })
}

fn by_default(password: &str) -> PasswordCheck {
    check(PasswordRules::default(), password, None, "ellen.brook@mail.example")
}

#[rstest]
#[case::eight_characters("kd8Fw2qz")]
#[case::lower_case_words("three grey herons")]
#[case::leading_and_trailing_spaces("  k8 fw2 qz ")]
#[case::other_scripts("пароль-на-реке")]
#[case::eight_emoji("🦆🦢🦉🦩🐧🐦🦜🦅")]
#[case::the_sandbox_password("Passw0rd$1")]
#[case::the_domain_of_the_email("mail.example!7")]
fn a_password_may_be(#[case] password: &str) {
    assert_eq!(by_default(password), PasswordCheck::Accepted);
}

#[test]
fn a_password_of_128_characters_is_the_longest() {
    assert_eq!(by_default(&"é7".repeat(64)), PasswordCheck::Accepted);
    let refused = PasswordCheck::Refused(vec![TooLong { maximum: 128 }]);
    assert_eq!(by_default(&format!("{}x", "é7".repeat(64))), refused);
}

#[rstest]
#[case::nothing("", vec![Empty])]
#[case::seven_characters("kd8Fw2q", vec![TooShort { minimum: 8 }])]
#[case::seven_characters_of_several_bytes("ñandúes", vec![TooShort { minimum: 8 }])]
#[case::common("password1", vec![Common])]
#[case::common_in_capitals("PassWord1", vec![Common])]
#[case::common_and_short("qwerty", vec![TooShort { minimum: 8 }, Common])]
#[case::a_keyboard_walk("1q2w3e4r5t", vec![Common])]
#[case::digits_in_order("123456789", vec![Common])]
#[case::the_email_name("ellen.brook2026", vec![ContainsEmail])]
#[case::the_email_name_in_capitals("xxELLEN.BROOKxx", vec![ContainsEmail])]
fn a_password_is_refused_with_every_rule_it_breaks(#[case] password: &str, #[case] broken: Vec<BrokenRule>) {
    assert_eq!(by_default(password), PasswordCheck::Refused(broken));
}

#[rstest]
#[case::three_letters("bob@mail.example", "bobsleigh-run", PasswordCheck::Accepted)]
#[case::four_letters("anna@mail.example", "hannah-and-co", PasswordCheck::Refused(vec![ContainsEmail]))]
fn a_local_part_counts_from_four_characters_on(
    #[case] email: &str,
    #[case] password: &str,
    #[case] expected: PasswordCheck,
) {
    assert_eq!(check(PasswordRules::default(), password, None, email), expected);
}

#[rstest]
#[case::the_same("kd8Fw2qz", "kd8Fw2qz", PasswordCheck::Accepted)]
#[case::empty("kd8Fw2qz", "", PasswordCheck::Refused(vec![ConfirmationEmpty]))]
#[case::different("kd8Fw2qz", "kd8fw2qz", PasswordCheck::Refused(vec![ConfirmationDifferent]))]
#[case::both_empty("", "", PasswordCheck::Refused(vec![Empty, ConfirmationEmpty]))]
#[case::only_the_second("", "kd8Fw2qz", PasswordCheck::Refused(vec![Empty]))]
#[case::short_and_different("kd8", "kd9", PasswordCheck::Refused(vec![TooShort { minimum: 8 }, ConfirmationDifferent]))]
fn the_second_field_must_agree(
    #[case] password: &str,
    #[case] confirmation: &str,
    #[case] expected: PasswordCheck,
) {
    let checked = check(PasswordRules::default(), password, Some(confirmation), "ellen.brook@mail.example");
    assert_eq!(checked, expected);
}

#[test]
fn the_original_rules_can_be_configured() {
    let rules = PasswordRules { minimum: 12, capital: CapitalRule::Required, ..PasswordRules::default() };
    let checked = |password| check(rules, password, None, "ellen.brook@mail.example");
    assert_eq!(checked("three grey herons"), PasswordCheck::Refused(vec![NoCapital]));
    assert_eq!(checked("Three Grey"), PasswordCheck::Refused(vec![TooShort { minimum: 12 }]));
    assert_eq!(checked("Élan vital 77"), PasswordCheck::Accepted);
}
