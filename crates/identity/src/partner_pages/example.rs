//! What a partner's back end makes anew for every log in, made here for a link to try.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::Digest;

use crate::service::Identity;

/// Random values for one authorization request.
#[derive(Debug, Clone)]
pub struct ExampleValues {
    /// F-16.
    pub state: String,
    /// F-17.
    pub nonce: String,
    /// F-24: kept until the token request.
    pub code_verifier: String,
    /// F-24: sent with the authorization request.
    pub code_challenge: String,
}

impl Identity {
    /// Fresh values for a request to try; nothing of them is kept.
    #[must_use]
    pub fn example_values(&self) -> ExampleValues {
        let text = || URL_SAFE_NO_PAD.encode(self.0.random::<32>());
        let code_verifier = text();
        let digest = Digest::of(code_verifier.as_bytes());
        let code_challenge = URL_SAFE_NO_PAD.encode(digest.as_bytes());
        ExampleValues { state: text(), nonce: text(), code_verifier, code_challenge }
    }
}
