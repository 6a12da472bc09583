//! Sessions, browsers, remembered devices; CSRF tokens; derived refresh tokens.

use std::collections::HashSet;

use credentials::{
    BrowserSecret, DeviceSecret, MacKey, MalformedSecret, SessionSecret, csrf_token, derive_refresh,
    is_csrf_token,
};
use rstest::rstest;
use vocabulary::{Digest, GrantId, Secret};

fn key(byte: u8) -> MacKey {
    MacKey::new(&Secret::new([byte; 32]))
}

#[test]
fn a_secret_survives_its_text_and_matches_its_digest_only() {
    let secret = SessionSecret::from_random([5; 32]);
    let text = secret.text();
    let read = SessionSecret::try_from(text.expose().as_str()).unwrap();
    assert_eq!(text.expose().len(), 43);
    assert_eq!(secret.digest(), Digest::of(&[5; 32]));
    assert!(read.matches(&secret.digest()));
    assert!(!read.matches(&SessionSecret::from_random([6; 32]).digest()));
}

#[rstest]
#[case::nothing("")]
#[case::too_short("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
#[case::too_long("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
#[case::padded("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
#[case::standard_base64("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A")]
#[case::a_space("AAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA")]
#[case::stray_bits("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB")]
#[case::letters_of_several_bytes("éAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
fn a_text_that_is_no_secret_is_refused(#[case] text: &str) {
    assert_eq!(DeviceSecret::try_from(text).unwrap_err(), MalformedSecret);
}

#[test]
fn debug_shows_no_secret() {
    let secret = DeviceSecret::from_random([5; 32]);
    assert_eq!(format!("{secret:?}"), "OpaqueSecret(…)");
}

#[test]
fn a_csrf_token_counts_for_its_browser_and_its_key_only() {
    let browser = BrowserSecret::from_random([1; 32]);
    let other = BrowserSecret::from_random([2; 32]);
    let token = csrf_token(&key(9), &browser);
    assert!(is_csrf_token(&key(9), &browser, &token));
    assert!(!is_csrf_token(&key(9), &other, &token));
    assert!(!is_csrf_token(&key(8), &browser, &token));
}

#[test]
fn a_changed_csrf_token_does_not_count() {
    let browser = BrowserSecret::from_random([1; 32]);
    let token = csrf_token(&key(9), &browser);
    let cut = &token[..token.len() - 1];
    let longer = format!("{token}A");
    let text = browser.text();
    for sent in ["", cut, longer.as_str(), text.expose().as_str()] {
        assert!(!is_csrf_token(&key(9), &browser, sent), "{sent}");
    }
}

#[test]
fn f36_a_refresh_token_is_the_same_each_time_and_another_for_every_grant_generation_and_key() {
    let token = |key: &MacKey, grant: u8, generation| {
        derive_refresh(key, &GrantId::from_bytes([grant; 16]), generation).expose().clone()
    };
    assert_eq!(token(&key(9), 1, 0), token(&key(9), 1, 0));
    let mut seen = HashSet::new();
    for key_byte in [8, 9] {
        for grant in [1, 2] {
            for generation in [0, 1, 256, u32::MAX] {
                let token = token(&key(key_byte), grant, generation);
                assert_eq!(token.len(), 43);
                assert!(seen.insert(token));
            }
        }
    }
}

#[test]
fn one_key_gives_unrelated_values_for_different_uses() {
    let browser = BrowserSecret::from_random([0; 32]);
    let refresh = derive_refresh(&key(9), &GrantId::from_bytes([0; 16]), 0);
    assert_ne!(&csrf_token(&key(9), &browser), refresh.expose());
}

#[test]
fn derived_values_never_change_between_releases() {
    let browser = BrowserSecret::from_random([1; 32]);
    let refresh = derive_refresh(&key(9), &GrantId::from_bytes([1; 16]), 7);
    assert_eq!(csrf_token(&key(9), &browser), "j7PeHSzJzd5M_A60zpqutI1yNk_wuJ4ZLKcH6PoF9D8");
    assert_eq!(refresh.expose(), "iFW-EH-_nKomQ-ecNVnA7QqidYmkxRht3sUHY4tpHys");
}
