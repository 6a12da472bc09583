//! Samples of C1, C2, C3 and C5.

use vocabulary::ScopeSet;

use super::{ACTION, OTHER, Sample, client, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::labels::sharing_labels;
use crate::sharing::{AgreeToShare, AgreeToShareMore, DidNotAgree, TermsUpdate};
use crate::wording::LeaveProblem;

pub(super) fn pages() -> Vec<Sample> {
    let asked = ScopeSet::known_in("openid profile profile_extended email phone gp_registration_details");
    let before = ScopeSet::known_in("openid basic_demographics email");
    let agree = AgreeToShare {
        frame: last_frame(),
        action: ACTION.into(),
        refuse_action: OTHER.into(),
        client: client(),
        labels: sharing_labels(asked),
        terms_url: Some("https://app.example/terms".into()),
        privacy_url: Some("https://app.example/privacy".into()),
    };
    let more = AgreeToShareMore {
        frame: last_frame(),
        action: ACTION.into(),
        refuse_action: OTHER.into(),
        client: client(),
        already: sharing_labels(before),
        more: sharing_labels(ScopeSet::known_in("phone gp_registration_details")),
        terms_url: None,
        privacy_url: Some("https://app.example/privacy".into()),
    };
    let terms = TermsUpdate {
        frame: last_frame(),
        action: ACTION.into(),
        refuse_action: OTHER.into(),
        since: "15 March 2026".into(),
    };
    vec![
        Sample::new("sharing/agree", agree),
        Sample::new("sharing/agree-more", more),
        Sample::new("sharing/did-not-agree", did_not_agree(Errors::new())),
        Sample::new(
            "sharing/did-not-agree+error",
            did_not_agree(Errors::of(fields::CHOICE, LeaveProblem::Empty)),
        ),
        Sample::new("sharing/terms-update", terms),
    ]
}

fn did_not_agree(errors: Errors) -> DidNotAgree {
    DidNotAgree { frame: last_frame(), action: ACTION.into(), client: client(), errors }
}
