//! Where the service is: its issuer address, its listeners, TLS and trusted proxies.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;

use url::Url;
use vocabulary::Malformed;

use crate::configuration::mode::Mode;
use crate::configuration::reader::Reader;

/// The issuer: `https://login.example`, without a path and without a trailing slash.
///
/// Spec: F-1
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer(Url);

impl Issuer {
    /// Its text, without a trailing slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// Whether browsers reach it over https.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// The same address with the port that the system chose, when it asks for port 0.
    #[must_use]
    pub fn with_chosen_port(mut self, port: u16) -> Self {
        if self.0.port() == Some(0) && self.0.set_port(Some(port)).is_err() {
            tracing::debug!("an http address always takes a port");
        }
        self
    }
}

impl TryFrom<&str> for Issuer {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        const FAULT: Malformed =
            Malformed::new("issuer", "must be an address like https://login.example, without path or query");
        let url = Url::parse(text).map_err(|_| FAULT)?;
        let bare = matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.path() == "/"
            && !text.ends_with('/')
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if bare { Ok(Self(url)) } else { Err(FAULT) }
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Where to listen: `127.0.0.1:8080`, `[::]:443` or `localhost:8080` (every address of that name).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListenAddress {
    host: String,
    port: u16,
    key: &'static str,
}

impl ListenAddress {
    /// The address that the configuration gives at `key`.
    ///
    /// # Errors
    /// When it is not `host:port`.
    pub fn parse(key: &'static str, text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("listen address", "must look like 127.0.0.1:8080 or localhost:8080");
        let (host, port) = text.rsplit_once(':').ok_or(fault)?;
        let port = port.parse().map_err(|_| fault)?;
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() {
            return Err(fault);
        }
        Ok(Self { host: host.to_owned(), port, key })
    }

    /// The host's name or address.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port; 0 lets the system choose.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The same place with another port.
    #[must_use]
    pub fn with_port(&self, port: u16) -> Self {
        Self { port, ..self.clone() }
    }

    /// The configuration key that set it.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        self.key
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.host == "localhost" || self.host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// `http://host:port`, as a browser on this machine would write it.
    #[must_use]
    pub fn url(&self) -> String {
        if self.host.contains(':') {
            format!("http://[{}]:{}", self.host, self.port)
        } else {
            format!("http://{}:{}", self.host, self.port)
        }
    }
}

impl fmt::Display for ListenAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url().trim_start_matches("http://"))
    }
}

/// The listeners.
#[derive(Debug, Clone)]
pub struct Listen {
    /// People and partners.
    pub public: ListenAddress,
    /// Operators; none means no operator pages.
    pub operator: Option<ListenAddress>,
    /// Where operators' browsers find them, when that is not the listener's own address.
    pub operator_address: Option<Issuer>,
    /// Partners' developers; none means no partner pages.
    pub partner: Option<ListenAddress>,
    /// Prometheus; none means no metrics listener.
    pub metrics: Option<ListenAddress>,
}

impl Listen {
    /// Where operators' browsers find their pages, when `bound` is what is listened at: without a slash at the end.
    #[must_use]
    pub fn operator_url(&self, bound: &ListenAddress) -> String {
        self.operator_address.as_ref().map_or_else(|| bound.url(), ToString::to_string)
    }

    /// Whether operators' browsers come by https.
    #[must_use]
    pub fn operator_is_https(&self) -> bool {
        self.operator_address.as_ref().is_some_and(Issuer::is_https)
    }
}

/// Certificate chain and private key, both PEM files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain, leaf first.
    pub certificate: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Addresses in front of the service whose `X-Forwarded-For` is believed, as `address/prefix` texts that parse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(pub Vec<String>);

/// Where the service is and who stands in front of it.
#[derive(Debug, Clone)]
pub struct Place {
    /// The issuer.
    pub issuer: Issuer,
    /// The listeners.
    pub listen: Listen,
    /// TLS on the public listener.
    pub tls: Option<TlsFiles>,
    /// Trusted proxies; empty when nothing stands in front.
    pub proxies: TrustedProxies,
}

pub(crate) fn read(reader: &mut Reader, mode: Mode) -> Option<Place> {
    let issuer = reader.required("issuer", |text| Issuer::try_from(text));
    let public = reader.required("listen.public", |text| ListenAddress::parse("listen.public", text));
    let operator = listener(reader, "listen.operator");
    let operator_address = reader.parsed("listen.operator_address", |text| Issuer::try_from(text));
    let partner = listener(reader, "listen.partner");
    let metrics = listener(reader, "listen.metrics");
    let tls = tls(reader);
    let proxies = proxies(reader);
    if mode.is_production() {
        production(reader, issuer.as_ref(), tls.is_some());
        if operator.is_some() && !operator_address.as_ref().is_some_and(Issuer::is_https) {
            reader.fault("listen.operator_address", "must start with https:// in production mode");
        }
    } else if operator.as_ref().is_some_and(|address| !address.is_loopback()) {
        // A sandbox shows registrations and refusals to whoever comes.
        reader.fault("listen.operator", "must be an address of this machine only, like 127.0.0.1:8081");
    }
    let listen = Listen { public: public?, operator, operator_address, partner, metrics };
    Some(Place { issuer: issuer?, listen, tls, proxies })
}

fn listener(reader: &mut Reader, key: &'static str) -> Option<ListenAddress> {
    reader.parsed(key, |text| ListenAddress::parse(key, text))
}

fn tls(reader: &mut Reader) -> Option<TlsFiles> {
    let certificate = file(reader, "tls.certificate");
    let key = file(reader, "tls.key");
    match (certificate, key) {
        (Some(certificate), Some(key)) => Some(TlsFiles { certificate, key }),
        (Some(_), None) => {
            reader.fault("tls.key", "must be set together with tls.certificate");
            None
        }
        (None, Some(_)) => {
            reader.fault("tls.certificate", "must be set together with tls.key");
            None
        }
        (None, None) => None,
    }
}

fn file(reader: &mut Reader, key: &str) -> Option<PathBuf> {
    let path = PathBuf::from(reader.given(key)?);
    if !path.is_file() {
        reader.fault(key, "names a file that does not exist");
    }
    Some(path)
}

fn proxies(reader: &mut Reader) -> TrustedProxies {
    let behind = reader.flag("proxy.behind_proxy");
    let networks = reader.list("proxy.trusted");
    for network in &networks {
        if !is_network(network) {
            reader.fault("proxy.trusted", "must hold addresses or networks like 10.0.0.5 or 10.0.0.0/8");
        }
    }
    match (behind, networks.is_empty()) {
        (true, true) => {
            reader.fault("proxy.trusted", "must name the proxies when proxy.behind_proxy is true");
        }
        (false, false) => reader.fault("proxy.trusted", "must be empty unless proxy.behind_proxy is true"),
        _ => {}
    }
    TrustedProxies(networks)
}

fn is_network(text: &str) -> bool {
    let (address, prefix) =
        text.split_once('/').map_or((text, None), |(address, rest)| (address, Some(rest)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    prefix.is_none_or(|prefix| prefix.parse::<u8>().is_ok_and(|prefix| prefix <= longest))
}

fn production(reader: &mut Reader, issuer: Option<&Issuer>, tls: bool) {
    if issuer.is_some_and(|issuer| !issuer.is_https()) {
        reader.fault("issuer", "must start with https:// in production mode");
    }
    if !tls && !reader.flag("proxy.behind_proxy") {
        reader.fault("tls.certificate", "must be set in production mode, unless proxy.behind_proxy is true");
    }
}
