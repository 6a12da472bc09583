//! A client's registration (F-59): the document that operators write, and the validated value.

use crate::client::{ClientId, RedirectUri};
use crate::fault::Malformed;
use crate::scope::{Scope, ScopeSet};
use crate::vector::{VectorOfTrust, VectorRequest};

/// Which of the service's issuers a client belongs to (federation.md, "Profiles").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IssuerName {
    /// The NHS rules, at the root.
    #[default]
    Nhs,
    /// Certifiable OpenID Connect.
    Standard,
    /// FAPI 2.0 Security Profile.
    Fapi2,
}

/// A partner's public key as registered: PEM or one JWK, with the time it may be used.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegisteredKey {
    /// The key identifier the partner puts in its assertions' header; optional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// `-----BEGIN PUBLIC KEY-----` (or RSA PUBLIC KEY).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pem: Option<String>,
    /// A JWK or a JWKS as JSON text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<String>,
    /// First second at which it may be used, since the epoch; none means always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// First second at which it may no longer be used; none means never ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<i64>,
}

/// A registration as operators write it (`config/clients/*.toml`) and as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "the document mirrors the registration form; the checked value is what code reads"
)]
pub struct ClientDocument {
    /// `client_id`.
    pub client_id: String,
    /// The name people see.
    pub name: String,
    /// Whether a sentence needs "the" before the name.
    #[serde(default)]
    pub name_takes_the: bool,
    /// 1 to 10 redirect URIs (F-15).
    pub redirect_uris: Vec<String>,
    /// Where else a sign-in ends after its redirect URI, as `https://www.app.example`: at most 10 origins.
    ///
    /// Chromium applies `form-action` to every redirect after a form, so a callback that leads on to an origin that is not named
    /// here leaves people on our page. Journeys 5.8.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub onward_origins: Vec<String>,
    /// Approved scopes, space-separated.
    pub scopes: String,
    /// Approved vectors.
    pub vectors: Vec<String>,
    /// Public keys; several at once, so that a partner can rotate.
    pub keys: Vec<RegisteredKey>,
    /// Whether it gets refresh tokens.
    #[serde(default)]
    pub refresh_tokens: bool,
    /// Whether `nonce` may be left out (F-17).
    #[serde(default)]
    pub nonce_optional: bool,
    /// What an absent `vtr` means for this client, when not the default of F-21.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub default_vtr: Vec<String>,
    /// Whether it takes part in single sign-on (F-55).
    #[serde(default = "yes")]
    pub sso: bool,
    /// Clients it may pass a sign-in to (F-56).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sso_partners: Vec<String>,
    /// Whether it may have GP credentials (IM1).
    #[serde(default)]
    pub im1: bool,
    /// Whether newcomers may register on their way to it (F-27, X12).
    #[serde(default = "yes")]
    pub registration: bool,
    /// Its terms of use, linked from consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_url: Option<String>,
    /// Its privacy policy, linked from consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub privacy_url: Option<String>,
    /// Who to write to about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Its issuer.
    #[serde(default)]
    pub issuer: IssuerName,
    /// Whether it may be used at all.
    #[serde(default = "yes")]
    pub enabled: bool,
}

const fn yes() -> bool {
    true
}

/// A validated registration.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each field is documented at ClientDocument")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one independent permission of the registration form"
)]
pub struct Client {
    pub id: ClientId,
    pub name: String,
    pub name_takes_the: bool,
    pub redirect_uris: Vec<RedirectUri>,
    pub onward_origins: Vec<String>,
    pub scopes: ScopeSet,
    pub vectors: Vec<VectorOfTrust>,
    pub keys: Vec<RegisteredKey>,
    pub refresh_tokens: bool,
    pub nonce_optional: bool,
    pub default_vtr: VectorRequest,
    pub sso: bool,
    pub sso_partners: Vec<ClientId>,
    pub im1: bool,
    pub registration: bool,
    pub terms_url: Option<String>,
    pub privacy_url: Option<String>,
    pub issuer: IssuerName,
    pub enabled: bool,
}

impl Client {
    /// Checks a document; http URIs are allowed in sandbox mode only.
    ///
    /// # Errors
    /// Every fault at once. Key material is checked by `tokens`, which knows keys.
    ///
    /// Spec: F-59, F-15
    pub fn check(document: &ClientDocument, http_allowed: bool) -> Result<Self, Vec<Malformed>> {
        let mut faults = Faults::default();
        let id = faults.take(ClientId::try_from(document.client_id.as_str()));
        faults.require(
            !document.name.trim().is_empty() && document.name.len() <= 100,
            "name",
            "must be 1 to 100 characters",
        );
        faults.require(
            (1..=10).contains(&document.redirect_uris.len()),
            "redirect_uris",
            "must hold 1 to 10 URIs (F-15)",
        );
        let redirect_uris = faults.take_all(
            document.redirect_uris.iter().map(|uri| Ok(RedirectUri::to_register(uri, http_allowed)?)),
        );
        let onward = &document.onward_origins;
        faults.require(
            onward.len() <= 10 && onward.iter().all(|text| Client::is_origin(text, http_allowed)),
            "onward_origins",
            "must be at most 10 https origins without a path, like https://app.example",
        );
        let scopes = faults.scopes(document);
        let vectors = faults.vectors(document);
        let default_vtr = if document.default_vtr.is_empty() {
            Some(VectorRequest::default_p9())
        } else {
            faults.take(VectorRequest::try_from(document.default_vtr.as_slice()))
        };
        let sso_partners =
            faults.take_all(document.sso_partners.iter().map(|text| ClientId::try_from(text.as_str())));
        faults.require(!document.keys.is_empty(), "keys", "must hold at least one RSA public key (F-59)");
        for url in [&document.terms_url, &document.privacy_url].into_iter().flatten() {
            faults.require(Self::is_link(url), "terms_url, privacy_url", "must be absolute web addresses");
        }
        let (Some(id), Some(default_vtr), true) = (id, default_vtr, faults.0.is_empty()) else {
            return Err(faults.0);
        };
        Ok(Self {
            id,
            name: document.name.trim().to_owned(),
            name_takes_the: document.name_takes_the,
            redirect_uris,
            onward_origins: document.onward_origins.clone(),
            scopes,
            vectors,
            keys: document.keys.clone(),
            refresh_tokens: document.refresh_tokens,
            nonce_optional: document.nonce_optional,
            default_vtr,
            sso: document.sso,
            sso_partners,
            im1: document.im1,
            registration: document.registration,
            terms_url: document.terms_url.clone(),
            privacy_url: document.privacy_url.clone(),
            issuer: document.issuer,
            enabled: document.enabled,
        })
    }

    /// The name as it stands in a sentence: "the NHS App" or "Patient Access".
    #[must_use]
    pub fn name_in_sentence(&self) -> String {
        if self.name_takes_the { format!("the {}", self.name) } else { self.name.clone() }
    }

    /// Whether `text` is a web address that our pages may link to.
    #[must_use]
    pub fn is_link(text: &str) -> bool {
        url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http"))
    }

    /// Whether `text` is scheme, host and port as browsers write them, and nothing else: what an onward origin must be.
    #[must_use]
    pub fn is_origin(text: &str, http_allowed: bool) -> bool {
        let scheme = |scheme: &str| scheme == "https" || scheme == "http" && http_allowed;
        url::Url::parse(text).is_ok_and(|url| {
            scheme(url.scheme()) && url.origin().ascii_serialization() == text && !text.contains('*')
        })
    }
}

#[derive(Default)]
struct Faults(Vec<Malformed>);

impl Faults {
    fn take<T>(&mut self, result: Result<T, Malformed>) -> Option<T> {
        result.map_err(|fault| self.0.push(fault)).ok()
    }

    fn take_all<T>(&mut self, results: impl Iterator<Item = Result<T, Malformed>>) -> Vec<T> {
        results.filter_map(|result| self.take(result)).collect()
    }

    fn scopes(&mut self, document: &ClientDocument) -> ScopeSet {
        let scopes = self.take_all(document.scopes.split_whitespace().map(Scope::try_from));
        let scopes: ScopeSet = scopes.into_iter().collect();
        self.require(scopes.contains(Scope::OpenId), "scopes", "must contain openid (F-12)");
        scopes
    }

    fn vectors(&mut self, document: &ClientDocument) -> Vec<VectorOfTrust> {
        let vectors =
            self.take_all(document.vectors.iter().map(|text| VectorOfTrust::try_from(text.as_str())));
        self.require(
            !vectors.is_empty() && vectors.iter().all(|v| v.is_supported()),
            "vectors",
            "must be vectors of F-52",
        );
        vectors
    }

    fn require(&mut self, holds: bool, field: &'static str, expected: &'static str) {
        if !holds {
            self.0.push(Malformed::new(field, expected));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document() -> ClientDocument {
        ClientDocument {
            client_id: "app".into(),
            name: "Test app".into(),
            name_takes_the: false,
            redirect_uris: vec!["https://app.example/cb".into()],
            onward_origins: vec![],
            scopes: "openid profile".into(),
            vectors: vec!["P9.Cp.Cd".into()],
            keys: vec![RegisteredKey {
                kid: None,
                pem: Some("pem".into()),
                jwks: None,
                from: None,
                until: None,
            }],
            refresh_tokens: false,
            nonce_optional: false,
            default_vtr: vec![],
            sso: true,
            sso_partners: vec![],
            im1: false,
            registration: true,
            terms_url: None,
            privacy_url: None,
            contact: None,
            issuer: IssuerName::Nhs,
            enabled: true,
        }
    }

    #[test]
    fn every_fault_of_a_registration_is_told_at_once() {
        let mut bad = document();
        bad.redirect_uris = vec![];
        bad.scopes = "profile".into();
        bad.vectors = vec!["P7".into()];
        let fields: Vec<_> =
            Client::check(&bad, false).expect_err("faults").into_iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["redirect_uris", "scopes", "vtr", "vectors"]);
        assert!(Client::check(&document(), false).is_ok());
    }

    #[test]
    fn an_onward_origin_is_an_origin_and_nothing_more() {
        let check = |origin: &str, http_allowed| {
            let with_origin = ClientDocument { onward_origins: vec![origin.into()], ..document() };
            let checked = Client::check(&with_origin, http_allowed);
            checked
                .map(|client| client.onward_origins)
                .map_err(|faults| faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>())
        };
        for good in ["https://www.app.example", "https://app.example:8443"] {
            assert_eq!(check(good, false), Ok(vec![good.to_owned()]));
        }
        assert!(check("http://localhost:3000", true).is_ok());
        for bad in [
            "http://app.example",
            "https://app.example/",
            "https://app.example/home",
            "https://app.example?x=1",
            "https://app.example; script-src *",
            "https://u@app.example",
            "https://*.app.example",
            "https://app.example:443",
            "app.example",
            "data:text/html",
            "",
        ] {
            assert_eq!(check(bad, false), Err(vec!["onward_origins"]), "{bad}");
        }
        let many = ClientDocument { onward_origins: vec!["https://app.example".into(); 11], ..document() };
        assert!(Client::check(&many, false).is_err());
    }
}
