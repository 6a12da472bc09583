//! The demo partner's key pair and registration.

use std::fs;
use std::io;
use std::path::Path;

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokens::{KeyState, SigningAlgorithm, SigningKey};
use vocabulary::{ClientDocument, Instant, RegisteredKey, Secret};

use crate::sandbox::first_start::write_private;

const DOCUMENT: &str = include_str!("../../../../config/demo-partner.toml");
const FILE: &str = "demo-partner.pem";

/// The demo partner's private key, made at the first start and kept in the data folder.
pub(crate) struct DemoKey {
    /// PKCS#8 PEM.
    pub(crate) pem: Secret<String>,
    key: SigningKey,
}

impl DemoKey {
    /// The key in `folder`, made when there is none.
    pub(crate) fn load_or_make(folder: &Path, now: Instant) -> anyhow::Result<Self> {
        let path = folder.join(FILE);
        let state = KeyState::Current { signing_since_at: now };
        let pem = match fs::read_to_string(&path) {
            Ok(text) => Secret::new(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = SigningKey::generate(SigningAlgorithm::Rs512, state)?;
                let pem = armoured(key.to_pkcs8_der()?.expose());
                write_private(&path, pem.expose().as_bytes()).with_context(|| path.display().to_string())?;
                return Ok(Self { pem, key });
            }
            Err(error) => return Err(error).with_context(|| path.display().to_string()),
        };
        let key = SigningKey::from_pem(&pem, SigningAlgorithm::Rs512, state);
        Ok(Self { key: key.with_context(|| path.display().to_string())?, pem })
    }

    /// Its key id.
    pub(crate) fn key_id(&self) -> &str {
        self.key.key_id()
    }

    /// The registration of the demo partner at `base_url`, with this key.
    pub(crate) fn registration(&self, base_url: &str) -> anyhow::Result<ClientDocument> {
        let mut document: ClientDocument = toml::from_str(DOCUMENT).context("config/demo-partner.toml")?;
        let public = self.key.verifying_key();
        let jwk = format!(
            r#"{{"kty":"RSA","use":"sig","alg":"RS512","kid":"{}","n":"{}","e":"{}"}}"#,
            self.key.key_id(),
            public.modulus_base64url(),
            public.exponent_base64url(),
        );
        document.redirect_uris = vec![format!("{base_url}/callback")];
        document.keys = vec![RegisteredKey {
            kid: Some(self.key.key_id().to_owned()),
            pem: None,
            jwks: Some(jwk),
            from: None,
            until: None,
        }];
        Ok(document)
    }
}

fn armoured(der: &[u8]) -> Secret<String> {
    let text = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN PRIVATE KEY-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = more;
    }
    pem.push_str("-----END PRIVATE KEY-----\n");
    Secret::new(pem)
}

#[cfg(test)]
mod tests {
    use vocabulary::Client;

    use super::*;

    #[test]
    fn the_demo_partner_keeps_its_key_and_is_a_valid_client() {
        let folder = tempfile::tempdir().unwrap();
        let now = Instant::from_seconds(1_795_000_000);
        let first = DemoKey::load_or_make(folder.path(), now).unwrap();
        let second = DemoKey::load_or_make(folder.path(), now).unwrap();
        assert_eq!(first.key_id(), second.key_id());
        let document = second.registration("http://localhost:8090").unwrap();
        let client = Client::check(&document, true).unwrap();
        assert_eq!(client.redirect_uris[0].as_str(), "http://localhost:8090/callback");
        assert!(Client::check(&document, false).is_err(), "its redirect URI is for a sandbox only");
        assert!(
            tokens::PartnerKeys::parse(document.keys[0].jwks.as_deref().unwrap(), SigningAlgorithm::Rs512)
                .is_ok()
        );
    }
}
