//! Stored password hashes.

use credentials::{HashCost, MalformedHash, Phc};
use rstest::rstest;

const SALT: &str = "c29tZXNhbHQxNmJ5dGVzLg";
const OUTPUT: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

#[test]
fn a_hash_keeps_its_text_and_its_cost() {
    let text = format!("$argon2id$v=19$m=19456,t=2,p=1${SALT}${OUTPUT}");
    let hash = Phc::try_from(text.as_str()).unwrap();
    assert_eq!(hash.as_str(), text);
    assert_eq!(hash.cost(), HashCost::STANDARD);
    assert!(!hash.needs_rehash(HashCost::STANDARD));
    assert!(hash.needs_rehash(HashCost::new(65_536, 3, 1).unwrap()));
    assert_eq!(format!("{hash:?}"), "Phc(…)");
}

#[rstest]
#[case::nothing("")]
#[case::prose("password")]
#[case::bcrypt("$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW")]
#[case::argon2i(
    "$argon2i$v=19$m=64,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::old_version(
    "$argon2id$v=16$m=64,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::no_version(
    "$argon2id$m=64,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::no_memory(
    "$argon2id$v=19$t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::too_little_memory(
    "$argon2id$v=19$m=1,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::far_too_much_memory(
    "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::endless_passes(
    "$argon2id$v=19$m=64,t=4294967295,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)]
#[case::no_output("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg")]
#[case::no_salt("$argon2id$v=19$m=64,t=2,p=1")]
#[case::short_output("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQxNmJ5dGVzLg$AAAAAAAAAAAAAAAAAAAAAA")]
fn a_text_that_is_no_hash_of_ours_is_refused(#[case] text: &str) {
    assert_eq!(Phc::try_from(text).unwrap_err(), MalformedHash);
}
