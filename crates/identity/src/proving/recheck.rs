//! At each log-in the NHS number of an account is looked up again (journeys 1.1 step 6), and its link to a GP system when the
//! client asks for that (M-16).

use std::sync::Arc;

use account_store::{Account, AuditEvent, Person};
use gateways::Lookup;
use policy::{Recheck, Rechecked, recheck};
use tokio::task::JoinHandle;
use vocabulary::{Cid, LevelProof, NhsNumber, PatientRecord, ProofingLevel};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::proving::answers::Found;
use crate::proving::gp_connection::link;
use crate::proving::pds_code::code_of_lookup;
use crate::service::Inner;

impl Inner {
    /// Starts the look-up of an account's number, and with `link_too` the check of its link to a GP system; none when it has no number
    /// or neither is asked here.
    pub(crate) fn start_recheck(
        self: &Arc<Self>,
        account: &Account,
        link_too: bool,
    ) -> Option<JoinHandle<()>> {
        let number = account.person.as_ref()?.nhs_number?;
        if account.static_code && self.settings.skip_seeded_rechecks {
            return None;
        }
        let link_too = link_too && self.outside.gp.is_some() && link(account).is_some();
        if self.outside.pds.is_none() && !link_too {
            return None;
        }
        let (inner, account) = (Arc::clone(self), account.clone());
        Some(tokio::spawn(async move {
            if let Err(fault) = inner.recheck_all(&account, number, link_too).await {
                tracing::error!(%fault, "the outcome of a re-check could not be written");
            }
        }))
    }

    async fn recheck_all(&self, account: &Account, number: NhsNumber, link_too: bool) -> Result<(), Fault> {
        self.recheck(account, number).await?;
        self.recheck_mobile_match(account).await?;
        if link_too
            && self.drop_lapsed_link(account).await?
            && let Some(now) = self.store.account(account.id).await?.filter(Account::is_active)
        {
            // Without the link the surgery is the one of the record again.
            self.recheck(&now, number).await?;
        }
        Ok(())
    }

    async fn recheck(&self, account: &Account, number: NhsNumber) -> Result<(), Fault> {
        if self.outside.pds.is_none() {
            return Ok(());
        }
        let answer = self.pds()?.retrieve(&number).await;
        self.note_pds(account.id, code_of_lookup(&answer)).await?;
        let (answer, record) = match answer {
            Ok(Lookup::Found(record) | Lookup::Superseded(record)) => {
                let answer = Rechecked::Found { number: record.nhs_number, deceased: record.deceased };
                (answer, Some(record))
            }
            Ok(Lookup::Invalidated | Lookup::NotFound) => (Rechecked::Invalid, None),
            Err(fault) => {
                tracing::info!(%fault, "an NHS number could not be checked again");
                return Ok(());
            }
        };
        match recheck(number, account.disabled, answer) {
            Recheck::Disable(cid) => self.disable(account.id, cid).await,
            Recheck::Enable => self.enable(account).await,
            Recheck::MoveOn(_) | Recheck::Keep => self.follow_record(account, record.as_deref()).await,
        }
    }

    /// P9 by the mobile number stands on the identity check of the surgery. When its system knows the person and has no such check
    /// any more, the level stands on nothing, and nobody may use the account until that is clear (CID7031). Another number there, or
    /// no online services any more, is no mismatch: people change both.
    ///
    /// Journeys 1.8, 1.15
    async fn recheck_mobile_match(&self, account: &Account) -> Result<(), Fault> {
        let by_mobile = account.level_proof == Some(LevelProof::MobileMatch) && account.is_active();
        let Some(person) = account.person.as_ref().filter(|_| by_mobile) else { return Ok(()) };
        match self.online_user(person).await {
            Ok(Some(user)) if !user.identity_checked() => {
                self.disable(account.id, Cid::MOBILE_MISMATCH).await
            }
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// The same in the background of a sign-in that the person does not see, unless it was done a short while ago.
    pub(crate) fn recheck_silently(self: &Arc<Self>, ground: &Ground) {
        let Some(account) = &ground.account else { return };
        let pause = self.settings.waits.silent_recheck;
        if account.record_checked_at.is_none_or(|at| at.after(pause) <= ground.now) {
            drop(self.start_recheck(account, ground.wants_gp_credentials()));
        }
    }

    /// Writes what changed on the record: a new number, another name, postcode or surgery, a phone that matches now (F-47). A new number
    /// that another login holds disables the account (CID2011).
    ///
    /// Journeys 1.1 step 6
    async fn follow_record(&self, account: &Account, record: Option<&PatientRecord>) -> Result<(), Fault> {
        let (Some(record), Some(before)) = (record, &account.person) else { return Ok(()) };
        let own = account.mobile.as_ref();
        let found = Found::of(record, own.map(|phone| &phone.number));
        let Some(now) = found.as_ref().and_then(Found::person) else { return Ok(()) };
        let now = keeping(before, account.level, now);
        let moves_on = now.nhs_number.filter(|number| before.nhs_number != Some(*number));
        let mut batch = self.store.batch();
        batch.mark_record_checked(account.id, self.clock.now());
        if changed(before, &now) {
            batch.update_person(account.id, account.version, &now);
            self.audit_about(account.id, None, AuditEvent::RecordChanged, &mut batch);
        }
        if let Some(mobile) = own
            && !mobile.pds_matched
            && found.is_some_and(|found| found.has_own_phone)
        {
            batch.match_phone(account.id, &mobile.number);
        }
        if self.commit(batch).await? {
            return Ok(());
        }
        // Somebody else has proven the number that this one became: whose it is has to be found out.
        match moves_on {
            Some(number) if self.is_taken(number, account.id).await? => {
                self.disable(account.id, Cid::NHS_NUMBER_PROBLEM).await
            }
            _ => Ok(()),
        }
    }

    async fn enable(&self, account: &Account) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.enable_account(account.id, account.version);
        self.audit_about(account.id, None, AuditEvent::AccountEnabled, &mut batch);
        self.commit(batch).await.map(|_| ())
    }
}

/// The record's person with what PDS does not know: the GP credentials, and the surgery they belong to. Who has only typed details (P5)
/// keeps the postcode that they typed: nothing shows that they are the person who moved.
fn keeping(before: &Person, level: ProofingLevel, now: Person) -> Person {
    let has_credentials = before.gp_user_id.is_some();
    let followed = now.postcode.filter(|_| level == ProofingLevel::P9);
    Person {
        gp_user_id: before.gp_user_id.clone(),
        gp_linkage_key: before.gp_linkage_key.clone(),
        gp_ods_code: if has_credentials { before.gp_ods_code.clone() } else { now.gp_ods_code },
        postcode: followed.or_else(|| before.postcode.clone()),
        ..now
    }
}

fn changed(before: &Person, now: &Person) -> bool {
    before.nhs_number != now.nhs_number
        || before.family_name != now.family_name
        || before.given_name != now.given_name
        || before.birthdate != now.birthdate
        || before.postcode != now.postcode
        || before.gp_ods_code != now.gp_ods_code
}
