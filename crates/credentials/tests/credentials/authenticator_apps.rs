//! Codes of authenticator apps.

use credentials::{MacKey, OneTimeCode, OperatorSecret, TotpSecret, totp_qr_svg};
use vocabulary::{Instant, Secret};

fn secret() -> TotpSecret {
    TotpSecret::from_random(*b"12345678901234567890")
}

fn code(digits: &str) -> OneTimeCode {
    OneTimeCode::from_typed(digits).expect("six digits")
}

#[test]
fn the_codes_are_those_of_the_standard() {
    // RFC 6238, appendix B: the last six of its eight digits.
    for (seconds, digits) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
        let now = Instant::from_seconds(seconds);
        assert_eq!(secret().code_at(now).expose(), digits);
        assert_eq!(secret().check(&code(digits), now), Some(seconds / 30));
    }
}

#[test]
fn a_code_is_accepted_one_step_early_or_late_and_no_further() {
    let made = Instant::from_seconds(1_111_111_109);
    let typed = code(secret().code_at(made).expose());
    let step = made.seconds() / 30;
    let at = |steps: i64| secret().check(&typed, Instant::from_seconds((step + steps) * 30));
    assert_eq!([at(-1), at(0), at(1)], [Some(step); 3]);
    assert_eq!([at(-2), at(2)], [None; 2]);
}

#[test]
fn the_address_names_service_and_operator_and_the_text_is_grouped() {
    let uri = secret().uri("NHS login: console", "anna@checks.example");
    assert_eq!(
        uri.expose(),
        "otpauth://totp/NHS%20login%20%20console:anna%40checks.example?\
         secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=NHS%20login%20%20console"
    );
    assert_eq!(secret().text().expose(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
}

#[test]
fn the_proposed_secret_is_the_browsers_own_and_stays_the_same() {
    let key = MacKey::new(&Secret::new([7; 32]));
    let (one, other) = (OperatorSecret::from_random([1; 32]), OperatorSecret::from_random([2; 32]));
    let bytes = |browser| TotpSecret::proposed(&key, browser).bytes();
    assert_eq!(bytes(&one).expose(), bytes(&one).expose());
    assert_ne!(bytes(&one).expose(), bytes(&other).expose());
}

#[test]
fn the_picture_is_one_plain_drawing_without_the_secret_in_it() {
    let svg = totp_qr_svg(&secret().uri("NHS login", "anna"));
    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
    assert!(svg.matches("h1v1h-1z").count() > 300, "a QR code of this length has so many dark modules");
    assert!(!svg.contains("style") && !svg.contains("GEZD"));
    assert_eq!(totp_qr_svg(&Secret::new("x".repeat(5000))), "");
}

#[test]
fn nothing_of_a_secret_is_printed_and_other_lengths_are_refused() {
    assert_eq!(format!("{:?}", secret()), "TotpSecret(…)");
    assert!(TotpSecret::try_from(&[1; 20][..]).is_ok());
    assert!(TotpSecret::try_from(&[1; 16][..]).is_err());
}
