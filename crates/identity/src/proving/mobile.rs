//! D8 and V1 to V6: the record is confirmed, and the identity check that the GP made is used when the mobile number matches.

use account_store::{Account, AuditEvent, LevelRaise, Person, WriteFault};
use gateways::{GpFault, OnlineUser};
use policy::{Action, MobileStanding, mobile_standing};
use vocabulary::{LevelProof, Milestone, PhoneKind, PhoneNumber, ProofingLevel};

use crate::codes::Destination;
use crate::fault::Fault;
use crate::ground::Ground;
use crate::phone::CodeSent;
use crate::progress::Purpose;
use crate::proving::answers::{Confirmation, Found, LookUp, Mobile};
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// Yes or no, on V1 and V3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the two answers")]
pub enum YesNo {
    Yes,
    No,
}

/// The GP system failed, or took too long.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoAnswer;

/// How the GP's check stands, with the number to use.
struct Standing {
    mobile: Mobile,
    number: Option<PhoneNumber>,
}

impl Standing {
    const CLOSED: Self = Self { mobile: Mobile::NotPossible, number: None };
    const FAILED: Self = Self { mobile: Mobile::Failed, number: None };
}

impl Identity {
    /// D8 "yes", and D14 in spite of the warning: a found record becomes the account's (P5); a record matched before is looked up again.
    /// Either way it is found out whether the GP's check can be used, when more than P5 is asked.
    pub(crate) async fn accept_record(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let found = match visit.ground.answers().map(|answers| &answers.look_up) {
            Some(LookUp::Found(found)) => Some(found.clone()),
            _ => None,
        };
        let account = visit.ground.account.clone().ok_or(Fault::Bug("a record without an account"))?;
        match (account.level, found) {
            (ProofingLevel::P0, Some(found)) => inner.match_record(visit, &account, &found).await?,
            (ProofingLevel::P0, None) => {}
            (ProofingLevel::P5 | ProofingLevel::P9, _) => {
                inner.ask_about_own(visit, &account).await?;
            }
        }
        Ok(Answer::of(()))
    }

    /// V1: whether the identity check that the GP made may be used.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.6 V1
    pub async fn use_gp_checks(&self, visit: Visit, answer: YesNo) -> Result<Answer<()>, Fault> {
        if answer == YesNo::No {
            return self.answer(visit, |answers| answers.mobile = Mobile::Declined).await;
        }
        let inner = &self.0;
        let account = visit.ground.account.clone().ok_or(Fault::Bug("a check without an account"))?;
        inner.raise_by_mobile(visit, &account).await?;
        Ok(Answer::of(()))
    }

    /// V3: whether the number on record is used; "yes" sends a code to it.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.6 V3
    pub async fn claim_record_number(
        &self,
        mut visit: Visit,
        answer: YesNo,
    ) -> Result<Answer<CodeSent>, Fault> {
        if answer == YesNo::No {
            self.answer(visit, |answers| answers.mobile = Mobile::Declined).await?;
            return Ok(Answer::of(CodeSent::NotNeeded));
        }
        let inner = &self.0;
        let number = visit.ground.record_mobile().ok_or(Fault::Bug("V3 without a number"))?;
        let target = Destination::NewPhone(number);
        if inner.count(&visit.ground, Action::SendCode, target.counted()).await?.is_refused() {
            return Ok(Answer::of(CodeSent::TooMany));
        }
        visit.ground.answers_mut()?.mobile = Mobile::UsesOther;
        let mut batch = inner.store.batch();
        inner.send_code(&mut visit.ground, Purpose::MatchMobile, &target, &mut batch)?;
        visit.ground.save(&mut batch)?;
        if inner.commit(batch).await? {
            inner.mail.notify_one();
        }
        Ok(Answer::of(CodeSent::Sent))
    }

    /// V7: the GP system is asked once more.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_gp_again(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        let account = visit.ground.account.clone().ok_or(Fault::Bug("a check without an account"))?;
        self.0.ask_about_own(visit, &account).await?;
        Ok(Answer::of(()))
    }

    /// V6 and V7: another way is taken.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn leave_record_number(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| answers.mobile = Mobile::Declined).await
    }
}

impl Ground {
    /// The mobile number on the NHS record that a code may go to.
    pub(crate) fn record_mobile(&self) -> Option<PhoneNumber> {
        let text = self.answers()?.record_mobile.as_deref()?;
        PhoneNumber::stored(text, PhoneKind::Mobile).ok()
    }
}

impl Inner {
    /// The account gains a matched record: P5.
    async fn match_record(&self, mut visit: Visit, account: &Account, found: &Found) -> Result<(), Fault> {
        let ground = &mut visit.ground;
        let person = found.person().ok_or(Fault::Bug("a found record that does not parse"))?;
        let standing = if ground.wants_more_than_p5(self) {
            self.standing(account, &person, found.mobile_numbers()).await
        } else {
            Standing::CLOSED
        };
        let mut batch = self.store.batch();
        batch.raise_level(
            account.id,
            account.version,
            &LevelRaise {
                level: ProofingLevel::P5,
                proof: LevelProof::Details,
                client: Some(&ground.client.client.id),
                at: ground.now,
                person: &person,
            },
        );
        if let (true, Some(mobile)) = (found.has_own_phone, &account.mobile) {
            batch.match_phone(account.id, &mobile.number);
        }
        let raised = AuditEvent::LevelRaised { level: ProofingLevel::P5, proof: LevelProof::Details };
        self.audit(ground, raised, &mut batch);
        self.reach_with(&ground.client.client.id, &[Milestone::SteppedUp], &mut batch);
        let answers = ground.answers_mut()?;
        answers.confirmation = Confirmation::Confirmed;
        answers.mobile = standing.mobile;
        answers.record_mobile = standing.number.map(|number| number.e164().to_owned());
        ground.save(&mut batch)?;
        match self.store.write(batch).await {
            Err(WriteFault::Conflict { index: 0, .. }) => self.lost_record(visit, account, &person).await,
            Ok(_) | Err(WriteFault::Conflict { .. }) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Somebody else proved this number at the same instant, or the account changed: the first is told, the second asked again.
    async fn lost_record(&self, mut visit: Visit, account: &Account, person: &Person) -> Result<(), Fault> {
        let Some(number) = person.nhs_number else { return Ok(()) };
        if self.is_taken(number, account.id).await? {
            let answers = visit.ground.answers_mut()?;
            answers.look_up = LookUp::OnAnotherAccount;
            answers.confirmation = Confirmation::NotAsked;
            self.save_alone(&visit.ground).await?;
        }
        Ok(())
    }

    /// D8 and V7 of an account that has a record: PDS and the GP system are asked again, and as often as about any other record. When it
    /// is too often the next step is the wait.
    async fn ask_about_own(&self, visit: Visit, account: &Account) -> Result<(), Fault> {
        if self.count(&visit.ground, Action::LookUpRecord, None).await?.is_refused() {
            return Ok(());
        }
        self.confirm_again(visit, account).await
    }

    /// Stepping up with a record that was matched before (journeys 1.9).
    async fn confirm_again(&self, mut visit: Visit, account: &Account) -> Result<(), Fault> {
        let person = account.person.clone().ok_or(Fault::Bug("P5 without a person"))?;
        let found = self.found_again(account, &person).await;
        let standing = match found {
            Some(found) => self.standing(account, &person, found.mobile_numbers()).await,
            None => Standing::CLOSED,
        };
        let answers = visit.ground.answers_mut()?;
        answers.confirmation = Confirmation::Confirmed;
        answers.mobile = standing.mobile;
        answers.record_mobile = standing.number.map(|number| number.e164().to_owned());
        self.save_alone(&visit.ground).await
    }

    /// The record of a number that is on an account; none when PDS does not answer in time or does not have it.
    async fn found_again(&self, account: &Account, person: &Person) -> Option<Found> {
        let number = person.nhs_number?;
        let pds = self.outside.pds.as_ref()?;
        let own = account.mobile.as_ref().map(|phone| &phone.number);
        match tokio::time::timeout(self.settings.waits.answer.duration(), pds.retrieve(&number)).await {
            Ok(Ok(gateways::Lookup::Found(record))) if !record.deceased => Found::of(&record, own),
            _ => None,
        }
    }

    /// Whether the GP's check can be used. A GP system that does not answer in time has a page of its own, with a way on.
    async fn standing(&self, account: &Account, person: &Person, pds: Vec<PhoneNumber>) -> Standing {
        if account.mobile_match_blocked {
            return Standing::CLOSED;
        }
        let Ok(user) = self.online_user(person).await else { return Standing::FAILED };
        let checked = user.as_ref().is_some_and(OnlineUser::identity_checked);
        let held: Vec<PhoneNumber> = user.and_then(|user| user.mobile).into_iter().chain(pds).collect();
        let own = account.mobile.as_ref().map(|phone| &phone.number);
        match mobile_standing(own, checked, &held, account.mobile_match_blocked) {
            MobileStanding::NotPossible => Standing::CLOSED,
            MobileStanding::SameNumber => Standing { mobile: Mobile::SameNumber, number: own.cloned() },
            MobileStanding::OtherNumber(number) => {
                Standing { mobile: Mobile::OtherNumber, number: Some(number.clone()) }
            }
        }
    }

    /// How the GP system knows a person; nobody where there is none to ask.
    pub(super) async fn online_user(&self, person: &Person) -> Result<Option<OnlineUser>, NoAnswer> {
        let (Some(gp), Some(number), Some(surgery)) =
            (self.outside.gp.as_ref(), person.nhs_number, person.gp_ods_code.as_ref())
        else {
            return Ok(None);
        };
        let asked = gp.online_user(&number, surgery);
        match tokio::time::timeout(self.settings.waits.answer.duration(), asked).await {
            Ok(Ok(user)) => Ok(user),
            Ok(Err(fault)) => {
                told(fault);
                Err(NoAnswer)
            }
            Err(_) => Err(NoAnswer),
        }
    }

    /// P9 by the GP's check: V1 "yes", or the right code at V4.
    pub(crate) async fn raise_by_mobile(&self, mut visit: Visit, account: &Account) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        self.add_mobile_raise(&mut visit.ground, account, &mut batch)?;
        visit.ground.save(&mut batch)?;
        self.commit(batch).await.map(|_| ())
    }

    /// Adds the statements that raise an account to P9 by the GP's check.
    pub(crate) fn add_mobile_raise(
        &self,
        ground: &mut Ground,
        account: &Account,
        batch: &mut account_store::Batch,
    ) -> Result<(), Fault> {
        let open = matches!(
            ground.answers().map(|answers| answers.mobile),
            Some(Mobile::SameNumber | Mobile::UsesOther)
        );
        let person = account.person.as_ref().filter(|_| open && !account.mobile_match_blocked);
        let person = person.ok_or(Fault::Bug("a mobile match that is not open"))?;
        batch.raise_level(
            account.id,
            account.version,
            &LevelRaise {
                level: ProofingLevel::P9,
                proof: LevelProof::MobileMatch,
                client: Some(&ground.client.client.id),
                at: ground.now,
                person,
            },
        );
        let raised = AuditEvent::LevelRaised { level: ProofingLevel::P9, proof: LevelProof::MobileMatch };
        self.audit(ground, raised, batch);
        self.reach_with(&ground.client.client.id, &[Milestone::SteppedUp], batch);
        Ok(())
    }
}

fn told(fault: GpFault) {
    tracing::warn!(%fault, "the GP system could not be asked");
}
