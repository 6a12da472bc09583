//! What happens to photo ID cases behind the pages: the provider is asked, decisions take effect, files that nobody needs go.
//!
//! Every step can be done twice, at two nodes, or be cut off in the middle: what was begun and not written is begun again.

use account_store::{BlobDeletion, Case};
use evidence::BlobKey;
use gateways::{WebhookHeaders, WebhookRefusal};
use vocabulary::Lifetime;

use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How many of each in one round.
const AT_ONCE: u32 = 20;

/// When a deletion that did not succeed is tried again.
const DELETE_AGAIN: Lifetime = Lifetime::minutes(10);

/// When a decision that could not take effect is tried again.
const AGAIN: Lifetime = Lifetime::minutes(5);

/// What one round of casework did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Casework {
    /// Cases about which the provider was asked.
    pub asked: usize,
    /// Decisions that took effect.
    pub applied: usize,
    /// Whether there may be more to do at once.
    pub more: bool,
}

impl Identity {
    /// Does what is due about photo ID cases. For the program's worker; several may do it at the same time.
    ///
    /// # Errors
    /// When the store fails. What one case meets stays with that case, and is tried again.
    ///
    /// Journeys 1.8, section 8
    pub async fn do_casework(&self) -> Result<Casework, Fault> {
        let inner = &self.0;
        if inner.outside.evidence.is_none() {
            return Ok(Casework::default());
        }
        let due = inner.store.list_due_provider_cases(inner.clock.now(), AT_ONCE).await?;
        for case in &due {
            told(case, "the provider was not asked", Box::pin(inner.ask_provider(case)).await);
        }
        // What the provider decided just now takes effect just now.
        let decided = inner.store.list_effective_decisions(inner.clock.now(), AT_ONCE).await?;
        let mut applied = 0;
        for case in &decided {
            told(case, "a decision did not take effect", Box::pin(inner.apply(case)).await);
            applied += usize::from(inner.took_effect(case).await?);
        }
        let full = usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
        let more = due.len() >= full || (decided.len() >= full && applied > 0);
        Ok(Casework { asked: due.len(), applied, more })
    }

    /// Deletes files that no case names any more, and returns how many. For the program's worker.
    ///
    /// # Errors
    /// When the store fails. A file that cannot be deleted is tried again later.
    ///
    /// Journeys, section 8
    pub async fn delete_unneeded_files(&self) -> Result<usize, Fault> {
        let mut deleted = 0;
        loop {
            let (gone, looked_at) = self.0.delete_blobs().await?;
            deleted += gone;
            if looked_at < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
                return Ok(deleted);
            }
        }
    }

    /// Returns when there may be casework that nobody knew of before.
    pub async fn casework_waiting(&self) {
        self.0.casework.notified().await;
    }

    /// The provider says that it knows more about a case: it is asked at once. `false` when the message is not believed.
    ///
    /// A message about a case that is decided, or of no case, is believed and changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hear_provider(&self, headers: WebhookHeaders<'_>, body: &[u8]) -> Result<bool, Fault> {
        let inner = &self.0;
        let Some(provider) = &inner.outside.id_check else { return Ok(false) };
        let now = inner.clock.now();
        let reference = match provider.verify_webhook(headers, body, now) {
            Ok((reference, _)) => reference,
            Err(WebhookRefusal::NotConfigured) => return Ok(false),
            Err(refusal) => {
                tracing::warn!(%refusal, "a message of the document-check provider is not believed");
                return Ok(false);
            }
        };
        if let Some(case) = inner.store.find_case_by_provider_reference(reference.as_str()).await? {
            let mut batch = inner.store.batch();
            batch.set_case_provider(case.id, case.version, None, now);
            if inner.commit(batch).await? {
                inner.casework.notify_one();
            }
        }
        Ok(true)
    }
}

fn told(case: &Case, what: &'static str, done: Result<(), Fault>) {
    if let Err(fault) = done {
        tracing::error!(case = %case.id, %fault, what);
    }
}

impl Inner {
    /// Deletes files that no case names any more; how many, and how many were looked at.
    async fn delete_blobs(&self) -> Result<(usize, usize), Fault> {
        let Some(store) = &self.outside.evidence else { return Ok((0, 0)) };
        let now = self.clock.now();
        let due = self.store.take_due_blob_deletions(AT_ONCE, now.after(DELETE_AGAIN), now).await?;
        let mut deleted = 0;
        for BlobDeletion { blob_key, attempts } in due.deletions {
            if let Err(fault) = store.delete(&BlobKey::from_bytes(blob_key)).await {
                tracing::warn!(%fault, attempts, "a file of evidence was not deleted");
                continue;
            }
            let mut batch = self.store.batch();
            batch.finish_blob_deletion(&blob_key);
            self.write(batch).await?;
            deleted += 1;
        }
        Ok((deleted, due.looked_at))
    }
}

impl Inner {
    /// Whether a decision took effect; one that did not waits a while, so that it keeps no other from taking effect.
    async fn took_effect(&self, case: &Case) -> Result<bool, Fault> {
        let now = self.store.case(case.id).await?;
        if now.is_none_or(|case| case.applied_at.is_some()) {
            return Ok(true);
        }
        let mut batch = self.store.batch();
        batch.postpone_decision(case.id, self.clock.now().after(AGAIN));
        self.write(batch).await?;
        Ok(false)
    }
}
