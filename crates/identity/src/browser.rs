//! Who is calling: what a browser showed, and what it is to remember.

use std::net::IpAddr;

use vocabulary::Secret;

/// What came with a request: cookie values as they stand, unverified, and where it came from.
#[derive(Debug, Clone)]
#[expect(clippy::struct_field_names, reason = "the cookie is called the browser cookie everywhere")]
pub struct Browser {
    /// The session cookie's value.
    pub session: Option<Secret<String>>,
    /// The browser cookie's value: it binds tickets and form tokens to this browser.
    pub browser: Option<Secret<String>>,
    /// The remembered-device cookie's value.
    pub device: Option<Secret<String>>,
    /// The network it called from, after trusted proxies.
    pub network: IpAddr,
    /// A coarse name for the device, such as "Firefox on Windows".
    pub label: String,
}

/// What to do with one cookie.
#[derive(Debug, Clone, Default)]
pub enum Change {
    /// Leave it.
    #[default]
    Keep,
    /// Set it to this value.
    Set(Secret<String>),
    /// Remove it.
    Clear,
}

/// What the answer does to the three cookies.
#[derive(Debug, Clone, Default)]
pub struct Cookies {
    /// The session: ends with the browser, at most 60 minutes at the server.
    pub session: Change,
    /// The browser: 400 days, renewed when absent.
    pub browser: Change,
    /// The remembered device: 180 days.
    pub device: Change,
}
