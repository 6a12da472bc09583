//! Samples of the client registry.

use vocabulary::RegistrationSection;

use super::operator::menu;
use super::{ACTION, OTHER, Sample, last_frame};
use crate::clients::{
    ChangeGroup, ClientDetail, ClientHistory, ClientList, ClientRow, DraftOverview, DraftRefusal,
    DraftRefused, DraftReview, DraftRow, KeyRow, KeyTag, NewClient, PastRegistration, ReviewAct, SectionRow,
    SectionState, StopClient, section_label,
};
use crate::errors::Errors;
use crate::fields;
use crate::operator::Row;
use crate::wording::{IncidentProblem, RegistrationProblem};

pub(super) const NAME: &str = "Example Health App";

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = registered();
    pages.extend(one_client());
    pages.extend(past_and_stop());
    pages.extend(drafts());
    pages.extend(reviews());
    pages
}

const OFF: &str = "No second person is needed for changes: this is switched off in the configuration.";

pub(super) fn key(tag: KeyTag) -> KeyRow {
    KeyRow {
        name: "2026-11".into(),
        thumbprint: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs".into(),
        size: "2048 bits".into(),
        window: "until 31 March 2027".into(),
        used: "15 March 2026 at 15:04 UTC".into(),
        tag,
        dates_href: Some(OTHER.into()),
    }
}

fn draft_row() -> DraftRow {
    DraftRow {
        name: NAME.into(),
        client: "example-health-app".into(),
        href: OTHER.into(),
        state: "Waiting for approval".into(),
        by: "Ravi Registrar, 15 March 2026 at 15:04 UTC".into(),
    }
}

fn changes() -> Vec<ChangeGroup> {
    vec![
        ChangeGroup {
            label: "Something that works today stops working",
            colour: "red",
            tag: "Breaks",
            sentences: vec!["People will no longer be sent back to https://app.example/old.".into()],
        },
        ChangeGroup {
            label: "Something becomes possible",
            colour: "blue",
            tag: "Adds",
            sentences: vec!["People can be sent back to https://app.example/callback.".into()],
        },
    ]
}

fn registered() -> Vec<Sample> {
    let row = |id: &str, name: &str, is_enabled: bool, keys: Option<&str>| ClientRow {
        id: id.into(),
        name: name.into(),
        href: format!("/clients/{id}"),
        is_enabled,
        keys: keys.map(Into::into),
    };
    let list = ClientList {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        words: "app".into(),
        found: "2 of 120 clients".into(),
        clients: vec![
            row("example-health-app", NAME, true, Some("A key ends in 3 days")),
            row("old-app", "Old App", false, None),
        ],
        drafts: vec![draft_row()],
        new_href: Some(OTHER.into()),
        warning: Some(OFF.into()),
    };
    let nothing = ClientList {
        clients: vec![],
        drafts: vec![],
        new_href: None,
        warning: None,
        found: "0 of 120 clients".into(),
        ..list.clone()
    };
    vec![Sample::new("clients/list", list), Sample::new("clients/list+empty", nothing)]
}

fn one_client() -> Vec<Sample> {
    let client = ClientDetail {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        is_enabled: true,
        rows: vec![Row {
            key: "Redirect addresses".into(),
            values: vec!["https://app.example/callback".into(), "https://app.example/again".into()],
        }],
        keys: vec![key(KeyTag::EndsSoon(3)), key(KeyTag::Ended)],
        drafts: vec![draft_row()],
        change_action: Some(ACTION.into()),
        stop_href: Some(OTHER.into()),
        start_action: None,
        history_href: OTHER.into(),
        warning: Some(OFF.into()),
    };
    let stopped = ClientDetail {
        is_enabled: false,
        keys: vec![],
        drafts: vec![],
        stop_href: None,
        start_action: Some(ACTION.into()),
        ..client.clone()
    };
    vec![Sample::new("clients/client", client), Sample::new("clients/client+off", stopped)]
}

fn past_and_stop() -> Vec<Sample> {
    let past = |title: &str, changes| PastRegistration {
        title: title.into(),
        since: "15 March 2026 at 15:04 UTC".into(),
        rows: vec![
            ("Written by".into(), "Ravi Registrar".into()),
            ("Approved by".into(), "Rosa Registrar".into()),
        ],
        changes,
    };
    let history = ClientHistory {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        past: vec![past("Revision 4", changes()), past("Revision 3", vec![])],
        earlier_href: Some(OTHER.into()),
    };
    let stop = |incident: &str, errors| StopClient {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        action: ACTION.into(),
        incident: incident.into(),
        needs_approval: true,
        errors,
    };
    vec![
        Sample::new("clients/history", history),
        Sample::new("clients/stop", stop("", Errors::new())),
        Sample::new("clients/stop+error", stop("", Errors::of(fields::INCIDENT, IncidentProblem::Empty))),
    ]
}

fn drafts() -> Vec<Sample> {
    let new = |client_id: &str, errors| NewClient {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        client_id: client_id.into(),
        name: String::new(),
        errors,
    };
    let missing = Errors::of(fields::CLIENT_ID, RegistrationProblem::ClientIdTaken)
        .with(fields::CLIENT_NAME, RegistrationProblem::Name);
    let sections = RegistrationSection::ALL.iter().copied().enumerate();
    let states = [SectionState::Changed, SectionState::Incomplete, SectionState::Unchanged];
    let overview = DraftOverview {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        is_new: false,
        by: "Begun by Ravi Registrar".into(),
        sections: sections
            .map(|(place, section)| SectionRow {
                label: section_label(section),
                href: (place != 1).then(|| OTHER.into()),
                state: states[place % 3],
            })
            .collect(),
        review_href: OTHER.into(),
        withdraw_action: Some(ACTION.into()),
        renew_action: None,
        version: "4".into(),
        incident: String::new(),
        warning: Some(OFF.into()),
        errors: Errors::new(),
    };
    let nameless =
        DraftOverview { errors: Errors::of(fields::INCIDENT, IncidentProblem::Empty), ..overview.clone() };
    let stale = DraftOverview { renew_action: Some(ACTION.into()), ..overview.clone() };
    vec![
        Sample::new("clients/new", new("", Errors::new())),
        Sample::new("clients/new+error", new("example-health-app", missing)),
        Sample::new("clients/draft", overview),
        Sample::new("clients/draft+error", nameless),
        Sample::new("clients/draft+stale", stale),
    ]
}

fn reviews() -> Vec<Sample> {
    let review = |act, errors| DraftReview {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        rows: vec![
            ("State".into(), "Waiting for approval".into()),
            ("Written by".into(), "Ravi Registrar".into()),
        ],
        changes: changes(),
        faults: vec![],
        version: "4".into(),
        act,
        overview_href: Some(OTHER.into()),
        warning: None,
        errors,
    };
    let submit =
        |takes_effect| ReviewAct::Submit { action: ACTION.into(), incident: String::new(), takes_effect };
    let decide = || ReviewAct::Decide {
        approve_action: ACTION.into(),
        reject_action: OTHER.into(),
        incident: String::new(),
        note: String::new(),
    };
    let faulty = DraftReview {
        faults: vec!["redirect_uris must hold 1 to 10 URIs (F-15)".into()],
        ..review(submit(false), Errors::new())
    };
    let refused = |refusal| DraftRefused {
        frame: last_frame(),
        menu: menu(),
        refusal,
        draft_href: OTHER.into(),
        renew_action: Some(ACTION.into()),
        version: "4".into(),
    };
    vec![
        Sample::new("clients/review", review(submit(false), Errors::new())),
        Sample::new(
            "clients/review+error",
            review(submit(true), Errors::of(fields::INCIDENT, IncidentProblem::Empty)),
        ),
        Sample::new("clients/review+faulty", faulty),
        Sample::new("clients/review+decide", review(decide(), Errors::new())),
        Sample::new(
            "clients/review+no-reason",
            review(
                decide(),
                Errors::of(fields::INCIDENT, IncidentProblem::Empty)
                    .with(fields::NOTE, RegistrationProblem::Note),
            ),
        ),
        Sample::new(
            "clients/review+own",
            review(ReviewAct::Look("Somebody else has to approve this draft.".into()), Errors::new()),
        ),
        Sample::new("clients/stale", refused(DraftRefusal::Stale)),
        Sample::new("clients/changed", refused(DraftRefusal::Changed)),
        Sample::new("clients/own-work", refused(DraftRefusal::OwnWork)),
    ]
}
