//! A house for one test: its own database, its own port, seeded people.

use std::sync::Arc;

use identity::{Identity, SystemChance};
use nhs_login::configuration::{Config, Layer, SANDBOX};
use nhs_login::{House, RunningHouse};

use crate::clock::TestClock;
use crate::partner::Partner;

/// Where the house stores.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// A file that vanishes.
    Sqlite,
    /// A database of the test process's own cluster.
    Postgres,
}

/// A running house.
pub struct TestHouse {
    running: RunningHouse,
    /// Its time.
    pub clock: Arc<TestClock>,
    folder: Arc<tempfile::TempDir>,
    url: String,
}

const SETTINGS: &str = r#"
issuer = "http://localhost:0"
[listen]
public = "127.0.0.1:0"
operator = "127.0.0.1:0"
partner = "127.0.0.1:0"
metrics = ""
[limits]
network_failures = 10000
network_sends = 10000
network_requests = 10000
network_lookups = 10000
address_lookups = 10000
address_lookups_anywhere = 10000
[proving]
network_look_ups = 10000
[log]
level = "warn"
[messages.email]
transport = "sandbox"
[messages.text]
transport = "sandbox"
[messages.call]
transport = "sandbox"
[sandbox]
demo_partner = ""
notify_simulator = ""
voice_simulator = ""
smtp_simulator = ""
pds_simulator = "127.0.0.1:0"
gp_simulator = "127.0.0.1:0"
id_check_simulator = "127.0.0.1:0"
virus_scan_simulator = ""
"#;

impl TestHouse {
    /// A house on SQLite.
    pub async fn start() -> Self {
        Self::with(Storage::Sqlite, "").await
    }

    /// A house on `storage` whose configuration says `more` as well. None where PostgreSQL was skipped by name.
    pub async fn on(storage: Storage, more: &str) -> Option<Self> {
        if storage == Storage::Postgres && postgres_cluster::shared().is_none() {
            return None;
        }
        Some(Self::with(storage, more).await)
    }

    /// As [`Self::on`], where the storage is there.
    pub async fn with(storage: Storage, more: &str) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a temporary folder"));
        let url = match storage {
            Storage::Sqlite => format!("sqlite:{}", folder.path().join("house.db").display()),
            Storage::Postgres => {
                postgres_cluster::shared().expect("PostgreSQL is not skipped").fresh_database()
            }
        };
        Self::node(folder, url, Arc::default(), more).await
    }

    /// Another node on the same database, with the same clock and the same document-check provider: what one node submitted, the other
    /// one asks about.
    pub async fn second_node(&self) -> Self {
        let samples = self.running.addresses().samples.as_deref();
        let provider = samples.and_then(|samples| samples.strip_suffix("/samples"));
        let shared = provider.map_or_else(String::new, |url| {
            // The token that every simulator takes.
            let token = "sandbox-provider-token";
            format!("sandbox.id_check_simulator = \"\"\nid_check.url = {url:?}\nid_check.token = {token:?}")
        });
        Self::node(Arc::clone(&self.folder), self.url.clone(), Arc::clone(&self.clock), &shared).await
    }

    async fn node(folder: Arc<tempfile::TempDir>, url: String, clock: Arc<TestClock>, more: &str) -> Self {
        let place = format!(
            "database.url = {url:?}\nsandbox.data_folder = {:?}\nevidence.url = {:?}\n{}",
            folder.path().display().to_string(),
            folder.path().join("evidence").display().to_string(),
            secrets()
        );
        let layers = [
            Layer::Embedded(SANDBOX),
            Layer::Text(SETTINGS.to_owned()),
            Layer::Text(place),
            Layer::Text(more.to_owned()),
        ];
        let config =
            Config::load(&layers).unwrap_or_else(|faults| panic!("the test's configuration: {faults}"));
        let running = House::start(config, Arc::clone(&clock) as _, Arc::new(SystemChance))
            .await
            .unwrap_or_else(|error| panic!("the house does not start: {error:#}"));
        Self { running, clock, folder, url }
    }

    /// Where its database is: for a test that goes past the program.
    #[must_use]
    pub fn database_url(&self) -> &str {
        &self.url
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.running.addresses().issuer
    }

    /// The address of a path.
    #[must_use]
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.issuer())
    }

    /// The services of other people that this process stands in for.
    #[must_use]
    pub fn simulators(&self) -> &nhs_login::sandbox::Simulators {
        self.running.simulators().expect("a sandbox with simulators")
    }

    /// What is behind the doors.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        self.running.identity()
    }

    /// The operator pages' address.
    #[must_use]
    pub fn operator(&self) -> Option<&str> {
        self.running.addresses().operator.as_deref()
    }

    /// The partner pages' address.
    #[must_use]
    pub fn partner_pages(&self) -> Option<&str> {
        self.running.addresses().partner.as_deref()
    }

    /// The demo partner's address.
    #[must_use]
    pub fn demo_partner(&self) -> Option<&str> {
        self.running.addresses().demo_partner.as_deref()
    }

    /// The files of a database on SQLite.
    #[must_use]
    pub fn database_files(&self) -> Vec<std::path::PathBuf> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder");
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        paths.filter(|path| path.to_string_lossy().contains("house.db")).collect()
    }

    /// How many files of evidence there are.
    #[must_use]
    pub fn evidence_files(&self) -> usize {
        self.evidence_paths().len()
    }

    /// The files of evidence.
    #[must_use]
    pub fn evidence_paths(&self) -> Vec<std::path::PathBuf> {
        files_in(&self.folder.path().join("evidence"))
    }

    /// The metrics' address, when there is one.
    #[must_use]
    pub fn metrics(&self) -> Option<&str> {
        self.running.addresses().metrics.as_deref()
    }

    /// A registered partner with everything approved.
    pub async fn partner(&self, client_id: &str) -> Partner {
        Partner::register(self, client_id, |_| {}).await
    }

    /// Stops it in good order.
    pub async fn stop(self) {
        self.running.shutdown().await;
    }
}

fn files_in(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let files = |path: std::path::PathBuf| if path.is_dir() { files_in(&path) } else { vec![path] };
    entries.flat_map(|entry| files(entry.path())).collect()
}

/// Secrets that no other house has a use for.
fn secrets() -> String {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    let key = |byte: u8| STANDARD.encode([byte; 32]);
    format!(
        "secrets.sealing_keys = {:?}\nsecrets.lookup_key = {:?}\nsecrets.token_key = {:?}\nsecrets.form_key = {:?}\n",
        key(1),
        key(2),
        key(3),
        key(4)
    )
}
