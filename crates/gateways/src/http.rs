//! The one place where an HTTP client is made: time limits, no redirects, bounded answers.

use reqwest::header::HeaderMap;
use reqwest::redirect::Policy;
use url::Url;

use crate::delivery::Trouble;
use crate::endpoint::Endpoint;
use crate::settings::TimeLimits;

/// No provider we speak to answers with more; a longer answer is cut off, not read.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A client for one provider.
#[derive(Debug, Clone)]
pub(crate) struct Http {
    #[expect(clippy::disallowed_types, reason = "this is the constructor that everybody else must use")]
    client: reqwest::Client,
    endpoint: Endpoint,
}

/// What a provider answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
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
        Ok(Self { client: builder.build()?, endpoint })
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
        bounded(request.send().await).await
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
        bounded(self.client.get(url).headers(headers).send().await).await
    }
}

async fn bounded(sent: reqwest::Result<reqwest::Response>) -> Result<Answer, Trouble> {
    let mut response = sent.map_err(|fault| trouble(&fault))?;
    let status = response.status().as_u16();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|fault| trouble(&fault))? {
        if body.len() + chunk.len() > LONGEST_ANSWER {
            return Err(Trouble::Interrupted);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(Answer { status, body })
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
