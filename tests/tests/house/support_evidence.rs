//! Journeys 6.1: histories and evidence, before the eyes of the service desk.

use house_tests::{Storage, TestHouse};
use identity::{EvidenceLooked, PdsSaid, Retrieval, RetrievalAsked};
use vocabulary::{
    AttemptStatus, CaseStatus, EvidenceKind, IncidentNumber, Lifetime, MessageKind, OperatorRole, PdsCode,
};

use crate::checker_console::signs_in;
use crate::checking::case_of;
use crate::operators::signed_in;
use crate::support::{account_of, open, operator_with, recorded};
use crate::{LOW, NINA, OWEN};

#[tokio::test]
async fn a_history_says_in_words_what_happened_where_and_by_whom() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    partner.sign_in(&mut house_tests::Person::new(&house), OWEN, &partner.request().with("vtr", LOW)).await;
    let mut console = signs_in(&house, "admin").await;
    crate::support_acts::disable(&mut console, OWEN, ("Other", "other")).await;
    open(&mut console, OWEN).await;
    let link = console.page().link("Account history");
    console.go(&link).await;
    console.sees("Account history");
    let text = console.page().text();
    for words in ["Account disabled", "CID2014", "Ada Admin", "INC-0042", "Logged in", "Account looked at"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert!(!text.contains("account_disabled") && !text.contains("person_viewed"), "{text}");
    let owen = account_of(&house, OWEN).await.id;
    assert_eq!(recorded(&house, owen, "history_viewed").await.len(), 1);
    let mut desk = signs_in(&house, "desk").await;
    open(&mut desk, OWEN).await;
    assert!(!desk.page().html.contains("Account history"), "not for the service desk");
    let theirs = desk.page().address.clone();
    desk.go(&format!("{theirs}/history")).await;
    assert_eq!(desk.page().status, 403);
}

#[tokio::test]
async fn a_long_history_goes_on_on_the_next_page() {
    let house = TestHouse::start().await;
    let admin = signed_in(&house, "admin").await.1;
    let nina = account_of(&house, NINA).await.id;
    for _ in 0..60 {
        house.identity().person(&admin, nina).await.expect("read").expect("there");
    }
    let mut console = signs_in(&house, "admin").await;
    console.go(&format!("/people/{nina}/history")).await;
    let first = console.page().text().matches("Account looked at").count();
    let link = console.page().link("Older events");
    console.go(&link).await;
    let second = console.page().text().matches("Account looked at").count();
    assert_eq!(first + second, 60, "{first} and {second}");
    assert!(!console.page().html.contains("Older events"));
    assert_eq!(recorded(&house, nina, "history_viewed").await.len(), 2, "each page is a look");
    console.go(&link).await;
    assert_eq!(recorded(&house, nina, "history_viewed").await.len(), 3);
}

#[tokio::test]
async fn what_pds_said_last_is_shown_with_its_code() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let admin = signed_in(&house, "admin").await.1;
    let owen = account_of(&house, OWEN).await.id;
    let said = async || house.identity().person(&admin, owen).await.expect("read").expect("there").pds;
    assert_eq!(said().await, Some(PdsSaid::Nothing));
    partner.sign_in(&mut house_tests::Person::new(&house), OWEN, &partner.request().with("vtr", LOW)).await;
    for _ in 0..50 {
        if said().await != Some(PdsSaid::Nothing) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(matches!(said().await, Some(PdsSaid::Code { code: PdsCode::Found, .. })), "{:?}", said().await);
    let mut console = signs_in(&house, "admin").await;
    open(&mut console, OWEN).await;
    assert!(console.page().text().contains("SMSP-0000"), "{}", console.page().describe());
}

#[tokio::test]
async fn each_look_at_evidence_is_recorded_and_archived_evidence_is_fetched_first() {
    let house = TestHouse::with(Storage::Sqlite, "").await;
    let case = case_of(&house, NINA).await;
    let nina = account_of(&house, NINA).await.id;
    let mut console = signs_in(&house, "admin").await;
    open(&mut console, NINA).await;
    let link = console.page().link("Photo ID evidence");
    console.go(&link).await;
    console.sees("Photo ID evidence");
    assert!(console.page().text().contains("Submitted"), "{}", console.page().describe());
    let link = console.page().link(&case.to_string());
    console.go(&link).await;
    let here = console.page().address.clone();
    let (status, media_type, bytes) = console.fetch(&format!("{here}/front")).await;
    assert_eq!((status, media_type.as_str(), bytes.as_slice()), (200, "image/jpeg", &b"a photo"[..]));
    assert_eq!(recorded(&house, nina, "evidence_viewed").await.len(), 1);
    assert_eq!(recorded(&house, nina, "evidence_listed").await.len(), 1);
    decide(&house, case).await;
    house.clock.forward(Lifetime::days(43));
    let mut console = signs_in(&house, "admin").await;
    console.go(&here).await;
    assert!(console.page().text().contains("Archived"), "{}", console.page().describe());
    assert_eq!(console.fetch(&format!("{here}/front")).await.0, 404);
    console.press("Ask for the evidence").await;
    assert_eq!(console.page().errors(), ["Enter the incident number"]);
    console.fill("Incident number", "INC-5").press("Ask for the evidence").await;
    house.identity().fetch_archived_evidence().await.expect("fetched");
    console.go(&here).await;
    assert!(
        console.page().text().contains("You can look at the evidence until"),
        "{}",
        console.page().describe()
    );
    assert_eq!(console.fetch(&format!("{here}/front")).await.0, 200);
    assert_eq!(recorded(&house, nina, "evidence_requested").await[0].1.as_deref(), Some("INC-5"));
    house.clock.forward(Lifetime::hours(25));
    let mut console = signs_in(&house, "admin").await;
    assert_eq!(console.fetch(&format!("{here}/front")).await.0, 404, "the time is over");
    console.go(&here).await;
    console.press("Ask for the evidence").await;
    assert_eq!(console.page().errors(), ["Enter the incident number"], "it can be asked for again");
}

/// Declines a case, so that it takes effect.
async fn decide(house: &TestHouse, case: vocabulary::CaseId) {
    let store = house.identity().store();
    let now = house.identity().now();
    let found = store.case(case).await.expect("read").expect("there");
    let mut batch = store.batch();
    let decision = account_store::Decision {
        status: CaseStatus::Declined,
        reason: Some(vocabulary::DeclineReason::Blurred),
        outcome: vocabulary::Secret::new(b"{}".to_vec()),
        at: now,
        reopen_until: now,
    };
    batch.decide_case(case, found.version, None, &decision);
    store.write(batch).await.expect("decided");
}

#[tokio::test]
async fn an_operator_with_an_address_is_told_by_email_when_evidence_is_ready() {
    const WHO: &str = "desk@operators.example";
    let house = TestHouse::start().await;
    let case = case_of(&house, NINA).await;
    let nina = account_of(&house, NINA).await.id;
    decide(&house, case).await;
    house.clock.forward(Lifetime::days(43));
    let by = operator_with(&house, WHO, OperatorRole::admin()).await;
    let incident = IncidentNumber::try_from("INC-6").expect("a number");
    let ask = async || house.identity().ask_for_evidence(&by, (nina, case), &incident).await.expect("asked");
    assert_eq!(ask().await, RetrievalAsked::Asked);
    assert_eq!(ask().await, RetrievalAsked::NotNeeded);
    let other = account_of(&house, OWEN).await.id;
    let foreign = house.identity().ask_for_evidence(&by, (other, case), &incident).await.expect("asked");
    assert_eq!(foreign, RetrievalAsked::Unknown, "it is not that account's");
    house.identity().fetch_archived_evidence().await.expect("fetched");
    let attempt = house.identity().attempt(&by, nina, case).await.expect("read").expect("theirs");
    assert_eq!(attempt.status, AttemptStatus::Archived);
    assert!(matches!(attempt.retrieval, Retrieval::Ready { .. }), "{attempt:?}");
    let told = house.identity().outbox(Some(WHO)).await.expect("read");
    assert_eq!(told[0].message.kind(), MessageKind::EvidenceReady);
    let looked =
        house.identity().look_at_attempt(&by, (nina, case), EvidenceKind::Front).await.expect("asked");
    assert!(matches!(looked, EvidenceLooked::File(_)));
    let looked =
        house.identity().look_at_attempt(&by, (other, case), EvidenceKind::Front).await.expect("asked");
    assert!(matches!(looked, EvidenceLooked::NotTheirs));
}
