//! Reading back a token this issuer signed: the part that access tokens and ID token hints share.

use serde_json::{Map, Value};
use vocabulary::Instant;

use crate::json::numeric_date;
use crate::jws::{JwsFault, UnverifiedJws};
use crate::keyring::Keyring;

/// Twice what the longest token of ours takes.
const MAX_LENGTH: usize = 8 * 1024;

/// Why a text is not a token one of our keys signed.
pub(crate) enum OwnTokenFault {
    Form(JwsFault),
    UnknownKey,
    Algorithm,
    Signature,
}

/// The claims of a token that a published key of ours signed. The key id chooses the key, the key chooses the algorithm.
pub(crate) fn verified_claims(keyring: &Keyring, token: &str) -> Result<OwnClaims, OwnTokenFault> {
    let jws = UnverifiedJws::parse(token, MAX_LENGTH).map_err(OwnTokenFault::Form)?;
    let key = jws.key_id.as_deref().and_then(|id| keyring.find(id)).ok_or(OwnTokenFault::UnknownKey)?;
    let key = key.verifying_key();
    if jws.algorithm != key.algorithm().as_str() {
        return Err(OwnTokenFault::Algorithm);
    }
    if !key.raw_verify(jws.signing_input, &jws.signature) {
        return Err(OwnTokenFault::Signature);
    }
    Ok(OwnClaims(jws.claims))
}

/// Claims of our own making; a claim that is not as we write it is named.
pub(crate) struct OwnClaims(Map<String, Value>);

impl OwnClaims {
    pub(crate) fn text(&self, name: &'static str) -> Result<&str, &'static str> {
        self.0.get(name).and_then(Value::as_str).ok_or(name)
    }

    pub(crate) fn instant(&self, name: &'static str) -> Result<Instant, &'static str> {
        self.0.get(name).and_then(numeric_date).map(Instant::from_seconds).ok_or(name)
    }

    pub(crate) fn parsed<'a, T: TryFrom<&'a str>>(&'a self, name: &'static str) -> Result<T, &'static str> {
        T::try_from(self.text(name)?).map_err(|_| name)
    }

    pub(crate) fn is(&self, name: &'static str, expected: &str) -> bool {
        self.text(name) == Ok(expected)
    }
}
