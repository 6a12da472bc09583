//! The program as an operator runs it: a folder, a configuration, a process.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};

use tempfile::TempDir;

const CONFIGURATION: &str = r#"mode = "sandbox"
listen.operator = ""
listen.partner = ""
listen.metrics = ""
sandbox.pds_simulator = "127.0.0.1:0"
[secrets]
sealing_keys = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="
lookup_key = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
token_key = "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM="
form_key = "BAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ="
[messages]
from = "NHS login <no-reply@nhs-login.example>"
[messages.email]
transport = "sandbox"
[messages.text]
transport = "sandbox"
[messages.call]
transport = "sandbox"
[limits]
network_failures = 1000000
network_sends = 1000000
network_requests = 1000000
network_lookups = 1000000
address_lookups = 1000000
address_lookups_anywhere = 1000000
[proving]
patience_seconds = 5
[id_check]
share_percent = 0
[log]
format = "json"
level = "info"
"#;

/// A furnished folder and, once started, the process on it.
pub(crate) struct Program {
    folder: TempDir,
    database: String,
    /// The system chooses the first time; a restart is at the same place.
    port: u16,
    process: Option<Child>,
}

impl Program {
    /// A folder with a migrated database (a file in it, unless another one is named) and one registered partner.
    pub(crate) fn furnish(database: Option<&str>, registration: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = format!("sqlite:{}", folder.path().join("house.db").display());
        let database = database.map_or(file, ToOwned::to_owned);
        let program = Self { folder, database, port: 0, process: None };
        fs::write(program.path("partner.toml"), registration).unwrap();
        program.configure();
        program.administer(&["migrate"]);
        program.administer(&["clients", "import", &program.path("partner.toml").to_string_lossy()]);
        program
    }

    /// Starts the process and returns its issuer once it serves.
    pub(crate) fn start(&mut self) -> String {
        self.configure();
        let mut process = self.command(&["serve"]).stderr(Stdio::piped()).spawn().unwrap();
        let log = process.stderr.take().unwrap();
        self.process = Some(process);
        let issuer = serving(log);
        self.port = issuer.rsplit(':').next().unwrap().parse().unwrap();
        issuer
    }

    /// SIGKILL: it finishes nothing.
    pub(crate) fn kill(&mut self) {
        let mut process = self.process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// How many files of evidence there are, whole or begun.
    pub(crate) fn evidence_files(&self) -> usize {
        files_in(&self.path("evidence"))
    }

    fn configure(&self) {
        let (port, database) = (self.port, &self.database);
        let [data, evidence] = ["data", "evidence"].map(|name| self.path(name).display().to_string());
        let place = format!(
            "issuer = \"http://127.0.0.1:{port}\"\nlisten.public = \"127.0.0.1:{port}\"\ndatabase.url = {database:?}\nsandbox.data_folder = {data:?}\nevidence.url = {evidence:?}\n"
        );
        fs::write(self.path("house.toml"), place + CONFIGURATION).unwrap();
    }

    fn administer(&self, arguments: &[&str]) {
        let output = self.command(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_nhs-login"));
        command.args(arguments).arg("--config").arg(self.path("house.toml")).current_dir(self.folder.path());
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        if self.process.is_some() {
            self.kill();
        }
    }
}

fn files_in(folder: &Path) -> usize {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| if entry.path().is_dir() { files_in(&entry.path()) } else { 1 }).sum()
}

/// The issuer in the line that says it serves. What is logged afterwards is read by a thread, or the pipe would fill.
fn serving(log: ChildStderr) -> String {
    let mut lines = BufReader::new(log).lines().map_while(Result::ok);
    let mut said = Vec::new();
    for line in lines.by_ref() {
        let event: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
        if event["message"] == "serving" {
            let issuer = event["issuer"].as_str().unwrap().to_owned();
            std::thread::spawn(move || lines.for_each(drop));
            return issuer;
        }
        said.push(line);
    }
    panic!("the program ended instead of serving:\n{}", said.join("\n"));
}
