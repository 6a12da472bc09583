//! Samples of the ID checkers' pages.

use vocabulary::{HoldingReason, Permission};

use super::{ACTION, OTHER, Sample, last_frame};
use crate::checker::{
    AuditList, AuditRow, CheckerLocked, CheckerLogIn, Colleague, Counts, HeldCase, HeldState, HoldingAction,
    HoldingList, InProgress, NoRole, ProcessingRecord, Reassign, SecondFactor, SetUpAuthenticator, StaleCase,
    Workbench,
};
use crate::errors::Errors;
use crate::fields;
use crate::menu::Menu;
use crate::wording::{AuthenticatorProblem, HoldingProblem, OperatorLogInProblem, ReassignProblem};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = entry();
    pages.extend(work());
    pages.extend(decided());
    pages
}

pub(super) fn menu() -> Menu {
    Menu {
        name: "Priya Nair".into(),
        may: [Permission::DecideCases, Permission::SuperviseCases].into_iter().collect(),
    }
}

fn entry() -> Vec<Sample> {
    let log_in = |errors: Errors| CheckerLogIn {
        frame: last_frame(),
        action: ACTION.into(),
        email: "priya.nair@operators.example".into(),
        errors,
    };
    let code = |errors: Errors| SecondFactor { frame: last_frame(), action: ACTION.into(), errors };
    let set_up = SetUpAuthenticator {
        frame: last_frame(),
        action: ACTION.into(),
        qr_src: "/log-in/authenticator.svg".into(),
        secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
        errors: Errors::new(),
    };
    vec![
        Sample::new("checker/log-in", log_in(Errors::new())),
        Sample::new(
            "checker/log-in+error",
            log_in(Errors::of(fields::PASSWORD, OperatorLogInProblem::Wrong)),
        ),
        Sample::new("checker/second-factor", code(Errors::new())),
        Sample::new(
            "checker/second-factor+error",
            code(Errors::of(fields::CODE, AuthenticatorProblem::Wrong)),
        ),
        Sample::new("checker/set-up-authenticator", set_up),
        Sample::new("checker/locked", CheckerLocked { frame: last_frame(), minutes: 15 }),
        Sample::new("checker/no-role", NoRole { frame: last_frame(), log_out_action: ACTION.into() }),
    ]
}

fn work() -> Vec<Sample> {
    let bench = Workbench {
        frame: last_frame(),
        menu: menu(),
        counts: Counts { queue: 12, in_progress: 3, holding: 4, completed_today: 57 },
        start_action: ACTION.into(),
        in_progress: None,
    };
    let busy = Workbench {
        in_progress: Some(InProgress {
            verification: "7F3K-9Q2D".into(),
            href: "/checks/7F3K-9Q2D".into(),
            discard_action: OTHER.into(),
            idle_minutes: 30,
        }),
        ..bench.clone()
    };
    let idle = Workbench { counts: Counts { queue: 0, ..bench.counts }, ..bench.clone() };
    let holding = |cases: Vec<HeldCase>, errors: Errors| HoldingList {
        frame: last_frame(),
        menu: menu(),
        send_back_action: Some(ACTION.into()),
        cases,
        errors,
    };
    vec![
        Sample::new("checker/dashboard", bench),
        Sample::new("checker/dashboard+in-progress", busy),
        Sample::new("checker/dashboard+empty", idle),
        Sample::new("checker/holding-list", holding(held(), Errors::new())),
        Sample::new(
            "checker/holding-list+error",
            holding(held(), Errors::of(fields::CASE, HoldingProblem::NoneTicked)),
        ),
        Sample::new(
            "checker/holding-list+checker",
            HoldingList { send_back_action: None, ..holding(held(), Errors::new()) },
        ),
        Sample::new("checker/holding-list+empty", holding(Vec::new(), Errors::new())),
    ]
}

fn held() -> Vec<HeldCase> {
    let case =
        |verification: &str, state: HeldState, reason: HoldingReason, action: Option<HoldingAction>| {
            HeldCase {
                verification: verification.into(),
                state,
                added_by: "Tom Reid".into(),
                reason,
                note: "The font of the second line differs.".into(),
                age: "3 days".into(),
                reassign_href: Some("/checks/7F3K-9Q2D/reassign".into()),
                action,
            }
        };
    let with = HeldState::With("Tom Reid".into());
    vec![
        case(
            "7F3K-9Q2D",
            HeldState::Unopened,
            HoldingReason::DocumentFraud,
            Some(HoldingAction::Open(OTHER.into())),
        ),
        case(
            "2M8P-4R6T",
            HeldState::WithMe,
            HoldingReason::NameDiscrepancy,
            Some(HoldingAction::Reopen(OTHER.into())),
        ),
        case("9V1X-5B3C", with.clone(), HoldingReason::Other, Some(HoldingAction::Reassign(OTHER.into()))),
        case("6H0J-8N2Q", with, HoldingReason::SystemIssue, None),
    ]
}

fn decided() -> Vec<Sample> {
    let record = ProcessingRecord {
        frame: last_frame(),
        menu: menu(),
        verification: "7F3K-9Q2D".into(),
        decision: "Declined".into(),
        reason: Some("Not clear: glare".into()),
        held: false,
        until: Some("15:09:05".into()),
        cancel_action: ACTION.into(),
        start_action: OTHER.into(),
    };
    let over = ProcessingRecord { decision: "Approved".into(), reason: None, until: None, ..record.clone() };
    let held = ProcessingRecord { decision: "Moved to the holding list".into(), held: true, ..over.clone() };
    let reassign = |colleagues: Vec<Colleague>, errors: Errors| Reassign {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        verification: "7F3K-9Q2D".into(),
        colleagues,
        errors,
    };
    let colleagues = ["Tom Reid", "Una Shaw"].map(|name| Colleague { id: name.into(), name: name.into() });
    let audit = |cases: Vec<AuditRow>| AuditList { frame: last_frame(), menu: menu(), percent: 10, cases };
    let row = AuditRow {
        verification: "7F3K-9Q2D".into(),
        approved: "15 March 2026 at 15:04 UTC".into(),
        approved_by: "Tom Reid".into(),
        href: "/checks/audit/7F3K-9Q2D".into(),
    };
    vec![
        Sample::new("checker/processing-record", record),
        Sample::new("checker/processing-record+over", over),
        Sample::new("checker/processing-record+held", held),
        Sample::new("checker/reassign", reassign(colleagues.to_vec(), Errors::new())),
        Sample::new(
            "checker/reassign+error",
            reassign(colleagues.to_vec(), Errors::of(fields::COLLEAGUE, ReassignProblem::Empty)),
        ),
        Sample::new("checker/reassign+nobody", reassign(Vec::new(), Errors::new())),
        Sample::new(
            "checker/stale-case",
            StaleCase { frame: last_frame(), menu: menu(), verification: "7F3K-9Q2D".into() },
        ),
        Sample::new("checker/audit-list", audit(vec![row])),
        Sample::new("checker/audit-list+empty", audit(Vec::new())),
    ]
}
