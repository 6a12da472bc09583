//! Samples of the service desk's pages.

use vocabulary::{AttemptStatus, DisableReason, Permission, PersonAction, SearchKind};

use super::{ACTION, OTHER, Sample, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::menu::Menu;
use crate::people::{
    ActConfirm, ActDetail, ActFailed, ActForm, ActLink, ActOption, AttemptFile, AttemptList, AttemptPage,
    AttemptRow, ConsentLine, ErasureList, ErasureNote, ErasureRow, FindPeople, FoundList, FoundRow, History,
    HistoryLine, NobodyFound, PersonPage, RetrievalState, TooManySearches, WayToFind,
};
use crate::wording::{ActRefusal, IncidentProblem, SearchProblem};

const WHEN: &str = "15 March 2026 at 15:04 UTC";

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = finding();
    pages.extend(person());
    pages.extend(acts());
    pages.extend(looking_back());
    pages.extend(erasures());
    pages
}

fn menu() -> Menu {
    Menu { name: "Asha Patel".into(), may: Permission::ALL.iter().copied().collect() }
}

fn finding() -> Vec<Sample> {
    let form = |kinds: &[SearchKind], term: &str, errors: Errors| FindPeople {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        ways: kinds.iter().map(|kind| WayToFind { kind: *kind, chosen: false }).collect(),
        term: term.into(),
        errors,
    };
    let wrong = SearchProblem::Malformed(SearchKind::Email);
    let row = |email: &str, status| FoundRow {
        href: OTHER.into(),
        email: Some(email.into()),
        name: Some("Amina Okafor-Whitfield".into()),
        status: Some(status),
    };
    vec![
        Sample::new("people/find", form(SearchKind::ALL, "", Errors::new())),
        Sample::new("people/find+email", form(&[SearchKind::Email], "", Errors::new())),
        Sample::new(
            "people/find+error",
            form(&[SearchKind::Email], "amina", Errors::of(fields::TERM, wrong)),
        ),
        Sample::new(
            "people/nobody",
            NobodyFound {
                frame: frame(),
                menu: menu(),
                kind: SearchKind::Email,
                term: "amina.okafor-whitfield@example.com".into(),
            },
        ),
        Sample::new(
            "people/too-many-searches",
            TooManySearches { frame: last_frame(), menu: menu(), minutes: 15 },
        ),
        Sample::new(
            "people/found",
            FoundList {
                frame: frame(),
                menu: menu(),
                people: vec![row("amina@example.com", "Active"), row("other@example.com", "Disabled")],
            },
        ),
    ]
}

fn person() -> Vec<Sample> {
    let act = |text| ActLink { text, href: OTHER.into() };
    let active = PersonPage {
        frame: frame(),
        menu: menu(),
        status: Some("Active".into()),
        rows: vec![
            ("Account ID", "AAECAwQFBgcICQoLDA0ODw".into()),
            ("Email address", "amina.okafor-whitfield@example.com".into()),
            ("First and last name", "Amina Okafor-Whitfield".into()),
            ("Postcode", String::new()),
        ],
        acts: vec![act("Disable account"), act("Log out everywhere")],
        history_href: Some(OTHER.into()),
        evidence_href: Some(OTHER.into()),
        consents: Some(vec![ConsentLine {
            client: "Example Health App".into(),
            level: "P9",
            agreed: WHEN.into(),
            withdrawn: String::new(),
        }]),
        erasure: None,
    };
    let erasure = |may_approve| ErasureNote {
        requested_by: "Tom Reid".into(),
        requested: WHEN.into(),
        incident: "INC0012345".into(),
        may_approve,
    };
    let disabled = PersonPage {
        status: Some("Disabled CID2014".into()),
        consents: Some(Vec::new()),
        erasure: Some(erasure(true)),
        ..active.clone()
    };
    let little = PersonPage {
        status: None,
        rows: vec![("Email address", "amina@example.com".into())],
        acts: Vec::new(),
        history_href: None,
        evidence_href: None,
        consents: None,
        erasure: Some(erasure(false)),
        ..active.clone()
    };
    vec![
        Sample::new("people/person", active),
        Sample::new("people/person+disabled", disabled),
        Sample::new("people/person+little", little),
    ]
}

fn acts() -> Vec<Sample> {
    let form = |act, mobile: Option<&str>, remove_phones, errors: Errors| ActForm {
        frame: frame(),
        menu: menu(),
        act,
        action: ACTION.into(),
        incident: String::new(),
        reasons: if act == PersonAction::Disable { reasons() } else { Vec::new() },
        mobile: mobile.map(str::to_owned),
        remove_phones,
        errors,
    };
    let confirm = |act| ActConfirm {
        frame: frame(),
        menu: menu(),
        act,
        action: ACTION.into(),
        cancel_href: OTHER.into(),
        details: vec![ActDetail { label: "Incident number", value: "INC0012345".into() }],
        fields: vec![(fields::INCIDENT, "INC0012345".into())],
    };
    let failed = |act, why: Option<ActRefusal>| ActFailed {
        frame: frame(),
        menu: menu(),
        act,
        reference: why.is_none().then(|| "7F3K-9Q2D".into()),
        why: why.map(|why| why.to_string()),
        person_href: OTHER.into(),
    };
    let empty = Errors::of(fields::INCIDENT, IncidentProblem::Empty);
    vec![
        Sample::new("people/disable", form(PersonAction::Disable, None, None, Errors::new())),
        Sample::new("people/disable+error", form(PersonAction::Disable, None, None, empty)),
        Sample::new("people/cleanse", form(PersonAction::Cleanse, None, Some(false), Errors::new())),
        Sample::new(
            "people/change-mobile",
            form(PersonAction::ChangeMobile, Some("07700"), None, Errors::new()),
        ),
        Sample::new("people/cleanse-confirm", confirm(PersonAction::Cleanse)),
        Sample::new("people/enable-confirm", confirm(PersonAction::Enable)),
        Sample::new("people/disable-failed", failed(PersonAction::Disable, None)),
        Sample::new("people/enable-failed", failed(PersonAction::Enable, Some(ActRefusal::NumberInUse))),
        Sample::new("people/approve-erasure-confirm", confirm(PersonAction::ApproveErasure)),
    ]
}

fn reasons() -> Vec<ActOption> {
    let option =
        |reason: &DisableReason| ActOption { value: reason.as_str(), text: reason.label(), chosen: false };
    DisableReason::ALL.iter().map(option).collect()
}

fn looking_back() -> Vec<Sample> {
    let line = |what: &str, detail: &str, operator: &str| HistoryLine {
        at: WHEN.into(),
        what: what.into(),
        detail: detail.into(),
        client: "Example Health App".into(),
        operator: operator.into(),
        incident: if operator.is_empty() { String::new() } else { "INC0012345".into() },
    };
    let history = |lines: Vec<HistoryLine>, older: Option<&str>| History {
        frame: frame(),
        menu: menu(),
        lines,
        older_href: older.map(str::to_owned),
    };
    let attempt = |status, decision| AttemptRow {
        verification: "7xUo3YcQ2mB9dLr5sKf0Wg".into(),
        status,
        decision,
        began: WHEN.into(),
        submitted: WHEN.into(),
        href: OTHER.into(),
    };
    let lines = vec![
        line("Account disabled", "Reference: CID2014", "Asha Patel"),
        line("Logged in", "Shown: Cp, Cd", ""),
    ];
    let rows = AttemptStatus::ALL.iter().map(|status| attempt(*status, "Approved")).collect();
    let list = |attempts| AttemptList { frame: frame(), menu: menu(), attempts };
    vec![
        Sample::new("people/history", history(lines, Some(OTHER))),
        Sample::new("people/history+empty", history(Vec::new(), None)),
        Sample::new("people/attempts", list(rows)),
        Sample::new("people/attempts+empty", list(Vec::new())),
        Sample::new("people/attempt", evidence(RetrievalState::Open, Errors::new())),
        Sample::new("people/attempt+until", evidence(RetrievalState::OpenUntil(WHEN.into()), Errors::new())),
        Sample::new("people/attempt+on-its-way", evidence(RetrievalState::OnTheirWay, Errors::new())),
        Sample::new("people/attempt+ask", evidence(ask(false), Errors::new())),
        Sample::new(
            "people/attempt+error",
            evidence(ask(true), Errors::of(fields::INCIDENT, IncidentProblem::Malformed)),
        ),
    ]
}

fn ask(failed: bool) -> RetrievalState {
    RetrievalState::AskHere { action: ACTION.into(), failed }
}

fn evidence(retrieval: RetrievalState, errors: Errors) -> AttemptPage {
    let open = matches!(retrieval, RetrievalState::Open | RetrievalState::OpenUntil(_));
    let file = |label, is_video| AttemptFile { label, src: OTHER.into(), is_video };
    AttemptPage {
        frame: frame(),
        menu: menu(),
        verification: "7xUo3YcQ2mB9dLr5sKf0Wg".into(),
        status: if open { AttemptStatus::Acted } else { AttemptStatus::Archived },
        files: if open {
            vec![file("Front of the photo ID", false), file("Video", true)]
        } else {
            Vec::new()
        },
        retrieval,
        incident: String::new(),
        errors,
    }
}

fn erasures() -> Vec<Sample> {
    let row = |may_approve| ErasureRow {
        href: OTHER.into(),
        incident: if may_approve { "INC0012345".into() } else { "INC0012399".into() },
        requested_by: "Tom Reid".into(),
        requested: WHEN.into(),
        until: WHEN.into(),
        may_approve,
    };
    let list = |requests| ErasureList { frame: last_frame(), menu: menu(), requests };
    vec![
        Sample::new("people/erasures", list(vec![row(true), row(false)])),
        Sample::new("people/erasures+empty", list(Vec::new())),
    ]
}
