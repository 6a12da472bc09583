//! What this app is told about itself and its provider.

use std::fmt;
use std::str::FromStr;

use url::Url;

use crate::fault::PartnerFault;

/// Everything the app needs to know: its provider, its own address, its registration and its key.
#[derive(Clone)]
pub struct PartnerConfig {
    /// The issuer, exactly as its discovery document spells it, for example `http://localhost:8080`.
    pub issuer: String,
    /// This app's own address without a trailing slash, for example `http://localhost:8090`.
    pub base_url: String,
    /// The client id the provider registered.
    pub client_id: String,
    /// The RSA private key in PEM form; its public half is registered with the provider.
    pub private_key_pem: String,
    /// The `kid` of client assertions, when the registration gave the key one.
    pub key_id: Option<String>,
    /// What this app calls itself on its pages.
    pub service_name: String,
    /// The scopes the button asks for; `openid` is always added.
    pub scopes: Vec<String>,
    /// The level the button asks for.
    pub level: Level,
}

impl PartnerConfig {
    /// The redirect URI to register: the app's own address and `/callback`.
    #[must_use]
    pub fn redirect_uri(&self) -> String {
        format!("{}/callback", self.base_url.trim_end_matches('/'))
    }

    /// The origin of the issuer, for the content security policy.
    ///
    /// # Errors
    /// When the issuer is not an http or https address.
    pub(crate) fn issuer_origin(&self) -> Result<String, PartnerFault> {
        web_address(&self.issuer).map(|url| url.origin().ascii_serialization()).ok_or(PartnerFault::Issuer)
    }

    /// True when this app itself is reached over https, so that its cookie may say so.
    ///
    /// # Errors
    /// When the app's own address is not an http or https address.
    pub(crate) fn is_secure(&self) -> Result<bool, PartnerFault> {
        web_address(&self.base_url).map(|url| url.scheme() == "https").ok_or(PartnerFault::BaseUrl)
    }
}

impl fmt::Debug for PartnerConfig {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PartnerConfig")
            .field("issuer", &self.issuer)
            .field("base_url", &self.base_url)
            .field("client_id", &self.client_id)
            .field("key_id", &self.key_id)
            .field("scopes", &self.scopes)
            .field("level", &self.level)
            .finish_non_exhaustive()
    }
}

fn web_address(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

/// The identity level a log in asks for, as vectors of trust. Spec: F-21, F-50, F-52.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// `vtr` is left out: the provider applies its own default.
    ProviderDefault,
    /// Email address and phone number confirmed.
    P0,
    /// Details matched to an NHS record.
    P5,
    /// Identity proven.
    P9,
}

impl Level {
    /// Every choice, in the order of the start page.
    pub(crate) const ALL: [Self; 4] = [Self::P0, Self::P5, Self::P9, Self::ProviderDefault];

    /// The word of this level in forms.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::ProviderDefault => "default",
            Self::P0 => "P0",
            Self::P5 => "P5",
            Self::P9 => "P9",
        }
    }

    /// What the start page says about this level.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::ProviderDefault => "Leave vtr out: the provider decides",
            Self::P0 => "P0: email address and phone number confirmed",
            Self::P5 => "P5: details matched to an NHS record",
            Self::P9 => "P9: identity proven",
        }
    }

    /// The `vtr` value: any of the three usual credentials at this level. Spec: F-21.
    pub(crate) fn vtr(self) -> Option<String> {
        let level = match self {
            Self::ProviderDefault => return None,
            Self::P0 => "P0",
            Self::P5 => "P5",
            Self::P9 => "P9",
        };
        Some(format!(r#"["{level}.Cp.Cd","{level}.Cp.Ck","{level}.Cm"]"#))
    }
}

impl FromStr for Level {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|level| level.as_str() == text).ok_or(())
    }
}

#[cfg(test)]
impl PartnerConfig {
    /// A configuration for tests: the demonstration's own addresses, three scopes, P5 and no key.
    pub(crate) fn sample() -> Self {
        Self {
            issuer: "http://localhost:8080".to_owned(),
            base_url: "http://localhost:8090".to_owned(),
            client_id: "demo".to_owned(),
            private_key_pem: "no key".to_owned(),
            key_id: Some("key-1".to_owned()),
            service_name: "Demo".to_owned(),
            scopes: ["openid", "profile", "email"].map(str::to_owned).to_vec(),
            level: Level::P5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_redirect_uri_has_one_slash() {
        let config =
            PartnerConfig { base_url: "http://localhost:8090/".to_owned(), ..PartnerConfig::sample() };
        assert_eq!(config.redirect_uri(), "http://localhost:8090/callback");
    }

    #[test]
    fn debug_output_hides_the_private_key() {
        assert!(!format!("{:?}", PartnerConfig::sample()).contains("no key"));
    }

    #[test]
    fn an_issuer_that_is_no_web_address_is_refused() {
        let config = PartnerConfig { issuer: "file:///tmp".to_owned(), ..PartnerConfig::sample() };
        assert!(matches!(config.issuer_origin(), Err(PartnerFault::Issuer)));
    }

    #[test]
    fn each_level_asks_for_its_own_vectors() {
        let vtr = Level::P9.vtr().expect("P9 has vectors");
        let vectors: Vec<String> = serde_json::from_str(&vtr).expect("vtr is a JSON array");
        assert_eq!(vectors, ["P9.Cp.Cd", "P9.Cp.Ck", "P9.Cm"]);
        assert_eq!(Level::ProviderDefault.vtr(), None);
    }
}
