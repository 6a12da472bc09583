//! What the forms of acts say, as the rooms below understand it, and back into words and fields.

use identity::{PersonChange, PhonesAfter};
use screens::people::{ActDetail, ActOption};
use screens::wording::{ActProblem, IncidentProblem};
use screens::{Errors, fields};
use vocabulary::{
    DisableReason, IncidentNumber, MobileMatchReason, PersonAction, PhoneKind, PhoneNumber, PhoneProblem,
};
use web::Fields;

/// What a form was filled in with, to be shown again.
pub(crate) struct ActGiven {
    pub(crate) incident: String,
    pub(crate) reasons: Vec<ActOption>,
    pub(crate) mobile: Option<String>,
    pub(crate) remove_phones: Option<bool>,
}

impl ActGiven {
    /// A form that nobody filled in yet.
    pub(crate) fn nothing(act: PersonAction) -> Self {
        Self::of(act, "", "", ("", false))
    }

    fn of(act: PersonAction, incident: &str, reason: &str, (mobile, ticked): (&str, bool)) -> Self {
        Self {
            incident: incident.to_owned(),
            reasons: reasons(act, reason),
            mobile: (act == PersonAction::ChangeMobile).then(|| mobile.to_owned()),
            remove_phones: (act == PersonAction::Cleanse).then_some(ticked),
        }
    }
}

fn reasons(act: PersonAction, chosen: &str) -> Vec<ActOption> {
    let option =
        |(value, text): (&'static str, &'static str)| ActOption { value, text, chosen: value == chosen };
    match act {
        PersonAction::Disable => {
            DisableReason::ALL.iter().map(|reason| option((reason.as_str(), reason.label()))).collect()
        }
        PersonAction::BlockMobileMatch | PersonAction::AllowMobileMatch => {
            MobileMatchReason::ALL.iter().map(|reason| option((reason.as_str(), reason.label()))).collect()
        }
        _ => Vec::new(),
    }
}

/// The form as it was filled in.
pub(crate) fn kept(act: PersonAction, given: &Fields) -> ActGiven {
    let text = |name: &str| given.text(name).trim();
    let phones = (text(fields::MOBILE), given.is_ticked(fields::REMOVE_PHONES));
    ActGiven::of(act, text(fields::INCIDENT), text(fields::REASON), phones)
}

/// The change with its incident number, or what is wrong with the form.
pub(crate) fn given(
    act: PersonAction,
    form: &Fields,
    refused_countries: &[String],
) -> Result<(PersonChange, IncidentNumber), Errors> {
    let incident = incident(form);
    let change = change(act, form, refused_countries);
    match (incident, change) {
        (Ok(incident), Ok(change)) => Ok((change, incident)),
        (incident, change) => {
            let mut errors = Errors::new();
            if let Err(problem) = incident {
                errors.add(fields::INCIDENT, problem);
            }
            if let Err((field, problem)) = change {
                errors.add(field, problem);
            }
            Err(errors)
        }
    }
}

/// The incident number of a form.
pub(crate) fn incident(form: &Fields) -> Result<IncidentNumber, IncidentProblem> {
    let typed = form.text(fields::INCIDENT).trim();
    if typed.is_empty() {
        return Err(IncidentProblem::Empty);
    }
    IncidentNumber::try_from(typed).map_err(|_| IncidentProblem::Malformed)
}

fn change(
    act: PersonAction,
    form: &Fields,
    refused_countries: &[String],
) -> Result<PersonChange, (&'static str, ActProblem)> {
    let no_reason = (fields::REASON, ActProblem::NoReason);
    let match_reason = || MobileMatchReason::try_from(form.text(fields::REASON)).map_err(|_| no_reason);
    Ok(match act {
        PersonAction::Disable => {
            PersonChange::Disable(DisableReason::try_from(form.text(fields::REASON)).map_err(|_| no_reason)?)
        }
        PersonAction::Enable => PersonChange::Enable,
        PersonAction::Cleanse if form.is_ticked(fields::REMOVE_PHONES) => {
            PersonChange::Cleanse(PhonesAfter::Removed)
        }
        PersonAction::Cleanse => PersonChange::Cleanse(PhonesAfter::Kept),
        PersonAction::ChangeMobile => {
            let number = mobile(form.text(fields::MOBILE), refused_countries);
            PersonChange::ChangeMobile(number.map_err(|problem| (fields::MOBILE, problem))?)
        }
        PersonAction::RemoveMobile => PersonChange::RemovePhone(PhoneKind::Mobile),
        PersonAction::RemoveLandline => PersonChange::RemovePhone(PhoneKind::Landline),
        PersonAction::BlockMobileMatch => PersonChange::BlockMobileMatch(match_reason()?),
        PersonAction::AllowMobileMatch => PersonChange::AllowMobileMatch(match_reason()?),
        PersonAction::EndSessions => PersonChange::EndSessions,
        PersonAction::RequestErasure => PersonChange::RequestErasure,
        PersonAction::ApproveErasure => PersonChange::ApproveErasure,
        PersonAction::WithdrawErasure => PersonChange::WithdrawErasure,
    })
}

/// A UK number, or with "+" in front one from elsewhere.
fn mobile(typed: &str, refused_countries: &[String]) -> Result<PhoneNumber, ActProblem> {
    if typed.trim().is_empty() {
        return Err(ActProblem::NoMobile);
    }
    let elsewhere = |_| PhoneNumber::international_mobile(typed, refused_countries);
    PhoneNumber::uk_mobile(typed).or_else(elsewhere).map_err(|problem| match problem {
        PhoneProblem::Country => ActProblem::CountryNotAccepted,
        _ => ActProblem::NotMobile,
    })
}

/// What was given, in words.
pub(crate) fn details(change: &PersonChange, incident: &IncidentNumber) -> Vec<ActDetail> {
    let more = match change {
        PersonChange::Disable(reason) => {
            vec![("Reason", reason.label().to_owned()), ("The person sees", reason.cid().to_string())]
        }
        PersonChange::Cleanse(PhonesAfter::Removed) => vec![("Phone numbers", "Removed as well".to_owned())],
        PersonChange::Cleanse(PhonesAfter::Kept) => vec![("Phone numbers", "Stay".to_owned())],
        PersonChange::ChangeMobile(number) => vec![("New mobile number", number.e164().to_owned())],
        PersonChange::BlockMobileMatch(reason) | PersonChange::AllowMobileMatch(reason) => {
            vec![("Reason", reason.label().to_owned())]
        }
        _ => Vec::new(),
    };
    let first = ("Incident number", incident.to_string());
    std::iter::once(first).chain(more).map(|(label, value)| ActDetail { label, value }).collect()
}

/// What was given, as the fields of the page that asks once more.
pub(crate) fn hidden(change: &PersonChange, incident: &IncidentNumber) -> Vec<(&'static str, String)> {
    let more = match change {
        PersonChange::Disable(reason) => Some((fields::REASON, reason.as_str().to_owned())),
        PersonChange::Cleanse(PhonesAfter::Removed) => Some((fields::REMOVE_PHONES, "yes".to_owned())),
        PersonChange::ChangeMobile(number) => Some((fields::MOBILE, number.e164().to_owned())),
        PersonChange::BlockMobileMatch(reason) | PersonChange::AllowMobileMatch(reason) => {
            Some((fields::REASON, reason.as_str().to_owned()))
        }
        _ => None,
    };
    std::iter::once((fields::INCIDENT, incident.to_string())).chain(more).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Fields {
        Fields::parse(text.as_bytes()).expect("a form")
    }

    #[test]
    fn what_the_second_page_repeats_is_the_same_change() {
        let forms = [
            (PersonAction::Disable, "incident=INC-1&reason=patient_confusion"),
            (PersonAction::Cleanse, "incident=INC-1&removePhones=yes"),
            (PersonAction::ChangeMobile, "incident=INC-1&phoneNumber=07700+900123"),
            (PersonAction::ChangeMobile, "incident=INC-1&phoneNumber=%2B353857012345"),
            (PersonAction::AllowMobileMatch, "incident=INC-1&reason=put_right"),
        ];
        for (act, text) in forms {
            let (change, number) = given(act, &form(text), &[]).unwrap_or_else(|_| panic!("{text}"));
            let pairs = hidden(&change, &number).into_iter();
            let again: Vec<String> =
                pairs.map(|(name, value)| format!("{name}={}", value.replace('+', "%2B"))).collect();
            let (same, _) = given(act, &form(&again.join("&")), &[]).unwrap_or_else(|_| panic!("{again:?}"));
            assert_eq!(same, change);
        }
    }

    #[test]
    fn every_problem_of_a_form_is_said_at_once() {
        let errors =
            given(PersonAction::Disable, &form("incident=x&reason="), &[]).expect_err("two problems");
        assert!(errors.message(fields::INCIDENT).is_some() && errors.message(fields::REASON).is_some());
        let errors = given(PersonAction::ChangeMobile, &form("incident=INC1&phoneNumber=12"), &[]);
        assert!(errors.expect_err("no number").message(fields::MOBILE).is_some());
    }
}
