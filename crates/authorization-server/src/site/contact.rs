//! The contact form. Journeys 2.14

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::Fault;
use screens::help::{Contact, ContactOption, MESSAGE_MAXIMUM};
use screens::wording::ContactProblem;
use screens::{Errors, fields, paths};
use vocabulary::EmailAddress;
use web::{Fields, PublicForm, page};

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

/// Checks the form and hands it over. There is nobody to hand it to in this issue, and the person is told so rather than thanked.
pub(crate) async fn send(
    State(door): State<Door>,
    PublicForm { fields, .. }: PublicForm,
) -> Result<Response, Stop> {
    let errors = check(&door, &fields);
    if errors.is_empty() {
        return Err(Fault::Store("contact messages have no destination yet".to_owned()).into());
    }
    let reference = reference(fields.text(fields::REFERENCE));
    Ok(draw(&door, &fields, reference, errors))
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

/// The problems of the form in the order of the page.
fn check(door: &Door, typed: &Fields) -> Errors {
    let mut errors = Errors::new();
    if typed.text(fields::NAME).trim().is_empty() {
        errors.add(fields::NAME, ContactProblem::NameEmpty);
    }
    if let Err(problem) = EmailAddress::try_from(typed.text(fields::EMAIL)) {
        errors.add(fields::EMAIL, words::email(problem));
    }
    if !services(door, typed.text(fields::SERVICE)).iter().any(|option| option.chosen) {
        errors.add(fields::SERVICE, ContactProblem::ServiceEmpty);
    }
    if !Contact::usual_problems(typed.text(fields::PROBLEM)).iter().any(|option| option.chosen) {
        errors.add(fields::PROBLEM, ContactProblem::ProblemEmpty);
    }
    let message = typed.text(fields::MESSAGE).trim();
    if message.is_empty() {
        errors.add(fields::MESSAGE, ContactProblem::MessageEmpty);
    } else if message.chars().count() > MESSAGE_MAXIMUM {
        errors.add(fields::MESSAGE, ContactProblem::MessageTooLong { maximum: MESSAGE_MAXIMUM });
    }
    errors
}

/// A reference as people read it out; whatever else a link says is dropped.
fn reference(text: &str) -> String {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
    if text.len() <= LONGEST_REFERENCE && text.chars().all(legal) { text.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn only_what_looks_like_a_reference_is_taken_from_a_link() {
        assert_eq!(reference("CID1004"), "CID1004");
        assert_eq!(reference("7F3K-9Q2D"), "7F3K-9Q2D");
        assert_eq!(reference("<b>call 0123</b>"), "");
        assert_eq!(reference(&"A".repeat(41)), "");
    }
}
