//! An alert in people's journeys: entered, looked at, turned on, turned off.

use axum::extract::State;
use axum::response::Response;
use identity::{AlertSwitched, NewAlert, Page, Setter, SignedInOperator, pages_of};
use screens::announcements::{AlertForm, AlertOff, AlertPreview, Choice, PreviewPart};
use screens::wording::{NoticeProblem, alert, alert_level_label, alert_part_label};
use screens::{Errors, fields};
use vocabulary::{AlertLevel, AlertPart, IncidentNumber, Instant};
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::announce::list::{OFF, ON, WAS_OFF, below};
use crate::console::Console;
use crate::names::NamedPart;
use crate::on_duty::OnDuty;
use crate::said::{incident, moment};

type Announcer = OnDuty<SignedInOperator>;

const PREFIX: &str = "part_";

/// What was entered, understood.
struct Entered {
    new: NewAlert,
    incident: IncidentNumber,
}

/// The form.
pub(crate) async fn ask(State(console): State<Console>, on_duty: Announcer) -> Result<Response, Failure> {
    Ok(form(&console, &on_duty, &Fields::default(), Errors::new()))
}

fn form(console: &Console, on_duty: &Announcer, typed: &Fields, errors: Errors) -> Response {
    let text = |name| typed.text(name).to_owned();
    let part = |part: &AlertPart| {
        let value = format!("{PREFIX}{}", part.as_str());
        Choice { chosen: typed.is_ticked(&value), text: alert_part_label(*part).to_owned(), value }
    };
    let level = |level: &AlertLevel| Choice {
        value: level.as_str().to_owned(),
        text: alert_level_label(*level).to_owned(),
        chosen: typed.text(fields::LEVEL) == level.as_str(),
    };
    page(&AlertForm {
        frame: on_duty.frame(console).with_back(screens::paths::OPERATOR_NOTICES),
        menu: on_duty.menu(),
        action: below("preview"),
        parts: AlertPart::ALL.iter().map(part).collect(),
        levels: AlertLevel::ALL.iter().map(level).collect(),
        planned: text(fields::PLANNED),
        end_known: text(fields::END_KNOWN),
        end: [fields::END_DAY, fields::END_MONTH, fields::END_YEAR, fields::END_TIME].map(text),
        incident: text(fields::INCIDENT),
        errors,
    })
}

fn entered(typed: &Fields, now: Instant) -> Result<Entered, Errors> {
    let mut errors = Errors::new();
    let parts: Vec<AlertPart> = AlertPart::ALL
        .iter()
        .copied()
        .filter(|part| typed.is_ticked(&format!("{PREFIX}{}", part.as_str())))
        .collect();
    if parts.is_empty() {
        errors.add(fields::PARTS, NoticeProblem::PartsEmpty);
    }
    let level = AlertLevel::try_from(typed.text(fields::LEVEL)).ok();
    if level.is_none() {
        errors.add(fields::LEVEL, NoticeProblem::LevelEmpty);
    }
    let planned = yes_no(typed, fields::PLANNED, NoticeProblem::PlannedEmpty, &mut errors);
    let known = yes_no(typed, fields::END_KNOWN, NoticeProblem::EndKnownEmpty, &mut errors);
    let ends_at = if known == Some(true) { end(typed, now, &mut errors) } else { None };
    let number = incident(typed, &mut errors);
    match (level, planned, number) {
        (Some(level), Some(planned), Some(incident)) if errors.is_empty() => {
            Ok(Entered { new: NewAlert { parts, level, planned, ends_at }, incident })
        }
        _ => Err(errors),
    }
}

/// Yes or no; nothing else counts.
pub(crate) fn yes_no(
    typed: &Fields,
    name: &str,
    problem: NoticeProblem,
    errors: &mut Errors,
) -> Option<bool> {
    match typed.text(name) {
        fields::CHOICE_YES => Some(true),
        fields::CHOICE_NO => Some(false),
        _ => {
            errors.add(name, problem);
            None
        }
    }
}

fn end(typed: &Fields, now: Instant, errors: &mut Errors) -> Option<Instant> {
    let Some(end) = moment_of(typed) else {
        errors.add(fields::END_DAY, NoticeProblem::EndMalformed);
        return None;
    };
    if end <= now {
        errors.add(fields::END_DAY, NoticeProblem::EndPassed);
        return None;
    }
    Some(end)
}

fn moment_of(typed: &Fields) -> Option<Instant> {
    let number = |name| typed.text(name).trim().parse::<i8>().ok();
    let year = typed.text(fields::END_YEAR).trim().parse::<i16>().ok()?;
    let (hour, minute) = typed.text(fields::END_TIME).trim().split_once([':', '.'])?;
    let time = (hour.parse().ok()?, minute.parse().ok()?);
    Instant::from_civil((year, number(fields::END_MONTH)?, number(fields::END_DAY)?), time)
}

/// "See how it looks": every page that it stands on.
pub(crate) async fn preview(
    State(console): State<Console>,
    on_duty: Announcer,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let entered = match entered(&sent.fields, console.identity.now()) {
        Ok(entered) => entered,
        Err(errors) => return Ok(form(&console, &on_duty, &sent.fields, errors)),
    };
    let until = entered.new.ends_at.map(|end| moment(Some(end)));
    let told = |part: &AlertPart| PreviewPart {
        label: alert_part_label(*part).to_owned(),
        alert: alert(*part, entered.new.level, entered.new.planned, until.as_deref()),
        pages: affected(*part, entered.new.level),
    };
    let hidden = sent.fields.pairs().iter().filter(|(name, _)| name != fields::CSRF).cloned().collect();
    Ok(page(&AlertPreview {
        frame: on_duty.frame(&console).with_back(below("alert")),
        menu: on_duty.menu(),
        action: below("alert"),
        hidden,
        parts: entered.new.parts.iter().map(told).collect(),
    }))
}

/// The headings of the pages that an alert stands on. While a way to prove who one is works for nobody its own pages are not reached: the
/// first pages of photo ID say so.
fn affected(part: AlertPart, level: AlertLevel) -> Vec<String> {
    let instead = level == AlertLevel::Down && part != AlertPart::GpConnection;
    let pages: &[Page] =
        if instead { &[Page::PhotoIntro, Page::HasPhotoId, Page::FetchPhotoId] } else { pages_of(part) };
    pages.iter().map(|page| heading(*page).to_owned()).collect()
}

const fn heading(page: Page) -> &'static str {
    match page {
        Page::UseGpChecks => "V1: use the identity checks of your GP surgery",
        Page::IsThisYourNumber => "V3: is this your mobile phone number?",
        Page::EnterMatchCode => "V4: enter the security code",
        Page::MatchCodeExpired => "V4: the security code has expired",
        Page::CannotUseNumber => "V6: you cannot use this number",
        Page::UsesGpServices => "G1: do you use GP online services?",
        Page::HasGpDetails => "G2: do you have the 3 registration details?",
        Page::GiveGpDetails => "G3: enter your registration details",
        Page::GpChecking => "G4: checking your details",
        Page::ConnectGp => "G8: connect to your GP surgery",
        Page::PhotoIntro => "I1: prove who you are",
        Page::HasPhotoId => "I2: do you have photo ID?",
        Page::FetchPhotoId => "I3: you will need photo ID",
        other => other.slug(),
    }
}

/// "Turn it on".
pub(crate) async fn turn_on(
    State(console): State<Console>,
    on_duty: Announcer,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let entered = match entered(&sent.fields, console.identity.now()) {
        Ok(entered) => entered,
        Err(errors) => return Ok(form(&console, &on_duty, &sent.fields, errors)),
    };
    let by = Setter::Operator(&on_duty.role);
    let errors = match console.identity.turn_alert_on(by, &entered.new, &entered.incident).await? {
        AlertSwitched::Done => return Ok(see_other(&format!("{}?{ON}", screens::paths::OPERATOR_NOTICES))),
        AlertSwitched::Nothing => Errors::of(fields::PARTS, NoticeProblem::PartsEmpty),
        AlertSwitched::EndPassed => Errors::of(fields::END_DAY, NoticeProblem::EndPassed),
    };
    Ok(form(&console, &on_duty, &sent.fields, errors))
}

/// The page that turns one off.
pub(crate) async fn ask_off(
    State(console): State<Console>,
    on_duty: Announcer,
    NamedPart(part): NamedPart,
) -> Result<Response, Failure> {
    Ok(off(&console, &on_duty, part, "", Errors::new()))
}

fn off(console: &Console, on_duty: &Announcer, part: AlertPart, typed: &str, errors: Errors) -> Response {
    page(&AlertOff {
        frame: on_duty.frame(console).with_back(screens::paths::OPERATOR_NOTICES),
        menu: on_duty.menu(),
        part: alert_part_label(part).to_owned(),
        action: below(&format!("alerts/{}/off", part.as_str())),
        incident: typed.to_owned(),
        errors,
    })
}

/// "Turn it off".
pub(crate) async fn turn_off(
    State(console): State<Console>,
    on_duty: Announcer,
    NamedPart(part): NamedPart,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let Some(number) = incident(&sent.fields, &mut errors) else {
        return Ok(off(&console, &on_duty, part, sent.fields.text(fields::INCIDENT), errors));
    };
    let by = Setter::Operator(&on_duty.role);
    let told = match console.identity.turn_alert_off(by, part, &number).await? {
        AlertSwitched::Done => OFF,
        AlertSwitched::Nothing | AlertSwitched::EndPassed => WAS_OFF,
    };
    Ok(see_other(&format!("{}?{told}", screens::paths::OPERATOR_NOTICES)))
}
