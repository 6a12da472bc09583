//! The look-up of D6 and D7: asked in the background, its outcome written as a fact.

use std::sync::Arc;

use account_store::{Account, AuditEvent, Batch, Involved, Ticket, WriteFault};
use policy::Finding;
use tokio::task::JoinHandle;
use vocabulary::{AccountId, Cid, Instant, PhoneNumber, Secret, TicketId};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::progress::Progress;
use crate::proving::answers::{Answers, LookUp, Typed};
use crate::proving::record::{Asked, Judged};
use crate::service::{Identity, Inner};

/// How often an outcome is written again when another tab was faster.
const TRIES: usize = 4;

/// What is looked up, for whom.
struct Job {
    ticket: TicketId,
    account: AccountId,
    asked_at: i64,
    typed: Typed,
    own_mobile: Option<PhoneNumber>,
}

impl Identity {
    /// Starts the look-up of what was typed.
    pub(crate) fn look_up(self, ground: &Ground, asked_at: i64) -> Result<JoinHandle<()>, Fault> {
        let answers = ground.answers().ok_or(Fault::Bug("a look-up without answers"))?;
        let account = ground.account.as_ref().ok_or(Fault::Bug("a look-up without an account"))?;
        let job = Job {
            ticket: ground.ticket.as_ref().ok_or(Fault::Bug("a look-up without a ticket"))?.id,
            account: account.id,
            asked_at,
            typed: answers.typed.clone(),
            own_mobile: account.mobile.as_ref().map(|phone| phone.number.clone()),
        };
        let inner = Arc::clone(&self.0);
        Ok(tokio::spawn(async move {
            if let Err(fault) = inner.carry_out(&job).await {
                tracing::error!(%fault, "the outcome of a look-up could not be written");
            }
        }))
    }
}

impl Inner {
    async fn carry_out(&self, job: &Job) -> Result<(), Fault> {
        let judged = self.judge_typed(&job.typed, job.account, job.own_mobile.as_ref()).await?;
        if judged == Judged::Finding(Finding::Deceased) {
            return self.disable(job.account, Cid::DISABLED).await;
        }
        for _ in 0..TRIES {
            if self.write_outcome(job, &judged).await? {
                break;
            }
        }
        Ok(())
    }

    async fn judge_typed(
        &self,
        typed: &Typed,
        account: AccountId,
        own: Option<&PhoneNumber>,
    ) -> Result<Judged, Fault> {
        match Asked::of(typed) {
            Some(asked) => self.judge(&asked, account, own).await,
            None => Err(Fault::Bug("a look-up of incomplete details")),
        }
    }

    /// Writes the outcome into the ticket; `false` when another tab was faster. An answer to a question that was asked anew is dropped.
    async fn write_outcome(&self, job: &Job, judged: &Judged) -> Result<bool, Fault> {
        let now = self.clock.now();
        let still_asked = |answers: &Answers| {
            answers.account.as_deref() == Some(job.account.to_string().as_str())
                && matches!(answers.look_up, LookUp::Asked(at) if at == job.asked_at)
        };
        let Some((ticket, mut progress)) = self.ticket_progress(job.ticket, now).await? else {
            return Ok(true);
        };
        let answers = &mut progress.proving;
        if !still_asked(answers) {
            return Ok(true);
        }
        answers.look_up = judged.look_up();
        if matches!(answers.look_up, LookUp::NoMatch | LookUp::Several | LookUp::NumberNotVerified) {
            answers.rounds += 1;
        }
        let event = match &answers.look_up {
            LookUp::Found(_) => AuditEvent::DetailsMatched,
            _ => AuditEvent::DetailsNotMatched { round: answers.rounds },
        };
        let mut batch = self.store.batch();
        save_progress(&ticket, &progress, &mut batch)?;
        self.audit_of(job.account, &ticket, event, &mut batch);
        self.commit(batch).await
    }

    /// A ticket that is still open, with its progress.
    pub(crate) async fn ticket_progress(
        &self,
        id: TicketId,
        now: Instant,
    ) -> Result<Option<(Ticket, Progress)>, Fault> {
        let Some(ticket) = self.store.ticket(id, now).await? else { return Ok(None) };
        let progress: Progress = serde_json::from_slice(ticket.progress.expose())
            .map_err(|_| Fault::Bug("a stored progress does not parse"))?;
        Ok(progress.end.is_none().then_some((ticket, progress)))
    }

    /// Adds an audit event about an account and the client of `ticket`.
    pub(crate) fn audit_of(&self, account: AccountId, ticket: &Ticket, event: AuditEvent, batch: &mut Batch) {
        self.audit_about(account, Some(ticket.client_id.clone()), event, batch);
    }

    /// Disables an account that is active, and ends its sessions and grants.
    pub(crate) async fn disable(&self, id: AccountId, cid: Cid) -> Result<(), Fault> {
        for _ in 0..TRIES {
            let Some(account) = self.store.account(id).await?.filter(Account::is_active) else { break };
            let mut batch = self.store.batch();
            self.add_disabling(&account, (cid, None), &Involved::default(), &mut batch);
            match self.store.write(batch).await {
                Ok(_) => {
                    self.mail.notify_one();
                    break;
                }
                Err(WriteFault::Conflict { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(())
    }
}

/// Adds the statement that stores a progress that no ground holds.
pub(crate) fn save_progress(ticket: &Ticket, progress: &Progress, batch: &mut Batch) -> Result<(), Fault> {
    let text = serde_json::to_vec(progress).map_err(|_| Fault::Bug("a progress does not serialise"))?;
    batch.update_ticket(ticket.id, ticket.version, &Secret::new(text));
    Ok(())
}
