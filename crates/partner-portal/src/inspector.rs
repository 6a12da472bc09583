//! The request inspector for `/authorize`: pasted, or one of the last that came.

use axum::extract::State;
use axum::response::Response;
use identity::{RawAuthorize, RecentRequest};
use policy::{AuthorizeInspection, RuleOutcome};
use screens::portal::{AdviceRow, Conclusion, InspectAuthorize, RecentRow, Verdict, VerdictOutcome};
use screens::wording::InspectProblem;
use screens::{Errors, fields};
use url::form_urlencoded::Serializer;
use web::Failure;
use web::staff::StaffForm;

use crate::own::Own;
use crate::pasted::{self, NotARequest, PastedRequest};
use crate::portal::Portal;
use crate::said::moment;

pub(crate) async fn show(State(portal): State<Portal>, own: Own) -> Response {
    shown(&portal, &own, String::new(), Ok(None))
}

pub(crate) async fn inspect(
    State(portal): State<Portal>,
    own: Own,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let refuse = |problem| shown(&portal, &own, String::new(), Err(problem));
    if !portal.identity.may_inspect(visitor.0.network).await? {
        return Ok(refuse(InspectProblem::Busy));
    }
    let text = match fields.get(fields::RECENT) {
        None => fields.text(fields::REQUEST).to_owned(),
        Some(number) => match chosen(&portal, &own, number) {
            Some(request) => address(&portal, &request.parameters),
            None => return Ok(refuse(InspectProblem::Forgotten)),
        },
    };
    if pasted::holds_private_key(&text) {
        return Ok(refuse(InspectProblem::PrivateKey));
    }
    let request = match pasted::request(&text) {
        Ok(request) => request,
        Err(_) if text.trim().is_empty() => return Ok(refuse(InspectProblem::NoRequest)),
        Err(NotARequest::TooMany) => return Ok(refuse(InspectProblem::TooManyParameters)),
        Err(NotARequest::Form) => return Ok(shown(&portal, &own, text, Err(InspectProblem::NotARequest))),
    };
    let conclusion = conclude(&portal, &own, request, &text);
    Ok(shown(&portal, &own, text, Ok(Some(conclusion))))
}

fn shown(
    portal: &Portal,
    own: &Own,
    request: String,
    result: Result<Option<Conclusion>, InspectProblem>,
) -> Response {
    let recent = portal.identity.recent_requests(&own.client);
    let (conclusion, errors) = match result {
        Ok(conclusion) => (conclusion, Errors::new()),
        Err(problem) => (None, Errors::of(fields::REQUEST, problem)),
    };
    own.show(portal, |frame, menu| InspectAuthorize {
        frame,
        menu,
        request,
        conclusion,
        recent: recent.iter().map(row).collect(),
        keeps_recent: portal.identity.settings().sandbox.is_some(),
        errors,
    })
}

/// The request whose button was pressed: it is known by its moment, as newer ones move it down the list.
fn chosen(portal: &Portal, own: &Own, number: &str) -> Option<RecentRequest> {
    let recent = portal.identity.recent_requests(&own.client);
    recent.into_iter().find(|request| request.number.to_string() == number)
}

fn row(request: &RecentRequest) -> RecentRow {
    let value = |wanted: &str| {
        request.parameters.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
    };
    let short = |text: &str| text.chars().take(80).collect::<String>();
    let asked = [short(value("scope")), short(value("vtr"))];
    let asked: Vec<&str> = asked.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    RecentRow {
        number: request.number.to_string(),
        happened: moment(request.at),
        asked: if asked.is_empty() { "no scope, no vtr".to_owned() } else { asked.join(", ") },
        outcome: request.refused.clone().unwrap_or_default(),
        is_accepted: request.refused.is_none(),
    }
}

fn address(portal: &Portal, parameters: &[(String, String)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(parameters).finish();
    format!("{}/authorize?{query}", portal.identity.settings().issuer)
}

fn conclude(portal: &Portal, own: &Own, request: PastedRequest, text: &str) -> Conclusion {
    let mut advice = Vec::new();
    let endpoint = format!("{}/authorize", portal.identity.settings().issuer);
    if let Some(address) = request.address.filter(|address| address.contains("://") && *address != endpoint) {
        advice.push(AdviceRow {
            rule: "F-3".to_owned(),
            text: format!("The address is {}, and the endpoint here is {endpoint}.", cut(&address)),
        });
    }
    let found = portal.identity.inspect_authorize(&own.client, &RawAuthorize::new(request.parameters));
    advice.extend(
        found.advice.iter().map(|each| AdviceRow { rule: each.rule.to_owned(), text: each.text.clone() }),
    );
    Conclusion {
        summary: summary(&found),
        is_accepted: found.refusal().is_none(),
        warnings: pasted::warnings(text),
        verdicts: found.rules.iter().map(verdict).collect(),
        advice,
    }
}

fn cut(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(120).collect()
}

fn summary(found: &AuthorizeInspection) -> String {
    let broken = found.rules.iter().filter(|rule| matches!(rule.outcome, RuleOutcome::Broken(_))).count();
    match (found.refusal(), broken) {
        (None, _) => "/authorize accepts this request".to_owned(),
        (Some(why), 1) => format!("/authorize refuses this request: {} ({})", why.check, why.rule),
        (Some(why), many) => {
            format!("/authorize refuses this request: {} ({}). {many} rules are broken", why.check, why.rule)
        }
    }
}

fn verdict(found: &policy::RuleVerdict) -> Verdict {
    Verdict {
        rule: found.rule.number().to_owned(),
        requires: found.rule.requires().to_owned(),
        received: found.received.clone(),
        outcome: match &found.outcome {
            RuleOutcome::Kept => VerdictOutcome::Kept,
            RuleOutcome::Broken(why) => pasted::broken(why),
            RuleOutcome::NotReached => VerdictOutcome::NotReached,
        },
    }
}
