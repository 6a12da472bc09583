//! The contact form. Journeys 2.14

use axum::extract::{RawQuery, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use identity::ContactRequest;
use screens::help::{Contact, ContactOption, ContactSent, MESSAGE_MAXIMUM, NAME_MAXIMUM};
use screens::wording::ContactProblem;
use screens::{Errors, fields, paths};
use vocabulary::{EmailAddress, IncidentReference, Lifetime, Secret};
use web::{Caller, Fields, PublicForm, page};

use crate::door::Door;
use crate::journey::words;
use crate::stop::Stop;

/// What a link of an error page puts into the form: `?error=CID1004`.
const ERROR: &str = "error";
const LONGEST_REFERENCE: usize = 40;

pub(crate) async fn show(State(door): State<Door>, RawQuery(query): RawQuery) -> Response {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let reference = reference(fields.text(ERROR));
    draw(&door, &Fields::default(), reference, Errors::new())
}

/// Checks the form and hands it over.
pub(crate) async fn send(
    State(door): State<Door>,
    PublicForm { caller: Caller(browser), fields }: PublicForm,
) -> Result<Response, Stop> {
    let request = match read(&door, &fields) {
        Ok(request) => request,
        Err(errors) => return Ok(redraw(&door, &fields, errors)),
    };
    Ok(match door.identity().contact(request, browser.network).await? {
        identity::ContactSent::Sent { reference } => sent(&door, reference),
        identity::ContactSent::TooMany { retry_after } => too_many(&door, &fields, retry_after),
    })
}

fn sent(door: &Door, reference: IncidentReference) -> Response {
    page(&ContactSent { frame: door.front().plain_frame(), reference: Some(reference.to_string()) })
}

/// The form again with all that was typed, so that it can be sent later.
fn too_many(door: &Door, typed: &Fields, retry_after: Lifetime) -> Response {
    let minutes = u64::try_from(retry_after.minutes_rounded_up()).unwrap_or(1);
    let mut response = redraw(door, typed, Errors::of(fields::MESSAGE, ContactProblem::TooMany { minutes }));
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(minutes * 60));
    response
}

fn redraw(door: &Door, typed: &Fields, errors: Errors) -> Response {
    draw(door, typed, reference(typed.text(fields::REFERENCE)), errors)
}

fn draw(door: &Door, typed: &Fields, reference: String, errors: Errors) -> Response {
    page(&Contact {
        frame: door.front().plain_frame(),
        action: paths::CONTACT.to_owned(),
        name: typed.text(fields::NAME).to_owned(),
        email: typed.text(fields::EMAIL).to_owned(),
        services: services(door, typed.text(fields::SERVICE)),
        problems: Contact::usual_problems(typed.text(fields::PROBLEM)),
        message: typed.text(fields::MESSAGE).to_owned(),
        reference,
        errors,
    })
}

fn services(door: &Door, chosen: &str) -> Vec<ContactOption> {
    let named = door.installation().contact_services.iter().map(String::as_str);
    let option = |text: &str| ContactOption { value: text.into(), text: text.into(), chosen: text == chosen };
    named.chain(["Other"]).map(option).collect()
}

/// What was written, or the problems of the form in the order of the page.
fn read(door: &Door, typed: &Fields) -> Result<ContactRequest, Errors> {
    let mut errors = Errors::new();
    let (name, message) = (typed.text(fields::NAME).trim(), message(typed.text(fields::MESSAGE)));
    if let Some(problem) = name_problem(name) {
        errors.add(fields::NAME, problem);
    }
    let email = EmailAddress::try_from(typed.text(fields::EMAIL));
    if let Err(problem) = email {
        errors.add(fields::EMAIL, words::email(problem));
    }
    let service = chosen(services(door, typed.text(fields::SERVICE)));
    if service.is_none() {
        errors.add(fields::SERVICE, ContactProblem::ServiceEmpty);
    }
    let problem = chosen(Contact::usual_problems(typed.text(fields::PROBLEM)));
    if problem.is_none() {
        errors.add(fields::PROBLEM, ContactProblem::ProblemEmpty);
    }
    if let Some(problem) = message_problem(&message) {
        errors.add(fields::MESSAGE, problem);
    }
    let (Ok(email), Some(service), Some(problem), true) = (email, service, problem, errors.is_empty()) else {
        return Err(errors);
    };
    let quoted = reference(typed.text(fields::REFERENCE));
    Ok(ContactRequest {
        name: Secret::new(name.to_owned()),
        email,
        service,
        problem,
        text: Secret::new(message),
        quoted: Some(quoted).filter(|quoted| !quoted.trim().is_empty()).map(Secret::new),
    })
}

/// The words of the option that was chosen.
fn chosen(options: Vec<ContactOption>) -> Option<String> {
    options.into_iter().find(|option| option.chosen).map(|option| option.text)
}

/// Browsers send two characters for the end of a line and count one.
fn message(typed: &str) -> String {
    typed.replace("\r\n", "\n").trim().to_owned()
}

fn name_problem(name: &str) -> Option<ContactProblem> {
    match name.chars().count() {
        0 => Some(ContactProblem::NameEmpty),
        1..=NAME_MAXIMUM => None,
        _ => Some(ContactProblem::NameTooLong { maximum: NAME_MAXIMUM }),
    }
}

fn message_problem(message: &str) -> Option<ContactProblem> {
    match message.chars().count() {
        0 => Some(ContactProblem::MessageEmpty),
        1..=MESSAGE_MAXIMUM => None,
        _ => Some(ContactProblem::MessageTooLong { maximum: MESSAGE_MAXIMUM }),
    }
}

/// A reference as people read it out; whatever else a link says is dropped.
fn reference(text: &str) -> String {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    if text.len() <= LONGEST_REFERENCE && text.chars().all(legal) { text.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::{message, message_problem, reference};

    #[test]
    fn only_what_looks_like_a_reference_is_taken_from_a_link() {
        assert_eq!(reference("CID1004"), "CID1004");
        assert_eq!(reference("7F3K-9Q2D"), "7F3K-9Q2D");
        assert_eq!(reference("<b>call 0123</b>"), "");
        assert_eq!(reference(&"A".repeat(41)), "");
    }

    #[test]
    fn the_end_of_a_line_counts_as_one_character() {
        let typed = "line\r\n".repeat(300);
        assert_eq!(message_problem(&message(&typed)), None);
        assert!(message_problem(&message(&format!("{typed}more"))).is_some());
    }
}
