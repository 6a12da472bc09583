//! S1, S2 and R1: whose sign-in is it?

use policy::Action;
use vocabulary::{EmailAddress, EmailProblem};

use crate::browser::{Change, Cookies};
use crate::fault::Fault;
use crate::ground::session_digest;
use crate::limits::Permit;
use crate::service::Identity;
use crate::visit::{Answer, Visit};

/// What came of an email address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailGiven {
    /// It was looked up.
    Accepted,
    /// It has not the form of one.
    Problem(EmailProblem),
    /// Its provider cannot be used (journeys.md S1).
    BlockedDomain,
    /// Too many look-ups: the dispatcher shows the wait.
    TooMany,
}

impl Identity {
    /// S1: an address is typed. Whether it has an account decides the next page (decision 10); look-ups are limited for the network and
    /// the address, and on a remembered device of the address's account for that device alone.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.2, 2.1 S1
    pub async fn give_email(&self, mut visit: Visit, typed: &str) -> Result<Answer<EmailGiven>, Fault> {
        let inner = &self.0;
        let email = match EmailAddress::try_from(typed) {
            Ok(email) => email,
            Err(problem) => return Ok(Answer::of(EmailGiven::Problem(problem))),
        };
        let account = inner.store.find_account_by_email(&email).await?;
        visit.ground.looked_up = Some((email.clone(), visit.ground.remembered_by(account.as_ref())));
        if let Permit::Refused { until } = inner.count(&visit.ground, Action::LookUpEmail, None).await? {
            visit.ground.progress.look_ups_refused_until = Some(until.micros());
            inner.save_alone(&visit.ground).await?;
            return Ok(Answer::of(EmailGiven::TooMany));
        }
        // Whoever has a login keeps it: only new addresses are refused.
        if account.is_none() && inner.is_blocked(&email).await? {
            return Ok(Answer::of(EmailGiven::BlockedDomain));
        }
        visit.ground.forget_person();
        visit.ground.progress.email = Some(email.as_str().to_owned());
        inner.save_alone(&visit.ground).await?;
        Ok(Answer::of(EmailGiven::Accepted))
    }

    /// "Use a different email address": back to S1.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_email(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.0.note(visit, |progress| *progress = progress.anew()).await
    }

    /// D12: somebody who has another login goes on with that one. The session here ends: it would answer in their place.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_account(&self, mut visit: Visit) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let mut batch = inner.store.batch();
        let mut cookies = Cookies::default();
        if let Some(digest) = session_digest(&visit.browser) {
            batch.delete_session(&digest);
            cookies.session = Change::Clear;
        }
        visit.ground.forget_person();
        visit.ground.save(&mut batch)?;
        inner.commit(batch).await?;
        Ok(Answer { outcome: (), cookies })
    }

    /// S2: continue to the password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn continue_found_account(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.0.note(visit, |progress| progress.found_account_seen = true).await
    }

    /// R1: continue to creating a password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn continue_registration(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.0.note(visit, |progress| progress.registration_seen = true).await
    }

    /// "Return to the service" on a page where nothing else can be done: the dispatcher then leaves with an error.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn return_to_client(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.0.note(visit, |progress| progress.going_back = true).await
    }
}
