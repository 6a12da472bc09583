//! Samples of the partner pages.

use vocabulary::Milestone;

use super::problems::explanation;
use super::{Sample, last_frame};
use crate::clients::ChangeGroup;
use crate::errors::Errors;
use crate::fields;
use crate::portal::{
    AdviceRow, ButtonPage, CheckItem, CheckState, Choice, ChooseClient, ClientKey, ClientSettings, CodePage,
    CodeSample, Conclusion, ErrorExplained, ErrorFind, ErrorRow, GoLive, InspectAssertion, InspectAuthorize,
    ItemGroup, LinkBuilder, LinkMade, LogInRow, LogIns, Overview, OwnClientRow, PartnerChoosePassword,
    PartnerCode, PartnerLocked, PartnerLogIn, PartnerNoAccess, PartnerSetUp, PortalClient, PortalMenu,
    Proposal, RecentRow, ScenarioGroup, Setting, TestPeople, TestPerson, Verdict, VerdictOutcome,
    scenario_words,
};
use crate::wording::{
    AuthenticatorProblem, ExplainProblem, InspectProblem, LinkProblem, OperatorLogInProblem,
};

pub(super) fn pages() -> Vec<Sample> {
    [entry(), client(), inspector(), making(), going_live()].into_iter().flatten().collect()
}

pub(super) fn menu() -> PortalMenu {
    PortalMenu {
        user: Some("Dana Developer".into()),
        client: Some(PortalClient {
            name: "Example Health App".into(),
            base: "/clients/example-health-app".into(),
            has_test_people: true,
        }),
    }
}

fn entry() -> Vec<Sample> {
    let log_in = |email: &str, errors| PartnerLogIn { frame: last_frame(), email: email.into(), errors };
    let code = |errors| PartnerCode { frame: last_frame(), errors };
    let set_up = PartnerSetUp {
        frame: last_frame(),
        qr_src: "/log-in/authenticator.svg".into(),
        secret: "ABCD EFGH IJKL MNOP".into(),
        errors: Errors::new(),
    };
    let wrong = Errors::of(fields::PASSWORD, OperatorLogInProblem::Wrong);
    vec![
        Sample::new("portal/log-in", log_in("", Errors::new())),
        Sample::new("portal/log-in+error", log_in("dana@app.example", wrong)),
        Sample::new("portal/second-step", code(Errors::new())),
        Sample::new("portal/second-step+error", code(Errors::of(fields::CODE, AuthenticatorProblem::Wrong))),
        Sample::new("portal/set-up", set_up),
        Sample::new(
            "portal/choose-password",
            PartnerChoosePassword { frame: last_frame(), minimum: 12, errors: Errors::new() },
        ),
        Sample::new("portal/locked", PartnerLocked { frame: last_frame(), minutes: 15 }),
        Sample::new("portal/no-access", PartnerNoAccess { frame: last_frame() }),
    ]
}

fn error() -> ErrorRow {
    ErrorRow {
        reference: "7F3K-9Q2D".into(),
        href: "/explain?reference=7F3K-9Q2D".into(),
        happened: "15 March 2026 at 15:04 UTC".into(),
        rule: "F-15".into(),
        check: "redirect_uri is not registered".into(),
        mend: "Send one of the registered URIs byte for byte, or have this one registered.".into(),
    }
}

fn overview(next: Option<&str>, errors: Vec<ErrorRow>) -> Overview {
    Overview {
        frame: last_frame(),
        menu: menu(),
        is_enabled: next.is_some(),
        client_id: "example-health-app".into(),
        issuer: "https://login.example".into(),
        done: 7,
        total: 19,
        next: next.map(str::to_owned),
        warnings: vec!["The key 2026-01 can be used for 12 more days".into()],
        errors,
    }
}

fn client() -> Vec<Sample> {
    let row = |id: &str, is_enabled| OwnClientRow {
        name: "Example Health App".into(),
        id: id.into(),
        href: format!("/clients/{id}"),
        is_enabled,
    };
    let choose = |clients: Vec<OwnClientRow>| ChooseClient {
        frame: last_frame(),
        menu: PortalMenu { user: Some("Dana Developer".into()), client: None },
        may_register: clients.is_empty(),
        clients,
    };
    let find = |reference: &str, recent, errors| ErrorFind {
        frame: last_frame(),
        menu: menu(),
        action: "/explain".into(),
        reference: reference.into(),
        recent,
        errors,
    };
    let explained = ErrorExplained {
        frame: last_frame(),
        menu: menu(),
        reference: "7F3K-9Q2D".into(),
        happened: "15 March 2026 at 15:04 UTC".into(),
        explanation: explanation(),
    };
    let unknown = Errors::of(fields::REFERENCE, ExplainProblem::Unknown);
    vec![
        Sample::new("portal/choose", choose(vec![row("example-health-app", true), row("old-app", false)])),
        Sample::new("portal/choose+empty", choose(Vec::new())),
        Sample::new("portal/overview", overview(Some("Refresh"), vec![error()])),
        Sample::new("portal/overview+done", overview(None, Vec::new())),
        Sample::new("portal/settings", settings(Vec::new())),
        Sample::new("portal/settings+proposals", settings(proposals())),
        Sample::new("portal/errors", find("", vec![error()], Errors::new())),
        Sample::new("portal/errors+empty", find("", Vec::new(), Errors::new())),
        Sample::new("portal/errors+error", find("7F3K", Vec::new(), unknown)),
        Sample::new("portal/explained", explained),
        Sample::new("portal/log-ins", log_ins()),
    ]
}

fn log_ins() -> LogIns {
    let row = LogInRow {
        reference: "7F3K-9Q2D".into(),
        began: "15 March 2026 at 15:04 UTC".into(),
        asked: "P9.Cp.Cd, P5.Cp.Cd".into(),
        target: "P5.Cp.Cd".into(),
        ending: "Your client got a code".into(),
        reasons: vec![("P5.Cp.Cd".into(), "The account meets it.".into())],
        steps: vec!["email".into(), "password".into()],
    };
    LogIns { frame: last_frame(), menu: menu(), rows: vec![row] }
}

fn proposals() -> Vec<Proposal> {
    let proposal = |state: &str, note: &str, withdraw: Option<(&str, &str)>| Proposal {
        state: state.into(),
        sent: "Dana Developer, 15 March 2026 at 15:04 UTC".into(),
        changes: vec![ChangeGroup {
            label: "Something becomes possible",
            colour: "blue",
            tag: "Adds",
            sentences: vec!["People can be sent back to https://app.example/new".into()],
        }],
        note: note.into(),
        withdraw: withdraw.map(|(action, version)| (action.into(), version.into())),
    };
    vec![
        proposal("Waiting for approval", "", Some(("/clients/example-health-app/proposals/1/withdraw", "0"))),
        proposal("Rejected", "The address belongs to another organisation.", None),
    ]
}

fn settings(proposals: Vec<Proposal>) -> ClientSettings {
    let setting = |key: &str, values: &[&str], meaning: &str| Setting {
        key: key.into(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
        meaning: meaning.into(),
    };
    let key = |name: &str, state: &str, colour| ClientKey {
        name: name.into(),
        remove_action: format!("/clients/example-health-app/change/keys/{name}/remove"),
        thumbprint: "0m5Y_1dWx0PZzS4t8kF1xkJb1aM0S3o9JmYJ8oQnK9w".into(),
        bits: "2048".into(),
        period: "until 15 March 2027".into(),
        state: state.into(),
        colour,
        last_used: "15 March 2026 at 15:04 UTC".into(),
    };
    ClientSettings {
        frame: last_frame(),
        menu: menu(),
        settings: vec![
            setting("client_id", &["example-health-app"], ""),
            setting("Redirect URIs", &["https://app.example/callback"], "Compared byte for byte (F-15)"),
        ],
        keys: vec![key("2026-01", "In use", "green"), key("2027-01", "Not yet", "grey")],
        warnings: vec!["The key 2026-01 can be used for 12 more days".into()],
        proposals,
        ask: "Write to the operator who registered your client.".into(),
    }
}

fn conclusion(is_accepted: bool) -> Conclusion {
    let verdict = |rule: &str, requires: &str, received: &str, outcome| Verdict {
        rule: rule.into(),
        requires: requires.into(),
        received: received.into(),
        outcome,
    };
    let broken = VerdictOutcome::Broken {
        check: "redirect_uri is not registered".into(),
        expected: "https://app.example/callback".into(),
        mend: "Send one of the registered URIs byte for byte, or have this one registered.".into(),
    };
    let (uri, last) = if is_accepted {
        (VerdictOutcome::Kept, VerdictOutcome::Kept)
    } else {
        (broken, VerdictOutcome::NotReached)
    };
    Conclusion {
        summary: if is_accepted {
            "/authorize accepts this request"
        } else {
            "/authorize refuses this request"
        }
        .into(),
        is_accepted,
        warnings: Vec::new(),
        verdicts: vec![
            verdict(
                "F-14",
                "client_id names a registered and enabled client",
                "example-health-app",
                VerdictOutcome::Kept,
            ),
            verdict(
                "F-15",
                "redirect_uri is one of the registered URIs, byte for byte",
                "https://app.example/other",
                uri,
            ),
            verdict("F-31", "every vector is approved for this client", "nothing", last),
        ],
        advice: vec![AdviceRow { rule: "F-24".into(), text: "There is no PKCE.".into() }],
    }
}

fn inspector() -> Vec<Sample> {
    let recent = |is_accepted, outcome: &str| RecentRow {
        number: "0".into(),
        happened: if is_accepted { "15:04:05 UTC" } else { "15:04:09 UTC" }.into(),
        asked: "openid profile, P9.Cp.Cd".into(),
        outcome: outcome.into(),
        is_accepted,
    };
    let authorize = |request: &str, conclusion, errors| InspectAuthorize {
        frame: last_frame(),
        menu: menu(),
        request: request.into(),
        conclusion,
        recent: vec![recent(true, ""), recent(false, "state is missing")],
        keeps_recent: true,
        errors,
    };
    let assertion =
        |conclusion, errors| InspectAssertion { frame: last_frame(), menu: menu(), conclusion, errors };
    let pasted = "https://login.example/authorize?client_id=example-health-app";
    let nothing = Errors::of("request", InspectProblem::NoRequest);
    let private = Errors::of("assertion", InspectProblem::PrivateKey);
    vec![
        Sample::new("portal/inspect-authorize", authorize("", None, Errors::new())),
        Sample::new(
            "portal/inspect-authorize+good",
            authorize(pasted, Some(conclusion(true)), Errors::new()),
        ),
        Sample::new(
            "portal/inspect-authorize+bad",
            authorize(pasted, Some(conclusion(false)), Errors::new()),
        ),
        Sample::new("portal/inspect-authorize+error", authorize("", None, nothing)),
        Sample::new("portal/inspect-assertion", assertion(None, Errors::new())),
        Sample::new("portal/inspect-assertion+bad", assertion(Some(conclusion(false)), Errors::new())),
        Sample::new("portal/inspect-assertion+error", assertion(None, private)),
    ]
}

fn making() -> Vec<Sample> {
    let choice = |value: &str, chosen| Choice { value: value.into(), text: value.into(), chosen };
    let button = ButtonPage {
        frame: last_frame(),
        menu: menu(),
        css: ButtonPage::CSS,
        markup: ["a", "b", "c"].map(|kind| format!("<a class=\"nhs-login-button\" href=\"/{kind}\">")),
    };
    let link = |chosen, made, errors| LinkBuilder {
        frame: last_frame(),
        menu: menu(),
        redirect_uris: vec![choice("https://app.example/callback", chosen)],
        scopes: vec![choice("profile", chosen), choice("email", false)],
        vectors: vec![choice("P9.Cp.Cd", chosen), choice("P5.Cp.Cd", false)],
        prompts: vec![choice("default", chosen), choice("login", false)],
        made,
        errors,
    };
    let made = LinkMade {
        href: "https://login.example/authorize?client_id=example-health-app&response_type=code".into(),
        code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk".into(),
    };
    let sample = |id, title| CodeSample { id, title, needs: "Add it.", text: "fn main() {}".into() };
    let code = CodePage {
        frame: last_frame(),
        menu: menu(),
        samples: vec![sample("rust", "Rust, openidconnect"), sample("npm", "JavaScript, openid-client")],
    };
    let no_uri = Errors::of("redirect_uri", LinkProblem::NoRedirectUri);
    vec![
        Sample::new("portal/button", button),
        Sample::new("portal/link", link(false, None, Errors::new())),
        Sample::new("portal/link+made", link(true, Some(made), Errors::new())),
        Sample::new("portal/link+error", link(false, None, no_uri)),
        Sample::new("portal/code", code),
    ]
}

fn going_live() -> Vec<Sample> {
    let person = TestPerson {
        name: "Owen Rhys Prosser".into(),
        email: "owen.prosser@patients.example".into(),
        password: "made-up-words-1".into(),
        level: "P9".into(),
        note: "Identity proven".into(),
        good_for: "Logging in at P0, P5 and P9".into(),
    };
    let people = TestPeople {
        frame: last_frame(),
        menu: menu(),
        people: vec![person],
        static_code: Some("190696".into()),
        outbox_href: "http://localhost:8080/sandbox/outbox".into(),
        landing_href: "http://localhost:8080/".into(),
    };
    let done = CheckState::Done {
        first: "15 March 2026 at 15:04 UTC".into(),
        last: "16 March 2026 at 09:00 UTC".into(),
    };
    let items = |group| {
        let own = Milestone::ALL.iter().filter(move |milestone| scenario_words(**milestone).group == group);
        let state = |place: usize| if place == 0 { done.clone() } else { CheckState::Missing };
        own.enumerate()
            .map(|(place, milestone)| CheckItem { words: scenario_words(*milestone), state: state(place) })
            .collect()
    };
    let groups =
        ScenarioGroup::ALL.map(|group| ItemGroup { title: group.title(), items: items(group) }).into();
    vec![
        Sample::new("portal/people", people),
        Sample::new("portal/go-live", GoLive { frame: last_frame(), menu: menu(), groups }),
    ]
}
