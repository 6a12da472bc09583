//! Cases of a sandbox: submitted without the pages, for checkers to try.

use ::evidence::{BlobKey, BlobKind};
use account_store::{AuditEvent, Evidence, NewCase};
use vocabulary::{
    CaseId, CheckRoute, ClientId, DocumentKind, EmailAddress, EvidenceKind, Lifetime, VideoMethod,
};

use crate::checking::case_file::CaseDetails;
use crate::fault::Fault;
use crate::proving::answers::Typed;
use crate::proving::photo_draft::{self, Draft};
use crate::service::{Identity, Inner};

/// A case to put into a sandbox.
#[derive(Debug, Clone)]
pub struct SandboxCase {
    /// Whose: an account that is there.
    pub email: EmailAddress,
    /// Through which client.
    pub client: ClientId,
    /// What the person told; of an account with a record, the record's count instead.
    pub details: CaseDetails,
    /// Which document the photos show.
    pub document: DocumentKind,
    /// How the digits are given.
    pub method: VideoMethod,
    /// The files with what they are, taken as they are.
    pub files: Vec<(EvidenceKind, &'static str, Vec<u8>)>,
}

impl Identity {
    /// Puts a submitted case into the checkers' queue of a sandbox; none outside sandbox mode, without such an account, or when the account
    /// has a case that is not decided.
    ///
    /// # Errors
    /// When the store or the place of evidence fails.
    pub async fn seed_case(&self, seed: SandboxCase) -> Result<Option<CaseId>, Fault> {
        let inner = &self.0;
        let Some(account) = inner.store.find_account_by_email(&seed.email).await? else { return Ok(None) };
        if inner.settings.sandbox.is_none() || inner.store.open_case_of(account.id).await?.is_some() {
            return Ok(None);
        }
        let mut draft = Draft::new(inner.random::<4>().map(|byte| byte % 10), false);
        draft.set_document(seed.document);
        draft.set_method(seed.method);
        draft.details = Some(match &account.person {
            Some(person) => photo_draft::CaseDetails::of_person(person),
            None => photo_draft::CaseDetails::of_typed(&typed(&seed.details)),
        });
        let id = CaseId::from_bytes(inner.random());
        let now = inner.clock.now();
        let mut batch = inner.store.batch();
        let (account_id, client_id) = (account.id, seed.client.clone());
        batch.insert_case(&NewCase { id, account_id, client_id, draft: draft.stored()?, created_at: now });
        if !inner.commit(batch).await? {
            return Ok(None);
        }
        for file in seed.files {
            inner.seed_file(id, file).await?;
        }
        let mut batch = inner.store.batch();
        batch.submit_case(id, 0, CheckRoute::Manual, now);
        inner.audit_about(account.id, Some(seed.client), AuditEvent::CaseSubmitted, &mut batch);
        inner.write(batch).await?;
        Ok(Some(id))
    }
}

impl Inner {
    async fn seed_file(
        &self,
        case_id: CaseId,
        (kind, media_type, bytes): (EvidenceKind, &'static str, Vec<u8>),
    ) -> Result<(), Fault> {
        let place = self.outside.evidence.as_ref().ok_or(Fault::Bug("evidence without a place"))?;
        let blob_key: [u8; 16] = self.random();
        let created_at = self.clock.now();
        let mut batch = self.store.batch();
        batch.plan_blob_deletion(&blob_key, created_at.after(Lifetime::hours(1)));
        self.write(batch).await?;
        let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
        let is_photo = matches!(kind, EvidenceKind::Front | EvidenceKind::Back);
        let blob = if is_photo { BlobKind::Photo } else { BlobKind::Video };
        let stored = place.put(&BlobKey::from_bytes(blob_key), blob, bytes).await;
        stored.map_err(|fault| Fault::Store(fault.to_string()))?;
        let mut batch = self.store.batch();
        let media_type = media_type.to_owned();
        batch.put_evidence(&Evidence { case_id, kind, blob_key, media_type, size, created_at });
        self.write(batch).await
    }
}

fn typed(details: &CaseDetails) -> Typed {
    let told = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Typed {
        knows_number: Some(!details.nhs_number.is_empty()),
        nhs_number: told(&details.nhs_number),
        first_name: told(&details.given_name),
        middle_name: None,
        last_name: told(&details.family_name),
        born: told(&details.born),
        postcode: told(&details.postcode),
    }
}
