//! Samples of the pages that stop a person.

use vocabulary::{Cid, Explanation, IncidentReference};

use super::{ACTION, Sample, client, last_frame, live_frame};
use crate::problems::{Disabled, LevelNotReached, Problem, ProblemPage, WayOn};
use crate::reference::ErrorReference;
use crate::refusal::RequestRefused;

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = stops();
    pages.extend(disabled());
    pages.extend(partners());
    pages
}

fn stops() -> Vec<Sample> {
    let back = WayOn::back_to(&client(), ACTION);
    let again = WayOn::try_again(ACTION);
    let form = WayOn::back_to_form(ACTION);
    vec![
        Sample::new("problems/x1-not-found", page(Problem::NotFound)),
        Sample::new("problems/x2-technical", page(Problem::Technical).with_incident(incident())),
        Sample::new(
            "problems/x3-unavailable",
            page(Problem::Unavailable { until: Some("3pm on 15 March 2026".into()) }),
        ),
        Sample::new("problems/x3-busy", page(Problem::Busy { retry_after_seconds: 10 }).with_way_on(again)),
        Sample::new("problems/x4-unknown-client", page(Problem::UnknownClient)),
        Sample::new("problems/x5-too-many-tries", page(Problem::TooManyTries)),
        Sample::new("problems/x5-email-locked", page(Problem::EmailLocked { minutes: 15 })),
        Sample::new("problems/form-not-accepted", page(Problem::FormNotAccepted).with_way_on(form)),
        Sample::new("problems/method-not-offered", page(Problem::MethodNotOffered).with_way_on(back.clone())),
        Sample::new("problems/x6-password-locked", page(Problem::PasswordLocked { minutes: 15 })),
        Sample::new("problems/x7-code-locked", page(Problem::CodeLocked { minutes: 7 })),
        Sample::new("problems/x7-code-locked+hour", page(Problem::CodeLocked { minutes: 60 })),
        Sample::new("problems/x7-sends-locked", page(Problem::CodeSendsLocked { minutes: 1 })),
        Sample::new("problems/x8-number-not-accepted", page(Problem::NumberNotAccepted)),
        Sample::new("problems/x9-logged-out", page(Problem::LoggedOut { minutes: 60 })),
        Sample::new("problems/x10-look-ups-locked", page(Problem::LookUpsLocked { minutes: 15 })),
        Sample::new("problems/x11-went-wrong", page(Problem::SomethingWentWrong).with_way_on(back.clone())),
        Sample::new("problems/x12-cannot-log-in", page(Problem::CannotLogIn).with_way_on(back)),
    ]
}

fn disabled() -> Vec<Sample> {
    [
        ("problems/x13-disabled", Disabled::Closed),
        ("problems/x13-disabled+mismatch", Disabled::LevelMismatch),
        ("problems/x13-disabled+review", Disabled::UnderReview),
        ("problems/x13-disabled+mixed", Disabled::RecordsMixed),
        ("problems/x13-disabled+phone", Disabled::PhoneMismatch),
    ]
    .into_iter()
    .map(|(name, reason)| Sample::new(name, page(Problem::Disabled(reason))))
    .collect()
}

fn partners() -> Vec<Sample> {
    let level = LevelNotReached {
        frame: last_frame(),
        client: client(),
        action: ACTION.into(),
        reference: ErrorReference::new(Cid::PROOFING_UNFINISHED),
    };
    let refused = RequestRefused {
        frame: last_frame(),
        reference: ErrorReference::new(Cid::UNKNOWN_CLIENT).with_incident(incident()),
        developer: Some(explanation()),
    };
    let live = RequestRefused { frame: live_frame(), ..refused.clone() };
    vec![
        Sample::new("problems/level-not-reached", level),
        Sample::new("problems/request-refused", refused),
        Sample::new("problems/request-refused+live", live),
    ]
}

fn page(problem: Problem) -> ProblemPage {
    ProblemPage::new(last_frame(), problem)
}

pub(super) fn incident() -> IncidentReference {
    IncidentReference::from_bytes([0x3a, 0x71, 0xc4, 0x09, 0xee])
}

pub(super) fn explanation() -> Explanation {
    Explanation {
        rule: "F-15".into(),
        check: "redirect_uri is not registered".into(),
        received: "https://app.example/callback/".into(),
        expected: "one of: https://app.example/callback".into(),
        mend: "Send a registered address, byte for byte, or register this one for the client.".into(),
    }
}
