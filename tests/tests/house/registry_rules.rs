//! F-59: drafts of client registrations, the second person, the emergency stop, the keys' last use.

use house_tests::{Partner, Person, Storage, TestHouse};
use identity::{
    Approval, DraftAbout, DraftBegun, DraftDecided, DraftSaved, DraftSubmitted, DraftView, Imported,
    RegistrationEdit, Severity, SignedInOperator,
};
use vocabulary::{ChangedBy, ClientId, DraftId, DraftState, IncidentNumber, RedirectUri};

use crate::operators::signed_in;
use crate::{LOW, NINA};

pub(crate) const NEW: &str = "https://surgery.example/new";

pub(crate) fn client(id: &str) -> ClientId {
    ClientId::try_from(id).expect("a client id")
}

pub(crate) fn incident() -> IncidentNumber {
    IncidentNumber::try_from("CHG-42").expect("an incident number")
}

pub(crate) async fn registrar(house: &TestHouse, username: &str) -> SignedInOperator {
    signed_in(house, username).await.1
}

async fn begin(house: &TestHouse, by: &SignedInOperator, id: &str) -> DraftId {
    let begun = house.identity().begin_client_draft(by, DraftAbout::Existing(client(id))).await;
    let DraftBegun::Begun(draft) = begun.expect("an answer") else { panic!("it is registered") };
    draft
}

async fn view(house: &TestHouse, by: &SignedInOperator, id: DraftId) -> DraftView {
    house.identity().client_draft(by, id).await.expect("read").expect("there")
}

pub(crate) async fn shown(house: &TestHouse, by: &SignedInOperator, id: DraftId) -> (DraftId, i64) {
    (id, view(house, by, id).await.draft.version)
}

fn addresses(uris: &[&str]) -> RegistrationEdit {
    let uri = |text: &&str| RedirectUri::to_register(text, true).expect("an address");
    RegistrationEdit::Addresses { redirect_uris: uris.iter().map(uri).collect(), onward_origins: vec![] }
}

async fn edit(house: &TestHouse, by: &SignedInOperator, id: DraftId, uris: &[&str]) {
    let at = shown(house, by, id).await;
    let saved = house.identity().edit_client_draft(by, at, addresses(uris)).await.expect("an answer");
    assert_eq!(saved, DraftSaved::Saved);
}

async fn submit(house: &TestHouse, by: &SignedInOperator, id: DraftId) -> DraftSubmitted {
    let at = shown(house, by, id).await;
    house.identity().submit_client_draft(by, at, &incident()).await.expect("an answer")
}

pub(crate) async fn approve(house: &TestHouse, by: &SignedInOperator, at: (DraftId, i64)) -> DraftDecided {
    house.identity().approve_client_draft(by, at, &incident()).await.expect("an answer")
}

/// A draft of `by` that is submitted and moves the surgery's callback.
pub(crate) async fn submitted(house: &TestHouse, by: &SignedInOperator) -> DraftId {
    let draft = begin(house, by, "surgery").await;
    edit(house, by, draft, &[NEW]).await;
    assert_eq!(submit(house, by, draft).await, DraftSubmitted::Waits);
    draft
}

pub(crate) async fn callback(house: &TestHouse) -> String {
    let found = house.identity().client(&client("surgery")).await.expect("read").expect("there");
    found.document.redirect_uris[0].clone()
}

pub(crate) async fn signs_in_at(house: &TestHouse, partner: &Partner) -> String {
    let mut person = Person::new(house);
    partner.sign_in(&mut person, NINA, &partner.request().with("vtr", LOW).with("scope", "openid")).await
}

/// Both databases, SQLite alone where PostgreSQL was skipped by name.
pub(crate) async fn houses(more: &str) -> Vec<TestHouse> {
    let mut houses = vec![TestHouse::with(Storage::Sqlite, more).await];
    houses.extend(TestHouse::on(Storage::Postgres, more).await);
    houses
}

#[tokio::test]
async fn a_change_takes_effect_when_somebody_else_approves_it_and_the_partner_uses_it() {
    for house in houses("").await {
        let mut partner = house.partner("surgery").await;
        let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
        let draft = submitted(&house, &author).await;
        let (old, at) = (partner.redirect_uri.clone(), shown(&house, &second, draft).await);
        assert_eq!(callback(&house).await, old, "nothing is in effect yet");
        assert_eq!(view(&house, &author, draft).await.approval, Approval::OwnWork);
        assert_eq!(approve(&house, &author, at).await, DraftDecided::OwnWork);
        let looked_at = view(&house, &second, draft).await;
        let sentences: Vec<_> =
            looked_at.changes.iter().map(|one| (one.severity, one.sentence.as_str())).collect();
        assert_eq!(sentences.len(), 2, "{sentences:?}");
        assert!(sentences[0].0 == Severity::Breaks && sentences[0].1.contains(&old), "{sentences:?}");
        assert_eq!(approve(&house, &second, at).await, DraftDecided::Done);
        assert_eq!(approve(&house, &second, at).await, DraftDecided::Changed, "it is decided");

        let mut person = Person::new(&house);
        person.go(&partner.request().path()).await;
        assert!(!person.has_left() && person.page().status >= 400, "the old address is refused");
        NEW.clone_into(&mut partner.redirect_uri);
        let code = signs_in_at(&house, &partner).await;
        assert_eq!(partner.redeem(&code).await.status, 200);

        let history = house.identity().client_history(&second, &client("surgery"), i64::MAX).await;
        let history = history.expect("read").expect("a history");
        let who = |row: &identity::RevisionRow| {
            (row.author.clone(), row.approved_by.clone(), row.revision.changed_by)
        };
        assert_eq!(
            who(&history[0]),
            (Some("Ravi Registrar".to_owned()), Some("Rosa Registrar".to_owned()), ChangedBy::Operator)
        );
        assert_eq!(who(&history[1]), (None, None, ChangedBy::CommandLine));
        assert_eq!(history[0].revision.incident, Some(incident()));
        let audit = house.identity().store().list_audit_events_of_client(&client("surgery"), 50).await;
        let audit = audit.expect("read");
        for kind in
            ["client_draft_begun", "client_draft_changed", "client_draft_submitted", "client_draft_approved"]
        {
            assert!(audit.iter().any(|event| event.kind == kind), "{kind}");
        }
        let approval = audit.iter().find(|event| event.kind == "client_draft_approved").expect("an approval");
        assert_eq!(approval.involved.operator_id, Some(second.id()));
        assert_eq!(approval.involved.incident, Some(incident()));
    }
}

#[tokio::test]
async fn whoever_touched_a_draft_cannot_approve_it_by_any_way_round() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
    // The second person changes it: it is submitted no longer, and they have a hand in it.
    let draft = submitted(&house, &author).await;
    let before = shown(&house, &author, draft).await;
    edit(&house, &second, draft, &["https://surgery.example/evil"]).await;
    assert_eq!(
        approve(&house, &author, before).await,
        DraftDecided::Changed,
        "another tab's page is out of date"
    );
    let now = shown(&house, &second, draft).await;
    assert_eq!(approve(&house, &second, now).await, DraftDecided::Changed, "it was not submitted again");
    assert_eq!(submit(&house, &author, draft).await, DraftSubmitted::Waits);
    for by in [&author, &second] {
        let now = shown(&house, by, draft).await;
        assert_eq!(approve(&house, by, now).await, DraftDecided::OwnWork, "{}", by.name());
        let rejected =
            house.identity().reject_client_draft(by, now, ("no", &incident())).await.expect("an answer");
        assert_eq!(rejected, DraftDecided::OwnWork);
    }
    // Taking the change back does not take the hand back.
    edit(&house, &second, draft, &[NEW]).await;
    assert_eq!(submit(&house, &author, draft).await, DraftSubmitted::Waits);
    let now = shown(&house, &second, draft).await;
    assert_eq!(approve(&house, &second, now).await, DraftDecided::OwnWork);
    // Submitting somebody else's draft is a hand in it too.
    let other = begin(&house, &author, "surgery").await;
    edit(&house, &author, other, &[NEW]).await;
    assert_eq!(submit(&house, &second, other).await, DraftSubmitted::Waits);
    let now = shown(&house, &second, other).await;
    assert_eq!(approve(&house, &second, now).await, DraftDecided::OwnWork);
    let admin = registrar(&house, "admin").await;
    let now = shown(&house, &admin, other).await;
    assert_eq!(approve(&house, &admin, now).await, DraftDecided::Done, "a third person may");
    assert_eq!(callback(&house).await, NEW);
}

#[tokio::test]
async fn what_took_effect_is_what_was_looked_at_whoever_is_faster() {
    for house in houses("").await {
        house.partner("surgery").await;
        let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
        for round in 0..6 {
            let good = format!("https://surgery.example/good-{round}");
            let draft = begin(&house, &author, "surgery").await;
            edit(&house, &author, draft, &[&good]).await;
            assert_eq!(submit(&house, &author, draft).await, DraftSubmitted::Waits);
            let at = shown(&house, &second, draft).await;
            let evil = addresses(&["https://surgery.example/evil"]);
            let for_this = incident();
            let (decided, saved, again) = tokio::join!(
                house.identity().approve_client_draft(&second, at, &for_this),
                house.identity().edit_client_draft(&author, at, evil),
                house.identity().approve_client_draft(&second, at, &for_this),
            );
            let done = [decided.expect("an answer"), again.expect("an answer")];
            let approvals = done.iter().filter(|one| **one == DraftDecided::Done).count();
            let edited = saved.expect("an answer") == DraftSaved::Saved;
            assert_eq!(approvals + usize::from(edited), 1, "one wins: {done:?}");
            assert_eq!(callback(&house).await == good, approvals == 1);
            assert!(!callback(&house).await.contains("evil"));
        }
    }
}

#[tokio::test]
async fn a_draft_that_is_out_of_date_is_refused_until_it_is_brought_up_to_date() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
    let draft = submitted(&house, &author).await;
    let at = shown(&house, &second, draft).await;
    house.identity().stop_client(&second, &client("surgery"), &incident()).await.expect("stopped");
    assert_eq!(approve(&house, &second, at).await, DraftDecided::Stale);
    assert!(view(&house, &author, draft).await.is_stale);
    let renewed = house.identity().renew_client_draft(&author, at).await.expect("an answer");
    assert_eq!(renewed, DraftSaved::Saved);
    let fresh = view(&house, &author, draft).await;
    assert!(!fresh.is_stale && fresh.draft.state == DraftState::Draft);
    assert!(!fresh.draft.document.enabled, "it does not undo the emergency stop");
    assert_eq!(submit(&house, &author, draft).await, DraftSubmitted::Waits);
    let at = shown(&house, &second, draft).await;
    assert_eq!(approve(&house, &second, at).await, DraftDecided::Done);
    let found = house.identity().client(&client("surgery")).await.expect("read").expect("there");
    assert!(!found.enabled && found.document.redirect_uris == [NEW]);
}

#[tokio::test]
async fn a_rejected_and_a_withdrawn_draft_change_nothing() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
    let draft = submitted(&house, &author).await;
    let at = shown(&house, &second, draft).await;
    let rejected =
        house.identity().reject_client_draft(&second, at, ("  Not their address.  ", &incident())).await;
    assert_eq!(rejected.expect("an answer"), DraftDecided::Done);
    let ended = view(&house, &author, draft).await;
    assert_eq!((ended.draft.state, ended.draft.note.as_str()), (DraftState::Rejected, "Not their address."));
    assert_eq!(ended.decided_by.as_deref(), Some("Rosa Registrar"));
    let late =
        house.identity().edit_client_draft(&author, (draft, ended.draft.version), addresses(&[NEW])).await;
    assert_eq!(late.expect("an answer"), DraftSaved::Changed);

    let other = submitted(&house, &author).await;
    let at = shown(&house, &author, other).await;
    let given_up = house.identity().withdraw_client_draft(&author, at, &incident()).await.expect("an answer");
    assert_eq!(given_up, DraftDecided::Done);
    assert_eq!(approve(&house, &second, at).await, DraftDecided::Changed);
    assert_eq!(callback(&house).await, partner.redirect_uri);
}

#[tokio::test]
async fn an_incomplete_draft_and_one_that_changes_nothing_cannot_be_submitted() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    let author = registrar(&house, "registrar").await;
    let same = begin(&house, &author, "surgery").await;
    assert_eq!(submit(&house, &author, same).await, DraftSubmitted::SameAsBefore);
    let about = DraftAbout::New { id: client("surgery"), name: "Again".to_owned() };
    let exists = house.identity().begin_client_draft(&author, about).await.expect("an answer");
    assert_eq!(exists, DraftBegun::Exists);
    let about = DraftAbout::New { id: client("new-app"), name: "New app".to_owned() };
    let begun = house.identity().begin_client_draft(&author, about).await.expect("an answer");
    let DraftBegun::Begun(new) = begun else { panic!("{begun:?}") };
    let DraftSubmitted::Incomplete(faults) = submit(&house, &author, new).await else {
        panic!("it has no keys")
    };
    let told: Vec<_> = faults.iter().map(|fault| fault.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "redirect_uris must hold 1 to 10 URIs (F-15)",
            "vectors must be vectors of F-52",
            "keys must hold at least one RSA public key (F-59)",
        ]
    );
    assert!(house.identity().client(&client("new-app")).await.expect("read").is_none());
}

#[tokio::test]
async fn without_a_second_person_a_change_takes_effect_at_once_and_says_so() {
    for house in houses("clients.second_person = false").await {
        house.partner("surgery").await;
        let author = registrar(&house, "registrar").await;
        let draft = begin(&house, &author, "surgery").await;
        edit(&house, &author, draft, &[NEW]).await;
        assert_eq!(submit(&house, &author, draft).await, DraftSubmitted::TookEffect);
        assert_eq!(callback(&house).await, NEW);
        let history = house.identity().client_history(&author, &client("surgery"), i64::MAX).await;
        let newest = history.expect("read").expect("a history").remove(0);
        assert_eq!((newest.author.as_deref(), newest.approved_by), (Some("Ravi Registrar"), None));
        let stale = begin(&house, &author, "surgery").await;
        let other = begin(&house, &author, "surgery").await;
        edit(&house, &author, other, &["https://surgery.example/other"]).await;
        edit(&house, &author, stale, &["https://surgery.example/stale"]).await;
        assert_eq!(submit(&house, &author, other).await, DraftSubmitted::TookEffect);
        assert_eq!(submit(&house, &author, stale).await, DraftSubmitted::Stale);
    }
}

#[tokio::test]
async fn an_emergency_stop_is_immediate_and_only_a_second_person_ends_it() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
    let code = signs_in_at(&house, &partner).await;
    house.identity().stop_client(&author, &client("surgery"), &incident()).await.expect("stopped");
    assert_eq!(partner.redeem(&code).await.text("error"), "invalid_client");
    let audit = house.identity().store().list_audit_events_of_client(&client("surgery"), 5).await;
    let stop =
        audit.expect("read").into_iter().find(|event| event.kind == "client_disabled").expect("on record");
    assert_eq!((stop.involved.operator_id, stop.involved.incident), (Some(author.id()), Some(incident())));
    // A file that was written before does not switch it on either.
    let mut document =
        house.identity().client(&client("surgery")).await.expect("read").expect("there").document;
    document.enabled = true;
    let imported = house.identity().import_client(&document, None).await.expect("an answer");
    assert!(matches!(imported, Imported::Unchanged), "{imported:?}");

    let begun = house.identity().begin_client_draft(&author, DraftAbout::Enabling(client("surgery"))).await;
    let DraftBegun::Begun(draft) = begun.expect("an answer") else { panic!("it is registered") };
    assert_eq!(submit(&house, &author, draft).await, DraftSubmitted::Waits);
    let at = shown(&house, &second, draft).await;
    assert_eq!(approve(&house, &author, at).await, DraftDecided::OwnWork);
    assert_eq!(approve(&house, &second, at).await, DraftDecided::Done);
    let code = signs_in_at(&house, &partner).await;
    assert_eq!(partner.redeem(&code).await.status, 200);
}
