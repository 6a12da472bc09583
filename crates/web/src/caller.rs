//! Who is calling: the three cookies, the network and a name for the device.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use http::header::USER_AGENT;
use http::request::Parts;
use identity::Browser;

use crate::cookies::{CookieKind, read};
use crate::device_label::label;
use crate::front::Front;

/// The browser that sent a request, as a handler's argument.
#[derive(Debug, Clone)]
pub struct Caller(pub Browser);

impl Caller {
    pub(crate) fn of(front: &Front, parts: &Parts) -> Self {
        let headers = &parts.headers;
        let cookie = |kind| read(headers, front.cookies(), kind);
        let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        Self(Browser {
            session: cookie(CookieKind::Session),
            browser: cookie(CookieKind::Browser),
            device: cookie(CookieKind::Device),
            network: front.client_address(peer(parts), headers),
            label: label(user_agent),
        })
    }
}

/// The network that a request came from and nothing else: for handlers that serve everybody alike.
#[derive(Debug, Clone, Copy)]
pub struct CallerAddress(pub IpAddr);

impl<S> FromRequestParts<S> for CallerAddress
where
    Front: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(Front::from_ref(state).client_address(peer(parts), &parts.headers)))
    }
}

/// The other end of the connection. A router called without a connection (a test) has a caller at home.
fn peer(parts: &Parts) -> IpAddr {
    parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |connection| connection.0.ip())
}

impl<S> FromRequestParts<S> for Caller
where
    Front: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&Front::from_ref(state), parts))
    }
}
