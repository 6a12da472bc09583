//! The writes of `cases` until a checker has one: the person, and the document-check provider.

use vocabulary::{AccountId, CaseId, CheckRoute, ClientId, DeclineReason, Instant, Secret};

use crate::batch::{Batch, Expect};
use crate::statement::register;
use crate::tables::cases::{DRAFT, VERDICT};

register! { "cases";
    INSERT = "INSERT INTO cases \
        (case_id, account_id, client_id, status, route, draft, created_at, changed_at, version) \
        VALUES ($1, $2, $3, 'draft', 'manual', $4, $5, $5, 0)";
    UPDATE_DRAFT = "UPDATE cases SET draft = $3, changed_at = $4, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND status = 'draft'";
    SUBMIT = "UPDATE cases SET status = 'submitted', route = $3, submitted_at = $4, changed_at = $4, \
        provider_due_at = CASE WHEN $3 = 'automated' THEN CAST($4 AS BIGINT) END, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND status = 'draft'";
    SET_PROVIDER = "UPDATE cases SET provider_reference = COALESCE($3, provider_reference), \
        provider_due_at = $4, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND status = 'submitted' AND route = 'automated'";
    SET_VERDICT = "UPDATE cases SET verdict = $3, route = $4, provider_due_at = NULL, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND status = 'submitted' AND route = 'automated'";
    DISCARD = "DELETE FROM cases WHERE case_id = $1 AND version = $2 AND status = 'draft'";
    POSTPONE = "UPDATE cases SET provider_due_at = $2 \
        WHERE case_id = $1 AND decided_at IS NOT NULL AND applied_at IS NULL";
    OVERTURN = "UPDATE cases SET status = 'declined', reason = $3, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND status = 'approved' AND applied_at IS NULL";
    MARK_APPLIED = "UPDATE cases SET applied_at = $3, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND decided_at IS NOT NULL AND applied_at IS NULL";
}

/// A case that begins.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Its identifier.
    pub id: CaseId,
    /// Whose identity is checked.
    pub account_id: AccountId,
    /// Through which client.
    pub client_id: ClientId,
    /// What the person told so far, as JSON; sealed in the database.
    pub draft: Secret<Vec<u8>>,
    /// When.
    pub created_at: Instant,
}

impl Batch {
    /// Begins a case, as a draft; a conflict when the account has one that is not decided.
    pub fn insert_case(&mut self, case: &NewCase) -> &mut Self {
        let sealed = self.vault().seal(DRAFT, case.id.as_bytes(), case.draft.expose());
        let values = vec![
            case.id.into(),
            case.account_id.into(),
            (&case.client_id).into(),
            sealed.into(),
            case.created_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Writes what the person told so far; a conflict when the case changed since `version` or was submitted.
    pub fn update_case_draft(
        &mut self,
        id: CaseId,
        version: i64,
        draft: &Secret<Vec<u8>>,
        changed_at: Instant,
    ) -> &mut Self {
        let sealed = self.vault().seal(DRAFT, id.as_bytes(), draft.expose());
        let values = vec![id.into(), version.into(), sealed.into(), changed_at.into()];
        self.push(&UPDATE_DRAFT, Expect::Exactly(1), values)
    }

    /// Submits a draft; on the automated route the provider is due at once. A conflict when the case changed
    /// since `version` or was submitted.
    pub fn submit_case(&mut self, id: CaseId, version: i64, route: CheckRoute, at: Instant) -> &mut Self {
        let values = vec![id.into(), version.into(), route.as_str().into(), at.into()];
        self.push(&SUBMIT, Expect::Exactly(1), values)
    }

    /// Records the provider's reference, if there is a new one, and when the provider is asked next; a conflict
    /// when the case changed since `version` or is not at the provider.
    pub fn set_case_provider(
        &mut self,
        id: CaseId,
        version: i64,
        reference: Option<&str>,
        due_at: Instant,
    ) -> &mut Self {
        let values = vec![id.into(), version.into(), reference.into(), due_at.into()];
        self.push(&SET_PROVIDER, Expect::Exactly(1), values)
    }

    /// Records what the provider found. With [`CheckRoute::Manual`] the case joins the checkers' queue; otherwise
    /// decide it in the same batch. A conflict when the case changed since `version` or is not at the provider.
    pub fn set_case_verdict(
        &mut self,
        id: CaseId,
        version: i64,
        verdict: &Secret<Vec<u8>>,
        route: CheckRoute,
    ) -> &mut Self {
        let sealed = self.vault().seal(VERDICT, id.as_bytes(), verdict.expose());
        let values = vec![id.into(), version.into(), sealed.into(), route.as_str().into()];
        self.push(&SET_VERDICT, Expect::Exactly(1), values)
    }

    /// Deletes a draft with its evidence; a conflict when it changed since `version` or was submitted.
    pub fn discard_case(&mut self, id: CaseId, version: i64) -> &mut Self {
        self.push(&DISCARD, Expect::Exactly(1), vec![id.into(), version.into()])
    }

    /// Lets a decision that could not take effect now wait until `until`, so that others go first.
    pub fn postpone_decision(&mut self, id: CaseId, until: Instant) -> &mut Self {
        self.push(&POSTPONE, Expect::Any, vec![id.into(), until.into()])
    }

    /// Makes an approval that cannot take effect a decline; a conflict when it changed since `version` or has taken effect.
    pub fn overturn_approval(&mut self, id: CaseId, version: i64, reason: DeclineReason) -> &mut Self {
        self.push(&OVERTURN, Expect::Exactly(1), vec![id.into(), version.into(), reason.as_str().into()])
    }

    /// Records that a decision took effect; a conflict when it changed since `version` or has taken effect.
    pub fn mark_case_applied(&mut self, id: CaseId, version: i64, at: Instant) -> &mut Self {
        self.push(&MARK_APPLIED, Expect::Exactly(1), vec![id.into(), version.into(), at.into()])
    }
}
