//! R4, R4b, R5 and the ways around a code: numbers, resending, another way, starting again.

use policy::{Action, Step};
use vocabulary::{EmailAddress, PhoneKind, PhoneNumber, PhoneProblem};

use crate::codes::{Destination, sign_in_destination};
use crate::fault::Fault;
use crate::ground::Ground;
use crate::limits::Permit;
use crate::progress::{Phone, Purpose};
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// A number as it was typed, and into which field.
#[derive(Debug, Clone)]
pub enum PhoneTyped {
    /// R4.
    UkMobile(String),
    /// R4 with the box for international numbers ticked.
    International(String),
    /// R4b.
    Landline(String),
}

/// What came of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneGiven {
    /// A code is on its way to it.
    Accepted,
    /// It is no number of that kind, or one that is not accepted.
    Problem(PhoneProblem),
    /// Too many codes were sent: the dispatcher shows the wait.
    TooMany,
}

/// What came of asking for a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSent {
    /// It is on its way.
    Sent,
    /// Too many were sent: the dispatcher shows the wait.
    TooMany,
    /// Nothing asks for a code here: the dispatcher shows what does.
    NotNeeded,
}

impl Identity {
    /// R4 and R4b: a number is given, and a code goes to it.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.3, 2.2 R4 and R4b
    pub async fn give_phone(
        &self,
        mut visit: Visit,
        typed: &PhoneTyped,
    ) -> Result<Answer<PhoneGiven>, Fault> {
        let inner = &self.0;
        let refused = &inner.settings.refused_country_codes;
        let number = match typed {
            PhoneTyped::UkMobile(text) => PhoneNumber::uk_mobile(text),
            PhoneTyped::International(text) => PhoneNumber::international_mobile(text, refused),
            PhoneTyped::Landline(text) => PhoneNumber::uk_landline(text),
        };
        let number = match number {
            Ok(number) => number,
            Err(problem) => return Ok(Answer::of(PhoneGiven::Problem(problem))),
        };
        visit.ground.progress.phone =
            Some(Phone { number: number.e164().to_owned(), kind: number.kind().into() });
        let sent = inner.send(visit, Purpose::ConfirmPhone, &Destination::NewPhone(number)).await?;
        Ok(Answer::of(if sent == CodeSent::TooMany { PhoneGiven::TooMany } else { PhoneGiven::Accepted }))
    }

    /// R5 and R6: back to R4, to give another number or get another code.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_phone(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.0
            .note(visit, |progress| {
                progress.code = None;
                progress.phone = None;
            })
            .await
    }

    /// The code goes this way (journeys 1.4): the person chose, pressed "send", or cannot use the phone that has it (L0).
    ///
    /// # Errors
    /// When the store fails.
    pub async fn choose_channel(&self, visit: Visit, kind: PhoneKind) -> Result<Answer<CodeSent>, Fault> {
        let asked = matches!(visit.step(), Step::ChooseChannel { .. } | Step::EnterCode { .. });
        let there = visit.ground.account.as_ref().is_some_and(|account| match kind {
            PhoneKind::Mobile => account.mobile.is_some(),
            PhoneKind::Landline => account.landline.is_some(),
        });
        if !asked || !there {
            return Ok(Answer::of(CodeSent::NotNeeded));
        }
        let target = sign_in_destination(&visit.ground, kind)?;
        Ok(Answer::of(self.0.send(visit, Purpose::SignIn, &target).await?))
    }

    /// R3, R5, S4 and the expired R3: the code is sent again; the one before stops working.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 2.0: a GET never sends
    pub async fn resend_code(&self, visit: Visit) -> Result<Answer<CodeSent>, Fault> {
        let Some((purpose, target)) = wanted(&visit)? else { return Ok(Answer::of(CodeSent::NotNeeded)) };
        Ok(Answer::of(self.0.send(visit, purpose, &target).await?))
    }

    /// S5: the code expired; back to the password.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn enter_password_again(&self, visit: Visit) -> Result<Answer<()>, Fault> {
        self.0
            .note(visit, |progress| {
                progress.code = None;
                progress.shown = 0;
            })
            .await
    }
}

/// What a step that waits for a code would have sent again.
fn wanted(visit: &Visit) -> Result<Option<(Purpose, Destination)>, Fault> {
    Ok(match *visit.step() {
        Step::ConfirmEmail | Step::EmailCodeExpired => {
            let email: EmailAddress =
                visit.ground.email().ok_or(Fault::Bug("a registration without an address"))?;
            Some((Purpose::ConfirmEmail, Destination::Email(email)))
        }
        Step::ConfirmPhone { .. } => {
            let given = visit
                .ground
                .progress
                .phone
                .as_ref()
                .ok_or(Fault::Bug("a code to a number that was not given"))?;
            let number = PhoneNumber::stored(&given.number, given.kind.into())
                .map_err(|_| Fault::Bug("a stored number does not parse"))?;
            Some((Purpose::ConfirmPhone, Destination::NewPhone(number)))
        }
        Step::EnterCode { kind } => Some((Purpose::SignIn, sign_in_destination(&visit.ground, kind)?)),
        _ => None,
    })
}

impl Inner {
    /// Counts a send, about this address or number as well when it is given. When it may not be done, the ticket remembers until when:
    /// no later request knows what was typed.
    pub(crate) async fn may_send(&self, ground: &mut Ground, about: Option<&str>) -> Result<bool, Fault> {
        let Permit::Refused { until } = self.count(ground, Action::SendCode, about).await? else {
            return Ok(true);
        };
        ground.progress.sends_refused_until = Some(until.micros());
        self.save_alone(ground).await?;
        Ok(false)
    }

    /// Counts a send, and sends.
    async fn send(
        &self,
        mut visit: Visit,
        purpose: Purpose,
        target: &Destination,
    ) -> Result<CodeSent, Fault> {
        if !self.may_send(&mut visit.ground, target.counted()).await? {
            return Ok(CodeSent::TooMany);
        }
        let mut batch = self.store.batch();
        self.send_code(&mut visit.ground, purpose, target, &mut batch)?;
        visit.ground.save(&mut batch)?;
        self.commit(batch).await?;
        self.mail.notify_one();
        Ok(CodeSent::Sent)
    }
}
