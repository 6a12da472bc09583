//! Who is at the token endpoint: `private_key_jwt` and nothing else (F-34).

use std::net::IpAddr;
use std::sync::Arc;

use policy::{AssertionAudience, Profile};
use tokens::{AssertionFault, AssertionRules, read_unverified_client, verify_client_assertion};
use vocabulary::{ClientId, Digest, Explanation, IncidentReference, Instant, Milestone, TokenErrorCode};

use crate::fault::Fault;
use crate::registry::RegisteredClient;
use crate::service::Inner;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Why a request to the token endpoint got no tokens.
#[derive(Debug)]
pub enum TokenFailure {
    /// The partner did something wrong.
    Refused {
        /// `error`.
        code: TokenErrorCode,
        /// `error_description`: the generic form; the exact check stands under the reference.
        description: String,
        /// What finds the cause.
        reference: IncidentReference,
        /// The cause, for a sandbox to show.
        explanation: Box<Explanation>,
    },
    /// We failed.
    Fault(Fault),
}

impl<T: Into<Fault>> From<T> for TokenFailure {
    fn from(fault: T) -> Self {
        Self::Fault(fault.into())
    }
}

/// The parameters of a token request; each may come once.
pub(crate) struct Form<'a>(&'a [(String, String)]);

impl<'a> Form<'a> {
    pub(crate) const fn new(pairs: &'a [(String, String)]) -> Self {
        Self(pairs)
    }

    /// A parameter that was sent with a value (RFC 6749 s3.2: an empty one is as good as none).
    pub(crate) fn get(&self, name: &str) -> Option<&'a str> {
        self.0.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    pub(crate) fn repeated(&self) -> Option<&'a str> {
        let is_repeated =
            |index: usize, name: &String| self.0[..index].iter().any(|(earlier, _)| earlier == name);
        self.0
            .iter()
            .enumerate()
            .find(|(index, (name, _))| is_repeated(*index, name))
            .map(|(_, (name, _))| name.as_str())
    }
}

/// A client that proved who it is. Its assertion is spent by whatever batch answers the request.
pub(crate) struct Authenticated {
    pub(crate) client: Arc<RegisteredClient>,
    pub(crate) jti: Digest,
    pub(crate) expires_at: Instant,
    /// The key's thumbprint, when its use is to be written down with whatever answers the request.
    pub(crate) key_use: Option<String>,
}

impl Inner {
    /// Authenticates the client of a token request.
    pub(crate) async fn authenticate(
        &self,
        form: &Form<'_>,
        network: IpAddr,
        now: Instant,
    ) -> Result<Authenticated, TokenFailure> {
        if form.get("client_assertion_type") != Some(ASSERTION_TYPE) {
            let check = "client_assertion_type is missing or another one";
            // Never the value itself: the assertion may stand in the wrong field.
            let received = form.get("client_assertion_type").map(|_| "another value");
            return Err(self.invalid_client(None, explain(check, received, ASSERTION_TYPE), network).await);
        }
        let Some(assertion) = form.get("client_assertion") else {
            let explanation =
                explain("client_assertion is missing", None, "a JWT signed by the client's key");
            return Err(self.invalid_client(None, explanation, network).await);
        };
        let named =
            read_unverified_client(assertion).ok().and_then(|client| client.name().map(str::to_owned));
        let Some(id) = named.as_deref().and_then(|name| ClientId::try_from(name).ok()) else {
            let explanation = explain(
                "client_assertion names no client",
                Some("no iss and no sub"),
                "iss = sub = client_id",
            );
            return Err(self.invalid_client(None, explanation, network).await);
        };
        if form.get("client_id").is_some_and(|sent| sent != id.as_str()) {
            let explanation =
                explain("client_id differs from the assertion's iss", form.get("client_id"), id.as_str());
            return Err(self.invalid_client(Some(&id), explanation, network).await);
        }
        let Some(client) = self.registry.find(&id).await? else {
            let explanation =
                explain("no enabled client has this client_id", Some(id.as_str()), "a registered client");
            return Err(self.invalid_client(Some(&id), explanation, network).await);
        };
        let token_endpoint = self.settings.token_endpoint();
        let audiences = audiences(&self.settings.profile, &self.settings.issuer, &token_endpoint);
        match verify_client_assertion(assertion, &client.keys, &rules_for(&id, &audiences), now) {
            Ok(verified) => {
                if !client.is_first_key(&verified.key_id) {
                    self.reach(&id, &[Milestone::SecondKey]).await;
                }
                let jti = Digest::of(verified.jti.as_bytes());
                let is_due = self.registry.is_key_use_due(&id, &verified.thumbprint, now);
                let key_use = is_due.then_some(verified.thumbprint);
                Ok(Authenticated { client, jti, expires_at: verified.expires_at, key_use })
            }
            Err(fault) => {
                if matches!(fault, AssertionFault::Expired { .. }) {
                    self.reach(&id, &[Milestone::AssertionExpired]).await;
                }
                Err(self.invalid_client(Some(&id), fault.explanation(), network).await)
            }
        }
    }

    /// `invalid_client`: the outside sees no more than that and a reference.
    pub(crate) async fn invalid_client(
        &self,
        client: Option<&ClientId>,
        explanation: Explanation,
        network: IpAddr,
    ) -> TokenFailure {
        let reference = self.record_refusal(client, &explanation, network).await;
        TokenFailure::Refused {
            code: TokenErrorCode::InvalidClient,
            description: format!("client authentication failed ({reference})"),
            reference,
            explanation: Box::new(explanation),
        }
    }

    /// The failure when an assertion was accepted before.
    pub(crate) async fn replayed(&self, client: &ClientId, network: IpAddr) -> TokenFailure {
        let explanation =
            explain("jti was used before", Some("a spent assertion"), "a new jti in each assertion");
        self.reach(client, &[Milestone::AssertionReplayed]).await;
        self.invalid_client(Some(client), explanation, network).await
    }
}

/// What the token endpoint requires of an assertion of this client (F-34).
pub(crate) const fn rules_for<'a>(client_id: &'a ClientId, audiences: &'a [&'a str]) -> AssertionRules<'a> {
    AssertionRules::nhs(client_id, audiences)
}

pub(crate) fn audiences<'a>(profile: &Profile, issuer: &'a str, token_endpoint: &'a str) -> Vec<&'a str> {
    match profile.assertion_audience {
        AssertionAudience::TokenEndpoint => vec![token_endpoint],
        AssertionAudience::TokenEndpointOrIssuer => vec![token_endpoint, issuer],
        AssertionAudience::IssuerOnly => vec![issuer],
    }
}

fn explain(check: &str, received: Option<&str>, expected: &str) -> Explanation {
    let received: String =
        received.unwrap_or("nothing").chars().filter(|c| !c.is_control()).take(120).collect();
    Explanation {
        rule: "F-34".to_owned(),
        check: check.to_owned(),
        received,
        expected: expected.to_owned(),
        mend: "Authenticate with private_key_jwt: a new RS512 assertion for each request, aud = the token endpoint.".to_owned(),
    }
}
