//! The request inspector for client assertions (F-34).

use axum::extract::State;
use axum::response::Response;
use identity::{AssertionCheck, AssertionInspected, CheckOutcome, JtiStanding};
use screens::portal::{AdviceRow, Conclusion, InspectAssertion, Verdict, VerdictOutcome};
use screens::wording::InspectProblem;
use screens::{Errors, fields};
use web::Failure;
use web::staff::StaffForm;

use crate::own::Own;
use crate::pasted;
use crate::portal::Portal;

const RULE: &str = "F-34";

pub(crate) async fn show(State(portal): State<Portal>, own: Own) -> Response {
    shown(&portal, &own, Ok(None))
}

pub(crate) async fn inspect(
    State(portal): State<Portal>,
    own: Own,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    if !portal.identity.may_inspect(visitor.0.network).await? {
        return Ok(shown(&portal, &own, Err(InspectProblem::Busy)));
    }
    let text = fields.text(fields::ASSERTION).trim();
    let text = text.strip_prefix("client_assertion=").unwrap_or(text);
    let assertion: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if assertion.is_empty() {
        return Ok(shown(&portal, &own, Err(InspectProblem::NoAssertion)));
    }
    if pasted::holds_private_key(text) {
        return Ok(shown(&portal, &own, Err(InspectProblem::PrivateKey)));
    }
    if portal.identity.is_our_token(&assertion) {
        return Ok(shown(&portal, &own, Err(InspectProblem::OurToken)));
    }
    let found = portal.identity.inspect_assertion(&own.client, &assertion).await?;
    Ok(shown(&portal, &own, Ok(Some(conclude(&found)))))
}

fn shown(portal: &Portal, own: &Own, result: Result<Option<Conclusion>, InspectProblem>) -> Response {
    let (conclusion, errors) = match result {
        Ok(conclusion) => (conclusion, Errors::new()),
        Err(problem) => (None, Errors::of(fields::ASSERTION, problem)),
    };
    own.show(portal, |frame, menu| InspectAssertion { frame, menu, conclusion, errors })
}

fn conclude(found: &AssertionInspected) -> Conclusion {
    let refusal = found.inspection.refusal();
    let is_spent = found.jti == JtiStanding::Spent;
    let summary = match refusal {
        Some(why) => format!("The token endpoint refuses this assertion: {}", why.check),
        None if is_spent => "The token endpoint refuses this assertion: jti was used before".to_owned(),
        None => "The token endpoint accepts this assertion, once".to_owned(),
    };
    let mut verdicts: Vec<Verdict> = found
        .inspection
        .checks
        .iter()
        .map(|check| Verdict {
            rule: RULE.to_owned(),
            requires: requires(check.check).to_owned(),
            received: check.received.clone(),
            outcome: match &check.outcome {
                CheckOutcome::Passed => VerdictOutcome::Kept,
                CheckOutcome::Failed(why) => pasted::broken(why),
                CheckOutcome::NotReached => VerdictOutcome::NotReached,
            },
        })
        .collect();
    verdicts.push(single_use(found.jti));
    Conclusion {
        summary,
        is_accepted: refusal.is_none() && !is_spent,
        warnings: Vec::new(),
        verdicts,
        advice: advice(found),
    }
}

fn single_use(jti: JtiStanding) -> Verdict {
    let (received, outcome) = match jti {
        JtiStanding::Unused => ("a new one; looking here did not spend it", VerdictOutcome::Kept),
        JtiStanding::NotReached => ("", VerdictOutcome::NotReached),
        JtiStanding::Spent => (
            "one that was accepted before",
            VerdictOutcome::Broken {
                check: "jti was used before".to_owned(),
                expected: "a new jti in each assertion".to_owned(),
                mend: "Make a new assertion with a new random jti for each request.".to_owned(),
            },
        ),
    };
    Verdict {
        rule: RULE.to_owned(),
        requires: "jti is accepted once, until exp".to_owned(),
        received: received.to_owned(),
        outcome,
    }
}

fn advice(found: &AssertionInspected) -> Vec<AdviceRow> {
    let mut advice = Vec::new();
    if let Some(key) = &found.inspection.key {
        let until = key.until.map(|until| format!(", which is good until {until}")).unwrap_or_default();
        let text = format!("The signature was made with the registered key {}{until}.", key.name);
        advice.push(AdviceRow { rule: "F-59".to_owned(), text });
    }
    advice
}

const fn requires(check: AssertionCheck) -> &'static str {
    match check {
        AssertionCheck::Form => "it is a JWT in compact form, of at most 8192 bytes",
        AssertionCheck::Algorithm => "alg is RS512",
        AssertionCheck::KeyId => "kid names a registered key, or is left out",
        AssertionCheck::KeyValidity => "that key is good now",
        AssertionCheck::Signature => "the signature was made with that key",
        AssertionCheck::Issuer => "iss is the client_id",
        AssertionCheck::Subject => "sub is the client_id",
        AssertionCheck::Audience => "aud has the address of the token endpoint",
        AssertionCheck::Expiry => "exp lies ahead, by 60 minutes at most",
        AssertionCheck::NotBefore => "nbf has passed, when it is there",
        AssertionCheck::IssuedAt => "iat has passed, when it is there",
        AssertionCheck::Jti => "jti is a string of 1 to 255 bytes",
    }
}
