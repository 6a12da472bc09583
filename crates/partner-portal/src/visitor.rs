//! The browser that sent a request: this door's cookie and the network, never the patients' cookies.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use identity::OperatorBrowser;
use web::Caller;

use crate::portal::Portal;

/// A browser, whoever sits at it.
#[derive(Debug, Clone)]
pub(crate) struct Visitor(pub(crate) OperatorBrowser);

impl FromRequestParts<Portal> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Self, Infallible> {
        let Caller(caller) = Caller::from_request_parts(parts, portal).await?;
        let session = portal.cookie.read(&parts.headers);
        Ok(Self(OperatorBrowser { session, network: caller.network }))
    }
}
