//! Archived evidence is fetched behind the pages: every file of a check is read and unsealed once, so that what is said to be ready is.
//! Journeys 6.1

use account_store::{AuditEvent, Batch, EvidenceRetrieval, Involved, Operator};
use vocabulary::{CaseId, EmailAddress, Instant, Message, Secret};

use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How many in one round.
const AT_ONCE: u32 = 10;

impl Identity {
    /// Fetches what operators asked for, and returns how much of it came to an end. For the program's worker; several may do it at the
    /// same time.
    ///
    /// # Errors
    /// When the store fails. What the place of evidence does not give now is asked for again.
    pub async fn fetch_archived_evidence(&self) -> Result<usize, Fault> {
        let inner = &self.0;
        if inner.outside.evidence.is_none() {
            return Ok(0);
        }
        let waiting = inner.store.list_waiting_retrievals(inner.clock.now(), AT_ONCE).await?;
        let mut done = 0;
        for retrieval in waiting {
            match inner.restore(&retrieval).await {
                Ok(ended) => done += usize::from(ended),
                Err(fault) => {
                    tracing::warn!(case = %retrieval.case_id, %fault, "archived evidence was not fetched");
                }
            }
        }
        Ok(done)
    }
}

impl Inner {
    /// Whether it came to an end here.
    async fn restore(&self, retrieval: &EvidenceRetrieval) -> Result<bool, Fault> {
        let Some(case) = self.store.case(retrieval.case_id).await? else { return Ok(false) };
        let is_whole = self.is_whole(case.id).await?;
        let now = self.clock.now();
        let mut batch = self.store.batch();
        if is_whole {
            let until = now.after(self.settings.support.evidence_shown);
            batch.finish_retrieval(case.id, now, until);
            let involved = Involved { operator_id: Some(retrieval.requested_by), ..Involved::default() };
            let about = (case.account_id, case.id);
            self.audit_attempt(about, AuditEvent::EvidenceRestored, involved, &mut batch);
            let operator = self.store.operator(retrieval.requested_by).await?;
            self.tell_operator(operator.as_ref(), (case.id, until), &mut batch);
        } else {
            batch.fail_retrieval(case.id, now);
        }
        let written = self.commit(batch).await?;
        self.mail.notify_one();
        Ok(written)
    }

    /// Whether every file of a case is there and can be unsealed.
    async fn is_whole(&self, case: CaseId) -> Result<bool, Fault> {
        let files = self.store.list_evidence(case).await?;
        for file in &files {
            if self.fetch(file).await?.is_none() {
                return Ok(false);
            }
        }
        Ok(!files.is_empty())
    }

    fn tell_operator(
        &self,
        operator: Option<&Operator>,
        (case, until): (CaseId, Instant),
        batch: &mut Batch,
    ) {
        let address = operator.and_then(|operator| EmailAddress::try_from(operator.username.as_str()).ok());
        if let Some(address) = address {
            let message = Message::EvidenceReady { case, until: until.to_string() };
            self.post(&message, Secret::new(address.as_str().to_owned()), self.clock.now(), batch);
        }
    }
}
