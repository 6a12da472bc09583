//! G8: the connection to the GP surgery, and what becomes of it. Journeys 2.8

use std::sync::Arc;

use account_store::{Account, AuditEvent, Person, WriteFault};
use gateways::{GpConnection, GpCredentials, GpLink, GpPerson, GpRefusal};
use policy::{Action, GpCheck, ProvingFacts};
use vocabulary::{Cid, LevelProof, NhsNumber, Scope, TicketId};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::limits::Permit;
use crate::proving::answers::Check;
use crate::proving::gp::with;
use crate::proving::look_up::save_progress;
use crate::proving::outside::wait_a_little;
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// The choice on G8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectAnswer {
    /// Connect.
    Connect,
    /// Go on without.
    Skip,
}

/// A connection that is asked for, and whose it is.
struct Job {
    ticket: TicketId,
    account: Account,
    asked_at: i64,
}

impl Identity {
    /// G8: the account is connected to its GP surgery, or not. What is not known after a moment comes later (G4).
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.8 G8. Spec: F-45
    pub async fn connect_gp(&self, mut visit: Visit, answer: ConnectAnswer) -> Result<Answer<()>, Fault> {
        // Only for whom it was proven: before that, "refused" is about details, and connecting would ask about somebody else.
        let level = visit.ground.account.as_ref().map(|account| account.level);
        if level != Some(vocabulary::ProofingLevel::P9) || !visit.ground.client.client.im1 {
            return Ok(Answer::of(()));
        }
        if answer == ConnectAnswer::Skip {
            return self.answer(visit, |answers| answers.connection = Check::Skipped).await;
        }
        let inner = &self.0;
        let account = visit.ground.account.clone().ok_or(Fault::Bug("a connection without an account"))?;
        if let Permit::Refused { until } = inner.count(&visit.ground, Action::TryGpDetails, None).await? {
            return self.answer(visit, |answers| answers.connection = Check::Limited(until.micros())).await;
        }
        let job = Job { ticket: visit.ticket(), account, asked_at: visit.ground.now.micros() };
        visit.ground.answers_mut()?.connection = Check::Asked(job.asked_at);
        let mut batch = inner.store.batch();
        visit.ground.save(&mut batch)?;
        if inner.commit(batch).await? {
            let inner = Arc::clone(&self.0);
            let work = tokio::spawn(async move {
                if let Err(fault) = inner.try_connection(&job).await {
                    tracing::error!(%fault, "the outcome of a connection could not be written");
                }
            });
            wait_a_little(work, self.0.settings.waits.answer).await;
        }
        Ok(Answer::of(()))
    }
}

impl Ground {
    /// Whether this sign-in asks for the credentials of GP online services.
    ///
    /// Spec: M-16
    pub(crate) fn wants_gp_credentials(&self) -> bool {
        self.client.client.im1 && self.request.scopes.contains(Scope::GpIntegrationCredentials)
    }

    /// `facts`, with what happened to a connection: an account that was proven by GP details had one, so that one that is not there
    /// has lapsed (CID2020); of every other account it is remembered (CID7110).
    pub(crate) fn after_lapse(&self, facts: ProvingFacts) -> ProvingFacts {
        let Some(account) = self.account.as_ref().filter(|_| facts.connection == GpCheck::NotAsked) else {
            return facts;
        };
        let cid = match (account.level_proof, account.gp_lapsed_at) {
            (Some(LevelProof::GpDetails), _) => Cid::GP_CREDENTIALS_INVALID,
            (_, Some(_)) => Cid::GP_CONNECTION_LAPSED,
            (_, None) => return facts,
        };
        ProvingFacts { connection: GpCheck::Refused(cid), ..facts }
    }
}

impl Inner {
    async fn connection(&self, account: &Account) -> Result<Result<GpCredentials, Cid>, Fault> {
        let person = account.person.as_ref().ok_or(Fault::Bug("P9 without a person"))?;
        let (Some(gp), Some(number), Some(surgery)) =
            (&self.outside.gp, person.nhs_number, person.gp_ods_code.as_ref())
        else {
            return Ok(Err(GpRefusal::SurgeryNotAvailable.connect_cid()));
        };
        let who = GpPerson { family: person.family_name.clone(), born: person.birthdate };
        Ok(match gp.connect(&number, surgery, &who).await {
            Ok(GpConnection::Connected(credentials)) => Ok(credentials),
            Ok(GpConnection::Refused(refusal)) => Err(refusal.connect_cid()),
            Err(fault) => {
                tracing::warn!(%fault, "the GP system could not be asked");
                Err(fault.as_refusal().connect_cid())
            }
        })
    }

    async fn try_connection(&self, job: &Job) -> Result<(), Fault> {
        let outcome = self.connection(&job.account).await?;
        for _ in 0..4 {
            if self.write_connection(job, &outcome).await? {
                break;
            }
        }
        Ok(())
    }

    /// Writes what came of a connection; `false` when the account or another tab changed at the same instant. An answer to a question that
    /// was asked anew, or about a number that the account no longer has, is dropped.
    async fn write_connection(&self, job: &Job, outcome: &Result<GpCredentials, Cid>) -> Result<bool, Fault> {
        let Some((ticket, mut progress)) = self.ticket_progress(job.ticket, self.clock.now()).await? else {
            return Ok(true);
        };
        if progress.proving.connection != Check::Asked(job.asked_at) {
            return Ok(true);
        }
        let mut batch = self.store.batch();
        progress.proving.connection = match outcome {
            Err(cid) => Check::Refused(cid.number()),
            Ok(credentials) => {
                let account = self.store.account(job.account.id).await?.filter(Account::is_active);
                let number = |account: &Account| account.person.as_ref().and_then(|person| person.nhs_number);
                let asked_of = number(&job.account);
                if let Some(account) = account.filter(|account| number(account) == asked_of)
                    && let Some(person) = account.person
                {
                    batch.update_person(account.id, account.version, &with(person, credentials.clone()));
                    batch.set_gp_lapsed(account.id, None);
                    self.audit_of(account.id, &ticket, AuditEvent::GpConnected, &mut batch);
                }
                Check::NotAsked
            }
        };
        save_progress(&ticket, &progress, &mut batch)?;
        self.commit(batch).await
    }

    /// Asks whether the stored credentials of an account still open anything, and takes them away when not: whether it did that.
    /// A GP system that does not answer says nothing about them.
    ///
    /// Spec: M-16
    pub(crate) async fn drop_lapsed_link(&self, account: &Account) -> Result<bool, Fault> {
        let (Some(gp), Some((number, stored))) = (&self.outside.gp, link(account)) else { return Ok(false) };
        match gp.check_link(&number, &stored).await {
            Ok(GpLink::Lapsed) => {}
            Ok(GpLink::Valid) => return Ok(false),
            Err(fault) => {
                tracing::info!(%fault, "a connection to a GP system could not be checked");
                return Ok(false);
            }
        }
        for _ in 0..4 {
            let Some(account) = self.store.account(account.id).await? else { break };
            let same = link(&account).is_some_and(|(_, now)| is_same(&now, &stored));
            let Some(person) = account.person.clone().filter(|_| same) else { break };
            let without = Person { gp_user_id: None, gp_linkage_key: None, ..person };
            let mut batch = self.store.batch();
            batch.update_person(account.id, account.version, &without);
            batch.set_gp_lapsed(account.id, Some(self.clock.now()));
            self.audit_about(account.id, None, AuditEvent::GpDisconnected, &mut batch);
            match self.store.write(batch).await {
                Ok(_) => return Ok(true),
                Err(WriteFault::Conflict { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(false)
    }
}

/// The stored credentials of an account, and whose they are.
pub(super) fn link(account: &Account) -> Option<(NhsNumber, GpCredentials)> {
    let person = account.person.as_ref()?;
    let credentials = GpCredentials {
        user_id: person.gp_user_id.clone()?,
        linkage_key: person.gp_linkage_key.clone()?,
        ods_code: person.gp_ods_code.clone()?,
    };
    Some((person.nhs_number?, credentials))
}

fn is_same(one: &GpCredentials, other: &GpCredentials) -> bool {
    one.user_id.expose() == other.user_id.expose()
        && one.linkage_key.expose() == other.linkage_key.expose()
        && one.ods_code == other.ods_code
}
