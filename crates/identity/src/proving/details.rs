//! D1 to D17: the details of one NHS record, and whether the one that was found is this person's.

use policy::Action;
use vocabulary::{DateOfBirth, FamilyName, GivenName, NhsNumber, Postcode};

use crate::fault::Fault;
use crate::limits::Permit;
use crate::proving::answers::{Answers, Confirmation, LookUp, Route};
use crate::proving::outside::wait_a_little;
use crate::service::Identity;
use crate::visit::{Answer, Visit};

/// The answer on D2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberAnswer {
    /// "Yes, I know my NHS number."
    Known(NhsNumber),
    /// "No, continue with my full name."
    Unknown,
}

/// What was typed on D3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTyped {
    /// First name.
    pub first: GivenName,
    /// Middle names, if any.
    pub middle: Option<GivenName>,
    /// Last name.
    pub last: FamilyName,
}

/// What was typed on D4.
pub type BirthDateTyped = DateOfBirth;

/// The answer on D8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmAnswer {
    /// "Yes, these are my details."
    Mine,
    /// "No, these are not my details."
    NotMine,
    /// "These are my details but some are wrong."
    SomeWrong,
}

/// The choice on D10.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StillNoMatchChoice {
    /// Prove who you are.
    ProveAnotherWay,
    /// Enter the details again.
    EnterAgain,
}

impl Identity {
    /// D1: what is needed was read.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.7
    pub async fn begin_details(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| answers.intro_seen = true).await
    }

    /// D2.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_nhs_number(&self, visit: Visit, number: NumberAnswer) -> Result<Answer<()>, Fault> {
        self.detail(visit, |answers| match number {
            NumberAnswer::Known(number) => {
                answers.typed.knows_number = Some(true);
                answers.typed.nhs_number = Some(number.as_str().to_owned());
            }
            NumberAnswer::Unknown => {
                answers.typed.knows_number = Some(false);
                answers.typed.nhs_number = None;
            }
        })
        .await
    }

    /// D3.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_name(&self, visit: Visit, name: NameTyped) -> Result<Answer<()>, Fault> {
        self.detail(visit, |answers| {
            answers.typed.knows_number = Some(false);
            answers.typed.first_name = Some(name.first.as_str().to_owned());
            answers.typed.middle_name = name.middle.map(|middle| middle.as_str().to_owned());
            answers.typed.last_name = Some(name.last.as_str().to_owned());
        })
        .await
    }

    /// D4.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_birth_date(&self, visit: Visit, born: BirthDateTyped) -> Result<Answer<()>, Fault> {
        self.detail(visit, |answers| answers.typed.born = Some(born.to_string())).await
    }

    /// D5.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_postcode(&self, visit: Visit, postcode: Postcode) -> Result<Answer<()>, Fault> {
        self.detail(visit, |answers| answers.typed.postcode = Some(postcode.as_str().to_owned())).await
    }

    /// D6: the details are looked for in PDS. What is not known after a moment comes later (D7).
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.7
    pub async fn look_for_record(&self, mut visit: Visit) -> Result<Answer<()>, Fault> {
        let inner = &self.0;
        let number = visit.ground.answers().and_then(|answers| answers.typed.number());
        let about = number.as_ref().map(NhsNumber::as_str);
        if let Permit::Refused { until } = inner.count(&visit.ground, Action::LookUpRecord, about).await? {
            return self.answer(visit, |answers| answers.look_up = LookUp::Limited(until.micros())).await;
        }
        let asked_at = visit.ground.now.micros();
        visit.ground.answers_mut()?.look_up = LookUp::Asked(asked_at);
        let mut batch = inner.store.batch();
        visit.ground.save(&mut batch)?;
        if inner.commit(batch).await? {
            let work = self.clone().look_up(&visit.ground, asked_at)?;
            wait_a_little(work, inner.settings.waits.answer).await;
        }
        Ok(Answer::of(()))
    }

    /// D8.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.7, 1.9
    pub async fn confirm_record(&self, visit: Visit, answer: ConfirmAnswer) -> Result<Answer<()>, Fault> {
        match answer {
            ConfirmAnswer::Mine => Box::pin(self.accept_record(visit)).await,
            ConfirmAnswer::NotMine => {
                self.answer(visit, |answers| answers.confirmation = Confirmation::NotMine).await
            }
            ConfirmAnswer::SomeWrong => {
                self.answer(visit, |answers| answers.confirmation = Confirmation::SomeWrong).await
            }
        }
    }

    /// D14: on, in spite of the warning.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn accept_wrong_details(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        Box::pin(self.accept_record(visit)).await
    }

    /// D10.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn after_third_no_match(
        &self,
        visit: Visit,
        choice: StillNoMatchChoice,
    ) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| match choice {
            StillNoMatchChoice::ProveAnotherWay => answers.route = Route::Photo,
            StillNoMatchChoice::EnterAgain => enter_again(answers),
        })
        .await
    }

    /// A detail changes: whatever was looked up before is forgotten.
    async fn detail(&self, visit: Visit, change: impl FnOnce(&mut Answers)) -> Result<Answer<()>, Fault> {
        self.answer(visit, |answers| {
            change(answers);
            answers.look_up = LookUp::NotAsked;
            answers.confirmation = Confirmation::NotAsked;
        })
        .await
    }
}

/// Back to D2 with what was typed kept; three rounds were enough to know that another way is better, and a fourth is allowed.
fn enter_again(answers: &mut Answers) {
    answers.look_up = LookUp::NotAsked;
    answers.confirmation = Confirmation::NotAsked;
    answers.typed.knows_number = None;
}
