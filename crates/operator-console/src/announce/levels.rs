//! The promise about photo ID checks, and the share of cases that are decided automatically.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{LevelSet, ServiceLevel, ServiceLevelProblem, Setter, SignedInOperator};
use screens::announcements::{AutomationForm, Choice, ServiceLevelForm};
use screens::wording::{NoticeProblem, service_message, service_message_label};
use screens::{Errors, fields, paths};
use vocabulary::ServiceMessage;
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::announce::alerts::yes_no;
use crate::announce::list::{LEVEL, below, level_rows, set_by_text};
use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said::incident;

type Setting = OnDuty<SignedInOperator>;

const SET: &str = "share=set";

/// The form of the promise.
pub(crate) async fn ask(State(console): State<Console>, on_duty: Setting) -> Result<Response, Failure> {
    level_form(&console, &on_duty, &Fields::default(), Errors::new()).await
}

async fn level_form(
    console: &Console,
    on_duty: &Setting,
    typed: &Fields,
    errors: Errors,
) -> Result<Response, Failure> {
    let view = console.identity.service_level(Setter::Operator(&on_duty.role)).await?;
    let text = |name| typed.text(name).to_owned();
    let message = |message: &ServiceMessage| Choice {
        value: message.as_str().to_owned(),
        text: format!("{}: {}", service_message_label(*message), service_message(*message)),
        chosen: typed.text(fields::SERVICE_MESSAGE) == message.as_str(),
    };
    let none = Choice {
        value: "none".to_owned(),
        text: "No message".to_owned(),
        chosen: typed.text(fields::SERVICE_MESSAGE) == "none",
    };
    let now = level_rows(&view).into_iter().next().map(|(_, value)| value).unwrap_or_default();
    Ok(page(&ServiceLevelForm {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_NOTICES),
        menu: on_duty.menu(),
        action: below("service-level"),
        reset_action: view.level.is_some().then(|| below("service-level/reset")),
        now,
        over_a_day: text(fields::OVER_A_DAY),
        days: text(fields::DAYS),
        hours: text(fields::HOURS),
        messages: ServiceMessage::ALL.iter().map(message).chain([none]).collect(),
        incident: text(fields::INCIDENT),
        errors,
    }))
}

/// Days and hours, either of which may be left empty.
fn hours(typed: &Fields) -> Option<u32> {
    let number = |name| match typed.text(name).trim() {
        "" => Some(0),
        text => text.parse::<u32>().ok().filter(|number| *number <= ServiceLevel::LONGEST),
    };
    Some(number(fields::DAYS)? * 24 + number(fields::HOURS)?)
}

fn level(typed: &Fields, errors: &mut Errors) -> Option<ServiceLevel> {
    let over = yes_no(typed, fields::OVER_A_DAY, NoticeProblem::OverADayEmpty, errors);
    let message = ServiceMessage::try_from(typed.text(fields::SERVICE_MESSAGE)).ok();
    let (field, problem) = match hours(typed).map(|hours| (hours, ServiceLevel::new(hours, message))) {
        Some((hours, _)) if over.is_some_and(|over| over != (hours > ServiceLevel::WITHOUT_MESSAGE)) => {
            (fields::DAYS, NoticeProblem::TimeOtherwise)
        }
        Some((_, Ok(level))) => return Some(level).filter(|_| over.is_some()),
        Some((_, Err(ServiceLevelProblem::MessageMissing))) => {
            (fields::SERVICE_MESSAGE, NoticeProblem::MessageEmpty)
        }
        None | Some((_, Err(ServiceLevelProblem::Time))) => (fields::DAYS, NoticeProblem::TimeMalformed),
    };
    errors.add(field, problem);
    None
}

/// "Set the service level".
pub(crate) async fn set(
    State(console): State<Console>,
    on_duty: Setting,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let level = level(&sent.fields, &mut errors);
    if !sent.fields.is_ticked(fields::CONFIRM) {
        errors.add(fields::CONFIRM, NoticeProblem::NotConfirmed);
    }
    let number = incident(&sent.fields, &mut errors);
    if let (Some(level), Some(number), true) = (level, number, errors.is_empty()) {
        let by = Setter::Operator(&on_duty.role);
        if console.identity.set_service_level(by, level, &number).await? == LevelSet::Done {
            return Ok(see_other(&format!("{}?{LEVEL}", paths::OPERATOR_NOTICES)));
        }
        errors.add(fields::DAYS, NoticeProblem::Raced);
    }
    level_form(&console, &on_duty, &sent.fields, errors).await
}

/// "Set back to the configuration".
pub(crate) async fn reset(
    State(console): State<Console>,
    on_duty: Setting,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let Some(number) = incident(&sent.fields, &mut errors) else {
        return level_form(&console, &on_duty, &sent.fields, errors).await;
    };
    console.identity.reset_service_level(Setter::Operator(&on_duty.role), &number).await?;
    Ok(see_other(&format!("{}?{LEVEL}", paths::OPERATOR_NOTICES)))
}

/// The form of the share.
pub(crate) async fn ask_share(
    State(console): State<Console>,
    on_duty: Setting,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let done = query.as_deref() == Some(SET);
    share_form(&console, &on_duty, None, Errors::new(), done).await
}

async fn share_form(
    console: &Console,
    on_duty: &Setting,
    typed: Option<&Fields>,
    errors: Errors,
    done: bool,
) -> Result<Response, Failure> {
    let view = console.identity.automation(Setter::Operator(&on_duty.role)).await?;
    let mut frame = on_duty.frame(console);
    if done {
        frame = frame.with_success("The share is set. It counts for cases that begin from now on");
    }
    let set_by = view.set_by.as_ref().map_or_else(|| "the configuration".to_owned(), set_by_text);
    let share = typed.map_or_else(|| view.percent.to_string(), |typed| typed.text(fields::SHARE).to_owned());
    Ok(page(&AutomationForm {
        frame,
        menu: on_duty.menu(),
        action: paths::OPERATOR_AUTOMATION.to_owned(),
        rows: vec![
            ("Share now".to_owned(), format!("{} percent", view.percent)),
            ("Set by".to_owned(), set_by),
        ],
        has_provider: view.has_provider,
        share,
        incident: typed.map(|typed| typed.text(fields::INCIDENT).to_owned()).unwrap_or_default(),
        errors,
    }))
}

/// "Set the share".
pub(crate) async fn set_share(
    State(console): State<Console>,
    on_duty: Setting,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let share = sent.fields.text(fields::SHARE).trim().parse::<u8>().ok();
    if share.is_none_or(|share| share > 100 || !share.is_multiple_of(5)) {
        errors.add(fields::SHARE, NoticeProblem::ShareMalformed);
    }
    let number = incident(&sent.fields, &mut errors);
    if let (Some(share), Some(number), true) = (share, number, errors.is_empty()) {
        let by = Setter::Operator(&on_duty.role);
        match console.identity.set_automation(by, share, &number).await? {
            LevelSet::Done => return Ok(see_other(&format!("{}?{SET}", paths::OPERATOR_AUTOMATION))),
            LevelSet::NotAStep => errors.add(fields::SHARE, NoticeProblem::ShareMalformed),
            LevelSet::Raced => errors.add(fields::SHARE, NoticeProblem::Raced),
        }
    }
    share_form(&console, &on_duty, Some(&sent.fields), errors, false).await
}
