//! Roles as values: whoever holds one has it, as of this request.

use account_store::{AuditEntry, AuditEvent, Batch, Case, Involved};
use vocabulary::{IncidentNumber, OperatorId};

use crate::service::Inner;

/// Somebody who may decide cases: an ID checker, or a supervisor. [`SignedInOperator::checker`](crate::SignedInOperator::checker) gives it.
#[derive(Debug, Clone)]
pub struct Checker {
    pub(crate) id: OperatorId,
    pub(crate) username: String,
    pub(crate) is_supervisor: bool,
}

/// Somebody who may also take cases over and audit decisions. [`SignedInOperator::supervisor`](crate::SignedInOperator::supervisor) gives it.
#[derive(Debug, Clone)]
pub struct Supervisor(pub(crate) Checker);

impl Supervisor {
    /// What every checker may do.
    #[must_use]
    pub const fn checker(&self) -> &Checker {
        &self.0
    }
}

impl Checker {
    /// Whether they are a supervisor as well.
    #[must_use]
    pub const fn is_supervisor(&self) -> bool {
        self.is_supervisor
    }

    /// Whether they have this case open: nobody else may look at it or decide it.
    pub(crate) fn holds(&self, case: &Case) -> bool {
        use vocabulary::CaseStatus::{Held, Submitted};
        case.assignee == Some(self.id) && matches!(case.status, Submitted | Held)
    }
}

impl Inner {
    /// Adds an event about a case, with the operator who caused it.
    pub(crate) fn audit_case_by(
        &self,
        operator: OperatorId,
        case: &Case,
        event: AuditEvent,
        batch: &mut Batch,
    ) {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: Some(case.account_id),
            client_id: Some(case.client_id.clone()),
            reference: None,
        };
        batch.record_involving(
            &entry,
            &Involved { operator_id: Some(operator), case_id: Some(case.id), incident: None },
        );
    }

    /// Adds an event about an operator.
    pub(crate) fn audit_operator(&self, operator: Option<OperatorId>, event: AuditEvent, batch: &mut Batch) {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: None,
            client_id: None,
            reference: None,
        };
        batch.record_involving(&entry, &Involved { operator_id: operator, case_id: None, incident: None });
    }

    /// Adds an event that an operator caused for an incident; without an operator it was the command line.
    pub(crate) fn audit_act(
        &self,
        by: Option<OperatorId>,
        incident: Option<&IncidentNumber>,
        event: AuditEvent,
        batch: &mut Batch,
    ) {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: None,
            client_id: None,
            reference: None,
        };
        let involved = Involved { operator_id: by, case_id: None, incident: incident.cloned() };
        batch.record_involving(&entry, &involved);
    }
}
