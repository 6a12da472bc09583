//! The table of federation.md, "Scopes, claims and levels", with F-41 and F-42.

use policy::{Place, released};
use vocabulary::{ProofingLevel, Scope, ScopeSet};

fn names(place: Place, scopes: ScopeSet, level: ProofingLevel) -> String {
    let names: Vec<_> = released(place, scopes, level).into_iter().map(policy::Claim::as_str).collect();
    if names.is_empty() { "-".to_owned() } else { names.join(" ") }
}

#[test]
fn each_scope_releases_its_claims_at_each_level_and_place() {
    let mut table = String::new();
    for place in Place::ALL {
        table += &format!("## {place:?}\n");
        for scope in Scope::ALL {
            for level in ProofingLevel::ALL {
                let claims = names(place, ScopeSet::EMPTY.with(scope), level);
                table += &format!("{:<27} {level}  {claims}\n", scope.as_str());
            }
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_claim_of_two_scopes_is_released_once() {
    let both = ScopeSet::known_in("openid basic_demographics profile_extended profile");
    assert_eq!(
        names(Place::Userinfo, both, ProofingLevel::P5),
        "nhs_number birthdate family_name given_name identity_proofing_level"
    );
}
