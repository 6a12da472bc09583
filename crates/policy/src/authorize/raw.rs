//! The parameters as they came.

use std::fmt;

/// The parameters of an authorization request, decoded, in the order they came (query or form body, F-3).
#[derive(Clone, PartialEq, Eq)]
pub struct RawAuthorize(Vec<(String, String)>);

/// How one parameter was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sent<'a> {
    /// Not, or without a value, which is the same (RFC 6749 s3.1).
    Not,
    /// Once.
    Once(&'a str),
    /// More than once (F-28).
    Repeatedly,
}

impl RawAuthorize {
    /// How many parameters a request may have.
    const MOST_PARAMETERS: usize = 64;
    /// How many bytes its names and values may have together.
    const MOST_BYTES: usize = 16 * 1024;

    /// The request with these decoded parameters.
    #[must_use]
    pub const fn new(parameters: Vec<(String, String)>) -> Self {
        Self(parameters)
    }

    /// The value of `name` when it was sent exactly once and is not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        match self.sent(name) {
            Sent::Once(value) => Some(value),
            Sent::Not | Sent::Repeatedly => None,
        }
    }

    /// The parameters without those that may be about a person or hold a token.
    #[must_use]
    pub fn without_personal(&self) -> Vec<(String, String)> {
        let is_personal = |name: &str| {
            ["login_hint", "id_token_hint", "asserted_login_identity", "fido_auth_response"].contains(&name)
        };
        self.0.iter().filter(|(name, _)| !is_personal(name)).cloned().collect()
    }

    pub(super) fn sent(&self, name: &str) -> Sent<'_> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (_, Some(_)) => Sent::Repeatedly,
            (Some(value), None) if !value.is_empty() => Sent::Once(value),
            (Some(_) | None, None) => Sent::Not,
        }
    }

    /// The first name that was sent more than once.
    pub(super) fn repeated(&self) -> Option<&str> {
        self.0
            .iter()
            .enumerate()
            .find(|(index, (name, _))| self.0[..*index].iter().any(|(earlier, _)| earlier == name))
            .map(|(_, (name, _))| name.as_str())
    }

    pub(super) fn is_too_large(&self) -> bool {
        self.0.len() > Self::MOST_PARAMETERS || self.bytes() > Self::MOST_BYTES
    }

    fn bytes(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }

    /// How large it is, in words.
    pub(super) fn size(&self) -> String {
        format!("{} parameters, {} bytes", self.0.len(), self.bytes())
    }

    /// The names, in the order they came.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

impl From<Vec<(String, String)>> for RawAuthorize {
    fn from(parameters: Vec<(String, String)>) -> Self {
        Self::new(parameters)
    }
}

/// Values may be personal (`login_hint`), so only names are printed.
impl fmt::Debug for RawAuthorize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}
