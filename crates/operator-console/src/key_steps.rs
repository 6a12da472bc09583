//! The forms of a key's steps: checked, confirmed, taken. Journeys 6.1

use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use identity::{KeyAct, KeyActor, KeyMoved, KeyRefused, KeyStage, RehearsalStart, SignedInOperator, Urgency};
use screens::keys::{KeyConfirm, KeyStep, KeyStepForm, KeyStepValues};
use screens::wording::{IncidentProblem, KeyProblem};
use screens::{Alert, Errors, fields, paths, spoken_moment};
use vocabulary::{ClientId, IncidentNumber, Lifetime};
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::console::Console;
use crate::keys::{name, step_at};
use crate::on_duty::OnDuty;

/// What a form asks for, checked.
struct Asked {
    step: KeyStep,
    incident: IncidentNumber,
    act: Act,
    urgency: Urgency,
}

/// What is done.
enum Act {
    Key(KeyAct),
    Rehearse(ClientId, Lifetime),
    EndRehearsal(ClientId),
}

/// What came of it.
enum Outcome {
    Done,
    /// Words for the page.
    Not(String),
    /// The client is not known.
    NoSuchClient,
}

/// Checks the form, asks once more, and then takes the step.
pub(crate) async fn take(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    OriginalUri(uri): OriginalUri,
    form: StaffForm,
) -> Result<Response, Failure> {
    let Some(step) = step_at(uri.path()) else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let values = typed(&form.fields);
    let asked = match checked(&console, step, &values) {
        Ok(asked) => asked,
        Err(errors) => return Ok(again(&console, &operator, (step, values), errors, None)),
    };
    if form.fields.text(fields::CONFIRM) != fields::YES {
        return Ok(confirm(&console, &operator, &asked, &values));
    }
    Ok(match act(&console, &operator.role, &asked).await? {
        Outcome::Done => see_other(&format!("{}?{}", paths::OPERATOR_KEYS, name(step))),
        Outcome::NoSuchClient => {
            let errors = Errors::of(fields::CLIENT, KeyProblem::UnknownClient);
            again(&console, &operator, (step, values), errors, None)
        }
        Outcome::Not(why) => again(&console, &operator, (step, values), Errors::new(), Some(why)),
    })
}

fn typed(fields: &Fields) -> KeyStepValues {
    let text = |name| fields.text(name).trim().to_owned();
    KeyStepValues {
        incident: text(fields::INCIDENT),
        publish_days: text(fields::PUBLISH_DAYS),
        sign_days: text(fields::SIGN_DAYS),
        emergency: fields.text(fields::EMERGENCY) == fields::YES,
        client: text(fields::CLIENT),
        minutes: text(fields::MINUTES),
    }
}

fn checked(console: &Console, step: KeyStep, values: &KeyStepValues) -> Result<Asked, Errors> {
    let mut errors = Errors::new();
    let incident = IncidentNumber::try_from(values.incident.as_str()).ok();
    if incident.is_none() {
        let problem =
            if values.incident.is_empty() { IncidentProblem::Empty } else { IncidentProblem::Malformed };
        errors.add(fields::INCIDENT, problem);
    }
    let act = match step {
        KeyStep::Announce => announcement(console, values, &mut errors),
        KeyStep::Publish => Some(Act::Key(KeyAct::Publish)),
        KeyStep::Sign => Some(Act::Key(KeyAct::Sign)),
        KeyStep::Rehearse => {
            let client = client(values, &mut errors);
            let minutes = number(&values.minutes, 1..=60);
            if minutes.is_none() {
                errors.add(fields::MINUTES, KeyProblem::Minutes);
            }
            client.zip(minutes).map(|(client, minutes)| Act::Rehearse(client, Lifetime::minutes(minutes)))
        }
        KeyStep::EndRehearsal => client(values, &mut errors).map(Act::EndRehearsal),
    };
    let urgency = if values.emergency { Urgency::Emergency } else { Urgency::Planned };
    match (incident, act) {
        (Some(incident), Some(act)) if errors.is_empty() => Ok(Asked { step, incident, act, urgency }),
        _ => Err(errors),
    }
}

fn announcement(console: &Console, values: &KeyStepValues, errors: &mut Errors) -> Option<Act> {
    let publish = number(&values.publish_days, 0..=365);
    if publish.is_none() {
        errors.add(fields::PUBLISH_DAYS, KeyProblem::PublishDays);
    }
    let sign = number(&values.sign_days, 1..=365);
    if sign.is_none() {
        errors.add(fields::SIGN_DAYS, KeyProblem::SignDays);
    }
    // A minute's grace: the announcement is taken after it was confirmed.
    let publishes_at = console.identity.now().after(Lifetime::days(publish?)).after(Lifetime::minutes(1));
    let signs_at = publishes_at.after(Lifetime::days(sign?));
    Some(Act::Key(KeyAct::Announce { publishes_at, signs_at }))
}

fn client(values: &KeyStepValues, errors: &mut Errors) -> Option<ClientId> {
    let client = ClientId::try_from(values.client.as_str()).ok();
    if client.is_none() {
        let problem = if values.client.is_empty() { KeyProblem::NoClient } else { KeyProblem::UnknownClient };
        errors.add(fields::CLIENT, problem);
    }
    client
}

fn number(text: &str, range: std::ops::RangeInclusive<i64>) -> Option<i64> {
    text.parse().ok().filter(|number| range.contains(number))
}

fn confirm(
    console: &Console,
    operator: &OnDuty<SignedInOperator>,
    asked: &Asked,
    values: &KeyStepValues,
) -> Response {
    let moment = |at: vocabulary::Instant| spoken_moment(&at.to_string());
    let mut facts = vec![("Incident number".to_owned(), asked.incident.to_string())];
    match &asked.act {
        Act::Key(KeyAct::Announce { publishes_at, signs_at }) => {
            facts.push(("Published from".to_owned(), moment(*publishes_at)));
            facts.push(("Signs from".to_owned(), moment(*signs_at)));
        }
        Act::Key(KeyAct::Publish | KeyAct::Sign) => {
            let waits = if values.emergency { "Yes: announced days are not waited for" } else { "No" };
            facts.push(("Emergency".to_owned(), waits.to_owned()));
        }
        Act::Rehearse(client, length) => {
            facts.push(("Client ID".to_owned(), client.to_string()));
            facts.push(("Lasts".to_owned(), format!("{} minutes", length.minutes_rounded_up())));
        }
        Act::EndRehearsal(client) => facts.push(("Client ID".to_owned(), client.to_string())),
    }
    let emergency = if values.emergency { fields::YES } else { "" };
    let hidden = [
        (fields::INCIDENT, values.incident.as_str()),
        (fields::PUBLISH_DAYS, &values.publish_days),
        (fields::SIGN_DAYS, &values.sign_days),
        (fields::EMERGENCY, emergency),
        (fields::CLIENT, &values.client),
        (fields::MINUTES, &values.minutes),
    ];
    let hidden = hidden.into_iter().filter(|(_, value)| !value.is_empty());
    let hidden = hidden.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let frame = operator.frame(console);
    page(&KeyConfirm { frame, menu: operator.menu(), step: asked.step, facts, hidden })
}

async fn act(console: &Console, by: &SignedInOperator, asked: &Asked) -> Result<Outcome, Failure> {
    let identity = &console.identity;
    let actor = KeyActor::Operator { by, incident: &asked.incident };
    Ok(match &asked.act {
        Act::Key(act) => match identity.move_key(actor, *act, asked.urgency).await? {
            KeyMoved::Done => Outcome::Done,
            KeyMoved::Raced => {
                Outcome::Not("Someone else took a step at the same time. Look at the keys first.".to_owned())
            }
            KeyMoved::Refused(why) => Outcome::Not(refused(why)),
        },
        Act::Rehearse(client, length) => {
            let keys = identity.signing_keys();
            let published = keys.iter().filter(|key| key.stage == KeyStage::Published);
            let Some(key) = published.min_by_key(|key| key.published_at) else {
                return Ok(Outcome::Not("No key is published that does not sign yet.".to_owned()));
            };
            match identity.start_rehearsal(actor, client, &key.key_id, *length).await? {
                RehearsalStart::Started { .. } => Outcome::Done,
                RehearsalStart::UnknownClient => Outcome::NoSuchClient,
                RehearsalStart::GoingOn => {
                    Outcome::Not("A rehearsal of this client goes on already.".to_owned())
                }
                RehearsalStart::NotPublished | RehearsalStart::Length => {
                    Outcome::Not("The key is not published, or signs already.".to_owned())
                }
            }
        }
        Act::EndRehearsal(client) => {
            if identity.end_rehearsal(actor, client).await? {
                Outcome::Done
            } else {
                Outcome::Not("No rehearsal of this client goes on.".to_owned())
            }
        }
    })
}

fn refused(why: KeyRefused) -> String {
    match why {
        KeyRefused::AlreadyAnnounced => "A key is announced already. Publish it first.".to_owned(),
        KeyRefused::NothingAnnounced => "No key is announced.".to_owned(),
        KeyRefused::NothingPublished => "No key is published that could sign.".to_owned(),
        KeyRefused::DatesOutOfOrder => {
            "A key can sign an hour after it is published at the earliest: partners keep the keys that long."
                .to_owned()
        }
        KeyRefused::TooEarly { until } => format!(
            "Partners were told another day, or may not know the key, before {}.",
            spoken_moment(&until.to_string())
        ),
    }
}

/// The form once more, with its problems or with why the step was not taken.
fn again(
    console: &Console,
    operator: &OnDuty<SignedInOperator>,
    (step, values): (KeyStep, KeyStepValues),
    errors: Errors,
    why: Option<String>,
) -> Response {
    let mut frame = operator.frame(console).with_back(paths::OPERATOR_KEYS);
    if let Some(text) = why {
        frame = frame.with_alert(Alert { heading: "Nothing was changed".to_owned(), text });
    }
    page(&KeyStepForm { frame, menu: operator.menu(), step, values, errors })
}
