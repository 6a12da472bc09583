//! Refusals and failures leave a reference: the outside sees it, the log and the console know the cause.

use std::net::IpAddr;

use account_store::{Rate, RateAnswer, Refusal};
use vocabulary::{ClientId, Explanation, IncidentReference, Lifetime};

use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How long a refusal can be explained.
const KEPT: Lifetime = Lifetime::days(30);

/// How many refusals of one network are stored: a flood fills the log, not the database.
const STORED: Rate = Rate { interval: Lifetime::seconds(1), burst: 120 };

impl Inner {
    pub(crate) fn reference(&self) -> IncidentReference {
        IncidentReference::from_bytes(self.random())
    }

    /// Logs the exact failed check and stores it under a new reference.
    pub(crate) async fn record_refusal(
        &self,
        client: Option<&ClientId>,
        explanation: &Explanation,
        network: IpAddr,
    ) -> IncidentReference {
        let reference = self.reference();
        let now = self.clock.now();
        tracing::info!(
            %reference,
            client_id = client.map(tracing::field::display),
            rule = %explanation.rule,
            check = %explanation.check,
            received = %explanation.received,
            expected = %explanation.expected,
            "refused"
        );
        let refusal = Refusal {
            reference,
            at: now,
            client_id: client.cloned(),
            explanation: explanation.clone(),
            expires_at: now.after(KEPT),
        };
        if let Err(fault) = self.store_refusal(&refusal, network).await {
            tracing::error!(%reference, %fault, "a refusal was not stored");
        }
        reference
    }

    async fn store_refusal(&self, refusal: &Refusal, network: IpAddr) -> Result<(), Fault> {
        let counter = self.store.counter("refusals, network", &[&crate::limits::network_bytes(network)]);
        if self.store.pass_rate_limit(&counter, &STORED, refusal.at).await? == RateAnswer::Refused {
            return Ok(());
        }
        let mut batch = self.store.batch();
        batch.insert_refusal(refusal).relaxed();
        self.write(batch).await
    }
}

impl Identity {
    /// Logs a refusal that a door decided, and stores it for "explain this error".
    pub async fn record_refusal(
        &self,
        client: Option<&ClientId>,
        explanation: &Explanation,
        network: IpAddr,
    ) -> IncidentReference {
        self.0.record_refusal(client, explanation, network).await
    }

    /// Logs a failure of ours; the person gets the reference, never the cause.
    #[must_use]
    pub fn record_failure(&self, fault: &Fault) -> IncidentReference {
        let reference = self.0.reference();
        match fault {
            Fault::Busy { retry_after } => tracing::warn!(%reference, retry_after, "too busy"),
            Fault::Store(_) | Fault::Bug(_) => tracing::error!(%reference, %fault, "failed"),
        }
        reference
    }

    /// The cause behind a reference.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn explain(&self, reference: IncidentReference) -> Result<Option<Refusal>, Fault> {
        Ok(self.0.store.refusal(reference).await?)
    }

    /// The newest refusals.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recent_refusals(&self, limit: u32) -> Result<Vec<Refusal>, Fault> {
        Ok(self.0.store.list_refusals(limit).await?)
    }
}
