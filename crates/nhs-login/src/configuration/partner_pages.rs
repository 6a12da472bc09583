//! The partner pages.

use crate::configuration::mode::Mode;
use crate::configuration::place::{Issuer, Listen};
use crate::configuration::reader::Reader;

/// The partner pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerPagesConfig {
    /// Where browsers find them, for links to them too; none means the listener's own address, if there is one.
    pub url: Option<Issuer>,
    /// Whether partner users log in; always in production.
    pub log_in: bool,
    /// Whom partners ask for a change of their registration.
    pub ask: String,
}

impl PartnerPagesConfig {
    /// Whether browsers come by https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.url.as_ref().is_some_and(Issuer::is_https)
    }
}

pub(crate) fn read(reader: &mut Reader, mode: Mode, listen: Option<&Listen>) -> PartnerPagesConfig {
    let url = reader.parsed("partner_pages.url", |text| Issuer::try_from(text));
    let log_in = reader.flag("partner_pages.log_in");
    let ask = reader.text("partner_pages.ask");
    let listener = listen.and_then(|listen| listen.partner.as_ref());
    if mode.is_production() {
        let is_plain = url.as_ref().map_or(listener.is_some(), |url| !url.is_https());
        if is_plain {
            reader.fault("partner_pages.url", "must start with https:// in production mode");
        }
        if !log_in {
            reader.fault("partner_pages.log_in", "must be true in production mode");
        }
    } else if !log_in && listener.is_some_and(|address| !address.is_loopback()) {
        reader.fault(
            "listen.partner",
            "must be an address of this machine only, like 127.0.0.1:8083, unless partner_pages.log_in is true",
        );
    }
    PartnerPagesConfig { url, log_in, ask }
}
