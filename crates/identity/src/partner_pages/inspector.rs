//! The request inspector: what the endpoints would say, rule by rule. Nothing that is given is stored, spent or fetched.

use std::net::IpAddr;

use account_store::{Rate, RateAnswer};
use policy::{AuthorizeInspection, RawAuthorize, inspect_authorize};
use tokens::{AssertionInspection, inspect_client_assertion, read_unverified_client};
use vocabulary::{Digest, Lifetime};

use crate::client_authentication::{audiences, rules_for};
use crate::fault::Fault;
use crate::partner_pages::own_client::OwnClient;
use crate::service::Identity;

/// Inspections from one network.
const LOOKED_AT: Rate = Rate { interval: Lifetime::seconds(1), burst: 60 };

/// What the token endpoint would say about an assertion.
#[derive(Debug, Clone)]
pub struct AssertionInspected {
    /// Check by check.
    pub inspection: AssertionInspection,
    /// Whether its `jti` is still good.
    pub jti: JtiStanding,
}

/// Whether a `jti` is still good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JtiStanding {
    /// Nobody used it, and looking did not.
    Unused,
    /// It was accepted before.
    Spent,
    /// The assertion is not good enough to tell.
    NotReached,
}

impl Identity {
    /// Whether this network may have another request inspected now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn may_inspect(&self, network: IpAddr) -> Result<bool, Fault> {
        let inner = &self.0;
        let counter = inner.store.counter("inspections, network", &[&crate::limits::network_bytes(network)]);
        let answer = inner.store.pass_rate_limit(&counter, &LOOKED_AT, inner.clock.now()).await?;
        Ok(answer != RateAnswer::Refused)
    }

    /// Whether this is a token that we gave out: whoever pastes one has pasted somebody's access.
    #[must_use]
    pub fn is_our_token(&self, text: &str) -> bool {
        let claims = read_unverified_client(text);
        claims.is_ok_and(|claims| claims.issuer.as_deref() == Some(self.0.settings.issuer.as_str()))
    }

    /// What `/authorize` would say about this request, rule by rule.
    #[must_use]
    pub fn inspect_authorize(&self, client: &OwnClient, raw: &RawAuthorize) -> AuthorizeInspection {
        inspect_authorize(raw, &client.registered.client, &self.0.settings.profile)
    }

    /// What the token endpoint would say about this client assertion, check by check.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Spec: F-34
    pub async fn inspect_assertion(
        &self,
        client: &OwnClient,
        assertion: &str,
    ) -> Result<AssertionInspected, Fault> {
        let inner = &self.0;
        let now = inner.clock.now();
        let token_endpoint = inner.settings.token_endpoint();
        let audiences = audiences(&inner.settings.profile, &inner.settings.issuer, &token_endpoint);
        let rules = rules_for(client.id(), &audiences);
        let inspection = inspect_client_assertion(assertion, &client.registered.keys, &rules, now);
        let jti = match &inspection.single_use {
            None => JtiStanding::NotReached,
            Some((jti, _)) => {
                let digest = Digest::of(jti.as_bytes());
                let is_spent = inner.store.is_assertion_id_spent(client.id(), &digest, now).await?;
                if is_spent { JtiStanding::Spent } else { JtiStanding::Unused }
            }
        };
        Ok(AssertionInspected { inspection, jti })
    }
}
