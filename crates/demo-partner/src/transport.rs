//! How the client library reaches the provider: one HTTP client that follows no redirect, gives up
//! after a while and reads no endless answer.

use std::pin::Pin;
use std::time::Duration;

use openidconnect::http::Response;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use reqwest::redirect::Policy;

use crate::fault::PartnerFault;

/// The longest answer this app reads, in bytes.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// The HTTP client of the library.
#[expect(
    clippy::disallowed_types,
    reason = "this app stands apart: it sets its own time-outs, follows no redirect"
)]
#[derive(Clone, Debug)]
pub(crate) struct Transport(reqwest::Client);

/// Why a request gave no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TransportFault {
    #[error("no connection, or no answer in time")]
    Request(#[from] reqwest::Error),
    #[error("the request could not be built")]
    Build(#[from] openidconnect::http::Error),
    #[error("the answer is longer than {LONGEST_ANSWER} bytes")]
    TooLong,
}

impl Transport {
    /// A client for one issuer.
    ///
    /// # Errors
    /// When an https issuer is configured and the machine has no certificate store.
    #[expect(clippy::disallowed_types, reason = "the one place where this app makes its client")]
    pub(crate) fn new(issuer: &str) -> Result<Self, PartnerFault> {
        let builder = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(10));
        // A plain http issuer needs no certificates, and a bare machine may have none.
        let builder = if issuer.starts_with("https:") { builder } else { builder.tls_certs_only([]) };
        builder.build().map(Self).map_err(PartnerFault::HttpClient)
    }

    async fn send(&self, request: HttpRequest) -> Result<HttpResponse, TransportFault> {
        let mut answer = self.0.execute(request.try_into()?).await?;
        let mut response = Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await? {
            if body.len() + chunk.len() > LONGEST_ANSWER {
                return Err(TransportFault::TooLong);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Transport {
    type Error = TransportFault;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportFault>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.send(request))
    }
}
