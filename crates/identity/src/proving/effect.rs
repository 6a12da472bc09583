//! Decisions of photo ID cases take effect: a level, an email, or an account that has to be looked at.

use account_store::{Account, AuditEvent, Batch, Case, Involved, LevelRaise, Person, WriteFault};
use gateways::Lookup;
use vocabulary::{
    CaseStatus, Cid, DeclineReason, LevelProof, Message, Milestone, NhsNumber, PatientRecord, ProofingLevel,
    Secret,
};

use crate::checking::outcome::Outcome;
use crate::fault::Fault;
use crate::proving::answers::Found;
use crate::service::Inner;

/// Whose record a case was decided for.
enum Proven {
    /// This one.
    Record(Box<PatientRecord>),
    /// PDS does not say now: later.
    Later,
    /// There is none that can be somebody's.
    Nobody,
}

impl Inner {
    /// Makes a decision that can no longer be taken back take effect. All of it in one batch, so that it happens once.
    ///
    /// Journeys 1.8, E12 to E15, CID2013
    pub(crate) async fn apply(&self, case: &Case) -> Result<(), Fault> {
        let Some(account) = self.store.account(case.account_id).await? else { return Ok(()) };
        // A re-check may find its number in order again: until then nothing is decided for good.
        if account.disabled == Some(Cid::NHS_NUMBER_PROBLEM) {
            return Ok(());
        }
        if !account.is_active() {
            let mut batch = self.store.batch();
            self.add_gp_block(case, &account, &mut batch)?;
            return self.close(case, batch).await;
        }
        match (case.status, case.reason) {
            (CaseStatus::Approved, _) => self.apply_approval(case, &account).await,
            (CaseStatus::Declined, reason) => {
                let reason = reason.unwrap_or(DeclineReason::UnclearOther);
                self.apply_decline(case, &account, reason).await
            }
            _ => Err(Fault::Bug("a case without a decision is to take effect")),
        }
    }

    async fn apply_decline(
        &self,
        case: &Case,
        account: &Account,
        reason: DeclineReason,
    ) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        self.add_gp_block(case, account, &mut batch)?;
        self.tell(account, &Message::PhotoIdDeclined { reason }, &mut batch);
        self.close(case, batch).await
    }

    /// An approval that cannot take effect: the person is told why, and the case says so from now on.
    async fn overturn(&self, case: &Case, account: &Account, reason: DeclineReason) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.overturn_approval(case.id, case.version, reason);
        let event = AuditEvent::CaseDecided { status: CaseStatus::Declined, reason: Some(reason) };
        self.audit_about(account.id, Some(case.client_id.clone()), event, &mut batch);
        self.tell(account, &Message::PhotoIdDeclined { reason }, &mut batch);
        self.close(&Case { version: case.version + 1, ..case.clone() }, batch).await
    }

    /// A safeguarding concern about the GP's details outlives the case, and the account.
    fn add_gp_block(&self, case: &Case, account: &Account, batch: &mut Batch) -> Result<(), Fault> {
        let reason = case.reason.filter(|_| case.status == CaseStatus::Declined);
        if reason.is_some_and(DeclineReason::blocks_gp_details) {
            let own = account.person.as_ref().and_then(|person| person.nhs_number);
            let number = own.or(Outcome::of(case)?.record_number());
            batch.block_gp_details(account.id, number.as_ref(), self.clock.now());
        }
        Ok(())
    }

    async fn apply_approval(&self, case: &Case, account: &Account) -> Result<(), Fault> {
        let known = account.person.as_ref().and_then(|person| person.nhs_number);
        let traced = Outcome::of(case)?.nhs_number;
        let traced = traced.and_then(|text| NhsNumber::try_from(text.as_str()).ok());
        let Some(number) = traced.or(known) else {
            tracing::error!(case = %case.id, "a case was approved without a record");
            return self.overturn(case, account, DeclineReason::NoRecord).await;
        };
        let record = match self.proven(number).await? {
            Proven::Record(record) => record,
            Proven::Later => return Ok(()),
            Proven::Nobody => return self.overturn(case, account, DeclineReason::RecordIssue).await,
        };
        if record.deceased {
            return self.lock(case, account, Cid::DISABLED).await;
        }
        let today = self.clock.now().date();
        if record.born.is_some_and(|born| born.age_on(today) < self.settings.rules.minimum_age) {
            return self.overturn(case, account, DeclineReason::UnderAge).await;
        }
        // The number of P5 may have been superseded since: what counts is where it leads now.
        if let Some(known) = known.filter(|known| *known != record.nhs_number)
            && !self.leads_to(known, record.nhs_number).await?
        {
            return self.lock(case, account, Cid::LEVEL_MISMATCH).await;
        }
        self.raise(case, account, &record).await
    }

    async fn raise(&self, case: &Case, account: &Account, record: &PatientRecord) -> Result<(), Fault> {
        let own = account.mobile.as_ref().map(|phone| &phone.number);
        let found = Found::of(record, own);
        let Some(person) = found.as_ref().and_then(Found::person) else {
            return self.overturn(case, account, DeclineReason::RecordIssue).await;
        };
        let person = keeping_connection(account.person.as_ref(), person);
        let now = self.clock.now();
        let mut batch = self.store.batch();
        if account.level < ProofingLevel::P9 {
            batch.raise_level(
                account.id,
                account.version,
                &LevelRaise {
                    level: ProofingLevel::P9,
                    proof: LevelProof::PhotoId,
                    client: Some(&case.client_id),
                    at: now,
                    person: &person,
                },
            );
            if let Some(mobile) = own.filter(|_| found.is_some_and(|found| found.has_own_phone)) {
                batch.match_phone(account.id, mobile);
            }
            let raised = AuditEvent::LevelRaised { level: ProofingLevel::P9, proof: LevelProof::PhotoId };
            self.audit_about(account.id, Some(case.client_id.clone()), raised, &mut batch);
            self.reach_with(&case.client_id, &[Milestone::SteppedUp], &mut batch);
            self.tell(account, &Message::PhotoIdPassed, &mut batch);
        }
        batch.mark_case_applied(case.id, case.version, now);
        self.draw_for_audit(case, &mut batch);
        match self.store.write(batch).await {
            Ok(_) => {
                self.mail.notify_one();
                Ok(())
            }
            Err(WriteFault::Conflict { .. }) if self.is_taken(record.nhs_number, account.id).await? => {
                self.overturn(case, account, DeclineReason::OnAnotherLogin).await
            }
            // Somebody changed the account or the case at the same instant: the next round looks again.
            Err(WriteFault::Conflict { .. }) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Nobody may use the account until it is clear whose it is (CID2013), or it is nobody's any more.
    async fn lock(&self, case: &Case, account: &Account, cid: Cid) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        self.add_disabling(account, (cid, None), &Involved::default(), &mut batch);
        self.close(case, batch).await
    }

    /// Writes `batch` with the note that the decision took effect.
    async fn close(&self, case: &Case, mut batch: Batch) -> Result<(), Fault> {
        batch.mark_case_applied(case.id, case.version, self.clock.now());
        if self.commit(batch).await? {
            self.mail.notify_one();
        }
        Ok(())
    }

    fn tell(&self, account: &Account, message: &Message, batch: &mut Batch) {
        let recipient = Secret::new(account.email.as_str().to_owned());
        self.post(message, recipient, self.clock.now(), batch);
    }

    async fn proven(&self, number: NhsNumber) -> Result<Proven, Fault> {
        Ok(match self.pds()?.retrieve(&number).await {
            Ok(Lookup::Found(record) | Lookup::Superseded(record)) => Proven::Record(record),
            Ok(Lookup::Invalidated | Lookup::NotFound) => Proven::Nobody,
            Err(fault) => {
                tracing::info!(%fault, "a decision waits for PDS");
                Proven::Later
            }
        })
    }

    /// Whether the record of `before` stands under `now` today.
    async fn leads_to(&self, before: NhsNumber, now: NhsNumber) -> Result<bool, Fault> {
        Ok(matches!(self.proven(before).await?, Proven::Record(record) if record.nhs_number == now))
    }
}

/// The record's person, with the GP credentials that the account has.
fn keeping_connection(before: Option<&Person>, person: Person) -> Person {
    let Some(before) = before.filter(|before| before.gp_user_id.is_some()) else { return person };
    Person {
        gp_user_id: before.gp_user_id.clone(),
        gp_linkage_key: before.gp_linkage_key.clone(),
        gp_ods_code: before.gp_ods_code.clone(),
        ..person
    }
}
