//! Samples of G1 to G8.

use vocabulary::Cid;

use super::super::{ACTION, OTHER, Sample, client, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::proving::gp_details::{
    ConnectToGp, EnterGpDetails, GpAdvice, GpNeed, GpVisit, HasGpDetails, UsesGpOnline,
};
use crate::proving::gp_problem::GpProblemPage;
use crate::reference::ErrorReference;
use crate::wording::{GpDetailProblem, ProvingChoiceProblem};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = questions();
    pages.extend(details());
    pages.extend(advice());
    pages.extend(problems());
    pages
}

fn questions() -> Vec<Sample> {
    let uses = |errors| UsesGpOnline { frame: frame(), action: ACTION.into(), errors };
    let has = |errors| HasGpDetails { frame: frame(), action: ACTION.into(), errors };
    let visit = |errors| GpVisit { frame: frame(), action: ACTION.into(), errors };
    let unanswered = |problem: ProvingChoiceProblem| Errors::of(fields::CHOICE, problem);
    vec![
        Sample::new("proving/uses-gp-online", uses(Errors::new())),
        Sample::new("proving/uses-gp-online+error", uses(unanswered(ProvingChoiceProblem::GpOnline))),
        Sample::new("proving/has-gp-details", has(Errors::new())),
        Sample::new("proving/has-gp-details+error", has(unanswered(ProvingChoiceProblem::GpDetails))),
        Sample::new("proving/gp-visit", visit(Errors::new())),
        Sample::new("proving/gp-visit+error", visit(unanswered(ProvingChoiceProblem::GpVisit))),
    ]
}

fn details() -> Vec<Sample> {
    let enter = |linkage_key: &str, errors| EnterGpDetails {
        frame: frame(),
        action: ACTION.into(),
        no_details_href: OTHER.into(),
        linkage_key: linkage_key.into(),
        ods_code: String::new(),
        account_id: String::new(),
        errors,
    };
    let missing = Errors::of(fields::ODS_CODE, GpDetailProblem::OdsCodeEmpty)
        .with(fields::ACCOUNT_ID, GpDetailProblem::AccountIdEmpty);
    vec![
        Sample::new("proving/enter-gp-details", enter("", Errors::new())),
        Sample::new("proving/enter-gp-details+errors", enter("aB3\"&<x'9$", missing)),
    ]
}

fn advice() -> Vec<Sample> {
    let advice = |need| GpAdvice {
        frame: frame(),
        need,
        client: client(),
        details_href: OTHER.into(),
        photo_action: ACTION.into(),
    };
    let connect = ConnectToGp {
        frame: last_frame(),
        client: client(),
        action: Some(ACTION.into()),
        without_action: OTHER.into(),
    };
    let down =
        crate::wording::alert(vocabulary::AlertPart::GpConnection, vocabulary::AlertLevel::Down, false, None);
    let cannot = ConnectToGp { frame: last_frame().with_alert(down), action: None, ..connect.clone() };
    vec![
        Sample::new("proving/gp-register", advice(GpNeed::Account)),
        Sample::new("proving/gp-ask-for-details", advice(GpNeed::Details)),
        Sample::new("proving/gp-ask-whether-registered", advice(GpNeed::Certainty)),
        Sample::new("proving/connect-to-gp", connect),
        Sample::new("proving/connect-to-gp+down", cannot),
    ]
}

fn problems() -> Vec<Sample> {
    let details = [
        ("proving/gp-problem", 7001),
        ("proving/gp-problem+7000", 7000),
        ("proving/gp-problem+7002", 7002),
        ("proving/gp-problem+7003", 7003),
        ("proving/gp-problem+7004", 7004),
        ("proving/gp-problem+7005", 7005),
        ("proving/gp-problem+7006", 7006),
        ("proving/gp-problem+7007", 7007),
        ("proving/gp-problem+7008", 7008),
        ("proving/gp-problem+7009", 7009),
        ("proving/gp-problem+7100", 7100),
    ];
    let connections = [
        ("proving/gp-problem+2020", 2020),
        ("proving/gp-problem+7020", 7020),
        ("proving/gp-problem+7021", 7021),
        ("proving/gp-problem+7022", 7022),
        ("proving/gp-problem+7023", 7023),
        ("proving/gp-problem+7024", 7024),
        ("proving/gp-problem+7025", 7025),
        ("proving/gp-problem+7026", 7026),
        ("proving/gp-problem+7027", 7027),
        ("proving/gp-problem+7028", 7028),
        ("proving/gp-problem+7029", 7029),
        ("proving/gp-problem+7110", 7110),
    ];
    let page = |number, photo, without: Option<String>| GpProblemPage {
        frame: last_frame(),
        reference: ErrorReference::new(Cid::new(number)),
        again_href: OTHER.into(),
        photo_action: photo,
        details_href: (without.is_some() && (7020..=7029).contains(&number)).then(|| OTHER.to_owned()),
        without_action: without,
    };
    let action = || Some(ACTION.to_owned());
    details
        .into_iter()
        .map(|(name, number)| Sample::new(name, page(number, action(), None)))
        .chain(connections.into_iter().map(|(name, number)| Sample::new(name, page(number, None, action()))))
        .collect()
}
