//! C1 to C5: what is shared, and under which terms.

use account_store::{AuditEvent, Consent, Terms};
use policy::Step;

use crate::fault::Fault;
use crate::progress::Sharing;
use crate::service::Identity;
use crate::visit::{Answer, Visit};

/// An answer to a question of agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// "I agree."
    Given,
    /// "I do not agree."
    Refused,
}

/// The choice on C3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reconsidered {
    /// Go back and agree.
    GoBack,
    /// Continue without sharing.
    Leave,
}

impl Identity {
    /// C1 and C2: share, or not.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Spec: F-58. Journeys 1.10
    pub async fn share(&self, mut visit: Visit, agreement: Agreement) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let mut batch = inner.store.batch();
        match (agreement, visit.step()) {
            (Agreement::Refused, _) => {
                visit.ground.progress.sharing = Sharing::Refused;
                inner.audit(&visit.ground, AuditEvent::ConsentRefused, &mut batch);
            }
            (Agreement::Given, Step::Share { .. } | Step::ShareMore { .. }) => {
                let ground = &mut visit.ground;
                let account = ground.account.as_ref().ok_or(Fault::Bug("consent without an account"))?;
                let before = ground.consent.as_ref().filter(|consent| consent.withdrawn_at.is_none());
                let consent = Consent {
                    account_id: account.id,
                    client_id: ground.client.client.id.clone(),
                    scopes: before
                        .map_or(ground.request.scopes, |consent| consent.scopes.or(ground.request.scopes)),
                    level: account.level,
                    agreed_at: ground.now,
                    withdrawn_at: None,
                };
                batch.upsert_consent(&consent);
                ground.progress.sharing = Sharing::NotAnswered;
                inner.audit(ground, AuditEvent::ConsentGiven { scopes: consent.scopes }, &mut batch);
            }
            _ => return Ok(Answer::of(())),
        }
        visit.ground.save(&mut batch)?;
        inner.commit(batch).await?;
        Ok(Answer::of(()))
    }

    /// C3: once more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reconsider(&self, visit: Visit, choice: Reconsidered) -> Result<Answer<()>, Fault> {
        self.0
            .note(visit, |progress| {
                progress.sharing = match choice {
                    Reconsidered::GoBack => Sharing::NotAnswered,
                    Reconsidered::Leave => Sharing::RefusedForGood,
                };
            })
            .await
    }

    /// C5: the changed terms.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 2.9 C5, decision 7
    pub async fn agree_terms(&self, mut visit: Visit, agreement: Agreement) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let mut batch = inner.store.batch();
        let account = visit.ground.account.as_ref().ok_or(Fault::Bug("terms without an account"))?.id;
        match agreement {
            Agreement::Given => {
                let terms =
                    Terms { version: inner.settings.terms_version.clone(), agreed_at: visit.ground.now };
                batch.update_terms(account, &terms);
                inner.audit(&visit.ground, AuditEvent::TermsAgreed, &mut batch);
            }
            Agreement::Refused => visit.ground.progress.terms_refused = true,
        }
        visit.ground.save(&mut batch)?;
        inner.commit(batch).await?;
        Ok(Answer::of(()))
    }
}
