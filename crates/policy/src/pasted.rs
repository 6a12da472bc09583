//! What must not have been pasted: found without a look at what it means.

use vocabulary::NhsNumber;

/// Something in a pasted text that its owner should know about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leak {
    /// A private key, in PEM or as a JWK.
    PrivateKey,
    /// An NHS number that is not of the range kept for tests.
    NhsNumber,
    /// An email address that may be somebody's.
    EmailAddress,
}

/// What is in `text` that should not be there.
#[must_use]
pub fn leaks(text: &str) -> Vec<Leak> {
    let found = [
        (Leak::PrivateKey, has_private_key(text)),
        (Leak::NhsNumber, has_real_nhs_number(text)),
        (Leak::EmailAddress, has_real_address(text)),
    ];
    found.into_iter().filter(|(_, is_there)| *is_there).map(|(leak, _)| leak).collect()
}

fn has_private_key(text: &str) -> bool {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let is_jwk =
        compact.contains("\"kty\"") && (compact.contains("\"d\":\"") || compact.contains("\"k\":\""));
    compact.contains("PRIVATEKEY-----") || is_jwk
}

/// Ten digits that stand alone and have the right check digit. Numbers that begin with 999 are nobody's.
fn has_real_nhs_number(text: &str) -> bool {
    let runs = text.split(|c: char| !c.is_ascii_digit());
    runs.filter(|run| run.len() == 10 && !run.starts_with("999")).any(|run| NhsNumber::try_from(run).is_ok())
}

fn has_real_address(text: &str) -> bool {
    let text = text.replace("%40", "@");
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    text.match_indices('@').any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(is_part);
        let domain: String = text[at + 1..].chars().take_while(|c| is_part(*c)).collect();
        let last = domain.trim_end_matches('.').rsplit('.').next().unwrap_or_default();
        before
            && domain.contains('.')
            && !matches!(last, "example" | "test" | "invalid" | "localhost")
            && !domain.ends_with("example.com")
            && !domain.ends_with("example.org")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_found_in_both_of_its_forms() {
        assert_eq!(leaks("-----BEGIN RSA PRIVATE KEY-----\nMII"), [Leak::PrivateKey]);
        assert_eq!(leaks(r#"{ "kty": "RSA", "d": "abc" }"#), [Leak::PrivateKey]);
        assert!(leaks(r#"{"kty":"RSA","n":"abc"} -----BEGIN PUBLIC KEY-----"#).is_empty());
    }

    #[test]
    fn what_may_be_somebodys_is_found_and_what_is_made_up_is_not() {
        assert_eq!(leaks("login_hint=4010232137"), [Leak::NhsNumber]);
        assert!(leaks("state=9992001011 and 4010232138 and 40102321370").is_empty());
        assert_eq!(leaks("login_hint=ada%40nhs.net&x=1"), [Leak::EmailAddress]);
        assert!(leaks("ada@patients.example, bob@example.com, @nobody").is_empty());
    }
}
