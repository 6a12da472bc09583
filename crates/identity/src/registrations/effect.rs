//! A registration takes effect: the row, its revision and the audit event, in one batch.

use account_store::{AuditEntry, AuditEvent, Batch, ClientRevision, Involved, WriteFault};
use vocabulary::{ChangedBy, ClientDocument, ClientId, DraftId, IncidentNumber, OperatorId};

use crate::fault::Fault;
use crate::service::Inner;

/// On whose word a registration takes effect.
#[derive(Debug, Clone)]
pub(crate) struct Behind {
    pub(crate) changed_by: ChangedBy,
    pub(crate) author: Option<OperatorId>,
    pub(crate) approved_by: Option<OperatorId>,
    pub(crate) draft: Option<DraftId>,
    pub(crate) incident: Option<IncidentNumber>,
}

impl Behind {
    /// The administrator of the machine.
    pub(crate) const COMMAND_LINE: Self = Self {
        changed_by: ChangedBy::CommandLine,
        author: None,
        approved_by: None,
        draft: None,
        incident: None,
    };
}

/// How a write went in which somebody else may have been faster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempted {
    Done,
    /// The statement of this number met something else than it expected.
    Raced(usize),
}

impl Inner {
    /// Puts `document` into the place of revision `from`; 0 registers a new client. The first statement is the one that conflicts.
    pub(crate) fn put_into_effect(
        &self,
        document: &ClientDocument,
        from: i64,
        behind: &Behind,
        batch: &mut Batch,
    ) -> Result<(), Fault> {
        let client_id = ClientId::try_from(document.client_id.as_str())
            .map_err(|_| Fault::Bug("a checked registration has no client id"))?;
        let now = self.clock.now();
        if from == 0 {
            batch.insert_client(document, now);
        } else {
            batch.update_client(document, from, now);
        }
        batch.insert_client_revision(&ClientRevision {
            client_id,
            revision: from + 1,
            document: document.clone(),
            changed_by: behind.changed_by,
            author: behind.author,
            approved_by: behind.approved_by,
            draft_id: behind.draft,
            incident: behind.incident.clone(),
            made_at: now,
        });
        Ok(())
    }

    /// Records something about a client, with who did it and for which incident.
    pub(crate) fn audit_client(
        &self,
        client: &ClientId,
        event: AuditEvent,
        (operator_id, incident): (Option<OperatorId>, Option<&IncidentNumber>),
        batch: &mut Batch,
    ) {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: None,
            client_id: Some(client.clone()),
            reference: None,
        };
        let involved = Involved { operator_id, case_id: None, incident: incident.cloned() };
        batch.record_involving(&entry, &involved);
    }

    /// Writes a batch in which somebody else may be faster.
    pub(crate) async fn race(&self, batch: Batch) -> Result<Attempted, Fault> {
        match self.store.write(batch).await {
            Ok(_) => Ok(Attempted::Done),
            Err(WriteFault::Conflict { index, .. }) => Ok(Attempted::Raced(index)),
            Err(fault) => Err(fault.into()),
        }
    }
}
