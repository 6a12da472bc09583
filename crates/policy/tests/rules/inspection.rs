//! What a developer is told about a request is what the endpoint decides.

use policy::{AuthorizeInspection, AuthorizeRule, Profile, RuleOutcome, check_authorize, inspect_authorize};
use vocabulary::IssuerName;

use crate::authorize::REFUSALS;
use crate::fixtures::{client, request};

fn inspect(changes: &[(&str, Option<&str>)]) -> AuthorizeInspection {
    inspect_authorize(&request(changes), &client(), &Profile::NHS)
}

fn outcome(inspection: &AuthorizeInspection, rule: AuthorizeRule) -> &RuleOutcome {
    let verdict = inspection.rules.iter().find(|verdict| verdict.rule == rule);
    &verdict.expect("every rule has a verdict").outcome
}

#[test]
fn the_first_broken_rule_is_the_endpoints_refusal_whatever_else_is_broken() {
    let mut refused = 0;
    for (first, ..) in REFUSALS {
        for (second, ..) in REFUSALS {
            let changes = [*first, *second].concat();
            let raw = request(&changes);
            for profile in [IssuerName::Nhs, IssuerName::Standard, IssuerName::Fapi2].map(Profile::of) {
                let decided = check_authorize(&raw, &client(), profile).err();
                let inspected = inspect_authorize(&raw, &client(), profile);
                let decided = decided.map(|refusal| *refusal.explanation);
                assert_eq!(inspected.refusal(), decided.as_ref(), "{changes:?}");
                refused += usize::from(decided.is_some());
            }
        }
    }
    assert!(refused > 4000, "the corpus refuses: {refused}");
}

#[test]
fn a_request_that_the_endpoint_accepts_keeps_every_rule() {
    let inspected = inspect(&[]);
    assert!(inspected.rules.iter().all(|verdict| verdict.outcome == RuleOutcome::Kept), "{inspected:?}");
    assert!(inspected.rules.iter().all(|verdict| !verdict.received.is_empty()));
}

#[test]
fn what_stands_behind_a_broken_rule_is_told_too() {
    let inspected = inspect(&[
        ("redirect_uri", Some("https://app.example/other?token=secret")),
        ("response_type", Some("token")),
        ("scope", Some("email")),
        ("prompt", Some("consent")),
    ]);
    for rule in [
        AuthorizeRule::RedirectUri,
        AuthorizeRule::ResponseType,
        AuthorizeRule::OpenId,
        AuthorizeRule::Prompt,
    ] {
        assert!(matches!(outcome(&inspected, rule), RuleOutcome::Broken(_)), "{rule:?}");
    }
    assert_eq!(outcome(&inspected, AuthorizeRule::State), &RuleOutcome::Kept);
    assert!(!format!("{inspected:?}").contains("secret"), "a query string may hold anything");
}

#[test]
fn without_the_client_the_other_rules_that_compare_with_it_are_not_reached() {
    let inspected = inspect(&[("client_id", Some("stranger"))]);
    assert!(matches!(outcome(&inspected, AuthorizeRule::Client), RuleOutcome::Broken(_)));
    assert_eq!(outcome(&inspected, AuthorizeRule::RedirectUri), &RuleOutcome::NotReached);
    let inspected = inspect(&[("vtr", Some("P9.Cp.Cd"))]);
    assert!(matches!(outcome(&inspected, AuthorizeRule::Vectors), RuleOutcome::Broken(_)));
    assert_eq!(outcome(&inspected, AuthorizeRule::ApprovedVectors), &RuleOutcome::NotReached);
}

#[test]
fn what_belongs_to_the_client_or_the_person_is_told_by_its_length_only() {
    let inspected = inspect(&[
        ("state", Some("very-own-state")),
        ("nonce", Some("very-own-nonce")),
        ("login_hint", Some("amina@patients.example")),
    ]);
    let told = format!("{inspected:?}");
    for hidden in ["very-own", "amina"] {
        assert!(!told.contains(hidden), "{told}");
    }
}

#[test]
fn what_is_allowed_and_doubtful_is_advised_about() {
    let inspected = inspect(&[
        ("state", Some("s")),
        ("scope", Some("openid shoe_size")),
        ("ui_locales", Some("cy")),
        ("colour", Some("blue")),
        ("vtr", None),
    ]);
    let told: Vec<&str> = inspected.advice.iter().map(|advice| advice.rule).collect();
    for rule in ["F-24", "F-16", "F-12", "F-22", "F-21"] {
        assert!(told.contains(&rule), "{rule}: {told:?}");
    }
    let all: String = inspected.advice.iter().map(|advice| advice.text.as_str()).collect();
    assert!(
        all.contains("shoe_size") && all.contains("ui_locales, colour") && all.contains("P9.Cp.Cd"),
        "{all}"
    );
}
