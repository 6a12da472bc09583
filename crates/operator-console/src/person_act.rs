//! What an operator does with an account: a form, a page that asks once more, and then it is done, or said why not.

use axum::extract::State;
use axum::response::Response;
use axum::routing::{MethodRouter, get};
use identity::{Fault, PersonChange, PersonChanged, SignedInOperator};
use screens::people::{ActConfirm, ActFailed, ActForm};
use screens::wording::ActRefusal;
use screens::{Errors, fields, paths};
use vocabulary::{AccountId, IncidentNumber, PersonAction};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::act_fields::{ActGiven, details, given, hidden, kept};
use crate::console::{Console, not_found};
use crate::names::NamedAccount;
use crate::on_duty::OnDuty;
use crate::people::at;

/// The form of an act and what it is posted to.
pub(crate) fn asks(act: PersonAction) -> MethodRouter<Console> {
    get(move |console: State<Console>, on_duty: OnDuty<SignedInOperator>, named: NamedAccount| {
        ask(act, console, on_duty, named)
    })
}

/// Where the form of an act is posted.
pub(crate) fn does(act: PersonAction) -> MethodRouter<Console> {
    axum::routing::post(
        move |console: State<Console>,
              on_duty: OnDuty<SignedInOperator>,
              named: NamedAccount,
              form: StaffForm| { take(act, console, on_duty, (named, form)) },
    )
}

/// An act on the account of a page.
struct Scene<'a> {
    console: &'a Console,
    on_duty: &'a OnDuty<SignedInOperator>,
    act: PersonAction,
    person_href: String,
}

async fn ask(
    act: PersonAction,
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    named: NamedAccount,
) -> Result<Response, Failure> {
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let scene = Scene { console: &console, on_duty: &on_duty, act, person_href: at(named.text()) };
    match console.identity.is_open_to(&on_duty.role, account, act).await? {
        None => Ok(not_found()),
        Some(false) => Ok(scene.refused(ActRefusal::NotPossible)),
        Some(true) => Ok(scene.form(ActGiven::nothing(act), Errors::new())),
    }
}

async fn take(
    act: PersonAction,
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    (named, StaffForm { fields, .. }): (NamedAccount, StaffForm),
) -> Result<Response, Failure> {
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let scene = Scene { console: &console, on_duty: &on_duty, act, person_href: at(named.text()) };
    let refused = &console.identity.settings().refused_country_codes;
    let (change, incident) = match given(act, &fields, refused) {
        Ok(given) => given,
        Err(errors) => return Ok(scene.form(kept(act, &fields), errors)),
    };
    if !fields.is_ticked(fields::CONFIRM) {
        return Ok(scene.confirm(&change, &incident));
    }
    Ok(scene.act(account, &change, &incident).await)
}

impl Scene<'_> {
    fn action(&self) -> String {
        format!("{}/{}", self.person_href, self.act.as_str())
    }

    fn form(&self, given: ActGiven, errors: Errors) -> Response {
        page(&ActForm {
            frame: self.on_duty.frame(self.console).with_back(self.person_href.clone()),
            menu: self.on_duty.menu(),
            act: self.act,
            action: self.action(),
            incident: given.incident,
            reasons: given.reasons,
            mobile: given.mobile,
            remove_phones: given.remove_phones,
            errors,
        })
    }

    fn confirm(&self, change: &PersonChange, incident: &IncidentNumber) -> Response {
        page(&ActConfirm {
            frame: self.on_duty.frame(self.console).with_back(self.action()),
            menu: self.on_duty.menu(),
            act: self.act,
            action: self.action(),
            cancel_href: self.person_href.clone(),
            details: details(change, incident),
            fields: hidden(change, incident),
        })
    }

    /// Does it. A failure of ours has a page of its own, which says what was not done.
    async fn act(&self, account: AccountId, change: &PersonChange, incident: &IncidentNumber) -> Response {
        let done = self.console.identity.change_person(&self.on_duty.role, account, change, incident).await;
        match done {
            Ok(PersonChanged::Done) if self.act == PersonAction::ApproveErasure => {
                see_other(&format!("{}?done={}", paths::ERASURES, self.act.as_str()))
            }
            Ok(PersonChanged::Done) => see_other(&format!("{}?done={}", self.person_href, self.act.as_str())),
            Ok(PersonChanged::Unknown) => not_found(),
            Ok(PersonChanged::NotPossible) => self.refused(ActRefusal::NotPossible),
            Ok(PersonChanged::NumberInUse) => self.refused(ActRefusal::NumberInUse),
            Ok(PersonChanged::OwnAccount) => self.refused(ActRefusal::OwnAccount),
            Ok(PersonChanged::Raced) => self.refused(ActRefusal::Raced),
            Err(fault) => self.failed(&fault),
        }
    }

    fn refused(&self, why: ActRefusal) -> Response {
        self.not_done(Some(why.to_string()), None)
    }

    fn failed(&self, fault: &Fault) -> Response {
        let reference = self.console.identity.record_failure(fault);
        self.not_done(None, Some(reference.to_string()))
    }

    fn not_done(&self, why: Option<String>, reference: Option<String>) -> Response {
        page(&ActFailed {
            frame: self.on_duty.frame(self.console),
            menu: self.on_duty.menu(),
            act: self.act,
            why,
            reference,
            person_href: self.person_href.clone(),
        })
    }
}
