//! A verdict that the provider brings itself.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{Instant, Malformed, Secret};

use crate::id_check::verdict::{ProviderReference, Verdict};
use crate::id_check::wire;

/// How far the provider's clock and the way here may put a message off.
const LEEWAY_SECONDS: u64 = 5 * 60;

/// A provider that changes its secret signs with the old and the new one for a while.
const MOST_SIGNATURES: usize = 4;

const FEWEST_SECRET_BYTES: usize = 32;

/// The secret that the provider signs with: at least 32 characters.
#[derive(Debug, Clone)]
pub struct WebhookSecret(Secret<String>);

impl WebhookSecret {
    /// The secret in `text`.
    ///
    /// # Errors
    /// When it is too short to be one.
    pub fn new(text: Secret<String>) -> Result<Self, Malformed> {
        if text.expose().len() < FEWEST_SECRET_BYTES {
            return Err(Malformed::new("webhook secret", "must have at least 32 characters"));
        }
        Ok(Self(text))
    }

    /// Its text.
    #[must_use]
    pub const fn text(&self) -> &Secret<String> {
        &self.0
    }
}

/// The two headers of a webhook.
#[derive(Debug, Clone, Copy)]
pub struct WebhookHeaders<'a> {
    /// `ID-Check-Timestamp`: seconds since 1970, in decimal.
    pub timestamp: &'a str,
    /// `ID-Check-Signature`: `v1=` and base64url (unpadded) of HMAC-SHA-256 over `timestamp`, a dot and the body;
    /// several separated by commas.
    pub signature: &'a str,
}

/// Why a webhook is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WebhookRefusal {
    /// Webhooks are not configured.
    #[error("webhooks are not configured")]
    NotConfigured,
    /// The headers do not have their form.
    #[error("the timestamp or the signature is missing or malformed")]
    Malformed,
    /// More than five minutes away from now.
    #[error("the timestamp is too far from now")]
    Stale,
    /// Nobody with the secret signed this.
    #[error("the signature is wrong")]
    WrongSignature,
    /// Signed, and yet no verdict.
    #[error("the body is no verdict")]
    Unreadable,
}

/// Reads a webhook only after its signature was found right, so that nothing unsigned reaches the JSON parser.
pub(crate) fn verify(
    secret: &WebhookSecret,
    headers: WebhookHeaders<'_>,
    body: &[u8],
    now: Instant,
) -> Result<(ProviderReference, Verdict), WebhookRefusal> {
    let signed_at = seconds(headers.timestamp).ok_or(WebhookRefusal::Malformed)?;
    let signatures = signatures(headers.signature).ok_or(WebhookRefusal::Malformed)?;
    if now.seconds().abs_diff(signed_at) > LEEWAY_SECONDS {
        return Err(WebhookRefusal::Stale);
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.0.expose().as_bytes());
    let signed = [headers.timestamp.as_bytes(), b".", body].concat();
    // `hmac::verify` compares in constant time.
    if !signatures.iter().any(|signature| hmac::verify(&key, &signed, signature).is_ok()) {
        return Err(WebhookRefusal::WrongSignature);
    }
    let reference = wire::reference(body).map_err(|_| WebhookRefusal::Unreadable)?;
    let verdict = wire::verdict(body).map_err(|_| WebhookRefusal::Unreadable)?;
    Ok((reference, verdict))
}

/// Only one way to write a moment: what is signed and what is compared are the same text.
fn seconds(text: &str) -> Option<i64> {
    let legal = (1..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    legal.then(|| text.parse().ok()).flatten()
}

fn signatures(text: &str) -> Option<Vec<Vec<u8>>> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    if parts.len() > MOST_SIGNATURES {
        return None;
    }
    let decoded = |part: &str| URL_SAFE_NO_PAD.decode(part.strip_prefix("v1=")?).ok();
    parts.into_iter().map(decoded).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: i64 = 1_700_000_000;
    const BODY: &[u8] = br#"{"reference":"chk-1","status":"unsure"}"#;

    fn secret(text: &str) -> WebhookSecret {
        WebhookSecret::new(Secret::new(text.repeat(32))).unwrap()
    }

    fn sign(text: &str, timestamp: &str, body: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, text.repeat(32).as_bytes());
        let tag = hmac::sign(&key, &[timestamp.as_bytes(), b".", body].concat());
        format!("v1={}", URL_SAFE_NO_PAD.encode(tag))
    }

    fn arrives(timestamp: i64, signature: &str, body: &[u8]) -> Result<Verdict, WebhookRefusal> {
        let timestamp = timestamp.to_string();
        let headers = WebhookHeaders { timestamp: &timestamp, signature };
        verify(&secret("s"), headers, body, Instant::from_seconds(NOW)).map(|(_, verdict)| verdict)
    }

    #[test]
    fn a_verdict_signed_now_is_believed() {
        let (reference, verdict) = verify(
            &secret("s"),
            WebhookHeaders { timestamp: "1700000000", signature: &sign("s", "1700000000", BODY) },
            BODY,
            Instant::from_seconds(NOW),
        )
        .unwrap();
        assert_eq!((reference.as_str(), verdict), ("chk-1", Verdict::Unsure(Vec::new())));
    }

    #[test]
    fn five_minutes_either_way_are_near_enough_and_no_more() {
        for (offset, expected) in [(300, true), (-300, true), (301, false), (-301, false)] {
            let at = NOW + offset;
            let result = arrives(at, &sign("s", &at.to_string(), BODY), BODY);
            assert_eq!(result.is_ok(), expected, "{offset}");
        }
    }

    #[test]
    fn another_secret_another_body_and_another_time_are_refused() {
        let right = sign("s", "1700000000", BODY);
        assert_eq!(arrives(NOW, &sign("t", "1700000000", BODY), BODY), Err(WebhookRefusal::WrongSignature));
        assert_eq!(arrives(NOW + 1, &right, BODY), Err(WebhookRefusal::WrongSignature));
        let other = br#"{"reference":"chk-1","status":"passed"}"#;
        assert_eq!(arrives(NOW, &right, other), Err(WebhookRefusal::WrongSignature));
    }

    #[test]
    fn while_the_secret_changes_either_signature_will_do() {
        let both = format!("{}, {}", sign("old", "1700000000", BODY), sign("s", "1700000000", BODY));
        assert!(arrives(NOW, &both, BODY).is_ok());
    }

    #[test]
    fn a_signed_body_that_is_no_verdict_is_refused() {
        let body = br#"{"reference":"../x","status":"passed"}"#;
        assert_eq!(arrives(NOW, &sign("s", "1700000000", body), body), Err(WebhookRefusal::Unreadable));
    }

    #[test]
    fn a_short_secret_is_none() {
        assert!(WebhookSecret::new(Secret::new("x".repeat(31))).is_err());
    }

    proptest! {
        #[test]
        fn no_headers_that_somebody_makes_up_are_believed(timestamp in "[0-9+ -]{0,14}", signature in "(v1=)?[A-Za-z0-9_,= -]{0,90}") {
            let headers = WebhookHeaders { timestamp: &timestamp, signature: &signature };
            prop_assert!(verify(&secret("s"), headers, BODY, Instant::from_seconds(NOW)).is_err());
        }

        #[test]
        fn a_changed_byte_is_noticed(at in 0..BODY.len(), flip in 1..=255_u8) {
            let mut body = BODY.to_vec();
            body[at] ^= flip;
            let signature = sign("s", "1700000000", BODY);
            prop_assert_eq!(arrives(NOW, &signature, &body), Err(WebhookRefusal::WrongSignature));
        }
    }
}
