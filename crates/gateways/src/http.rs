//! The one place where an HTTP client is made: time limits, no redirects, bounded answers.

use std::time::Duration;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use url::Url;

use crate::delivery::Trouble;
use crate::endpoint::Endpoint;
use crate::settings::TimeLimits;

/// Most providers never answer with more; a longer answer is cut off, not read.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A client for one provider.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    #[expect(clippy::disallowed_types, reason = "this is the constructor that everybody else must use")]
    client: reqwest::Client,
    endpoint: Endpoint,
    longest_answer: usize,
}

/// What a provider answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// How long the provider asks us to wait, when it says so in seconds.
    pub(crate) retry_after: Option<Duration>,
    pub(crate) body: Vec<u8>,
}

impl Http {
    /// A client for `endpoint`.
    ///
    /// # Errors
    /// When TLS cannot be set up on this machine.
    pub(crate) fn new(endpoint: Endpoint, limits: TimeLimits) -> Result<Self, reqwest::Error> {
        #[expect(clippy::disallowed_types, reason = "this is the constructor that everybody else must use")]
        let mut builder = reqwest::Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .redirect(Policy::none())
            .https_only(!endpoint.is_plain())
            .user_agent("nhs-login");
        if endpoint.is_plain() {
            // A simulator is on this machine: a proxy from the environment would not find it.
            builder = builder.no_proxy();
        }
        Ok(Self { client: builder.build()?, endpoint, longest_answer: LONGEST_ANSWER })
    }

    /// The same client for a provider whose answers may have up to `bytes`.
    pub(crate) fn with_longest_answer(self, bytes: usize) -> Self {
        Self { longest_answer: bytes, ..self }
    }

    /// Sends `body` as JSON.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(crate) async fn post(
        &self,
        path: &str,
        headers: HeaderMap,
        body: &impl serde::Serialize,
    ) -> Result<Answer, Trouble> {
        let request = self.client.post(self.endpoint.at(path)).headers(headers).json(body);
        self.bounded(request.send().await).await
    }

    /// Sends `fields` as a form to the endpoint itself.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(crate) async fn post_form(&self, fields: &[(&str, &str)]) -> Result<Answer, Trouble> {
        let request = self.client.post(self.endpoint.at("")).form(fields);
        self.bounded(request.send().await).await
    }

    /// Sends `body` as it is; the headers say what it is.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(crate) async fn upload(
        &self,
        method: Method,
        path: &str,
        headers: HeaderMap,
        body: Bytes,
    ) -> Result<Answer, Trouble> {
        let request = self.client.request(method, self.endpoint.at(path)).headers(headers).body(body);
        self.bounded(request.send().await).await
    }

    /// Fetches `path` with `query`.
    ///
    /// # Errors
    /// Why there is no answer.
    pub(crate) async fn get(
        &self,
        path: &str,
        headers: HeaderMap,
        query: &[(&str, &str)],
    ) -> Result<Answer, Trouble> {
        let mut url: Url = self.endpoint.at(path);
        url.query_pairs_mut().extend_pairs(query);
        self.bounded(self.client.get(url).headers(headers).send().await).await
    }

    async fn bounded(&self, sent: reqwest::Result<reqwest::Response>) -> Result<Answer, Trouble> {
        let mut response = sent.map_err(|fault| trouble(&fault))?;
        let status = response.status().as_u16();
        let retry_after = retry_after(response.headers());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|fault| trouble(&fault))? {
            if body.len() + chunk.len() > self.longest_answer {
                return Err(Trouble::Interrupted);
            }
            body.extend_from_slice(&chunk);
        }
        Ok(Answer { status, retry_after, body })
    }
}

/// The seconds of a `Retry-After`; its other form, a date, is left to the caller's own pace.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// Only the kind is kept: a client library's error text can hold the address with its query.
fn trouble(fault: &reqwest::Error) -> Trouble {
    if fault.is_connect() {
        Trouble::Unreachable
    } else if fault.is_timeout() {
        Trouble::TimedOut
    } else {
        Trouble::Interrupted
    }
}
