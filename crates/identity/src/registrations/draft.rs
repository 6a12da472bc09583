//! Drafts: begun, looked at, changed.

use account_store::{AuditEvent, ClientDraft, DraftEdit};
use policy::{Approval, RegistrationChange, SecondPerson, approval};
use vocabulary::{
    ChangedBy, Client, ClientDocument, ClientId, DraftId, DraftState, IssuerName, OperatorId, Permission,
    RegistrationSection,
};

use super::edit::{PartnerKeyRefused, RegistrationEdit};
use super::effect::Attempted;
use super::keys::{PartnerKeyView, key_views};
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::registry::partner_keys;
use crate::service::{Identity, Inner};

/// What a new draft is about.
#[derive(Debug, Clone)]
pub enum DraftAbout {
    /// A client that is not registered yet.
    New {
        /// Its identifier, for ever.
        id: ClientId,
        /// The name people see.
        name: String,
    },
    /// A registered client.
    Existing(ClientId),
    /// A client that is to be switched on again.
    Enabling(ClientId),
}

/// What came of beginning a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftBegun {
    /// It is there.
    Begun(DraftId),
    /// A new client of this identifier exists.
    Exists,
    /// There is no such client.
    Unknown,
}

/// What came of changing a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftSaved {
    /// It says so now.
    Saved,
    /// Somebody changed, submitted or decided it since it was shown.
    Changed,
    /// There is no such draft.
    Unknown,
    /// The keys were not taken.
    Key(PartnerKeyRefused),
}

/// Why a draft cannot be submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFault {
    /// Where it is mended.
    pub section: RegistrationSection,
    /// What is wrong, naming the rule.
    pub text: String,
}

/// A draft with everything that somebody who looks at it asks.
#[derive(Debug, Clone)]
pub struct DraftView {
    /// The draft.
    pub draft: ClientDraft,
    /// Who began it.
    pub author: String,
    /// Who else worked on it.
    pub others: Vec<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// Its keys.
    pub keys: Vec<PartnerKeyView>,
    /// What it changes for the partner.
    pub changes: Vec<RegistrationChange>,
    /// What keeps it from being submitted.
    pub faults: Vec<DraftFault>,
    /// Whether the registration was changed since it was made.
    pub is_stale: bool,
    /// Whether whoever looks at it may approve it.
    pub approval: Approval,
    /// Whether a second person approves changes.
    pub second_person: SecondPerson,
}

impl Identity {
    /// Begins a draft.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    ///
    /// Spec: F-59
    pub async fn begin_client_draft(
        &self,
        by: &SignedInOperator,
        about: DraftAbout,
    ) -> Result<DraftBegun, Fault> {
        by.must(Permission::EditClients)?;
        let inner = &self.0;
        let (document, base, base_revision) = match about {
            DraftAbout::New { id, name } => {
                if inner.store.client(&id).await?.is_some() {
                    return Ok(DraftBegun::Exists);
                }
                (empty(&id, name), None, 0)
            }
            DraftAbout::Existing(id) => {
                let Some(stored) = inner.store.client(&id).await? else { return Ok(DraftBegun::Unknown) };
                (stored.document.clone(), Some(stored.document), stored.revision)
            }
            DraftAbout::Enabling(id) => {
                let Some(stored) = inner.store.client(&id).await? else { return Ok(DraftBegun::Unknown) };
                let enabled = ClientDocument { enabled: true, ..stored.document.clone() };
                (enabled, Some(stored.document), stored.revision)
            }
        };
        let mut draft = inner.new_draft(document, by.id(), ChangedBy::Operator)?;
        (draft.base, draft.base_revision) = (base, base_revision);
        let mut batch = inner.store.batch();
        batch.insert_client_draft(&draft);
        let event = AuditEvent::ClientDraftBegun { draft: draft.id };
        inner.audit_client(&draft.client_id, event, (Some(by.id()), None), &mut batch);
        inner.write(batch).await?;
        Ok(DraftBegun::Begun(draft.id))
    }

    /// A draft, whatever became of it.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn client_draft(&self, by: &SignedInOperator, id: DraftId) -> Result<Option<DraftView>, Fault> {
        by.must(Permission::SeeClients)?;
        match self.0.store.client_draft(id).await? {
            Some(draft) => self.0.draft_view(draft, by.id()).await.map(Some),
            None => Ok(None),
        }
    }

    /// Changes one section of the draft that was shown as `version`. Whoever changes it may not approve it, and what was submitted has
    /// to be submitted again.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    ///
    /// Spec: F-59
    pub async fn edit_client_draft(
        &self,
        by: &SignedInOperator,
        (id, version): (DraftId, i64),
        edit: RegistrationEdit,
    ) -> Result<DraftSaved, Fault> {
        by.must(Permission::EditClients)?;
        let inner = &self.0;
        let Some(draft) = inner.store.client_draft(id).await? else { return Ok(DraftSaved::Unknown) };
        if draft.version != version || !draft.state.is_open() {
            return Ok(DraftSaved::Changed);
        }
        let document = match edit.applied_to(draft.document.clone()) {
            Ok(document) => document,
            Err(refused) => return Ok(DraftSaved::Key(refused)),
        };
        if document == draft.document {
            return Ok(DraftSaved::Saved);
        }
        let base = (draft.base.as_ref(), draft.base_revision);
        inner.rewrite(&draft, by.id(), &document, base).await
    }
}

impl Inner {
    /// Another content of a draft by `hand`.
    pub(crate) async fn rewrite(
        &self,
        draft: &ClientDraft,
        hand: OperatorId,
        document: &ClientDocument,
        (base, base_revision): (Option<&ClientDocument>, i64),
    ) -> Result<DraftSaved, Fault> {
        let hands = with_hand(&draft.hands, hand);
        let at = self.clock.now();
        let edit = DraftEdit { document, base, base_revision, hands: &hands, at };
        let mut batch = self.store.batch();
        batch.edit_client_draft(draft.id, draft.version, &edit);
        let event = AuditEvent::ClientDraftChanged { draft: draft.id };
        self.audit_client(&draft.client_id, event, (Some(hand), None), &mut batch);
        Ok(match self.race(batch).await? {
            Attempted::Done => DraftSaved::Saved,
            Attempted::Raced(_) => DraftSaved::Changed,
        })
    }

    pub(crate) fn new_draft(
        &self,
        document: ClientDocument,
        author: OperatorId,
        changed_by: ChangedBy,
    ) -> Result<ClientDraft, Fault> {
        let now = self.clock.now();
        Ok(ClientDraft {
            id: DraftId::from_bytes(self.random()),
            client_id: ClientId::try_from(document.client_id.as_str())
                .map_err(|_| Fault::Bug("a draft has no client id"))?,
            document,
            base: None,
            base_revision: 0,
            state: DraftState::Draft,
            changed_by,
            author,
            hands: vec![author],
            incident: None,
            note: String::new(),
            decided_by: None,
            created_at: now,
            changed_at: now,
            version: 0,
        })
    }

    pub(crate) async fn draft_view(
        &self,
        draft: ClientDraft,
        viewer: OperatorId,
    ) -> Result<DraftView, Fault> {
        let current = self.store.client(&draft.client_id).await?;
        let revision = current.as_ref().map_or(0, |current| current.revision);
        let is_stale = draft.state.is_open() && revision != draft.base_revision;
        let uses = self.store.list_key_uses(&draft.client_id).await?;
        let settings = self.settings.registry;
        let mut others = Vec::new();
        for hand in draft.hands.iter().filter(|hand| **hand != draft.author) {
            others.push(self.operator_name(Some(*hand)).await?.unwrap_or_default());
        }
        Ok(DraftView {
            author: self.operator_name(Some(draft.author)).await?.unwrap_or_default(),
            others,
            decided_by: self.operator_name(draft.decided_by).await?,
            keys: key_views(&draft.document, &uses, settings.key_warning, self.clock.now()),
            changes: self.changes(draft.base.as_ref(), &draft.document),
            faults: self.draft_faults(&draft.document),
            is_stale,
            approval: approval(settings.second_person, draft.changed_by, &draft.hands, viewer),
            second_person: settings.second_person,
            draft,
        })
    }

    /// Everything that keeps `document` from taking effect.
    pub(crate) fn draft_faults(&self, document: &ClientDocument) -> Vec<DraftFault> {
        let http_allowed = self.settings.sandbox.is_some();
        let mut faults: Vec<DraftFault> = Client::check(document, http_allowed)
            .err()
            .unwrap_or_default()
            .iter()
            .map(|fault| DraftFault { section: section_of(fault.field), text: fault.to_string() })
            .collect();
        if let (Err(text), false) = (partner_keys(&document.keys), document.keys.is_empty()) {
            faults.push(DraftFault { section: RegistrationSection::Keys, text });
        }
        faults
    }
}

/// Those who worked on a draft, with one more.
pub(crate) fn with_hand(hands: &[OperatorId], hand: OperatorId) -> Vec<OperatorId> {
    let mut hands = hands.to_vec();
    if !hands.contains(&hand) {
        hands.push(hand);
    }
    hands
}

fn section_of(field: &str) -> RegistrationSection {
    match field {
        "redirect_uri" | "redirect_uris" | "onward_origins" => RegistrationSection::Addresses,
        "keys" => RegistrationSection::Keys,
        "scope" | "scopes" | "vtr" | "vectors" | "default_vtr" => RegistrationSection::Requests,
        "sso_partners" => RegistrationSection::SingleSignOn,
        _ => RegistrationSection::Names,
    }
}

/// A client of which nothing is known but what it is called.
fn empty(id: &ClientId, name: String) -> ClientDocument {
    ClientDocument {
        client_id: id.as_str().to_owned(),
        name,
        name_takes_the: false,
        redirect_uris: Vec::new(),
        onward_origins: Vec::new(),
        scopes: "openid".to_owned(),
        vectors: Vec::new(),
        keys: Vec::new(),
        refresh_tokens: false,
        nonce_optional: false,
        default_vtr: Vec::new(),
        sso: true,
        sso_partners: Vec::new(),
        im1: false,
        registration: true,
        terms_url: None,
        privacy_url: None,
        contact: None,
        issuer: IssuerName::Nhs,
        enabled: true,
    }
}
