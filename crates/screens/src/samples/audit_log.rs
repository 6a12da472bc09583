//! Samples of the audit.

use super::operator::menu;
use super::{Sample, last_frame};
use crate::audit_log::{
    AuditChain, AuditCheck, AuditChoice, AuditEventRow, AuditLink, AuditLog, AuditSearch, TypedDate,
};
use crate::errors::Errors;
use crate::fields;
use crate::wording::{AuditLogProblem, audit_detail, audit_event_name};

pub(super) fn pages() -> Vec<Sample> {
    let problems = Errors::of(fields::AUDIT_OPERATOR, AuditLogProblem::Operator)
        .with(fields::AUDIT_FROM_DAY, AuditLogProblem::From)
        .with(fields::AUDIT_TO_DAY, AuditLogProblem::To);
    let nothing = AuditChain {
        newest: None,
        waiting: "0".into(),
        check: AuditCheck::Never,
        key_id: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k".into(),
    };
    let unsound = AuditCheck::Unsound { at: "15 March 2026 at 15:04 UTC".into(), findings: "2".into() };
    let mut chosen = audit();
    chosen.search.events.iter_mut().for_each(|event| event.chosen = event.value != "signed_out");
    vec![
        Sample::new("operator/audit", audit()),
        Sample::new("operator/audit+events", chosen),
        Sample::new("operator/audit+error", AuditLog { errors: problems, ..audit() }),
        Sample::new(
            "operator/audit+empty",
            AuditLog { events: Vec::new(), older: None, chain: nothing, ..audit() },
        ),
        Sample::new(
            "operator/audit+changed",
            AuditLog {
                newest: Some("/audit".into()),
                export_most: None,
                chain: AuditChain { check: unsound, ..audit().chain },
                ..audit()
            },
        ),
        Sample::new(
            "operator/audit+running",
            AuditLog { chain: AuditChain { check: AuditCheck::Running, ..audit().chain }, ..audit() },
        ),
    ]
}

fn audit() -> AuditLog {
    let link = |label, text: &str, href: &str| AuditLink { label, text: text.into(), href: href.into() };
    let event = AuditEventRow {
        happened: "15 March 2026 at 15:04 UTC".into(),
        event: audit_event_name("code_sent"),
        details: vec![audit_detail("purpose", "sign_in"), audit_detail("channel", "text")],
        about: vec![
            link("Account", "AQEBAQEBAQEBAQEBAQEBAQ", "/audit?account=AQEBAQEBAQEBAQEBAQEBAQ"),
            link("Client", "example-health-app", "/audit?client=example-health-app"),
        ],
    };
    let choice =
        |value: &str| AuditChoice { value: value.into(), text: audit_event_name(value), chosen: false };
    AuditLog {
        frame: last_frame(),
        menu: menu(),
        search: AuditSearch {
            client: "example-health-app".into(),
            events: vec![choice("code_sent"), choice("signed_in"), choice("signed_out")],
            from: TypedDate { day: "1".into(), month: "3".into(), year: "2026".into() },
            ..AuditSearch::default()
        },
        events: vec![event],
        older: Some("/audit?client=example-health-app&after=1".into()),
        newest: None,
        export_most: Some("100,000".into()),
        chain: AuditChain {
            newest: Some((
                "12:2f689eff9a91f87486f93337f71ec86c8c73f97dd8dc84bf48eada578f48a44d".into(),
                "15 March 2026 at 15:04 UTC".into(),
            )),
            waiting: "3".into(),
            check: AuditCheck::Sound { at: "15 March 2026 at 15:00 UTC".into(), through: "11".into() },
            key_id: "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k".into(),
        },
        errors: Errors::new(),
    }
}
