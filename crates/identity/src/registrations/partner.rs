//! A partner and its own registration: seen, and changed by proposals that operators approve.

use account_store::{AuditEvent, StoredClient};
use vocabulary::{ChangedBy, ClientDocument, ClientId, DraftId, DraftState, Permission};

use super::decide::DraftDecided;
use super::draft::{DraftFault, DraftView};
use super::keys::{PartnerKeyView, key_views};
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::Identity;

/// The most proposals that are shown.
const SHOWN: u32 = 20;

/// A partner's registration, as its own developers see it.
#[derive(Debug, Clone)]
pub struct PartnerRegistration {
    /// The registration.
    pub client: StoredClient,
    /// Its keys, with the last use and warnings.
    pub keys: Vec<PartnerKeyView>,
    /// What the partner proposed, newest first, with what became of it.
    pub proposals: Vec<DraftView>,
}

/// What came of a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Proposed {
    /// It waits for an operator.
    Waits(DraftId),
    /// It breaks rules.
    Faulty(Vec<DraftFault>),
    /// It changes nothing.
    SameAsBefore,
    /// There is no such client.
    Unknown,
}

impl Identity {
    /// The registration of a partner's own client. Whoever calls this has made sure that the client is theirs.
    ///
    /// # Errors
    /// When they may not use the partner pages, or the store fails.
    ///
    /// Spec: F-59
    pub async fn partner_registration(
        &self,
        by: &SignedInOperator,
        id: &ClientId,
    ) -> Result<Option<PartnerRegistration>, Fault> {
        by.must(Permission::UsePartnerPages)?;
        let inner = &self.0;
        let Some(client) = inner.store.client(id).await? else { return Ok(None) };
        let uses = inner.store.list_key_uses(id).await?;
        let warning = inner.settings.registry.key_warning;
        let mut proposals = Vec::new();
        for draft in inner.store.list_client_drafts(id, SHOWN).await? {
            if draft.changed_by == ChangedBy::Partner {
                proposals.push(inner.draft_view(draft, by.id()).await?);
            }
        }
        let keys = key_views(&client.document, &uses, warning, inner.clock.now());
        Ok(Some(PartnerRegistration { client, keys, proposals }))
    }

    /// What a partner's change of its own client would mean, with everything that is wrong with it. Whoever calls this has made sure that
    /// the client is theirs. None when there is no such client.
    ///
    /// # Errors
    /// When they may not use the partner pages, or the store fails.
    pub async fn preview_registration(
        &self,
        by: &SignedInOperator,
        document: &ClientDocument,
    ) -> Result<Option<(Vec<policy::RegistrationChange>, Vec<DraftFault>)>, Fault> {
        by.must(Permission::UsePartnerPages)?;
        let Ok(id) = ClientId::try_from(document.client_id.as_str()) else { return Ok(None) };
        let stored = self.0.store.client(&id).await?;
        Ok(stored.map(|stored| {
            let changes = self.0.changes(Some(&stored.document), document);
            (changes, self.0.draft_faults(document))
        }))
    }

    /// Proposes a change of a partner's own client: it is submitted at once and takes effect when an operator approves it, also where no
    /// second person is needed otherwise. A partner cannot switch its client on or off. Whoever calls this has made sure that the client
    /// is theirs.
    ///
    /// # Errors
    /// When they may not use the partner pages, or the store fails.
    ///
    /// Spec: F-59
    pub async fn propose_registration(
        &self,
        by: &SignedInOperator,
        document: &ClientDocument,
    ) -> Result<Proposed, Fault> {
        by.must(Permission::UsePartnerPages)?;
        let inner = &self.0;
        let Ok(id) = ClientId::try_from(document.client_id.as_str()) else { return Ok(Proposed::Unknown) };
        let Some(stored) = inner.store.client(&id).await? else { return Ok(Proposed::Unknown) };
        let document = ClientDocument { enabled: stored.enabled, ..document.clone() };
        if document == stored.document {
            return Ok(Proposed::SameAsBefore);
        }
        let faults = inner.draft_faults(&document);
        if !faults.is_empty() {
            return Ok(Proposed::Faulty(faults));
        }
        let mut draft = inner.new_draft(document, by.id(), ChangedBy::Partner)?;
        (draft.base, draft.base_revision) = (Some(stored.document), stored.revision);
        draft.state = DraftState::Submitted;
        let mut batch = inner.store.batch();
        batch.insert_client_draft(&draft);
        for event in [
            AuditEvent::ClientDraftBegun { draft: draft.id },
            AuditEvent::ClientDraftSubmitted { draft: draft.id },
        ] {
            inner.audit_client(&id, event, (Some(by.id()), None), &mut batch);
        }
        inner.write(batch).await?;
        Ok(Proposed::Waits(draft.id))
    }

    /// Gives up the proposal that was shown as `version`, of a partner's own client. Whoever calls this has made sure that the client is
    /// theirs.
    ///
    /// # Errors
    /// When they may not use the partner pages, or the store fails.
    pub async fn withdraw_proposal(
        &self,
        by: &SignedInOperator,
        client: &ClientId,
        (id, version): (DraftId, i64),
    ) -> Result<DraftDecided, Fault> {
        by.must(Permission::UsePartnerPages)?;
        let draft = self.0.store.client_draft(id).await?;
        let is_theirs =
            draft.is_some_and(|draft| draft.client_id == *client && draft.changed_by == ChangedBy::Partner);
        if is_theirs { self.0.withdraw((id, version), by.id()).await } else { Ok(DraftDecided::Unknown) }
    }
}
