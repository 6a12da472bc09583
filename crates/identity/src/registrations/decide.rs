//! Drafts: submitted, approved by somebody else, rejected, given up, brought up to date.

use account_store::{AuditEvent, ClientDraft, DraftDecision};
use policy::{Approval, SecondPerson, approval, brought_up_to_date};
use vocabulary::{ChangedBy, DraftId, DraftState, IncidentNumber, OperatorId, Permission};

use super::draft::{DraftFault, DraftSaved, with_hand};
use super::effect::{Attempted, Behind};
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// The longest reason that is kept, in characters.
const LONGEST_NOTE: usize = 500;

/// What came of submitting a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftSubmitted {
    /// It waits for a second person.
    Waits,
    /// It took effect: no second person is needed.
    TookEffect,
    /// It is not complete.
    Incomplete(Vec<DraftFault>),
    /// It changes nothing.
    SameAsBefore,
    /// The registration was changed since the draft was made.
    Stale,
    /// Somebody changed, submitted or decided it since it was shown.
    Changed,
    /// There is no such draft.
    Unknown,
}

/// What came of deciding a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftDecided {
    /// It is decided.
    Done,
    /// Whoever works on a draft does not decide it.
    OwnWork,
    /// It is not complete: rules have changed since it was submitted.
    Incomplete(Vec<DraftFault>),
    /// The registration was changed since the draft was made.
    Stale,
    /// Somebody changed, submitted or decided it since it was shown, or it was never submitted.
    Changed,
    /// There is no such draft.
    Unknown,
}

impl Identity {
    /// Hands the draft that was shown as `version` to a second person; where none is needed it takes effect.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    ///
    /// Spec: F-59
    pub async fn submit_client_draft(
        &self,
        by: &SignedInOperator,
        (id, version): (DraftId, i64),
        incident: &IncidentNumber,
    ) -> Result<DraftSubmitted, Fault> {
        by.must(Permission::EditClients)?;
        let inner = &self.0;
        let Some(mut draft) = inner.store.client_draft(id).await? else { return Ok(DraftSubmitted::Unknown) };
        if draft.version != version || draft.state != DraftState::Draft {
            return Ok(DraftSubmitted::Changed);
        }
        if inner.is_stale(&draft).await? {
            return Ok(DraftSubmitted::Stale);
        }
        if draft.base.as_ref() == Some(&draft.document) {
            return Ok(DraftSubmitted::SameAsBefore);
        }
        let faults = inner.draft_faults(&draft.document);
        if !faults.is_empty() {
            return Ok(DraftSubmitted::Incomplete(faults));
        }
        draft.hands = with_hand(&draft.hands, by.id());
        draft.incident = Some(incident.clone());
        let needs_nobody = inner.settings.registry.second_person == SecondPerson::SwitchedOff
            && draft.changed_by == ChangedBy::Operator;
        let mut batch = inner.store.batch();
        batch.submit_client_draft(id, version, (&draft.hands, incident), inner.clock.now());
        let event = AuditEvent::ClientDraftSubmitted { draft: id };
        inner.audit_client(&draft.client_id, event, (Some(by.id()), Some(incident)), &mut batch);
        if needs_nobody {
            let first = batch.len();
            draft.version += 1;
            inner.approve(&draft, (by.id(), None), incident, &mut batch)?;
            return Ok(match inner.race(batch).await? {
                Attempted::Done => {
                    inner.registry.forget(&draft.client_id);
                    DraftSubmitted::TookEffect
                }
                Attempted::Raced(index) if index > first => DraftSubmitted::Stale,
                Attempted::Raced(_) => DraftSubmitted::Changed,
            });
        }
        Ok(match inner.race(batch).await? {
            Attempted::Done => DraftSubmitted::Waits,
            Attempted::Raced(_) => DraftSubmitted::Changed,
        })
    }

    /// Lets the draft that was shown as `version` take effect, for an incident: a partner's proposal has none of its own.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    ///
    /// Spec: F-59
    pub async fn approve_client_draft(
        &self,
        by: &SignedInOperator,
        (id, version): (DraftId, i64),
        incident: &IncidentNumber,
    ) -> Result<DraftDecided, Fault> {
        by.must(Permission::ApproveClients)?;
        let inner = &self.0;
        let draft = match inner.decidable((id, version), by.id()).await? {
            Ok(draft) => draft,
            Err(refused) => return Ok(refused),
        };
        if inner.is_stale(&draft).await? {
            return Ok(DraftDecided::Stale);
        }
        let faults = inner.draft_faults(&draft.document);
        if !faults.is_empty() {
            return Ok(DraftDecided::Incomplete(faults));
        }
        let mut batch = inner.store.batch();
        inner.approve(&draft, (by.id(), Some(by.id())), incident, &mut batch)?;
        Ok(match inner.race(batch).await? {
            Attempted::Done => {
                inner.registry.forget(&draft.client_id);
                DraftDecided::Done
            }
            Attempted::Raced(0) => DraftDecided::Changed,
            Attempted::Raced(_) => DraftDecided::Stale,
        })
    }

    /// Ends the draft that was shown as `version` without effect, for an incident, and tells why.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn reject_client_draft(
        &self,
        by: &SignedInOperator,
        shown: (DraftId, i64),
        (note, incident): (&str, &IncidentNumber),
    ) -> Result<DraftDecided, Fault> {
        by.must(Permission::ApproveClients)?;
        let inner = &self.0;
        let draft = match inner.decidable(shown, by.id()).await? {
            Ok(draft) => draft,
            Err(refused) => return Ok(refused),
        };
        let event = AuditEvent::ClientDraftRejected { draft: draft.id };
        inner.end(&draft, (DraftState::Rejected, note), event, (by.id(), Some(incident))).await
    }

    /// Gives up the draft that was shown as `version`, for an incident.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn withdraw_client_draft(
        &self,
        by: &SignedInOperator,
        (id, version): (DraftId, i64),
        incident: &IncidentNumber,
    ) -> Result<DraftDecided, Fault> {
        by.must(Permission::EditClients)?;
        self.0.withdraw((id, version), (by.id(), Some(incident))).await
    }

    /// Makes the draft that was shown as `version` again from the registration that holds now: it keeps its own changes and nothing else.
    /// It has to be submitted again.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn renew_client_draft(
        &self,
        by: &SignedInOperator,
        (id, version): (DraftId, i64),
    ) -> Result<DraftSaved, Fault> {
        by.must(Permission::EditClients)?;
        let inner = &self.0;
        let Some(draft) = inner.store.client_draft(id).await? else { return Ok(DraftSaved::Unknown) };
        if draft.version != version || !draft.state.is_open() {
            return Ok(DraftSaved::Changed);
        }
        let Some(current) = inner.store.client(&draft.client_id).await? else {
            return Ok(DraftSaved::Changed);
        };
        // A new client that somebody else registered meanwhile: all of the draft is a change of it.
        let base = draft.base.as_ref().unwrap_or(&current.document);
        let document = brought_up_to_date(base, &draft.document, &current.document);
        inner.rewrite(&draft, by.id(), &document, (Some(&current.document), current.revision)).await
    }
}

impl Inner {
    /// Whether the registration is another one than the draft was made from.
    async fn is_stale(&self, draft: &ClientDraft) -> Result<bool, Fault> {
        let current = self.store.client(&draft.client_id).await?;
        Ok(current.map_or(0, |current| current.revision) != draft.base_revision)
    }

    /// A submitted draft that `by` may decide.
    async fn decidable(
        &self,
        (id, version): (DraftId, i64),
        by: OperatorId,
    ) -> Result<Result<ClientDraft, DraftDecided>, Fault> {
        let Some(draft) = self.store.client_draft(id).await? else { return Ok(Err(DraftDecided::Unknown)) };
        if draft.version != version || draft.state != DraftState::Submitted {
            return Ok(Err(DraftDecided::Changed));
        }
        let second_person = self.settings.registry.second_person;
        Ok(match approval(second_person, draft.changed_by, &draft.hands, by) {
            Approval::Allowed => Ok(draft),
            Approval::OwnWork => Err(DraftDecided::OwnWork),
        })
    }

    /// The first statement ends the draft, the second puts it into effect: for the incident of who lets it.
    fn approve(
        &self,
        draft: &ClientDraft,
        (by, approved_by): (OperatorId, Option<OperatorId>),
        incident: &IncidentNumber,
        batch: &mut account_store::Batch,
    ) -> Result<(), Fault> {
        let at = self.clock.now();
        let decision = DraftDecision { state: DraftState::Approved, note: "", by, at };
        batch.decide_client_draft(draft.id, draft.version, &decision);
        let behind = Behind {
            changed_by: draft.changed_by,
            author: Some(draft.author),
            approved_by,
            draft: Some(draft.id),
            incident: Some(incident.clone()),
        };
        self.put_into_effect(&draft.document, draft.base_revision, &behind, batch)?;
        for event in [AuditEvent::ClientDraftApproved { draft: draft.id }, AuditEvent::ClientChanged] {
            self.audit_client(&draft.client_id, event, (Some(by), Some(incident)), batch);
        }
        Ok(())
    }

    pub(crate) async fn withdraw(
        &self,
        (id, version): (DraftId, i64),
        (by, incident): (OperatorId, Option<&IncidentNumber>),
    ) -> Result<DraftDecided, Fault> {
        let Some(draft) = self.store.client_draft(id).await? else { return Ok(DraftDecided::Unknown) };
        if draft.version != version || !draft.state.is_open() {
            return Ok(DraftDecided::Changed);
        }
        let event = AuditEvent::ClientDraftWithdrawn { draft: draft.id };
        self.end(&draft, (DraftState::Withdrawn, ""), event, (by, incident)).await
    }

    async fn end(
        &self,
        draft: &ClientDraft,
        (state, note): (DraftState, &str),
        event: AuditEvent,
        (by, incident): (OperatorId, Option<&IncidentNumber>),
    ) -> Result<DraftDecided, Fault> {
        let note: String = note.trim().chars().take(LONGEST_NOTE).collect();
        let decision = DraftDecision { state, note: &note, by, at: self.clock.now() };
        let mut batch = self.store.batch();
        batch.decide_client_draft(draft.id, draft.version, &decision);
        self.audit_client(&draft.client_id, event, (Some(by), incident), &mut batch);
        Ok(match self.race(batch).await? {
            Attempted::Done => DraftDecided::Done,
            Attempted::Raced(_) => DraftDecided::Changed,
        })
    }
}
