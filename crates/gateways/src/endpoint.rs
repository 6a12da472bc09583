//! Where a provider is.

use url::Url;
use vocabulary::{Malformed, Sandbox};

/// A provider's base address: https, or in sandbox mode also http.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: Url,
    plain: bool,
}

impl Endpoint {
    /// The endpoint at `text`, which must be https.
    ///
    /// # Errors
    /// When it is no absolute https address, or holds credentials, a query or a fragment.
    pub fn https(text: &str) -> Result<Self, Malformed> {
        Self::parse(text, None)
    }

    /// The endpoint at `text`; http is allowed because this process runs in sandbox mode.
    ///
    /// # Errors
    /// When it is no absolute http(s) address, or holds credentials, a query or a fragment.
    pub fn sandbox(text: &str, witness: Sandbox) -> Result<Self, Malformed> {
        Self::parse(text, Some(witness))
    }

    fn parse(text: &str, sandbox: Option<Sandbox>) -> Result<Self, Malformed> {
        const FIELD: &str = "provider address";
        let base = Url::parse(text).map_err(|_| Malformed::new(FIELD, "must be an absolute address"))?;
        let plain = match base.scheme() {
            "https" => false,
            "http" if sandbox.is_some() => true,
            _ => return Err(Malformed::new(FIELD, "must start with https://")),
        };
        let only_place = base.username().is_empty()
            && base.password().is_none()
            && base.query().is_none()
            && base.fragment().is_none();
        if only_place {
            Ok(Self { base, plain })
        } else {
            Err(Malformed::new(FIELD, "must have no user name, password, query or fragment"))
        }
    }

    /// Whether it is reached without TLS, which only sandbox mode allows.
    pub(crate) const fn is_plain(&self) -> bool {
        self.plain
    }

    /// The address of `path` (which starts with a slash) below the base.
    pub(crate) fn at(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.base.path().trim_end_matches('/')));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_provider_is_reached_over_https_unless_in_sandbox_mode() {
        let witness = Sandbox::when("sandbox").unwrap();
        assert!(Endpoint::https("https://api.example").is_ok());
        for bad in ["http://api.example", "ftp://api.example", "api.example", "https://u:p@api.example"] {
            assert!(Endpoint::https(bad).is_err(), "{bad}");
        }
        assert!(Endpoint::sandbox("http://localhost:8100", witness).is_ok());
        assert!(Endpoint::sandbox("file:///etc", witness).is_err());
    }

    #[test]
    fn paths_are_put_below_the_base() {
        let endpoint = Endpoint::https("https://api.example/base/").unwrap();
        assert_eq!(endpoint.at("/calls").as_str(), "https://api.example/base/calls");
    }
}
