//! What a door is told once, at start: where it stands, whom it trusts, what it is called.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::{Method, StatusCode};
use identity::{Browser, Fault, Identity};
use screens::{Brand, Frame};
use url::Url;
use vocabulary::{Explanation, IncidentReference};

use crate::cookies::CookieNames;
use crate::network::{Network, client_address};

/// Where browsers find a door: its origin, and whether the way there is encrypted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    origin: String,
    secure: bool,
}

impl Site {
    /// The site of a public base address such as the issuer's; `None` when it is not an http(s) address.
    #[must_use]
    pub fn of(address: &str) -> Option<Self> {
        let url = Url::parse(address).ok()?;
        let secure = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return None,
        };
        Some(Self { origin: url.origin().ascii_serialization(), secure })
    }

    /// Scheme, host and port, as browsers write them into `Origin`.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether browsers come by https.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }
}

/// What the hall asks of the room below, so that its own tests need no database.
pub trait Ledger: Send + Sync {
    /// Whether this is the token that forms shown to this browser carry.
    fn csrf_matches(&self, browser: &Browser, presented: &str) -> bool;

    /// The token for forms shown to this browser; `None` when it has no browser cookie yet.
    fn csrf_token(&self, browser: &Browser) -> Option<String>;

    /// Records a failure of ours and gives the reference to show.
    fn failed(&self, fault: &Fault) -> IncidentReference;

    /// Records a refusal of the hall's own and gives the reference to show.
    fn refused(&self, explanation: &Explanation) -> IncidentReference;
}

impl Ledger for Identity {
    fn csrf_matches(&self, browser: &Browser, presented: &str) -> bool {
        self.csrf_matches(browser, presented)
    }

    fn csrf_token(&self, browser: &Browser) -> Option<String> {
        self.csrf_token(browser)
    }

    fn failed(&self, fault: &Fault) -> IncidentReference {
        self.record_failure(fault)
    }

    fn refused(&self, explanation: &Explanation) -> IncidentReference {
        self.note_refusal(explanation)
    }
}

/// Who counts the answers; the program makes metrics of it.
pub trait Observer: Send + Sync {
    /// One answer: the matched route template (`unmatched` when there is none), never the path itself.
    fn answered(&self, route: &str, method: &Method, status: StatusCode, took: Duration);
}

/// What a door is told once, at start. Cheap to clone.
#[derive(Clone)]
pub struct Front(Arc<Told>);

struct Told {
    site: Site,
    brand: Arc<Brand>,
    cookies: CookieNames,
    trusted: Vec<Network>,
    ledger: Arc<dyn Ledger>,
    observer: Option<Arc<dyn Observer>>,
    partner_pages_url: Option<String>,
}

impl Front {
    /// A door at `site` that trusts the `X-Forwarded-For` of these proxies and no other.
    pub fn new(
        site: Site,
        brand: Arc<Brand>,
        ledger: Arc<dyn Ledger>,
        trusted_proxies: Vec<Network>,
    ) -> Self {
        let cookies = CookieNames::of(&site);
        Self(Arc::new(Told {
            site,
            brand,
            cookies,
            trusted: trusted_proxies,
            ledger,
            observer: None,
            partner_pages_url: None,
        }))
    }

    /// The same door with somebody who counts its answers.
    #[must_use]
    pub fn observed_by(self, observer: Arc<dyn Observer>) -> Self {
        Self(Arc::new(Told { observer: Some(observer), ..self.told() }))
    }

    /// The same door, whose error pages link to the partner pages at this address; in a sandbox only.
    #[must_use]
    pub fn with_partner_pages(self, url: Option<String>) -> Self {
        Self(Arc::new(Told { partner_pages_url: url, ..self.told() }))
    }

    fn told(&self) -> Told {
        let Told { site, brand, cookies, trusted, ledger, observer, partner_pages_url } = &*self.0;
        Told {
            site: site.clone(),
            brand: Arc::clone(brand),
            cookies: cookies.clone(),
            trusted: trusted.clone(),
            ledger: Arc::clone(ledger),
            observer: observer.clone(),
            partner_pages_url: partner_pages_url.clone(),
        }
    }

    /// Where the cause behind a reference is explained to developers: in a sandbox that has partner pages.
    #[must_use]
    pub fn explain_href(&self, reference: IncidentReference) -> Option<String> {
        let url = self.0.partner_pages_url.as_ref().filter(|_| self.0.brand.is_sandbox())?;
        Some(format!("{url}/explain?reference={reference}"))
    }

    /// Where browsers find this door.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// What the service is called.
    #[must_use]
    pub fn brand(&self) -> &Arc<Brand> {
        &self.0.brand
    }

    /// The names of the cookies here.
    #[must_use]
    pub fn cookies(&self) -> &CookieNames {
        &self.0.cookies
    }

    /// A frame for a page shown to this browser, with the token of its forms.
    #[must_use]
    pub fn frame(&self, browser: &Browser) -> Frame {
        Frame::new(Arc::clone(&self.0.brand), self.0.ledger.csrf_token(browser).unwrap_or_default())
    }

    /// A frame for a page without a form.
    #[must_use]
    pub fn plain_frame(&self) -> Frame {
        Frame::new(Arc::clone(&self.0.brand), "")
    }

    pub(crate) fn ledger(&self) -> &dyn Ledger {
        &*self.0.ledger
    }

    pub(crate) fn observer(&self) -> Option<&dyn Observer> {
        self.0.observer.as_deref()
    }

    pub(crate) fn client_address(&self, peer: IpAddr, headers: &http::HeaderMap) -> IpAddr {
        client_address(peer, headers, &self.0.trusted)
    }
}

impl fmt::Debug for Front {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Front").field("site", &self.0.site).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_an_origin_and_knows_whether_it_is_encrypted() {
        let site = Site::of("https://login.example.org/issuer").unwrap();
        assert_eq!((site.origin(), site.is_secure()), ("https://login.example.org", true));
        let site = Site::of("http://localhost:8080").unwrap();
        assert_eq!((site.origin(), site.is_secure()), ("http://localhost:8080", false));
        assert_eq!(Site::of("ftp://example.org"), None);
        assert_eq!(Site::of("example.org"), None);
    }
}
