//! A partner and its own registration: seen, and changed. With a log in a change is a proposal that operators approve; in a sandbox that
//! asks nobody to log in it takes effect at once.

use account_store::{AuditEvent, ClientDraft};
use vocabulary::{
    ChangedBy, ClientDocument, ClientId, DraftId, DraftState, Permission, RegistrationSection, Sandbox,
};

use super::decide::DraftDecided;
use super::draft::{DraftFault, DraftView};
use super::edit::{PartnerKeyRefused, RegistrationEdit};
use super::effect::{Attempted, Behind};
use crate::fault::Fault;
use crate::partner_pages::{OwnClient, PartnerUser};
use crate::service::{Identity, Inner};

/// The most proposals that are shown.
const SHOWN: u32 = 20;
/// The most that wait at a time for one client: operators have to read them.
const MOST_WAITING: usize = 10;
/// More drafts than are ever open.
const MOST_OPEN: u32 = 5_000;

/// What came of a partner's change of its own client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnChange {
    /// It holds now.
    TookEffect,
    /// It waits for an operator.
    Waits(DraftId),
    /// It breaks rules.
    Faulty(Vec<DraftFault>),
    /// The keys were not taken.
    Key(PartnerKeyRefused),
    /// It changes nothing.
    SameAsBefore,
    /// Somebody changed the registration at the same moment.
    Changed,
    /// As many changes as may wait are waiting.
    TooManyWait,
}

/// What came of registering a client of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnRegistered {
    /// It holds now.
    TookEffect(ClientId),
    /// It breaks rules.
    Faulty(Vec<DraftFault>),
    /// The key was not taken.
    Key(PartnerKeyRefused),
    /// A client of this identifier is there already.
    Exists,
}

/// The sections that a partner changes itself. What a client may ask for and with whom it shares log ins is for operators to offer.
const OWN_SECTIONS: [RegistrationSection; 3] =
    [RegistrationSection::Names, RegistrationSection::Addresses, RegistrationSection::Keys];

impl Identity {
    /// What was proposed for this client by its developers, newest first, with what became of it. Empty where nobody logs in.
    ///
    /// # Errors
    /// When they may not use the partner pages, or the store fails.
    ///
    /// Spec: F-59
    pub async fn own_proposals(&self, user: &PartnerUser, own: &OwnClient) -> Result<Vec<DraftView>, Fault> {
        let PartnerUser::LoggedIn(by) = user else { return Ok(Vec::new()) };
        by.must(Permission::UsePartnerPages)?;
        let inner = &self.0;
        let mut proposals = Vec::new();
        for draft in inner.store.list_client_drafts(own.id(), SHOWN).await? {
            if draft.changed_by == ChangedBy::Partner {
                proposals.push(inner.draft_view(draft, by.id()).await?);
            }
        }
        Ok(proposals)
    }

    /// Changes one section of a partner's own client. From somebody who is logged in it is a proposal: submitted at once, it takes effect
    /// when an operator approves it, also where no second person is needed otherwise. Where nobody logs in it takes effect now.
    ///
    /// # Errors
    /// When they may not use the partner pages, the section is not theirs to change, or the store fails.
    ///
    /// Spec: F-59
    pub async fn change_own_client(
        &self,
        user: &PartnerUser,
        own: &OwnClient,
        edit: RegistrationEdit,
    ) -> Result<OwnChange, Fault> {
        if !edit.section().is_some_and(|section| OWN_SECTIONS.contains(&section)) {
            return Err(Fault::Bug("a section that is not for partners to change"));
        }
        let (inner, stored) = (&self.0, own.stored());
        let document = match edit.applied_to(stored.document.clone()) {
            Ok(document) => document,
            Err(refused) => return Ok(OwnChange::Key(refused)),
        };
        if document == stored.document {
            return Ok(OwnChange::SameAsBefore);
        }
        let faults = inner.draft_faults(&document);
        if !faults.is_empty() {
            return Ok(OwnChange::Faulty(faults));
        }
        match user {
            PartnerUser::Sandbox(_) => inner.change_at_once(own.id(), &document, stored.revision).await,
            PartnerUser::LoggedIn(by) => {
                by.must(Permission::UsePartnerPages)?;
                if inner.waiting_proposals(own.id()).await? >= MOST_WAITING {
                    return Ok(OwnChange::TooManyWait);
                }
                let mut draft = inner.new_draft(document, by.id(), ChangedBy::Partner)?;
                (draft.base, draft.base_revision) = (Some(stored.document.clone()), stored.revision);
                draft.state = DraftState::Submitted;
                let mut batch = inner.store.batch();
                batch.insert_client_draft(&draft);
                for event in [
                    AuditEvent::ClientDraftBegun { draft: draft.id },
                    AuditEvent::ClientDraftSubmitted { draft: draft.id },
                ] {
                    inner.audit_client(own.id(), event, (Some(by.id()), None), &mut batch);
                }
                inner.write(batch).await?;
                Ok(OwnChange::Waits(draft.id))
            }
        }
    }

    /// Registers the client that `edits` make of `document`, from the partner pages of a sandbox that asks nobody to log in. It takes
    /// effect now: a developer tries things out.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Spec: F-59
    pub async fn register_own_client(
        &self,
        _: Sandbox,
        mut document: ClientDocument,
        edits: impl IntoIterator<Item = RegistrationEdit>,
    ) -> Result<OwnRegistered, Fault> {
        let inner = &self.0;
        for edit in edits {
            document = match edit.applied_to(document) {
                Ok(document) => document,
                Err(refused) => return Ok(OwnRegistered::Key(refused)),
            };
        }
        let faults = inner.draft_faults(&document);
        let (Ok(id), true) = (ClientId::try_from(document.client_id.as_str()), faults.is_empty()) else {
            return Ok(OwnRegistered::Faulty(faults));
        };
        Ok(match inner.change_at_once(&id, &document, 0).await? {
            OwnChange::Changed => OwnRegistered::Exists,
            _ => OwnRegistered::TookEffect(id),
        })
    }

    /// Gives up the proposal that was shown as `version`, of a partner's own client.
    ///
    /// # Errors
    /// When they may not use the partner pages, or the store fails.
    pub async fn withdraw_proposal(
        &self,
        user: &PartnerUser,
        own: &OwnClient,
        (id, version): (DraftId, i64),
    ) -> Result<DraftDecided, Fault> {
        let PartnerUser::LoggedIn(by) = user else { return Ok(DraftDecided::Unknown) };
        by.must(Permission::UsePartnerPages)?;
        let draft = self.0.store.client_draft(id).await?;
        let is_theirs =
            draft.is_some_and(|draft| draft.client_id == *own.id() && draft.changed_by == ChangedBy::Partner);
        if is_theirs {
            self.0.withdraw((id, version), (by.id(), None)).await
        } else {
            Ok(DraftDecided::Unknown)
        }
    }
}

impl Inner {
    async fn waiting_proposals(&self, id: &ClientId) -> Result<usize, Fault> {
        let drafts = self.store.list_open_client_drafts(MOST_OPEN).await?;
        let waits = |draft: &&ClientDraft| {
            draft.client_id == *id
                && draft.changed_by == ChangedBy::Partner
                && draft.state == DraftState::Submitted
        };
        Ok(drafts.iter().filter(waits).count())
    }

    async fn change_at_once(
        &self,
        id: &ClientId,
        document: &ClientDocument,
        from: i64,
    ) -> Result<OwnChange, Fault> {
        let behind = Behind { changed_by: ChangedBy::Partner, ..Behind::COMMAND_LINE };
        let mut batch = self.store.batch();
        self.put_into_effect(document, from, &behind, &mut batch)?;
        self.audit_client(id, AuditEvent::ClientChanged, (None, None), &mut batch);
        Ok(match self.race(batch).await? {
            Attempted::Done => {
                self.registry.forget(id);
                OwnChange::TookEffect
            }
            Attempted::Raced(_) => OwnChange::Changed,
        })
    }
}
