//! The JSON of the interface, and what its answers say.

use serde::{Deserialize, Serialize};
use vocabulary::{DateOfBirth, FamilyName, GivenName};

use crate::id_check::fault::IdCheckFault;
use crate::id_check::submission::{FaceEvidence, Submission};
use crate::id_check::verdict::{Challenge, CheckReason, PhotoFindings, ProviderReference, Readings, Verdict};

/// More reasons than there are say nothing new.
const MOST_REASONS: usize = 16;

#[derive(Serialize)]
pub(crate) struct Order<'a> {
    document: &'static str,
    face: &'static str,
    digits: Option<&'a str>,
    colours: Option<[&'a str; 4]>,
    expected: Names<'a>,
}

#[derive(Serialize)]
struct Names<'a> {
    family_name: &'a str,
    given_name: Option<&'a str>,
    birthdate: String,
}

impl<'a> Order<'a> {
    pub(crate) fn of(submission: &'a Submission) -> Self {
        let expected = &submission.expected;
        let (digits, colours) = match &submission.face {
            FaceEvidence::Video { digits, .. } => (Some(digits.expose().as_str()), None),
            FaceEvidence::Scan { colours, .. } => (None, Some(*colours)),
        };
        Self {
            document: submission.document.as_str(),
            face: submission.face.name(),
            digits,
            colours,
            expected: Names {
                family_name: expected.family.as_str(),
                given_name: expected.given.as_ref().map(GivenName::as_str),
                birthdate: expected.born.to_string(),
            },
        }
    }
}

#[derive(Deserialize)]
struct Accepted {
    reference: String,
}

#[derive(Deserialize)]
struct Outcome {
    status: String,
    #[serde(default)]
    reasons: Vec<String>,
    #[serde(default)]
    readings: Printed,
    #[serde(default)]
    challenge_kept: bool,
}

#[derive(Deserialize, Default)]
struct Printed {
    family_name: Option<String>,
    given_name: Option<String>,
    birthdate: Option<String>,
    expires_on: Option<String>,
}

#[derive(Deserialize)]
struct Findings {
    document_found: bool,
    faces: u8,
    readable: bool,
}

/// The reference in `body`, of an accepted submission or of a webhook.
pub(crate) fn reference(body: &[u8]) -> Result<ProviderReference, IdCheckFault> {
    let Accepted { reference } = read(body)?;
    ProviderReference::try_from(reference.as_str()).map_err(|_| IdCheckFault::Unreadable)
}

pub(crate) fn verdict(body: &[u8]) -> Result<Verdict, IdCheckFault> {
    let Outcome { status, reasons, readings, challenge_kept } = read(body)?;
    let reasons = known(&reasons);
    match status.as_str() {
        "pending" => Ok(Verdict::Pending),
        "passed" => {
            let challenge = if challenge_kept { Challenge::Kept } else { Challenge::NotConfirmed };
            Ok(Verdict::Passed(readings.parsed(), challenge))
        }
        // Nobody is turned away for a reason that cannot be named: people look instead.
        "failed" if reasons.iter().any(|reason| *reason != CheckReason::Other) => {
            Ok(Verdict::Failed(reasons))
        }
        "failed" | "unsure" => Ok(Verdict::Unsure(reasons)),
        _ => Err(IdCheckFault::Unreadable),
    }
}

pub(crate) fn findings(body: &[u8]) -> Result<PhotoFindings, IdCheckFault> {
    let Findings { document_found, faces, readable } = read(body)?;
    Ok(PhotoFindings { document_found, faces, readable })
}

/// Each reason once, in the order of the provider.
fn known(names: &[String]) -> Vec<CheckReason> {
    let mut reasons = Vec::new();
    for reason in names.iter().take(MOST_REASONS).map(|name| CheckReason::named(name)) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

impl Printed {
    /// What cannot be read as what it should be counts as not read.
    fn parsed(&self) -> Readings {
        let text = |field: &Option<String>| field.clone().unwrap_or_default();
        Readings {
            family: FamilyName::try_from(text(&self.family_name).as_str()).ok(),
            given: GivenName::try_from(text(&self.given_name).as_str()).ok(),
            born: DateOfBirth::try_from(text(&self.birthdate).as_str()).ok(),
            expires_on: text(&self.expires_on).parse().ok(),
        }
    }
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, IdCheckFault> {
    serde_json::from_slice(body).map_err(|_| IdCheckFault::Unreadable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn judged(value: &serde_json::Value) -> Result<Verdict, IdCheckFault> {
        verdict(&serde_json::to_vec(value).unwrap())
    }

    #[test]
    fn nobody_is_declined_for_a_reason_that_is_not_known() {
        for reasons in [json!([]), json!(["DeniedByMoonPhase"]), json!(["Other", "x"])] {
            let verdict = judged(&json!({ "status": "failed", "reasons": reasons })).unwrap();
            assert!(matches!(verdict, Verdict::Unsure(_)), "{reasons}");
        }
        let mixed = json!(["DeniedByMoonPhase", "DeniedFaceMismatch", "DeniedFaceMismatch"]);
        let verdict = judged(&json!({ "status": "failed", "reasons": mixed })).unwrap();
        assert_eq!(verdict, Verdict::Failed(vec![CheckReason::Other, CheckReason::FaceMismatch]));
    }

    #[test]
    fn every_named_reason_survives_the_wire() {
        for reason in CheckReason::NAMED {
            assert_eq!(CheckReason::named(reason.as_str()), reason);
            let verdict = judged(&json!({ "status": "failed", "reasons": [reason.as_str()] }));
            assert_eq!(verdict, Ok(Verdict::Failed(vec![reason])));
        }
    }

    #[test]
    fn a_reading_that_makes_no_sense_counts_as_not_read() {
        let readings = json!({ "family_name": "R4MAN<", "given_name": "Priya", "birthdate": "31/12/99", "expires_on": "2031-02-30" });
        let Ok(Verdict::Passed(read, _)) = judged(&json!({ "status": "passed", "readings": readings }))
        else {
            panic!("it passed");
        };
        assert_eq!(read.given.as_ref().map(GivenName::as_str), Some("Priya"));
        assert_eq!((read.family, read.born, read.expires_on), (None, None, None));
    }

    #[test]
    fn a_challenge_counts_as_kept_only_when_the_provider_says_so() {
        let challenge = |body: serde_json::Value| match judged(&body) {
            Ok(Verdict::Passed(_, challenge)) => challenge,
            other => panic!("{other:?}"),
        };
        assert_eq!(challenge(json!({ "status": "passed" })), Challenge::NotConfirmed);
        assert_eq!(
            challenge(json!({ "status": "passed", "challenge_kept": false })),
            Challenge::NotConfirmed
        );
        assert_eq!(challenge(json!({ "status": "passed", "challenge_kept": true })), Challenge::Kept);
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_are_unreadable(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert_eq!(verdict(&bytes), Err(IdCheckFault::Unreadable));
            prop_assert_eq!(findings(&bytes), Err(IdCheckFault::Unreadable));
            prop_assert_eq!(reference(&bytes), Err(IdCheckFault::Unreadable));
        }

        #[test]
        fn a_verdict_with_arbitrary_words_is_read_or_refused(
            status in "pending|passed|failed|unsure|[a-z]{0,8}",
            reasons in proptest::collection::vec(".{0,30}", 0..40),
            name in ".{0,120}",
        ) {
            let known = ["pending", "passed", "failed", "unsure"].contains(&status.as_str());
            let body = json!({ "status": status, "reasons": reasons, "readings": { "family_name": name } });
            prop_assert_eq!(judged(&body).is_ok(), known);
        }

        #[test]
        fn a_reference_can_stand_in_an_address(text in "\\PC{0,70}") {
            if let Ok(reference) = ProviderReference::try_from(text.as_str()) {
                prop_assert!(reference.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
                prop_assert_eq!(reference.to_string(), text);
            }
        }
    }
}
