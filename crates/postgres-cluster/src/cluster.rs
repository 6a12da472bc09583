//! Starting a cluster, and making sure that it ends.

use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use crate::programs::{self, User};

/// Runs the server until standard input ends, which it does however this process ends; then removes everything.
const KEEPER: &str = r#"directory=$1; shift
"$@" & server=$!
read -r _
kill -QUIT "$server"; wait "$server"
rm -rf "$directory""#;

const OWNER: &str = "nhs_login";

/// A running server that listens on a socket in a temporary directory.
#[derive(Debug)]
pub struct Cluster {
    programs: PathBuf,
    directory: PathBuf,
    user: Option<User>,
    databases: AtomicU32,
    keeper: Child,
}

/// The cluster of this test process, started on first use; nothing when `NHS_LOGIN_SKIP` contains `postgres`.
///
/// # Panics
/// When PostgreSQL is not installed or does not start.
#[must_use]
pub fn shared() -> Option<&'static Cluster> {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    let skipped = std::env::var("NHS_LOGIN_SKIP").is_ok_and(|parts| parts.contains("postgres"));
    if skipped { None } else { Some(SHARED.get_or_init(Cluster::start)) }
}

impl Cluster {
    /// Starts a cluster of its own; it ends when the value is dropped or the process ends in any way.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        let programs = programs::directory().expect(
            "PostgreSQL is needed: install it (Debian: apt-get install postgresql), or set NHS_LOGIN_SKIP=postgres",
        );
        let directory =
            tempfile::Builder::new().prefix("pg-").tempdir().expect("a temporary directory").keep();
        let user = programs::user_instead_of_root(&directory);
        if let Some(User { uid, gid }) = user {
            std::os::unix::fs::chown(&directory, Some(uid), Some(gid))
                .expect("root may give a directory away");
        }
        init(&programs, &directory, user);
        let keeper = launch(&programs, &directory, user);
        let cluster = Self { programs, directory, user, databases: AtomicU32::new(0), keeper };
        cluster.wait_until_ready();
        cluster
    }

    /// Creates an empty database and gives its URL.
    ///
    /// # Panics
    /// When the server does not create it.
    #[must_use]
    pub fn fresh_database(&self) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        succeed(self.client("createdb").arg(&name));
        self.url(&name)
    }

    /// The URL of a database by name.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        let socket = self.directory.to_string_lossy().replace('/', "%2F");
        format!("postgres://{OWNER}@{socket}/{database}")
    }

    fn client(&self, program: &str) -> Command {
        let mut command = programs::command(&self.programs.join(program), self.user);
        command.arg("--host").arg(&self.directory).args(["--username", OWNER]).current_dir("/");
        command
    }

    fn wait_until_ready(&self) {
        for _ in 0..600 {
            let answer = self.client("pg_isready").stdout(Stdio::null()).stderr(Stdio::null()).status();
            if answer.is_ok_and(|status| status.success()) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let log = std::fs::read_to_string(self.directory.join("log")).unwrap_or_default();
        panic!("PostgreSQL did not start within 30 seconds:\n{log}");
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ended = self.keeper.wait();
    }
}

fn init(programs: &Path, directory: &Path, user: Option<User>) {
    let mut command = programs::command(&programs.join("initdb"), user);
    command.arg("--pgdata").arg(directory.join("data")).args(["--username", OWNER]).current_dir("/");
    command.args(["--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"]);
    succeed(&mut command);
}

fn launch(programs: &Path, directory: &Path, user: Option<User>) -> Child {
    let log = std::fs::File::create(directory.join("log")).expect("a log file in our directory");
    let mut command = programs::command(Path::new("/bin/sh"), user);
    command.args(["-c", KEEPER, "postgres-keeper"]).arg(directory);
    command.arg(programs.join("postgres")).arg("-D").arg(directory.join("data")).arg("-F");
    command.args(["-c", "listen_addresses="]).arg("-c");
    command.arg(format!("unix_socket_directories={}", directory.display()));
    command.args(["-c", "max_connections=200", "-c", "full_page_writes=off"]);
    let errors = log.try_clone().expect("a second handle of the log file");
    command.stdin(Stdio::piped()).stdout(log).stderr(errors).current_dir("/").process_group(0);
    command.spawn().expect("a POSIX shell")
}

fn succeed(command: &mut Command) {
    let output = command.output().expect("the program was found");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?} failed:\n{errors}");
}
