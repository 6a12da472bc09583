//! Why a vector became the target: printed, and in step with the choice in every case.

use policy::{Choice, Proving, Standing, Verdict, choose, reasons};
use vocabulary::{Credential, ProofingLevel, VectorOfTrust, VectorRequest};

use crate::fixtures::{every_vector, shown, vectors};

use Credential::{Cd, Ck, Cm, Cp};
use ProofingLevel::{P0, P5, P9};

type Case = (&'static str, &'static [&'static str], ProofingLevel, &'static [Credential], Proving);

const CASES: &[Case] = &[
    (
        "a newcomer at a client with all levels",
        &["P9.Cp.Cd", "P5.Cp.Cd", "P0.Cp.Cd"],
        P0,
        &[],
        Proving::Available,
    ),
    ("a P5 account that is asked for P9 or P5", &["P9.Cp.Cd", "P5.Cp.Cd"], P5, &[Cp], Proving::Available),
    ("a step up, nothing lower asked", &["P9.Cp.Cd"], P5, &[Cp, Cd], Proving::Available),
    ("the same, proving switched off", &["P9.Cp.Cd", "P5.Cp"], P0, &[Cp], Proving::Unavailable),
    ("less to show beats the lower level", &["P0.Cp.Cd", "P9.Cp"], P9, &[Cp], Proving::Available),
    ("between equals the client's order", &["P0.Cp.Cd", "P0.Cp"], P0, &[Cp, Cd], Proving::Available),
    ("a passkey that nobody has here", &["P5.Cm", "P5.Cp.Cd"], P5, &[], Proving::Available),
    ("only what is not offered", &["P0.Cp.Ck", "P0.Cm"], P0, &[Cp], Proving::Available),
    ("a vector that is not approved beside one that is", &["P9.Cm", "P0.Cp"], P0, &[], Proving::Available),
    ("a level left open", &["Cp.Cd"], P9, &[Cp], Proving::Available),
];

fn standing(level: ProofingLevel, credentials: &[Credential], proving: Proving) -> Standing {
    Standing { level: Some(level), shown: shown(credentials), available: shown(&[Cp, Cd]), proving }
}

/// Everything but P9.Cm.
fn approved() -> Vec<VectorOfTrust> {
    every_vector().into_iter().filter(|vector| vector.to_string() != "P9.Cm").collect()
}

#[test]
fn each_vector_that_was_asked_for_has_its_reason() {
    let mut printed = String::new();
    for (title, asked, level, credentials, proving) in CASES {
        let (request, standing) = (vectors(asked), standing(*level, credentials, *proving));
        let choice = choose(&request, &approved(), standing);
        printed.push_str(&format!("{title}\n"));
        for reason in reasons(&request, &approved(), standing, choice) {
            let complete = reason.complete.map_or("nothing approved".to_owned(), |vector| vector.to_string());
            let left: Vec<_> = reason.left.iter().map(Credential::as_str).collect();
            let raise = reason.raise.map_or("nothing", ProofingLevel::as_str);
            printed.push_str(&format!(
                "  {:<9} as {complete:<17} left to show: {:<6} to prove: {raise:<8} {}\n",
                reason.asked.to_string(),
                left.join("."),
                reason.verdict.sentence()
            ));
        }
    }
    insta::assert_snapshot!(printed);
}

/// Every request of one or two vectors, every level, every set of credentials that can be shown.
#[test]
fn the_reasons_name_the_target_and_nothing_else_as_the_target() {
    let mut open = every_vector();
    open.extend(["P5", "Cp.Cd", "P9"].map(|text| VectorOfTrust::try_from(text).expect("a vector")));
    let approved = approved();
    let sets: &[&[Credential]] = &[&[], &[Cp], &[Cp, Cd], &[Cm], &[Cp, Ck]];
    let mut seen = std::collections::BTreeSet::new();
    for one in &open {
        for two in &open {
            let Ok(request) = VectorRequest::of(vec![*one, *two]) else { continue };
            for level in [P0, P5, P9] {
                for credentials in sets {
                    for proving in [Proving::Available, Proving::Unavailable] {
                        let standing = standing(level, credentials, proving);
                        let choice = choose(&request, &approved, standing);
                        let reasons = reasons(&request, &approved, standing, choice);
                        seen.extend(reasons.iter().map(|reason| reason.verdict.as_str()));
                        let targets: Vec<_> =
                            reasons.iter().filter(|reason| reason.verdict == Verdict::Target).collect();
                        match choice {
                            Choice::Target(target) => {
                                let named: Vec<_> = targets.iter().map(|reason| reason.complete).collect();
                                assert_eq!(named, [Some(target)], "{request:?} {standing:?}");
                            }
                            _ => assert!(targets.is_empty(), "{request:?} {standing:?} {reasons:?}"),
                        }
                    }
                }
            }
        }
    }
    let all: std::collections::BTreeSet<_> = Verdict::ALL.iter().map(|verdict| verdict.as_str()).collect();
    assert_eq!(seen, all, "every verdict is met");
}
