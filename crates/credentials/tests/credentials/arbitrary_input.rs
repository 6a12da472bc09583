//! Whatever arrives, nothing panics.

use credentials::{
    BrowserSecret, MacKey, OneTimeCode, PasswordCheck, PasswordRules, Phc, ProposedPassword, is_csrf_token,
};
use proptest::prelude::*;
use vocabulary::{EmailAddress, Secret};

proptest! {
    #[test]
    fn a_typed_code_is_six_digits_or_refused(typed in prop_oneof![any::<String>(), "[0-9 -]{0,12}"]) {
        if let Ok(code) = OneTimeCode::from_typed(&typed) {
            prop_assert_eq!(code.text().expose().len(), 6);
            let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
            prop_assert_eq!(code.text().expose(), &digits);
        }
    }

    #[test]
    fn random_bytes_always_make_six_digits(bytes in any::<[u8; 32]>()) {
        let code = OneTimeCode::from_random(bytes);
        prop_assert!(code.text().expose().len() == 6 && code.text().expose().bytes().all(|b| b.is_ascii_digit()));
    }

    #[test]
    fn a_secret_has_exactly_one_text(bytes in any::<[u8; 32]>(), position in 0..43_usize, letter in "[A-Za-z0-9_-]") {
        let secret = BrowserSecret::from_random(bytes);
        let mut text = secret.text().expose().clone();
        text.replace_range(position..=position, &letter);
        let same = text == *secret.text().expose();
        let matches = BrowserSecret::try_from(text.as_str()).is_ok_and(|read| read.matches(&secret.digest()));
        prop_assert_eq!(matches, same);
    }

    #[test]
    fn no_secret_or_hash_reader_panics(text in any::<String>(), bytes in any::<[u8; 32]>()) {
        let key = MacKey::new(&Secret::new(bytes));
        prop_assert!(Phc::try_from(text.as_str()).is_err());
        prop_assert!(!is_csrf_token(&key, &BrowserSecret::from_random(bytes), &text));
    }

    #[test]
    fn no_accepted_password_is_out_of_bounds(password in any::<String>()) {
        let email = EmailAddress::try_from("ellen.brook@mail.example").unwrap();
        let secret = Secret::new(password.clone());
        let proposed = ProposedPassword { password: &secret, confirmation: None, email: &email };
        let accepted = PasswordRules::default().check(&proposed) == PasswordCheck::Accepted;
        prop_assert!(!accepted || (8..=128).contains(&password.chars().count()));
    }
}
