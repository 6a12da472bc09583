//! Refusals and failures leave a reference: the outside sees it, the log and the console know the cause.
//!
//! What a partner did wrong at `/authorize` and `/token` is written at once; what is cheap to provoke (userinfo, forged forms, failures
//! of ours) is noted and written in a batch; where a sign-in stopped, or which error it returned, is read from its trace.

use std::net::IpAddr;

use account_store::{Rate, RateAnswer, Refusal};
use vocabulary::{ClientId, Explanation, IncidentReference, Lifetime};

use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::traces::TraceView;

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
        let refusal = self.refusal(client, explanation);
        if let Err(fault) = self.store_refusal(&refusal, network).await {
            tracing::error!(reference = %refusal.reference, %fault, "a refusal was not stored");
        }
        refusal.reference
    }

    /// Logs the exact failed check and notes it under a new reference.
    pub(crate) fn note_refusal(
        &self,
        client: Option<&ClientId>,
        explanation: &Explanation,
    ) -> IncidentReference {
        let refusal = self.refusal(client, explanation);
        let reference = refusal.reference;
        self.notes.refusal(refusal);
        reference
    }

    fn refusal(&self, client: Option<&ClientId>, explanation: &Explanation) -> Refusal {
        let reference = self.reference();
        let at = self.clock.now();
        tracing::info!(
            %reference,
            client_id = client.map(tracing::field::display),
            rule = %explanation.rule,
            check = %explanation.check,
            received = %explanation.received,
            expected = %explanation.expected,
            "refused"
        );
        Refusal {
            reference,
            at,
            client_id: client.cloned(),
            explanation: explanation.clone(),
            expires_at: at.after(KEPT),
        }
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

/// The cause of a failure of ours, by its kind: nothing of a person, a secret or another system's words is in it.
fn failed(fault: &Fault) -> Explanation {
    let [rule, check, received, expected, mend] = match fault {
        Fault::Busy { .. } => [
            "Journeys X3, CID0002",
            "too many passwords were waiting to be checked",
            "a password while the queue was full",
            "a place in the queue of passwords.queue",
            "Try again in a few seconds. If it goes on, add processors or nodes.",
        ],
        Fault::Store(_) => [
            "Journeys X3, CID0002",
            "the database did not do its work in time",
            "no answer, or a refusal, from the database",
            "an answer of the database",
            "Look up the reference in the log: its line names the database's fault. Look at /health/ready.",
        ],
        Fault::Bug(rule) => [
            "Journeys X2, CID0001",
            "a rule of the program's own does not hold",
            rule,
            "a rule that holds",
            "Look up the reference in the log and report it to whoever maintains the program.",
        ],
    };
    Explanation {
        rule: rule.to_owned(),
        check: check.to_owned(),
        received: received.to_owned(),
        expected: expected.to_owned(),
        mend: mend.to_owned(),
    }
}

/// The refusal that a trace amounts to, when something failed in it.
fn of_trace(trace: &TraceView) -> Option<Refusal> {
    let at = trace.ended_at.or(trace.steps.last().map(|step| step.at)).unwrap_or(trace.began_at);
    Some(Refusal {
        reference: trace.reference,
        at,
        client_id: Some(trace.client_id.clone()),
        explanation: trace.explanation()?,
        expires_at: trace.began_at.after(KEPT),
    })
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

    /// Logs a refusal that a door decided and notes it for "explain this error"; it is written with the next notes.
    #[must_use]
    pub fn note_refusal(&self, explanation: &Explanation) -> IncidentReference {
        self.0.note_refusal(None, explanation)
    }

    /// Logs a failure of ours and notes its kind; the person gets the reference, never the cause.
    #[must_use]
    pub fn record_failure(&self, fault: &Fault) -> IncidentReference {
        let reference = self.0.reference();
        match fault {
            Fault::Busy { retry_after } => tracing::warn!(%reference, retry_after, "too busy"),
            Fault::Store(_) | Fault::Bug(_) => tracing::error!(%reference, %fault, "failed"),
        }
        let at = self.0.clock.now();
        let expires_at = at.after(KEPT);
        self.0.notes.refusal(Refusal {
            reference,
            at,
            client_id: None,
            explanation: failed(fault),
            expires_at,
        });
        reference
    }

    /// The cause behind a reference: a refusal, a failure, or where a sign-in stopped.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn explain(&self, reference: IncidentReference) -> Result<Option<Refusal>, Fault> {
        self.write_notes().await?;
        if let Some(refusal) = self.0.store.refusal(reference).await? {
            return Ok(Some(refusal));
        }
        Ok(self.every_trace_of_reference(reference).await?.iter().find_map(of_trace))
    }

    /// The newest refusals.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recent_refusals(&self, limit: u32) -> Result<Vec<Refusal>, Fault> {
        self.write_notes().await?;
        Ok(self.0.store.list_refusals(limit).await?)
    }

    /// The newest errors of a client: what was refused to it, and where sign-ins of its people stopped; newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn errors_of_client(&self, client: &ClientId, limit: u32) -> Result<Vec<Refusal>, Fault> {
        let traces = self.every_trace_of_client(client, limit).await?;
        let mut errors: Vec<Refusal> = traces.iter().filter_map(of_trace).collect();
        errors.extend(self.0.store.list_refusals_of_client(client, limit).await?);
        errors.sort_by_key(|error| std::cmp::Reverse(error.at));
        errors.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_explained_by_its_kind_and_never_by_the_words_of_another_system() {
        for fault in
            [Fault::Busy { retry_after: 3 }, Fault::Store("secret words".into()), Fault::Bug("a rule")]
        {
            let Explanation { rule, check, received, expected, mend } = failed(&fault);
            for part in [rule, check, received, expected, mend] {
                assert!(!part.is_empty() && !part.contains("secret words"), "{fault:?}: {part}");
            }
        }
    }
}
