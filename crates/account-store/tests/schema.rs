//! The schema on both databases: the same tables, and every statement fits.

#[path = "schema/audit_plans.rs"]
mod audit_plans;
mod both;

use std::collections::{BTreeMap, BTreeSet};

use account_store::{Store, StoreFault, statements};
use both::{NOW, on_both, open_with, vault};

/// Table → column → whether it must have a value.
type Shape = BTreeMap<String, BTreeMap<String, (String, bool)>>;

fn portable(kind: &str) -> String {
    match kind {
        "INTEGER" | "bigint" => "number",
        "TEXT" | "text" => "text",
        "BLOB" | "bytea" => "bytes",
        other => other,
    }
    .to_owned()
}

fn file_of(url: &str) -> rusqlite::Connection {
    rusqlite::Connection::open(url.strip_prefix("sqlite:").expect("a file")).expect("the file opens")
}

async fn client_of(url: &str) -> tokio_postgres::Client {
    let (client, connection) =
        tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    client
}

fn sqlite_shape(file: &rusqlite::Connection) -> Shape {
    let mut shape = Shape::new();
    let mut columns = file
        .prepare(
            "SELECT t.name, c.name, c.type, c.\"notnull\" FROM pragma_table_list t, pragma_table_info(t.name) c \
             WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'",
        )
        .expect("the catalogue");
    let mut rows = columns.query([]).expect("rows");
    while let Some(row) = rows.next().expect("a row") {
        let kind: String = row.get(2).expect("a type");
        shape
            .entry(row.get(0).expect("a table"))
            .or_default()
            .insert(row.get(1).expect("a column"), (portable(&kind), row.get(3).expect("a flag")));
    }
    shape
}

async fn postgres_shape(client: &tokio_postgres::Client) -> Shape {
    let mut shape = Shape::new();
    let rows = client
        .query(
            "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO' \
             FROM information_schema.columns WHERE table_schema = 'public'",
            &[],
        )
        .await
        .expect("rows");
    for row in rows {
        let kind: String = row.get(2);
        shape.entry(row.get(0)).or_default().insert(row.get(1), (portable(&kind), row.get(3)));
    }
    shape
}

#[tokio::test]
async fn both_migrations_make_the_same_tables_and_indexes() {
    let sqlite = both::sqlite().await.expect("sqlite");
    let Some(postgres) = both::postgres().await else { return };
    let file = file_of(&sqlite.url);
    let client = client_of(&postgres.url).await;
    let shape = sqlite_shape(&file);
    assert_eq!(shape, postgres_shape(&client).await);
    assert!(shape.len() >= 20, "{:?}", shape.keys());

    let mut indexes = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND name NOT LIKE 'sqlite_%'")
        .expect("the catalogue");
    let in_sqlite: BTreeSet<String> =
        indexes.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("names");
    let rows = client
        .query(
            "SELECT indexname::text FROM pg_indexes WHERE schemaname = 'public' AND indexname NOT LIKE '%_pkey'",
            &[],
        )
        .await
        .expect("rows");
    assert_eq!(in_sqlite, rows.iter().map(|row| row.get(0)).collect());
}

#[tokio::test]
async fn every_sqlite_table_is_strict() {
    let opened = both::sqlite().await.expect("sqlite");
    let file = file_of(&opened.url);
    let mut loose = file
        .prepare(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
        )
        .expect("the catalogue");
    let names: Vec<String> =
        loose.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("names");
    assert_eq!(names, Vec::<String>::new());
}

#[tokio::test]
async fn every_statement_of_the_registry_fits_both_databases() {
    let sqlite = both::sqlite().await.expect("sqlite");
    let file = file_of(&sqlite.url);
    let mut names = BTreeSet::new();
    for statement in statements() {
        assert!(names.insert(statement.name()), "two statements are called {}", statement.name());
        let prepared = file.prepare(statement.sql());
        assert!(prepared.is_ok(), "{}: {:?}", statement.name(), prepared.err());
    }
    assert!(names.len() > 90, "{} statements", names.len());
    let Some(postgres) = both::postgres().await else { return };
    let client = client_of(&postgres.url).await;
    for statement in statements() {
        let prepared = client.prepare(statement.sql()).await;
        let prepared = prepared.unwrap_or_else(|error| panic!("{}: {error:?}", statement.name()));
        for kind in prepared.params() {
            assert!(matches!(kind.name(), "int8" | "text" | "bytea"), "{}: {kind}", statement.name());
        }
    }
}

#[tokio::test]
async fn no_look_up_or_sweep_reads_a_whole_table() {
    let opened = both::sqlite().await.expect("sqlite");
    let file = file_of(&opened.url);
    // Short tables that are read whole on purpose.
    let whole = [
        "blocked_email_domains.LIST",
        "clients.LIST",
        "key_rehearsals.LIST",
        "operator_invitations.LIST",
        "operators.LIST",
        "signing_keys.LIST",
        "schema_migrations.LIST",
        "schema_migrations.NEWEST",
    ];
    let mut read_whole = Vec::new();
    for statement in statements().filter(|statement| !whole.contains(&statement.name())) {
        let mut plan = file.prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql())).expect("a plan");
        let steps: Vec<String> =
            plan.raw_query().mapped(|row| row.get(3)).collect::<Result<_, _>>().expect("steps");
        for step in steps {
            let scans = step.starts_with("SCAN") && !step.contains("USING") && step != "SCAN CONSTANT ROW";
            if scans {
                read_whole.push(format!("{}: {step}", statement.name()));
            }
        }
    }
    assert!(read_whole.is_empty(), "{read_whole:#?}");
}

on_both! {
    a_second_migration_does_nothing(opened) {
        assert_eq!(opened.store.schema_version().await.expect("version"), Store::wanted_version());
        assert_eq!(opened.store.migrate(NOW).await.expect("migrated"), Vec::<i64>::new());
        opened.store.ping().await.expect("the store answers");
    }

    servers_that_start_together_migrate_once(opened) {
        let (one, two) = (opened.store.clone(), opened.store.clone());
        let (one, two) = tokio::join!(one.migrate(NOW), two.migrate(NOW));
        assert_eq!(one.expect("migrated").len() + two.expect("migrated").len(), 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_servers_may_migrate_an_empty_database_at_once() {
    let Some(cluster) = postgres_cluster::shared() else { return };
    let url = cluster.fresh_database();
    let (one, two) = (open_with(&url, vault()).await, open_with(&url, vault()).await);
    assert_eq!(one.schema_version().await.expect("version"), 0);
    let (first, second) = tokio::join!(one.migrate(NOW), two.migrate(NOW));
    let ran = first.expect("migrated").len() + second.expect("migrated").len();
    assert_eq!(i64::try_from(ran).expect("a few"), Store::wanted_version());
}

async fn refuses_after(change: &str) -> String {
    let opened = both::sqlite().await.expect("sqlite");
    file_of(&opened.url).execute_batch(change).expect("changed");
    match opened.store.migrate(NOW).await {
        Err(StoreFault::Schema(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_migration_that_was_changed_after_it_ran_is_refused() {
    let why = refuses_after("UPDATE schema_migrations SET checksum = 'other' WHERE version = 2").await;
    assert!(why.contains("changed"), "{why}");
}

#[tokio::test]
async fn a_database_that_is_newer_than_the_program_is_refused() {
    let why = refuses_after("INSERT INTO schema_migrations VALUES (9999, 'later', 'x', 0)").await;
    assert!(why.contains("9999"), "{why}");
}

#[tokio::test]
async fn a_database_without_tables_says_so() {
    let directory = tempfile::TempDir::new().expect("a directory");
    let url = format!("sqlite:{}", directory.path().join("empty.db").display());
    let store = open_with(&url, vault()).await;
    assert_eq!(store.schema_version().await.expect("version"), 0);
    assert!(matches!(store.list_clients().await, Err(StoreFault::Unmigrated)));
}

#[tokio::test]
async fn a_url_of_another_form_is_refused() {
    for url in ["mysql://x", "accounts.db", "sqlite::memory:", "sqlite:", "sqlite:a.db?mode=rwc"] {
        let opened = Store::open(url, account_store::Options::new(vault())).await;
        assert!(matches!(opened, Err(StoreFault::Url(_))), "{url}");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn only_this_user_may_read_the_file_and_its_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let opened = both::sqlite().await.expect("sqlite");
    let mut batch = opened.store.batch();
    batch.insert_ticket(&both::ticket(1));
    opened.store.write(batch).await.expect("written");
    let path = opened.url.strip_prefix("sqlite:").expect("a file");
    for suffix in ["", "-wal", "-shm"] {
        let metadata = std::fs::metadata(format!("{path}{suffix}")).expect("the file");
        assert_eq!(metadata.permissions().mode() & 0o777, 0o600, "{suffix}");
    }
}
