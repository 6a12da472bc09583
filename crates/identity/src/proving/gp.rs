//! G1 to G8: proof by the registration details of GP online services, and the connection to the surgery.

use std::sync::Arc;

use account_store::{Account, AuditEvent, LevelRaise, Person, WriteFault};
use gateways::{GpAnswer, GpConnection, GpCredentials, GpDetails, GpPerson, GpRefusal, Lookup};
use policy::{Action, Finding, RecordFacts, RecordQuestion, finding};
use vocabulary::{Cid, LevelProof, NhsNumber, OdsCode, ProofingLevel, Secret, TicketId};

use crate::fault::Fault;
use crate::limits::Permit;
use crate::proving::answers::{Check, Found, Route, TriState, Typed};
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
    /// Back to G1.
    AnswerAgain,
    /// To G3 once more.
    EnterAgain,
}

/// The choice on G8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConnectAnswer {
    /// Connect.
    Connect,
    /// Go on without.
    Skip,
}

/// A question to the GP system, and whose it is.
struct Job {
    ticket: TicketId,
    account: Account,
    asked_at: i64,
    details: GpDetails,
    typed: Typed,
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
            GpTurn::AnswerAgain => {
                answers.uses_gp_services = None;
                answers.has_gp_details = None;
            }
            GpTurn::EnterAgain => {
                answers.gp_check = Check::NotAsked;
                answers.connection = Check::NotAsked;
            }
        })
        .await
    }

    /// G3: the three details are checked by the GP system (G4).
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.8
    pub async fn give_gp_details(
        &self,
        mut visit: Visit,
        typed: GpDetailsTyped,
    ) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let answers = visit.ground.answers_mut()?;
        answers.uses_gp_services = Some(TriState::Yes);
        answers.has_gp_details = Some(TriState::Yes);
        if inner.count(&visit.ground, Action::TryGpDetails, None).await? == Permit::Refused {
            return self.answer(visit, |answers| answers.gp_check = Check::NotAsked).await;
        }
        let asked_at = visit.ground.now.micros();
        visit.ground.answers_mut()?.gp_check = Check::Asked(asked_at);
        let job = Job {
            ticket: visit.ticket(),
            account: visit.ground.account.clone().ok_or(Fault::Bug("GP details without an account"))?,
            asked_at,
            details: GpDetails {
                linkage_key: typed.linkage_key,
                ods_code: typed.ods_code,
                account_id: typed.account_id,
            },
            typed: visit.ground.answers_mut()?.typed.clone(),
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

    /// G8: the account is connected to its GP surgery, or not.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.8, 2.8 G8. Spec: F-45
    pub async fn connect_gp(&self, visit: Visit, answer: ConnectAnswer) -> Result<Answer<()>, Fault> {
        if answer == ConnectAnswer::Skip {
            return self.answer(visit, |answers| answers.connection = Check::Skipped).await;
        }
        let inner = &self.0;
        let account = visit.ground.account.clone().ok_or(Fault::Bug("a connection without an account"))?;
        match inner.connection(&account).await? {
            Ok(credentials) => inner.keep_connection(visit, &account, credentials).await?,
            Err(cid) => {
                return self.answer(visit, |answers| answers.connection = Check::Refused(cid.number())).await;
            }
        }
        Ok(Answer::of(()))
    }
}

impl Inner {
    async fn check_gp_details(&self, job: &Job) -> Result<(), Fault> {
        let outcome = self.proof_by_gp(job).await?;
        let Ok(person) = &outcome else {
            return self.write_gp_outcome(job, &outcome).await;
        };
        let mut batch = self.store.batch();
        let client = match self.ticket_progress(job.ticket, self.clock.now()).await? {
            Some((ticket, _)) => Some(ticket.client_id),
            None => None,
        };
        batch.raise_level(
            job.account.id,
            job.account.version,
            &LevelRaise {
                level: ProofingLevel::P9,
                proof: LevelProof::GpDetails,
                client: client.as_ref(),
                at: self.clock.now(),
                person,
            },
        );
        let raised = AuditEvent::LevelRaised { level: ProofingLevel::P9, proof: LevelProof::GpDetails };
        self.audit_about(job.account.id, client.clone(), raised, &mut batch);
        match self.store.write(batch).await {
            Ok(_) => Ok(()),
            // Another account proved this number at the same instant, or this one changed.
            Err(WriteFault::Conflict { .. }) => self.write_gp_outcome(job, &Err(Cid::NUMBER_IN_USE)).await,
            Err(fault) => Err(fault.into()),
        }
    }

    /// Who the details prove somebody to be; else what the page says.
    async fn proof_by_gp(&self, job: &Job) -> Result<Result<Person, Cid>, Fault> {
        let known = job.account.person.as_ref().filter(|_| job.account.level >= ProofingLevel::P5);
        let who = match (known, job.typed.family(), job.typed.birth_date()) {
            (Some(person), ..) => GpPerson { family: person.family_name.clone(), born: person.birthdate },
            (None, Some(family), Some(born)) => GpPerson { family, born },
            _ => return Err(Fault::Bug("a GP check of incomplete details")),
        };
        let Some(gp) = &self.outside.gp else { return Ok(Err(GpRefusal::SurgeryNotAvailable.verify_cid())) };
        let (number, credentials) = match gp.verify(&job.details, &who).await {
            Ok(GpAnswer::Verified { nhs_number, credentials }) => (nhs_number, credentials),
            Ok(GpAnswer::Refused(refusal)) => return Ok(Err(refusal.verify_cid())),
            Err(fault) => {
                tracing::warn!(%fault, "the GP system could not be asked");
                return Ok(Err(fault.as_refusal().verify_cid()));
            }
        };
        match known {
            Some(person) if person.nhs_number == Some(number) => Ok(Ok(with(person.clone(), credentials))),
            Some(_) => Ok(Err(Cid::GP_OTHER_NUMBER)),
            None => self.person_of_gp(job, number, &who, credentials).await,
        }
    }

    /// The record behind a number that the GP system vouches for.
    async fn person_of_gp(
        &self,
        job: &Job,
        number: NhsNumber,
        who: &GpPerson,
        credentials: GpCredentials,
    ) -> Result<Result<Person, Cid>, Fault> {
        let record = match self.pds()?.retrieve(&number).await {
            Ok(Lookup::Found(record) | Lookup::Superseded(record)) => record,
            Ok(Lookup::Invalidated | Lookup::NotFound) => return Ok(Err(Cid::NHS_NUMBER_PROBLEM)),
            Err(fault) => {
                tracing::warn!(%fault, "PDS could not be asked");
                return Ok(Err(Cid::GP_DETAILS_UNKNOWN));
            }
        };
        let own = job.account.mobile.as_ref().map(|phone| &phone.number);
        let person = Found::of(&record, own).and_then(|found| found.person());
        let (Some(person), Some(born)) = (person, record.born) else {
            return Ok(Err(Cid::NHS_NUMBER_PROBLEM));
        };
        // The GP system has checked the name; the postcode was never asked, so the record's own stands for it.
        let Some(postcode) = record.postcode.as_ref() else { return Ok(Err(Cid::GP_NEEDS_PHOTO_ID)) };
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
            Finding::Match => Ok(with(person, credentials)),
            Finding::OnAnotherAccount => Err(Cid::NUMBER_IN_USE),
            Finding::Deceased => {
                self.disable(job.account.id, Cid::DISABLED).await?;
                Err(Cid::DISABLED)
            }
            Finding::TooYoung => Err(Cid::GP_NEEDS_PHOTO_ID),
            Finding::NoMatch | Finding::NumberNotVerified => Err(GpRefusal::NotFound.verify_cid()),
        })
    }

    async fn write_gp_outcome(&self, job: &Job, outcome: &Result<Person, Cid>) -> Result<(), Fault> {
        let Err(cid) = *outcome else { return Ok(()) };
        for _ in 0..4 {
            let Some((ticket, mut progress)) = self.ticket_progress(job.ticket, self.clock.now()).await?
            else {
                return Ok(());
            };
            let answers = &mut progress.proving;
            if answers.gp_check != Check::Asked(job.asked_at) {
                return Ok(());
            }
            answers.gp_check = Check::Refused(cid.number());
            let mut batch = self.store.batch();
            save_progress(&ticket, &progress, &mut batch)?;
            self.audit_of(job.account.id, &ticket, AuditEvent::GpDetailsRefused { cid }, &mut batch);
            if self.commit(batch).await? {
                return Ok(());
            }
        }
        Ok(())
    }

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

    async fn keep_connection(
        &self,
        mut visit: Visit,
        account: &Account,
        credentials: GpCredentials,
    ) -> Result<(), Fault> {
        let person = account.person.clone().ok_or(Fault::Bug("P9 without a person"))?;
        let mut batch = self.store.batch();
        batch.update_person(account.id, account.version, &with(person, credentials));
        self.audit(&visit.ground, AuditEvent::GpConnected, &mut batch);
        visit.ground.answers_mut()?.connection = Check::NotAsked;
        visit.ground.save(&mut batch)?;
        self.commit(batch).await.map(|_| ())
    }
}

/// A person with these credentials, sealed with the rest.
fn with(person: Person, credentials: GpCredentials) -> Person {
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
