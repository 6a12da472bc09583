//! G1 to G7: proof by the registration details of GP online services.

use std::sync::Arc;

use account_store::{Account, AuditEvent, LevelRaise, Person, WriteFault};
use gateways::{GpAnswer, GpCredentials, GpDetails, GpPerson, GpRefusal, Lookup};
use policy::{Action, Finding, RecordFacts, RecordQuestion, finding};
use vocabulary::{Cid, LevelProof, Milestone, NhsNumber, OdsCode, ProofingLevel, Secret, TicketId};

use crate::fault::Fault;
use crate::limits::Permit;
use crate::proving::answers::{Answers, Check, Found, LookUp, Route, TriState, Typed};
use crate::proving::look_up::save_progress;
use crate::proving::outside::wait_a_little;
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// The answer on G1 and G2.
pub type GpFork = policy::TriState;

/// What was typed on G3, exactly as typed.
#[derive(Debug, Clone)]
pub struct GpDetailsTyped {
    /// Linkage key.
    pub linkage_key: Secret<String>,
    /// ODS code.
    pub ods_code: OdsCode,
    /// Account ID.
    pub account_id: Secret<String>,
}

/// Where somebody turns from a page of this route.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GpTurn {
    /// To the GP's details: "prove who you are without photo ID".
    ToGpDetails,
    /// To photo ID.
    ToPhotoId,
}

/// A question to the GP system, and whose it is.
struct Job {
    ticket: TicketId,
    account: Account,
    asked_at: i64,
    details: GpDetails,
    typed: Typed,
}

/// Who the details prove somebody to be.
struct Proof {
    number: NhsNumber,
    /// With the credentials.
    person: Person,
    credentials: GpCredentials,
    /// Whether the record has the account's own mobile number (F-47).
    has_own_phone: bool,
}

/// Why the details prove nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoProof {
    /// What the page says.
    Reference(Cid),
    /// Nobody of this age is proven by any way (decision 6).
    TooYoung,
}

impl From<GpRefusal> for NoProof {
    fn from(refusal: GpRefusal) -> Self {
        Self::Reference(refusal.verify_cid())
    }
}

impl Identity {
    /// G1.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8
    pub async fn uses_gp_services(&self, visit: Visit, answer: GpFork) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| answers.uses_gp_services = Some(stored(answer))).await
    }

    /// G2.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn has_gp_details(&self, visit: Visit, answer: GpFork) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| answers.has_gp_details = Some(stored(answer))).await
    }

    /// G1 to G7 and the photo ID pages: another way, or a step back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn turn(&self, visit: Visit, turn: GpTurn) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| match turn {
            GpTurn::ToGpDetails => {
                answers.route = Route::Gp;
                answers.uses_gp_services = None;
                answers.has_gp_details = None;
                answers.gp_check = Check::NotAsked;
            }
            GpTurn::ToPhotoId => answers.route = Route::Photo,
        })
        .await
    }

    /// G3: the three details are checked by the GP system (G4). Who is proven already is connected by them.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.8. Spec: M-17
    pub async fn give_gp_details(
        &self,
        mut visit: Visit,
        typed: GpDetailsTyped,
    ) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let account = visit.ground.account.clone().ok_or(Fault::Bug("GP details without an account"))?;
        if account.gp_details_blocked && account.level < ProofingLevel::P9 {
            return Ok(Answer::of(()));
        }
        let answers = visit.ground.answers_mut()?;
        answers.uses_gp_services = Some(TriState::Yes);
        answers.has_gp_details = Some(TriState::Yes);
        let about = format!("{} {}", typed.ods_code.as_str(), typed.account_id.expose());
        let permit = inner.count(&visit.ground, Action::TryGpDetails, Some(&about)).await?;
        if let Permit::Refused { until } = permit {
            let limited = Check::Limited(until.micros());
            return self.answer(visit, |answers| *question(answers, &account) = limited).await;
        }
        let asked_at = visit.ground.now.micros();
        let answers = visit.ground.answers_mut()?;
        *question(answers, &account) = Check::Asked(asked_at);
        let job = Job {
            asked_at,
            details: GpDetails {
                linkage_key: typed.linkage_key,
                ods_code: typed.ods_code,
                account_id: typed.account_id,
            },
            typed: answers.typed.clone(),
            ticket: visit.ticket(),
            account,
        };
        let mut batch = inner.store.batch();
        visit.ground.save(&mut batch)?;
        if inner.commit(batch).await? {
            let inner = Arc::clone(&self.0);
            let work = tokio::spawn(async move {
                if let Err(fault) = inner.check_gp_details(&job).await {
                    tracing::error!(%fault, "the outcome of a GP check could not be written");
                }
            });
            wait_a_little(work, self.0.settings.waits.answer).await;
        }
        Ok(Answer::of(()))
    }
}

impl Inner {
    async fn check_gp_details(&self, job: &Job) -> Result<(), Fault> {
        let kept = match self.proof_by_gp(job).await? {
            Ok(proof) => self.keep_proof(job, &proof).await?,
            Err(no) => Err(no),
        };
        match kept {
            Ok(()) => Ok(()),
            Err(no) => self.write_gp_outcome(job, no).await,
        }
    }

    /// Who the details prove somebody to be; else what the page says.
    async fn proof_by_gp(&self, job: &Job) -> Result<Result<Proof, NoProof>, Fault> {
        let known = job.account.person.as_ref().filter(|_| job.account.level >= ProofingLevel::P5);
        let who = match (known, job.typed.family(), job.typed.birth_date()) {
            (Some(person), ..) => GpPerson { family: person.family_name.clone(), born: person.birthdate },
            (None, Some(family), Some(born)) => GpPerson { family, born },
            _ => return Err(Fault::Bug("a GP check of incomplete details")),
        };
        let Some(gp) = &self.outside.gp else { return Ok(Err(GpRefusal::SurgeryNotAvailable.into())) };
        let (number, credentials) = match gp.verify(&job.details, &who).await {
            Ok(GpAnswer::Verified { nhs_number, credentials }) => (nhs_number, credentials),
            Ok(GpAnswer::Refused(refusal)) => return Ok(Err(refusal.into())),
            Err(fault) => {
                tracing::warn!(%fault, "the GP system could not be asked");
                return Ok(Err(fault.as_refusal().into()));
            }
        };
        if self.blocked_for(&job.account, &number).await? {
            return Ok(Err(NoProof::Reference(Cid::GP_NEEDS_PHOTO_ID)));
        }
        match known {
            Some(person) if person.nhs_number == Some(number) => Ok(Ok(Proof {
                number,
                person: with(person.clone(), credentials.clone()),
                credentials,
                has_own_phone: false,
            })),
            Some(_) => Ok(Err(NoProof::Reference(Cid::GP_OTHER_NUMBER))),
            None => self.person_of_gp(job, number, &who, credentials).await,
        }
    }

    /// Whether details prove nothing about the person of this number, whichever account they are typed for. Who is proven by another way
    /// is connected by them all the same.
    async fn blocked_for(&self, account: &Account, number: &NhsNumber) -> Result<bool, Fault> {
        Ok(account.level < ProofingLevel::P9 && self.store.gp_details_blocked(number).await?)
    }

    /// The record behind a number that the GP system vouches for.
    async fn person_of_gp(
        &self,
        job: &Job,
        number: NhsNumber,
        who: &GpPerson,
        credentials: GpCredentials,
    ) -> Result<Result<Proof, NoProof>, Fault> {
        let no = |cid| Ok(Err(NoProof::Reference(cid)));
        let record = match self.pds()?.retrieve(&number).await {
            Ok(Lookup::Found(record) | Lookup::Superseded(record)) => record,
            Ok(Lookup::Invalidated | Lookup::NotFound) => return no(Cid::NHS_NUMBER_PROBLEM),
            Err(fault) => {
                tracing::warn!(%fault, "PDS could not be asked");
                return no(Cid::GP_DETAILS_UNKNOWN);
            }
        };
        if self.blocked_for(&job.account, &record.nhs_number).await? {
            return no(Cid::GP_NEEDS_PHOTO_ID);
        }
        let own = job.account.mobile.as_ref().map(|phone| &phone.number);
        let found = Found::of(&record, own);
        let person = found.as_ref().and_then(Found::person);
        let (Some(person), Some(born)) = (person, record.born) else { return no(Cid::NHS_NUMBER_PROBLEM) };
        // The GP system has checked the name; the postcode was never asked, so the record's own stands for it.
        let Some(postcode) = record.postcode.as_ref() else { return no(Cid::GP_NEEDS_PHOTO_ID) };
        let question = RecordQuestion {
            born: who.born,
            postcode,
            by_number: true,
            minimum_age: self.settings.rules.minimum_age,
        };
        let facts = RecordFacts {
            born,
            age: born.age_on(self.clock.now().date()),
            postcode: Some(postcode),
            deceased: record.deceased,
            on_another_account: self.is_taken(record.nhs_number, job.account.id).await?,
        };
        Ok(match finding(&question, &facts) {
            Finding::Match => Ok(Proof {
                number: record.nhs_number,
                person: with(person, credentials.clone()),
                credentials,
                has_own_phone: found.is_some_and(|found| found.has_own_phone),
            }),
            Finding::OnAnotherAccount => Err(NoProof::Reference(Cid::NUMBER_IN_USE)),
            Finding::Deceased => {
                self.disable(job.account.id, Cid::DISABLED).await?;
                Err(NoProof::Reference(Cid::DISABLED))
            }
            Finding::TooYoung => Err(NoProof::TooYoung),
            Finding::NoMatch | Finding::NumberNotVerified => Err(GpRefusal::NotFound.into()),
        })
    }

    /// Writes what was proven; tried once more when the account changed in the meantime.
    async fn keep_proof(&self, job: &Job, proof: &Proof) -> Result<Result<(), NoProof>, Fault> {
        let no = |cid| Ok(Err(NoProof::Reference(cid)));
        let mut account = job.account.clone();
        for _ in 0..2 {
            if self.write_proof(job, &account, proof).await? {
                return Ok(Ok(()));
            }
            if self.is_taken(proof.number, account.id).await? {
                return no(Cid::NUMBER_IN_USE);
            }
            let now = self.store.account(account.id).await?.filter(Account::is_active);
            account = match now {
                Some(now) => now,
                None => break,
            };
            let number = account.person.as_ref().and_then(|person| person.nhs_number);
            if number.is_some_and(|number| number != proof.number) {
                return no(Cid::GP_OTHER_NUMBER);
            }
        }
        no(Cid::GP_DETAILS_UNKNOWN)
    }

    /// P9, or the connection of an account that has it; `false` when the account changed or another has the number.
    async fn write_proof(&self, job: &Job, account: &Account, proof: &Proof) -> Result<bool, Fault> {
        let ticket = self.ticket_progress(job.ticket, self.clock.now()).await?;
        let client = ticket.map(|(ticket, _)| ticket.client_id);
        // What the account says of its person by now is newer than what the job began with.
        let newer = account.person.clone().filter(|_| account.level >= ProofingLevel::P5);
        let person = newer.map_or_else(|| proof.person.clone(), |now| with(now, proof.credentials.clone()));
        let mut batch = self.store.batch();
        let event = if account.level == ProofingLevel::P9 {
            batch.update_person(account.id, account.version, &person);
            batch.set_gp_lapsed(account.id, None);
            AuditEvent::GpConnected
        } else {
            let (level, by) = (ProofingLevel::P9, LevelProof::GpDetails);
            batch.raise_level(
                account.id,
                account.version,
                &LevelRaise {
                    level,
                    proof: by,
                    client: client.as_ref(),
                    at: self.clock.now(),
                    person: &person,
                },
            );
            if let Some(client) = &client {
                self.reach_with(client, &[Milestone::SteppedUp], &mut batch);
            }
            AuditEvent::LevelRaised { level, proof: by }
        };
        if let (true, Some(mobile)) = (proof.has_own_phone, &account.mobile)
            && job.account.mobile.as_ref().is_some_and(|asked| asked.number == mobile.number)
        {
            batch.match_phone(account.id, &mobile.number);
        }
        self.audit_about(account.id, client, event, &mut batch);
        match self.store.write(batch).await {
            Ok(_) => Ok(true),
            Err(WriteFault::Conflict { .. }) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }

    async fn write_gp_outcome(&self, job: &Job, no: NoProof) -> Result<(), Fault> {
        for _ in 0..4 {
            let Some((ticket, mut progress)) = self.ticket_progress(job.ticket, self.clock.now()).await?
            else {
                return Ok(());
            };
            let answers = &mut progress.proving;
            let check = question(answers, &job.account);
            if *check != Check::Asked(job.asked_at) {
                return Ok(());
            }
            let cid = match no {
                NoProof::Reference(cid) => {
                    *check = Check::Refused(cid.number());
                    cid
                }
                NoProof::TooYoung => {
                    *check = Check::NotAsked;
                    answers.look_up = LookUp::TooYoung;
                    answers.route = Route::Undecided;
                    Cid::GP_NEEDS_PHOTO_ID
                }
            };
            let mut batch = self.store.batch();
            save_progress(&ticket, &progress, &mut batch)?;
            self.audit_of(job.account.id, &ticket, AuditEvent::GpDetailsRefused { cid }, &mut batch);
            if self.commit(batch).await? {
                return Ok(());
            }
        }
        Ok(())
    }
}

/// Where the question to the GP system stands: at G4, or at G8 for who is proven already.
const fn question<'a>(answers: &'a mut Answers, account: &Account) -> &'a mut Check {
    match account.level {
        ProofingLevel::P9 => &mut answers.connection,
        ProofingLevel::P0 | ProofingLevel::P5 => &mut answers.gp_check,
    }
}

/// A person with these credentials, sealed with the rest.
pub(super) fn with(person: Person, credentials: GpCredentials) -> Person {
    Person {
        gp_ods_code: Some(credentials.ods_code),
        gp_user_id: Some(credentials.user_id),
        gp_linkage_key: Some(credentials.linkage_key),
        ..person
    }
}

const fn stored(answer: GpFork) -> TriState {
    match answer {
        GpFork::Yes => TriState::Yes,
        GpFork::No => TriState::No,
        GpFork::DoNotKnow => TriState::DoNotKnow,
    }
}
