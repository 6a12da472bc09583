//! The server under load: its folder, its configuration, its database, its first start.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::ensure;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use postgres_cluster::Cluster;
use tempfile::TempDir;

use crate::bench::Database;
use crate::bench::partner::Partner;
use crate::bench::process::{Server, free_address};

/// A furnished house that can be started again and again; its folder and its database end with it.
pub(crate) struct House {
    program: PathBuf,
    folder: TempDir,
    address: SocketAddr,
    /// The registered partner.
    pub(crate) partner: Partner,
    _cluster: Option<Cluster>,
}

impl House {
    /// Makes the folder and the database, and registers a partner.
    ///
    /// # Errors
    /// When the program refuses.
    pub(crate) fn furnish(program: &Path, database: Database) -> anyhow::Result<Self> {
        // Under target/, because a folder for temporary files may lie in memory, where synchronous writes cost nothing.
        let folder = tempfile::Builder::new().prefix("house-").tempdir_in(super::folder()?)?;
        let address = free_address()?;
        let (url, cluster) = match database {
            Database::Sqlite => (format!("sqlite:{}/house.db", folder.path().display()), None),
            Database::Postgres => {
                let cluster = Cluster::start();
                (cluster.fresh_database(), Some(cluster))
            }
        };
        let partner = Partner::new(&address.to_string())?;
        std::fs::write(folder.path().join("house.toml"), configuration(address, &url, folder.path()))?;
        std::fs::write(folder.path().join("partner.toml"), partner.registration())?;
        let house = Self { program: program.to_owned(), folder, address, partner, _cluster: cluster };
        house.administer(&["migrate"])?;
        let registration = house.path("partner.toml");
        house.administer(&["clients", "import", &registration.to_string_lossy()])?;
        Ok(house)
    }

    /// Starts the server and waits for its first answer.
    ///
    /// # Errors
    /// When it does not answer; with the end of its log.
    pub(crate) fn start(&self) -> anyhow::Result<Server> {
        let mut command = self.command(&["serve"]);
        Server::start(&mut command, self.address, "/.well-known/openid-configuration", &self.log())
    }

    /// What it logs.
    pub(crate) fn log(&self) -> PathBuf {
        self.path("house.log")
    }

    fn administer(&self, arguments: &[&str]) -> anyhow::Result<()> {
        let output = self.command(arguments).output()?;
        let errors = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "nhs-login {}: {errors}", arguments.join(" "));
        Ok(())
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--config").arg(self.path("house.toml")).current_dir(self.folder.path());
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// What an operator would write, with the limits out of the way: the whole load comes from one network and few people.
/// Log, passwords and connections are the defaults.
fn configuration(address: SocketAddr, database: &str, folder: &Path) -> String {
    let key = |byte: u8| STANDARD.encode([byte; 32]);
    let (sealing, lookup, token, form) = (key(1), key(2), key(3), key(4));
    format!(
        r#"mode = "sandbox"
issuer = "http://{address}"
[listen]
public = "{address}"
operator = ""
partner = ""
metrics = ""
[database]
url = "{database}"
[secrets]
sealing_keys = "{sealing}"
lookup_key = "{lookup}"
token_key = "{token}"
form_key = "{form}"
[messages]
from = "Bench <no-reply@bench.example>"
[messages.email]
transport = "sandbox"
[messages.text]
transport = "sandbox"
[messages.call]
transport = "sandbox"
[limits]
wrong_passwords = 100
wrong_codes = 100
code_sends = 100
network_failures = 1000000
network_sends = 1000000
network_requests = 1000000
network_lookups = 1000000
address_lookups = 1000000
address_lookups_anywhere = 1000000
[sandbox]
static_code = "190696"
seed = true
pds_simulator = "127.0.0.1:0"
data_folder = "{}/data"
"#,
        folder.display()
    )
}
