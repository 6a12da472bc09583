//! The API key of GOV.UK Notify and the token made of it for every call.

use std::fmt;

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{Instant, Malformed, Secret};

const UUID_LENGTH: usize = 36;

/// An API key: a name, the service's id and the secret, joined by hyphens.
#[derive(Clone)]
pub struct NotifyKey {
    service: String,
    secret: Secret<String>,
}

impl NotifyKey {
    /// The bearer token of a call made at `now`: a JWT, HS256, with `iss` and `iat`.
    ///
    /// Notify accepts one for 30 seconds either way, so a token is made for each call. It is made here and
    /// not in `tokens`, whose keys are this service's own.
    #[must_use]
    pub fn token(&self, now: Instant) -> Secret<String> {
        let header = URL_SAFE_NO_PAD.encode(br#"{"typ":"JWT","alg":"HS256"}"#);
        let claims = format!(r#"{{"iss":"{}","iat":{}}}"#, self.service, now.seconds());
        let signed = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims));
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.secret.expose().as_bytes());
        let signature = URL_SAFE_NO_PAD.encode(hmac::sign(&key, signed.as_bytes()));
        Secret::new(format!("{signed}.{signature}"))
    }
}

impl TryFrom<&str> for NotifyKey {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        const FAULT: Malformed =
            Malformed::new("Notify API key", "must be a name, then two UUIDs, by hyphens");
        let text = text.trim();
        // The name itself may hold hyphens, so the two UUIDs are cut off from the end.
        let (rest, secret) = split_uuid(text).ok_or(FAULT)?;
        let (_name, service) = split_uuid(rest).ok_or(FAULT)?;
        Ok(Self { service: service.to_owned(), secret: Secret::new(secret.to_owned()) })
    }
}

/// The text before the last hyphenated UUID, without the hyphen between, and the UUID.
fn split_uuid(text: &str) -> Option<(&str, &str)> {
    let cut = text.len().checked_sub(UUID_LENGTH)?;
    let (rest, uuid) = text.split_at_checked(cut)?;
    let legal = uuid.bytes().enumerate().all(|(index, byte)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    });
    legal.then_some((rest.strip_suffix('-').unwrap_or(rest), uuid))
}

impl fmt::Debug for NotifyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotifyKey").field("service", &self.service).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
    const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";

    #[test]
    fn a_key_is_read_from_its_end() {
        for name in ["live", "my-test-key", "a b"] {
            let key = NotifyKey::try_from(format!("{name}-{SERVICE}-{SECRET}").as_str()).expect(name);
            assert_eq!(key.service, SERVICE);
            assert_eq!(key.secret.expose(), SECRET);
        }
        for bad in ["", SECRET, "live-x-y", "ééééééééééééééééééééééééééééééééééééé"]
        {
            assert!(NotifyKey::try_from(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_keys_secret_is_not_printed() {
        let key = NotifyKey::try_from(format!("live-{SERVICE}-{SECRET}").as_str()).unwrap();
        assert!(!format!("{key:?}").contains(SECRET));
    }
}
