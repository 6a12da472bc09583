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
    /// The first rule it breaks.
    ///
    /// Spec: F-15
    pub fn to_register(text: &str, http_allowed: bool) -> Result<Self, RedirectUriProblem> {
        use RedirectUriProblem as Problem;
        let parsed = url::Url::parse(text).map_err(|_| Problem::NotAbsolute)?;
        match parsed.scheme() {
            "https" => {}
            "http" if http_allowed => {}
            "http" => return Err(Problem::Http),
            _ => return Err(Problem::NotAbsolute),
        }
        let rules = [
            (parsed.query().is_none(), Problem::Query),
            (parsed.fragment().is_none(), Problem::Fragment),
            (parsed.username().is_empty() && parsed.password().is_none(), Problem::Credentials),
            (!text.contains('*'), Problem::Wildcard),
        ];
        match rules.into_iter().find(|(holds, _)| !holds) {
            Some((_, problem)) => Err(problem),
            None => Self::try_from(text).map_err(|_| Problem::Characters),
        }
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

/// The rule of F-15 that a redirect URI breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectUriProblem {
    /// It is no absolute https URI.
    NotAbsolute,
    /// It begins with http.
    Http,
    /// It has a query string.
    Query,
    /// It has a fragment.
    Fragment,
    /// It has a user name or a password.
    Credentials,
    /// It has a wildcard.
    Wildcard,
    /// It has spaces or characters beyond ASCII, or more than 2048 of them.
    Characters,
}

impl RedirectUriProblem {
    /// What a good one is, as the end of a sentence: "must …".
    #[must_use]
    pub const fn rule(self) -> &'static str {
        match self {
            Self::NotAbsolute => "must be a whole address that starts with https://",
            Self::Http => "must start with https://, not http://",
            Self::Query => "must have no query string: nothing after a question mark",
            Self::Fragment => "must have no fragment: nothing after a #",
            Self::Credentials => "must have no user name or password",
            Self::Wildcard => "must have no wildcard: it is compared letter by letter",
            Self::Characters => "must be at most 2048 visible ASCII characters, without spaces",
        }
    }
}

impl From<RedirectUriProblem> for Malformed {
    fn from(problem: RedirectUriProblem) -> Self {
        Self::new("redirect_uri", problem.rule())
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
        use RedirectUriProblem as Problem;
        assert!(RedirectUri::to_register("https://app.example/cb", false).is_ok());
        for (bad, problem) in [
            ("http://app.example/cb", Problem::Http),
            ("https://app.example/cb?x=1", Problem::Query),
            ("https://app.example/cb?", Problem::Query),
            ("https://app.example/cb#x", Problem::Fragment),
            ("https://*.app.example/cb", Problem::Wildcard),
            ("https://u:p@app.example/cb", Problem::Credentials),
            ("https://app.example/c b", Problem::Characters),
            ("https://äpp.example/cb", Problem::Characters),
            ("/cb", Problem::NotAbsolute),
            ("", Problem::NotAbsolute),
            ("javascript:alert(1)", Problem::NotAbsolute),
        ] {
            assert_eq!(RedirectUri::to_register(bad, false), Err(problem), "{bad}");
        }
        assert!(RedirectUri::to_register("http://localhost:8090/cb", true).is_ok());
    }

    #[test]
    fn a_subject_is_a_version_4_uuid() {
        assert_eq!(Subject::from_random([0xff; 16]).as_str(), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
