//! What the forms of the case page say, as the rooms below understand it.

use identity::{CaseDecision, CaseDetails, CaseForm, CaseView, QuestionState};
use screens::Errors;
use screens::checker::{Kept, Subject};
use screens::fields;
use screens::wording::CaseProblem;
use vocabulary::{Answer, DateOfBirth, DeclineReason, HoldingReason, Instant, Question};
use web::Fields;

/// No case has this version: a form without one is older than every case.
const NO_VERSION: i64 = -1;

/// Version and answers.
pub(crate) fn case_form(given: &Fields) -> CaseForm {
    let answer = |question: Question| {
        Answer::try_from(given.text(question.as_str())).ok().map(|answer| (question, answer))
    };
    CaseForm {
        version: given.text(fields::VERSION).parse().unwrap_or(NO_VERSION),
        answers: Question::ALL.into_iter().filter_map(answer).collect(),
    }
}

/// The case as it looks with the answers of a form that was not kept.
pub(crate) fn with_answers(mut view: CaseView, form: &CaseForm) -> CaseView {
    for (question, state) in &mut view.questions {
        if let QuestionState::Open(answer) = state {
            let given = form.answers.iter().find(|(one, _)| one == question);
            *answer = given.map(|(_, answer)| *answer);
        }
    }
    view
}

/// What was typed to search with, as it was typed.
pub(crate) fn subject(given: &Fields) -> Subject {
    let text = |name: &str| given.text(name).trim().to_owned();
    Subject {
        nhs_number: text(fields::NHS_NUMBER),
        first_name: text(fields::FIRST_NAME),
        last_name: text(fields::LAST_NAME),
        birth_day: text(fields::BIRTH_DAY),
        birth_month: text(fields::BIRTH_MONTH),
        birth_year: text(fields::BIRTH_YEAR),
        postcode: text(fields::POSTCODE),
    }
}

/// The details to search with. A date that is none stays a text that is none.
pub(crate) fn details(subject: &Subject, now: Instant) -> CaseDetails {
    let Subject { birth_day, birth_month, birth_year, .. } = subject;
    let born = DateOfBirth::from_typed(birth_day, birth_month, birth_year, now.date());
    CaseDetails {
        nhs_number: subject.nhs_number.clone(),
        given_name: subject.first_name.clone(),
        family_name: subject.last_name.clone(),
        born: born.map(|born| born.to_string()).unwrap_or_default(),
        postcode: subject.postcode.clone(),
    }
}

/// Stored details in the fields of the page.
pub(crate) fn subject_of(details: &CaseDetails) -> Subject {
    let mut born = details.born.splitn(3, '-').map(|part| part.trim_start_matches('0').to_owned());
    let (birth_year, birth_month, birth_day) = (born.next(), born.next(), born.next());
    Subject {
        nhs_number: details.nhs_number.clone(),
        first_name: details.given_name.clone(),
        last_name: details.family_name.clone(),
        birth_day: birth_day.unwrap_or_default(),
        birth_month: birth_month.unwrap_or_default(),
        birth_year: birth_year.unwrap_or_default(),
        postcode: details.postcode.clone(),
    }
}

/// What was chosen, to be shown again beside an error.
pub(crate) fn kept(given: &Fields) -> Kept {
    Kept {
        decline: DeclineReason::try_from(given.text(fields::DECLINE_REASON)).ok(),
        decline_note: given.text(fields::DECLINE_NOTE).to_owned(),
        holding: HoldingReason::try_from(given.text(fields::HOLDING_REASON)).ok(),
        holding_note: given.text(fields::HOLDING_NOTE).to_owned(),
        decision: given.text(fields::DECISION).to_owned(),
    }
}

/// The decision, or what is missing of it.
pub(crate) fn decision(given: &Fields) -> Result<CaseDecision, Errors> {
    let Kept { decline, decline_note, holding, holding_note, decision } = kept(given);
    let missing = |field: &str| Errors::of(field, CaseProblem::ReasonEmpty);
    match decision.as_str() {
        fields::DECISION_APPROVE => Ok(CaseDecision::Approve { confirmed: given.is_ticked(fields::CONFIRM) }),
        fields::DECISION_DECLINE => {
            let reason = decline.ok_or_else(|| missing(fields::DECLINE_REASON))?;
            Ok(CaseDecision::Decline { reason, note: decline_note })
        }
        fields::DECISION_HOLD => {
            let reason = holding.ok_or_else(|| missing(fields::HOLDING_REASON))?;
            Ok(CaseDecision::Hold { reason, note: holding_note })
        }
        _ => Err(Errors::of(fields::DECISION, CaseProblem::DecisionEmpty)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Fields {
        Fields::parse(text.as_bytes()).expect("a form")
    }

    #[test]
    fn a_form_without_a_version_is_older_than_every_case() {
        assert_eq!(case_form(&form("idVisible=yes")).version, NO_VERSION);
        assert_eq!(case_form(&form("version=x")).version, NO_VERSION);
        let read = case_form(&form("version=7&idVisible=yes&faceClear=no&idValid=maybe"));
        assert_eq!(read.version, 7);
        assert_eq!(read.answers, [(Question::IdVisible, Answer::Yes), (Question::FaceClear, Answer::No)]);
    }

    #[test]
    fn a_birth_date_survives_the_page_and_a_wrong_one_is_none() {
        let now = Instant::from_seconds(1_700_000_000);
        let typed = subject(&form("birthDay=5&birthMonth=3&birthYear=1984&lastName=+Lee+"));
        let found = details(&typed, now);
        assert_eq!((found.born.as_str(), found.family_name.as_str()), ("1984-03-05", "Lee"));
        assert_eq!(subject_of(&found), typed);
        assert_eq!(details(&subject(&form("birthDay=31&birthMonth=2&birthYear=1984")), now).born, "");
    }

    #[test]
    fn a_decision_needs_its_reason() {
        assert!(matches!(
            decision(&form("decision=approve&confirm=yes")),
            Ok(CaseDecision::Approve { confirmed: true })
        ));
        let problem = |text: &str, field: &str| {
            decision(&form(text)).expect_err(text).message(field).map(str::to_owned)
        };
        assert!(problem("", fields::DECISION).is_some());
        assert!(problem("decision=decline&declineReason=", fields::DECLINE_REASON).is_some());
        assert!(problem("decision=hold&holdingReason=none", fields::HOLDING_REASON).is_some());
    }
}
