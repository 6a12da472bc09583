//! The second line behind the guard of a route: every act that takes an operator asks for the permission itself. The list below is
//! compared with the sources, so that an act that is added is tried from its first day.

use std::collections::BTreeSet;
use std::path::Path;

use house_tests::{Storage, TestHouse};
use identity::{
    AccountAt, AuditFilter, DomainSwitch, DraftAbout, Fault, Invite, KeyAct, KeyActor, NewAlert,
    PersonChange, PhonesAfter, RegistrationEdit, ServiceLevel, Setter, SignedInOperator, Urgency, Use,
};
use vocabulary::{
    AlertLevel, AlertPart, CaseId, ClientId, DisableReason, DraftId, EmailAddress, EvidenceKind,
    IncidentNumber, IncidentReference, InvitationId, Lifetime, MobileMatchReason, OperatorRole, PersonAction,
    PhoneKind, PhoneNumber, SearchKind, Secret,
};

use crate::OWEN;
use crate::attacks::world;
use crate::support::{account_of, operator_with};

/// Acts that take an operator and need no permission, each with its reason.
const OPEN: [(&str, &str); 3] = [
    ("account_at", "it names nobody to who may not search by account ID"),
    ("own_sessions", "their own"),
    ("end_own_session", "their own"),
];

/// Whoever may do nothing.
async fn nobody(house: &TestHouse) -> SignedInOperator {
    operator_with(house, "visitor", OperatorRole::try_from("visitor").expect("a role")).await
}

async fn a_house() -> TestHouse {
    let house = TestHouse::with(Storage::Sqlite, "[operators.roles.visitor]\nmay = []\nsees = []").await;
    house.partner("surgery").await;
    house
}

fn incident() -> IncidentNumber {
    IncidentNumber::try_from("INC-666").expect("an incident number")
}

fn client() -> ClientId {
    ClientId::try_from("surgery").expect("a client id")
}

/// Each act is tried, and the names of those that were are given.
macro_rules! refused {
    ($identity:expr; $($name:ident($($given:expr),*);)+) => {{
        $(
            let answer = $identity.$name($($given),*).await;
            assert!(matches!(answer, Err(Fault::Bug(_))), "{} was done", stringify!($name));
        )+
        vec![$(stringify!($name)),+]
    }};
}

async fn about_people(house: &TestHouse, by: &SignedInOperator) -> Vec<&'static str> {
    let (identity, incident) = (house.identity(), incident());
    let owen = account_of(house, OWEN).await.id;
    let case = CaseId::from_bytes([1; 16]);
    let (number, term) =
        (PhoneNumber::uk_mobile("07700 900999").expect("a number"), Secret::new(OWEN.to_owned()));
    let reason = MobileMatchReason::ALL[0];
    let changes = [
        PersonChange::Disable(DisableReason::ALL[0]),
        PersonChange::Enable,
        PersonChange::Cleanse(PhonesAfter::Removed),
        PersonChange::ChangeMobile(number),
        PersonChange::RemovePhone(PhoneKind::Mobile),
        PersonChange::RemovePhone(PhoneKind::Landline),
        PersonChange::BlockMobileMatch(reason),
        PersonChange::AllowMobileMatch(reason),
        PersonChange::EndSessions,
        PersonChange::RequestErasure,
        PersonChange::ApproveErasure,
        PersonChange::WithdrawErasure,
    ];
    for change in &changes {
        let _tried = refused! { identity; change_person(by, owen, change, &incident); };
    }
    for action in PersonAction::ALL {
        let _tried = refused! { identity; is_open_to(by, owen, *action); };
    }
    for kind in SearchKind::ALL {
        let _tried = refused! { identity; find_people(by, *kind, &term); };
    }
    let named = identity.account_at(by, &owen.to_string()).await;
    assert_eq!(named.expect("an answer"), AccountAt::Nobody);
    refused! { identity;
        change_person(by, owen, &changes[0], &incident);
        is_open_to(by, owen, PersonAction::Disable);
        find_people(by, SearchKind::Email, &term);
        person(by, owen);
        history(by, owen, None);
        attempts(by, owen);
        attempt(by, owen, case);
        look_at_attempt(by, (owen, case), EvidenceKind::Front);
        ask_for_evidence(by, (owen, case), &incident);
        waiting_erasures(by);
        traces_of_reference(by, IncidentReference::from_bytes([1; 5]));
        recent_traces(by, 1);
        traces_of_client(by, &client(), 1);
        traces_of_account(by, owen, 1);
        deliveries(by);
    }
}

async fn about_clients(house: &TestHouse, by: &SignedInOperator) -> Vec<&'static str> {
    let (identity, incident, id) = (house.identity(), incident(), client());
    let draft = DraftId::from_bytes([1; 16]);
    let about = DraftAbout::New { id: id.clone(), name: "Mallory".to_owned() };
    refused! { identity;
        list_clients(by, "");
        client_page(by, &id);
        client_history(by, &id, i64::MAX);
        stop_client(by, &id, &incident);
        begin_client_draft(by, about);
        client_draft(by, draft);
        edit_client_draft(by, (draft, 0), RegistrationEdit::Enabled(false));
        submit_client_draft(by, (draft, 0), &incident);
        approve_client_draft(by, (draft, 0), &incident);
        reject_client_draft(by, (draft, 0), ("No.", &incident));
        withdraw_client_draft(by, (draft, 0), &incident);
        renew_client_draft(by, (draft, 0));
    }
}

async fn about_colleagues(house: &TestHouse, by: &SignedInOperator) -> Vec<&'static str> {
    let (identity, incident) = (house.identity(), incident());
    let admin = identity.store().find_operator("admin").await.expect("read").expect("seeded").id;
    let roles = [OperatorRole::admin()].into_iter().collect();
    let invitation = InvitationId::from_bytes([1; 16]);
    let email = EmailAddress::try_from("mal.ory@attackers.example").expect("an address");
    let invite = Invite { name: "Mal Ory".to_owned(), email, roles };
    let roles = [OperatorRole::admin()].into_iter().collect();
    refused! { identity;
        colleagues(by);
        colleague(by, admin);
        set_colleague_roles(by, by.id(), &roles, &incident);
        switch_colleague(by, admin, Use::Disabled, &incident);
        reset_colleague(by, admin, &incident, "https://console.example");
        end_colleague_sessions(by, admin, &incident);
        invite_operator(by, invite, &incident, "https://console.example");
        invitations(by);
        invitation(by, invitation);
        send_invitation_again(by, invitation, &incident, "https://console.example");
        cancel_invitation(by, invitation, &incident);
    }
}

async fn about_the_service(house: &TestHouse, by: &SignedInOperator) -> Vec<&'static str> {
    let (identity, incident) = (house.identity(), incident());
    let (setter, filter) = (Setter::Operator(by), AuditFilter::default());
    let actor = || KeyActor::Operator { by, incident: &incident };
    let alert = NewAlert {
        parts: vec![AlertPart::GpDetails],
        level: AlertLevel::Down,
        planned: false,
        ends_at: None,
    };
    let level = ServiceLevel { hours: 1, message: None };
    assert!(matches!(identity.begin_audit_check(by), Err(Fault::Bug(_))), "begin_audit_check was done");
    let mut tried = refused! { identity;
        search_audit(by, &filter, None);
        note_audit_export(&filter, Some(by));
        audit_standing(by);
        start_rehearsal(actor(), &client(), "key", Lifetime::hours(1));
        end_rehearsal(actor(), &client());
        move_key(actor(), KeyAct::Sign, Urgency::Emergency);
        service_level(setter);
        set_service_level(setter, level, &incident);
        reset_service_level(setter, &incident);
        automation(setter);
        set_automation(setter, 100, &incident);
        switch_email_domains(setter, "patients.example", DomainSwitch::Block, &incident);
        blocked_email_domains(setter);
        find_email_domain(setter, "patients.example");
        alerts(setter);
        turn_alert_on(setter, &alert, &incident);
        turn_alert_off(setter, AlertPart::GpDetails, &incident);
    };
    tried.push("begin_audit_check");
    tried
}

/// The names of the acts in the sources of `identity` that take an operator.
fn acts_in(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            acts_in(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("a source");
        for (start, _) in text.match_indices("    pub ") {
            let rest = text[start..].trim_start_matches("    pub ").trim_start_matches("async ");
            let Some((name, rest)) = rest.strip_prefix("fn ").and_then(|rest| rest.split_once('(')) else {
                continue;
            };
            let given = rest.split("->").next().unwrap_or_default().split('{').next().unwrap_or_default();
            let takes = ["SignedInOperator", "Setter<'_>", "KeyActor<'_>"];
            if given.contains("&self") && takes.iter().any(|one| given.contains(one)) {
                found.insert(name.to_owned());
            }
        }
    }
}

#[tokio::test]
async fn every_act_asks_for_its_permission_itself() {
    let house = a_house().await;
    let by = nobody(&house).await;
    let before = world(&house).await;
    let mut tried = about_people(&house, &by).await;
    tried.extend(about_clients(&house, &by).await);
    tried.extend(about_colleagues(&house, &by).await);
    tried.extend(about_the_service(&house, &by).await);
    assert_eq!(world(&house).await, before, "somebody without a right changed something");
    tried.extend(OPEN.iter().map(|(name, _)| *name));
    let tried: BTreeSet<String> = tried.into_iter().map(str::to_owned).collect();
    let mut acts = BTreeSet::new();
    acts_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/identity/src"), &mut acts);
    let missing: Vec<_> = acts.symmetric_difference(&tried).collect();
    assert!(missing.is_empty(), "in one of the list and the sources alone: {missing:?}");
    assert!(tried.len() > 50, "{tried:?}");
}
