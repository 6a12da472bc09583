//! Journeys 6.1: operators look into the audit, take it away and have it checked, each as far as their role goes.

use account_store::{AuditEntry, AuditEvent, Involved};
use house_tests::{Person, Storage, TestHouse};
use identity::OperatorBrowser;
use rstest::rstest;
use vocabulary::{AccountId, ClientId, EventId, IncidentNumber, Lifetime, OperatorId};

use crate::checker_console::signs_in;
use crate::operators::signed_in;

const QUIET: &str = "audit.checkpoint_seconds = 3600";

/// Somebody's account.
const ACCOUNT: [u8; 16] = [9; 16];

async fn auditor(house: &TestHouse) -> Person {
    let mut person = signs_in(house, "auditor").await;
    person.go("/audit").await;
    person.sees("Audit log");
    person
}

/// Sixty events at the client "busy", one an hour until now; of the account every tenth; the newest done by `operator`.
async fn sixty_events(house: &TestHouse, operator: OperatorId) {
    let store = house.identity().store();
    let mut batch = store.batch();
    for n in 0..60_u8 {
        let entry = AuditEntry {
            id: EventId::from_bytes([n; 16]),
            at: house.identity().now().before(Lifetime::hours(i64::from(59 - n))),
            event: if n == 59 { AuditEvent::ClientDisabled } else { AuditEvent::ConsentRefused },
            account_id: n.is_multiple_of(10).then(|| AccountId::from_bytes(ACCOUNT)),
            client_id: Some(ClientId::try_from("busy").expect("a client id")),
            reference: None,
        };
        let involved = Involved {
            operator_id: (n == 59).then_some(operator),
            case_id: None,
            incident: (n == 59).then(|| IncidentNumber::try_from("INC0012345").expect("a number")),
        };
        batch.record_involving(&entry, &involved);
    }
    store.write(batch).await.expect("written");
}

async fn operator_id(house: &TestHouse, username: &str) -> OperatorId {
    let (_, operator): (OperatorBrowser, _) = signed_in(house, username).await;
    operator.id()
}

/// Sends the form with these fields: a GET, as it changes nothing.
async fn search(person: &mut Person, fields: &[(&str, &str)]) {
    let said: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    person.go(&format!("/audit?{}", said.join("&"))).await;
    person.sees("Audit log");
}

fn count(person: &Person, what: &str) -> usize {
    person.page().html.matches(what).count()
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn an_auditor_finds_events_by_each_thing_they_are_about(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, QUIET).await else { return };
    sixty_events(&house, operator_id(&house, "registrar").await).await;
    let mut person = auditor(&house).await;
    search(&mut person, &[("client", "busy")]).await;
    assert_eq!(count(&person, "<strong>Consent refused</strong>"), 49, "a page of fifty");
    assert_eq!(count(&person, "<strong>Client disabled</strong>"), 1);
    let older = person.page().link("Older events");
    person.go(&older).await;
    assert_eq!(count(&person, "<strong>Consent refused</strong>"), 10, "the rest");
    assert!(person.page().text().contains("Newest events"));

    search(&mut person, &[("account", &AccountId::from_bytes(ACCOUNT).to_string())]).await;
    assert_eq!(count(&person, "<strong>Consent refused</strong>"), 6);
    for (field, typed, looks) in [("operator", "registrar", 0), ("incident", "INC0012345", 1)] {
        search(&mut person, &[("client", "busy"), (field, typed)]).await;
        let rows = count(&person, "<tr class=\"nhsuk-table__row\">");
        assert_eq!(rows, 2 + looks, "{field}: a heading, one event, and a look for somebody");
        assert!(person.page().text().contains("registrar") && person.page().text().contains("INC0012345"));
    }
    search(&mut person, &[("event", "client_disabled")]).await;
    assert_eq!(count(&person, "<strong>"), 1, "{}", person.page().describe());
    search(&mut person, &[("event", "client_disabled"), ("event", "consent_refused"), ("event", "")]).await;
    assert_eq!(count(&person, "<strong>Client disabled</strong>"), 1, "{}", person.page().describe());
    assert_eq!(count(&person, "<strong>"), 50, "a page of the two kinds");
    assert_eq!(count(&person, " checked>"), 2);
    assert!(person.page().link("Older events").contains("event=client_disabled&event=consent_refused"));
    // Yesterday, and no other day.
    let day = house.identity().now().before(Lifetime::days(1)).date();
    let (number, month, year) = (day.day().to_string(), day.month().to_string(), day.year().to_string());
    let mut fields = vec![("client", "busy")];
    fields.extend([("fromDay", number.as_str()), ("fromMonth", &month), ("fromYear", &year)]);
    fields.extend([("toDay", number.as_str()), ("toMonth", &month), ("toYear", &year)]);
    search(&mut person, &fields).await;
    assert_eq!(count(&person, "<strong>Consent refused</strong>"), 24);
}

#[tokio::test]
async fn what_is_no_search_is_said_beside_its_field() {
    let house = TestHouse::with(Storage::Sqlite, QUIET).await;
    let mut person = auditor(&house).await;
    let typed = [
        ("account", "somebody"),
        ("operator", "nobody"),
        ("incident", "!"),
        ("fromDay", "31"),
        ("fromMonth", "2"),
    ];
    search(&mut person, &typed).await;
    let errors = person.page().errors();
    assert_eq!(errors.len(), 4, "{errors:?}");
    assert!(errors[1].contains("no operator with this user name"), "{errors:?}");
    search(&mut person, &[("event", "client_disabled"), ("event", "everything")]).await;
    assert_eq!(person.page().errors(), ["There is no such event: select from the list"]);
    assert_eq!(count(&person, "<strong>"), 0, "nothing is shown instead");
    let many: Vec<(&str, &str)> = identity::audit_kinds().iter().map(|kind| ("event", *kind)).collect();
    for many in [&many[..31], &many, &many.repeat(2)] {
        search(&mut person, many).await;
        assert_eq!(person.page().errors(), ["Select up to 30 events, or none for every event"]);
    }
    person.go("/audit?fromDay=2&fromMonth=1&fromYear=2026&toDay=1&toMonth=1&toYear=2026").await;
    assert_eq!(person.page().errors(), ["To must be the same day as From, or later"]);
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn a_file_has_every_event_that_was_found_and_is_written_down(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, QUIET).await else { return };
    sixty_events(&house, operator_id(&house, "registrar").await).await;
    let mut person = auditor(&house).await;
    search(&mut person, &[("client", "busy")]).await;
    person.press("Download as CSV").await;
    let file = person.page().html.clone();
    let lines: Vec<&str> = file.lines().collect();
    assert_eq!(lines.len(), 62, "a heading, that the file is taken, and sixty events");
    assert!(lines[0].starts_with("\"at\",\"event\",") && lines[1].contains("\"audit_exported\""), "{file}");
    for value in ["client_disabled", "registrar", "INC0012345"] {
        assert!(lines[2].contains(&format!("\"{value}\"")), "{}", lines[2]);
    }
    search(&mut person, &[("event", "client_disabled"), ("event", "audit_exported")]).await;
    let token = person.page().form("Log out").fields.into_iter().find(|(name, _)| name == "csrf");
    let unknown = [token.expect("a token"), ("event".to_owned(), "everything".to_owned())];
    person.send("/audit/export", &unknown).await;
    assert_eq!(person.page().errors(), ["There is no such event: select from the list"], "and no file");
    search(&mut person, &[("event", "client_disabled"), ("event", "audit_exported")]).await;
    person.press("Download as CSV").await;
    assert_eq!(
        person.page().html.lines().count(),
        4,
        "a heading, two files, and one event: {}",
        person.page().html
    );
    search(&mut person, &[("client", "busy")]).await;
    person.press("Download as JSON lines").await;
    let file = person.page().html.clone();
    assert_eq!(file.lines().count(), 62, "sixty events, and both files: {file}");
    let first: serde_json::Value = serde_json::from_str(file.lines().next().expect("a line")).expect("JSON");
    assert_eq!(
        (first["event"].as_str(), first["operator"].as_str()),
        (Some("audit_exported"), Some("auditor"))
    );
}

#[tokio::test]
async fn looking_at_one_persons_events_is_an_event() {
    let house = TestHouse::with(Storage::Sqlite, QUIET).await;
    let mut person = auditor(&house).await;
    let account = AccountId::from_bytes(ACCOUNT).to_string();
    for looks in 1..=2 {
        search(&mut person, &[("account", &account)]).await;
        assert_eq!(count(&person, "<strong>Audit searched</strong>"), looks);
    }
    person.go("/audit?event=audit_searched").await;
    assert_eq!(count(&person, "<strong>Audit searched</strong>"), 2, "and this one");
    for (looks, field, typed) in [(3, "incident", "INC0012345"), (4, "case", "AAAAAAAAAAAAAAAAAAAAAA")] {
        search(&mut person, &[(field, typed)]).await;
        person.go("/audit?event=audit_searched").await;
        assert_eq!(count(&person, "<strong>Audit searched</strong>"), looks, "{field}");
        assert!(person.page().text().contains(typed), "{}", person.page().describe());
    }
    assert!(person.page().text().contains("Operator: auditor"), "{}", person.page().describe());
}

#[tokio::test]
async fn a_check_says_whether_the_audit_is_as_it_was_signed() {
    let house = TestHouse::with(Storage::Sqlite, QUIET).await;
    let mut person = auditor(&house).await;
    assert!(person.page().text().contains("There is none yet"), "{}", person.page().describe());
    let made = house.identity().checkpoint_audit().await.expect("a checkpoint");
    let head = made.head.expect("events to cover").to_string();
    person.go("/audit").await;
    assert!(person.page().text().contains(&head), "{}", person.page().describe());
    checks(&mut person, "As signed Everything up to checkpoint 1").await;
    let file =
        rusqlite::Connection::open(house.database_url().trim_start_matches("sqlite:")).expect("the file");
    file.execute("UPDATE audit_events SET at = at - 1 WHERE position = 1", []).expect("changed");
    checks(&mut person, "Changed Findings: 1").await;
}

/// Has the audit checked, and sees what comes of it.
async fn checks(person: &mut Person, says: &str) {
    person.press("Check the whole audit now").await;
    for _ in 0..100 {
        if person.page().text().contains(says) {
            return;
        }
        tokio::task::yield_now().await;
        person.go("/audit").await;
    }
    panic!("{says}: {}", person.page().describe());
}

#[tokio::test]
async fn who_may_not_read_the_audit_neither_sees_it_nor_takes_it() {
    let house = TestHouse::with(Storage::Sqlite, QUIET).await;
    let mut desk = signs_in(&house, "desk").await;
    desk.go("/audit").await;
    desk.sees("You do not have access to this page");
    let fields = [("format".to_owned(), "csv".to_owned())];
    desk.send("/audit/export", &fields).await;
    desk.sees("You do not have access to this page");
    let found = house.identity().store().list_audit_events(50).await.expect("read");
    assert!(found.iter().all(|event| event.kind != "audit_exported"));
}
