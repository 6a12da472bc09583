//! Partners and how people are named to them.

use std::fmt;

use crate::fault::Malformed;

/// A registered client's identifier: 1 to 128 visible ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClientId(String);

impl ClientId {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for ClientId {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let legal = !text.is_empty() && text.len() <= 128 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if legal {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::new("client_id", "must be 1 to 128 visible ASCII characters"))
        }
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A redirect URI, kept byte for byte: matching is string equality and nothing else (F-15).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RedirectUri(String);

impl RedirectUri {
    /// A URI to register. Outside sandbox mode it must be https (F-15, F-11).
    ///
    /// # Errors
    /// When it is no absolute http(s) URI, has a query, a fragment, credentials or a wildcard, or is http although `http_allowed` is false.
    ///
    /// Spec: F-15
    pub fn to_register(text: &str, http_allowed: bool) -> Result<Self, Malformed> {
        const FIELD: &str = "redirect_uri";
        let parsed = url::Url::parse(text).map_err(|_| Malformed::new(FIELD, "must be an absolute URI"))?;
        match parsed.scheme() {
            "https" => {}
            "http" if http_allowed => {}
            _ => return Err(Malformed::new(FIELD, "must start with https://")),
        }
        if parsed.query().is_some() || parsed.fragment().is_some() {
            return Err(Malformed::new(FIELD, "must have no query string and no fragment"));
        }
        if !parsed.username().is_empty() || parsed.password().is_some() || text.contains('*') {
            return Err(Malformed::new(FIELD, "must have no user name, password or wildcard"));
        }
        Self::try_from(text)
    }

    /// Its text, unchanged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme, host and port: what `form-action` must name so that consent can reach the partner.
    #[must_use]
    pub fn origin(&self) -> Option<String> {
        url::Url::parse(&self.0).ok().map(|uri| uri.origin().ascii_serialization())
    }
}

impl TryFrom<&str> for RedirectUri {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let legal =
            !text.is_empty() && text.len() <= 2048 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if legal {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::new("redirect_uri", "must be 1 to 2048 visible ASCII characters"))
        }
    }
}

/// The `sub` claim: random, never re-assigned, the same for every client (F-43).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Subject(String);

impl Subject {
    /// The subject made of 16 random bytes, as a UUID.
    #[must_use]
    pub fn from_random(bytes: [u8; 16]) -> Self {
        let bits = u128::from_be_bytes(bytes);
        let version = (bits & !(0xf << 76) & !(0b11 << 62)) | (4 << 76) | (0b10 << 62);
        let hex = format!("{version:032x}");
        Self(format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]))
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for Subject {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let legal = !text.is_empty() && text.len() <= 255 && text.bytes().all(|byte| byte.is_ascii_graphic());
        if legal {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::new("sub", "must be 1 to 255 visible ASCII characters"))
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_uri_to_register_follows_f15() {
        assert!(RedirectUri::to_register("https://app.example/cb", false).is_ok());
        for bad in [
            "http://app.example/cb",
            "https://app.example/cb?x=1",
            "https://app.example/cb#x",
            "https://*.app.example/cb",
            "https://u:p@app.example/cb",
            "/cb",
            "javascript:alert(1)",
        ] {
            assert!(RedirectUri::to_register(bad, false).is_err(), "{bad}");
        }
        assert!(RedirectUri::to_register("http://localhost:8090/cb", true).is_ok());
    }

    #[test]
    fn a_subject_is_a_version_4_uuid() {
        assert_eq!(Subject::from_random([0xff; 16]).as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
