//! Fixed keys, a fixed moment, and a way to sign whatever text a test wants.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use tokens::{KeyState, Keyring, SigningAlgorithm, SigningKey};
use vocabulary::{ClientId, Instant, Secret};

pub(crate) const ISSUER: &str = "https://login.example";
pub(crate) const TOKEN_ENDPOINT: &str = "https://login.example/token";
pub(crate) const CLIENT: &str = "partner-app";
pub(crate) const NOW: Instant = Instant::from_seconds(1_795_000_000);

pub(crate) const ISSUER_PEM: &str = include_str!("keys/issuer.pem");
pub(crate) const PARTNER_PEM: &str = include_str!("keys/partner.pem");
pub(crate) const PARTNER_PKCS1_PEM: &str = include_str!("keys/partner-pkcs1.pem");
pub(crate) const PARTNER_PUBLIC_PEM: &str = include_str!("keys/partner-public.pem");
pub(crate) const PARTNER_PUBLIC_PKCS1_PEM: &str = include_str!("keys/partner-public-pkcs1.pem");
pub(crate) const PARTNER_CERTIFICATE_PEM: &str = include_str!("keys/partner-certificate.pem");
pub(crate) const SHORT_PUBLIC_PEM: &str = include_str!("keys/short-public.pem");
pub(crate) const EC_PUBLIC_PEM: &str = include_str!("keys/ec-public.pem");

pub(crate) static ISSUER_KEY: LazyLock<SigningKey> = LazyLock::new(|| signing_key(ISSUER_PEM));
pub(crate) static PARTNER_KEY: LazyLock<SigningKey> = LazyLock::new(|| signing_key(PARTNER_PEM));
/// A key nobody registered.
pub(crate) static STRANGER_KEY: LazyLock<SigningKey> =
    LazyLock::new(|| SigningKey::generate(SigningAlgorithm::Rs512, current()).expect("a key pair"));

pub(crate) fn current() -> KeyState {
    KeyState::Current { signing_since_at: NOW }
}

pub(crate) fn signing_key(pem: &str) -> SigningKey {
    let pem = Secret::new(pem.to_owned());
    SigningKey::from_pem(&pem, SigningAlgorithm::Rs512, current()).expect("a test key")
}

pub(crate) fn keyring() -> Keyring {
    Keyring::new(vec![ISSUER_KEY.clone()]).expect("one current key")
}

pub(crate) fn client_id() -> ClientId {
    ClientId::try_from(CLIENT).expect("a client id")
}

pub(crate) fn encode(part: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(part)
}

/// A token of exactly these header and payload texts, signed by `key`.
pub(crate) fn signed(key: &SigningKey, header: &str, payload: &str) -> String {
    let input = format!("{}.{}", encode(header.as_bytes()), encode(payload.as_bytes()));
    let signature = key.raw_sign(input.as_bytes()).expect("a signature");
    format!("{input}.{}", encode(&signature))
}

/// A decoded part of a token: 0 is the header, 1 the payload.
pub(crate) fn part(token: &str, index: usize) -> Map<String, Value> {
    let text = token.split('.').nth(index).expect("a part");
    let bytes = URL_SAFE_NO_PAD.decode(text).expect("base64url");
    serde_json::from_slice(&bytes).expect("a JSON object")
}
