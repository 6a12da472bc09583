//! What each scenario makes the provider say.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::id_check::scenario::Scenario;

/// Looks at a slow check before there is a verdict.
const SLOW_LOOKS: u32 = 3;

/// Who the document should name.
#[derive(Clone, Deserialize)]
pub(crate) struct Expected {
    family_name: String,
    given_name: Option<String>,
    birthdate: String,
}

/// The verdict at the `look`th look.
pub(crate) fn outcome(scenario: Scenario, look: u32, expected: &Expected) -> Value {
    let failed = |reason: &str| json!({ "status": "failed", "reasons": [reason] });
    match scenario {
        Scenario::Slow if look <= SLOW_LOOKS => json!({ "status": "pending" }),
        Scenario::Blurred => failed("DeniedNotReadableID"),
        Scenario::NoDocument => failed("DeniedUnsupportedID"),
        Scenario::Expired => failed("DeniedDocumentExpired"),
        Scenario::SuspectedFraud => failed("DeniedSuspectedFraud"),
        Scenario::TooYoung => failed("DeniedAgeRequirementNotMet"),
        Scenario::OtherFace => failed("DeniedFaceMismatch"),
        Scenario::NoFace | Scenario::TwoFaces => {
            json!({ "status": "unsure", "reasons": ["DeniedNoLiveFace"] })
        }
        Scenario::Unsure => json!({ "status": "unsure", "reasons": ["DeniedSuspectedFraud"] }),
        Scenario::OtherName => passed("Somebody-Else", Some("Another"), "1970-01-01"),
        _ => passed(&expected.family_name, expected.given_name.as_deref(), &expected.birthdate),
    }
}

fn passed(family_name: &str, given_name: Option<&str>, birthdate: &str) -> Value {
    let readings = json!({
        "family_name": family_name.to_uppercase(),
        "given_name": given_name.map(str::to_uppercase),
        "birthdate": birthdate,
        "expires_on": "2036-01-01",
    });
    json!({ "status": "passed", "readings": readings })
}

/// What a quick look at the photo shows.
pub(crate) fn findings(scenario: Scenario) -> Value {
    let faces = match scenario {
        Scenario::NoFace | Scenario::NoDocument => 0,
        Scenario::TwoFaces => 2,
        _ => 1,
    };
    json!({
        "document_found": scenario != Scenario::NoDocument,
        "faces": faces,
        "readable": !matches!(scenario, Scenario::Blurred | Scenario::NoDocument),
    })
}
