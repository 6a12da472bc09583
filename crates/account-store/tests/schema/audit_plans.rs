//! Every search in the audit, and everything the chain asks, is answered from one index in the order that is wanted: nothing is sorted
//! and no table is read whole, however many events there are.

use account_store::{Statement, statements};

use crate::both;

/// The statements with the index that answers them.
const WANTED: &[(&str, &str)] = &[
    ("audit_chain.LIST_UNCOVERED", "audit_events_uncovered"),
    ("audit_chain.COUNT_UNCOVERED", "audit_events_uncovered"),
    ("audit_chain.LIST_COVERED", "audit_events_by_position"),
    ("audit_chain.DELETE", "audit_events_by_position"),
    ("audit_search.BY_INCIDENT", "audit_events_by_incident"),
    ("audit_search.BY_CASE", "audit_events_by_case"),
    ("audit_search.BY_ACCOUNT", "audit_events_by_account"),
    ("audit_search.BY_OPERATOR", "audit_events_by_operator"),
    ("audit_search.BY_OPERATOR_AND_KIND", "audit_events_by_operator"),
    ("audit_search.BY_CLIENT", "audit_events_by_client"),
    ("audit_search.BY_CLIENT_AND_KIND", "audit_events_by_client_and_kind"),
    ("audit_search.BY_KIND", "audit_events_by_kind"),
    ("audit_search.BY_TIME", "audit_events_by_time"),
];

fn wanted() -> Vec<(&'static Statement, &'static str)> {
    let find = |name: &str| statements().find(|statement| statement.name() == name);
    WANTED.iter().map(|(name, index)| (find(name).unwrap_or_else(|| panic!("{name}")), *index)).collect()
}

#[test]
fn every_search_has_its_row() {
    for statement in statements().filter(|statement| statement.name().starts_with("audit_search.")) {
        assert!(WANTED.iter().any(|(name, _)| *name == statement.name()), "{}", statement.name());
    }
}

#[tokio::test]
async fn sqlite_answers_from_the_index() {
    let opened = both::sqlite().await.expect("sqlite");
    let path = opened.url.strip_prefix("sqlite:").expect("a file");
    let file = rusqlite::Connection::open(path).expect("the file opens");
    for (statement, index) in wanted() {
        let mut plan = file.prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql())).expect("a plan");
        let steps: Vec<String> =
            plan.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().expect("steps");
        let [step] = steps.as_slice() else { panic!("{}: {steps:?}", statement.name()) };
        assert!(step.contains(index), "{}: {step}", statement.name());
    }
}

/// As many events as make a plan matter, of few people's making: what there is most of is the hardest to plan for.
const FILL: &str = "INSERT INTO audit_events \
    (event_id, at, kind, account_id, client_id, operator_id, case_id, incident, reference, detail, position) \
    SELECT decode(lpad(to_hex(n), 32, '0'), 'hex'), n * 1000, CASE WHEN n % 50 = 0 THEN 'rare' ELSE 'common' END, \
        decode(lpad(to_hex(n % 3000), 32, '0'), 'hex'), 'client' || n % 3, \
        CASE WHEN n % 4 = 0 THEN decode(lpad(to_hex(n % 8), 32, '0'), 'hex') END, \
        CASE WHEN n % 9 = 0 THEN decode(lpad(to_hex(n % 900), 32, '0'), 'hex') END, \
        CASE WHEN n % 25 = 0 THEN 'INC-' || n % 1000 END, NULL, '{}', CASE WHEN n < 59000 THEN n END \
    FROM generate_series(1, 60000) AS n";

#[tokio::test]
async fn postgres_answers_from_the_index() {
    let Some(opened) = both::postgres().await else { return };
    let (client, connection) =
        tokio_postgres::connect(&opened.url, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    client.batch_execute(FILL).await.expect("filled");
    client.batch_execute("VACUUM ANALYZE audit_events").await.expect("analysed");
    // What a statement gets that is run often: a plan that knows none of its values.
    client.batch_execute("SET plan_cache_mode = force_generic_plan").await.expect("set");
    for (number, (statement, index)) in wanted().into_iter().enumerate() {
        let name = statement.name();
        let prepare = format!("PREPARE asked_{number} AS {}", statement.sql());
        client.batch_execute(&prepare).await.unwrap_or_else(|error| panic!("{name}: {error}"));
        let values = (1..=10).filter(|n| statement.sql().contains(&format!("${n}"))).count();
        let values =
            if values == 0 { String::new() } else { format!("({})", vec!["NULL"; values].join(", ")) };
        let rows =
            client.query(&format!("EXPLAIN EXECUTE asked_{number}{values}"), &[]).await.expect("a plan");
        let plan = rows.iter().map(|row| row.get::<_, &str>(0)).collect::<Vec<_>>().join("\n");
        assert!(plan.contains(index), "{name}:\n{plan}");
        // Of one account, case or incident there may be so few that PostgreSQL takes them together and sorts them.
        let few = ["ACCOUNT", "CASE", "INCIDENT"].iter().any(|of| name.ends_with(of));
        assert!((few || !plan.contains("Sort")) && !plan.contains("Seq Scan"), "{name}:\n{plan}");
    }
}
