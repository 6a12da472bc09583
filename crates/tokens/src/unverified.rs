//! Who an assertion claims to come from, before anything is verified.

use serde_json::Value;

use crate::assertion::MAX_ASSERTION_LENGTH;
use crate::jws::{JwsFault, UnverifiedJws};

/// The names an assertion puts on itself. Good for one thing: to find the client whose keys it is then verified with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnverifiedClient {
    /// `iss`, when it is a text.
    pub issuer: Option<String>,
    /// `sub`, when it is a text.
    pub subject: Option<String>,
}

impl UnverifiedClient {
    /// The name to look the client up by: `iss`, or `sub` when there is no `iss`.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.issuer.as_deref().or(self.subject.as_deref())
    }
}

/// Who the client assertion claims to come from.
///
/// # Errors
/// When it is longer than [`MAX_ASSERTION_LENGTH`] or no JWT.
///
/// Spec: F-34
pub fn read_unverified_client(assertion: &str) -> Result<UnverifiedClient, JwsFault> {
    let jws = UnverifiedJws::parse(assertion, MAX_ASSERTION_LENGTH)?;
    let text = |name| jws.claims.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(UnverifiedClient { issuer: text("iss"), subject: text("sub") })
}
