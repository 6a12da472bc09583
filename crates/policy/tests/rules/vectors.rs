//! F-50 to F-54 and decision 23: one target vector.

use policy::{Choice, Proving, Standing, choose};
use vocabulary::{Credential, CredentialSet, ProofingLevel, VectorOfTrust};

use crate::fixtures::{every_vector, shown, vectors};

use Credential::{Cd, Ck, Cm, Cp};
use ProofingLevel::{P0, P5, P9};

fn at(level: ProofingLevel, credentials: &[Credential]) -> Standing {
    Standing {
        level: Some(level),
        shown: shown(credentials),
        available: shown(&[Cp, Cd]),
        proving: Proving::Unavailable,
    }
}

fn chosen(requested: &[&str], standing: Standing) -> String {
    match choose(&vectors(requested), &every_vector(), standing) {
        Choice::Target(vector) => vector.to_string(),
        Choice::LevelUnreachable(vector) => format!("level of {vector}"),
        Choice::CredentialUnreachable(vector) => format!("credentials of {vector}"),
    }
}

#[test]
fn the_target_is_attainable_least_work_lowest_and_then_the_clients_order() {
    let nothing: &[Credential] = &[];
    for (requested, standing, expected) in [
        // F-54: the lowest requested level that is met.
        (&["P9.Cp.Cd", "P5.Cp.Cd", "P0.Cp.Cd"][..], at(P9, nothing), "P0.Cp.Cd"),
        (&["P9.Cp.Cd", "P5.Cp.Cd"], at(P9, nothing), "P5.Cp.Cd"),
        // F-53: a P5 account passes as P5.
        (&["P9.Cp.Cd", "P5.Cp.Cd"], at(P5, nothing), "P5.Cp.Cd"),
        (&["P9.Cp.Cd", "P0.Cp.Cd"], at(P0, nothing), "P0.Cp.Cd"),
        // Least left to do comes before the level.
        (&["P0.Cp.Cd", "P9.Cp"], at(P9, &[Cp]), "P9.Cp"),
        (&["P0.Cp.Cd", "P9.Cp"], at(P9, &[Cp, Cd]), "P0.Cp.Cd"),
        // The client's order decides between equals.
        (&["P0.Cp.Cd", "P0.Cp"], at(P0, &[Cp, Cd]), "P0.Cp.Cd"),
        (&["P0.Cp", "P0.Cp.Cd"], at(P0, &[Cp, Cd]), "P0.Cp"),
        // F-51: an open part is filled with what is met and needs least.
        (&["P5"], at(P9, nothing), "P5.Cp"),
        (&["Cp.Cd"], at(P9, nothing), "P0.Cp.Cd"),
        // Ck and Cm count when shown, and are not offered otherwise.
        (&["P0.Cm"], at(P0, &[Cm]), "P0.Cm"),
        (&["P0.Cm", "P0.Cp.Cd"], at(P0, nothing), "P0.Cp.Cd"),
        (&["P0.Cp.Ck"], at(P0, &[Cp, Ck]), "P0.Cp.Ck"),
        (&["P0.Cp.Ck"], at(P0, &[Cp]), "credentials of P0.Cp.Ck"),
        // Decision 20: a passkey does not meet Cp.
        (&["P0.Cp"], at(P0, &[Cm]), "P0.Cp"),
        (&["P9.Cp.Cd", "P5.Cp"], at(P0, nothing), "level of P5.Cp"),
    ] {
        assert_eq!(chosen(requested, standing), expected, "{requested:?} {standing:?}");
    }
}

#[test]
fn an_open_part_is_filled_only_with_what_the_client_is_approved_for() {
    let approved = ["P5.Cp.Cd", "P9.Cp.Cd"].map(|text| VectorOfTrust::try_from(text).unwrap());
    let standing = at(P9, &[]);
    let choice = choose(&vectors(&["Cp.Cd"]), &approved, standing);
    assert_eq!(choice, Choice::Target(VectorOfTrust::try_from("P5.Cp.Cd").unwrap()));
    let nobody = Standing { level: None, shown: CredentialSet::EMPTY, ..standing };
    assert!(matches!(choose(&vectors(&["P5"]), &approved, nobody), Choice::LevelUnreachable(_)));
}
