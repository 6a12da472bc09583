//! `cargo xtask test`.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use anyhow::{Context as _, ensure};
use clap::ValueEnum;

use crate::steps::{Outcome, Report};
use crate::{dependencies, prerequisites, shell};

/// What to leave out.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// No browser suite.
    #[arg(long)]
    quick: bool,
    /// Leave out what this machine cannot do; the summary says so.
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    skip: Vec<Part>,
}

/// A part that needs something which a machine may lack.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// Tests against PostgreSQL (SQLite's still run).
    Postgres,
    /// The browser suite.
    Browser,
    /// Client libraries from npm.
    Clients,
    /// Licences, bans and sources of dependencies.
    Licences,
    /// Known advisories about dependencies.
    Advisories,
}

impl Part {
    fn name(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

impl Options {
    pub(crate) fn leaves_out(&self, part: Part) -> bool {
        self.skip.contains(&part) || (self.quick && part == Part::Browser)
    }

    /// The value of `NHS_LOGIN_SKIP`: tests look there for what they may leave out.
    fn skipped_names(&self) -> String {
        let left_out = Part::value_variants().iter().filter(|part| self.leaves_out(**part));
        left_out.map(|part| part.name()).collect::<Vec<_>>().join(",")
    }

    fn unless_left_out(&self, part: Part, run: impl FnOnce() -> Outcome) -> Outcome {
        if self.leaves_out(part) { Outcome::Skipped("left out on request".to_owned()) } else { run() }
    }
}

/// Runs every check that `options` do not leave out.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut report = Report::default();
    report.step("prerequisites", || prerequisites::ensure(options).into());
    if report.has_failed() {
        return report.close();
    }
    report.step("format", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"])).into());
    report.step("lints", || shell::run(&mut shell::cargo(&LINTS)).into());
    report.step("client libraries", || options.unless_left_out(Part::Clients, || clients().into()));
    report.step("tests", || shell::run_naming_failures(&mut tests(options), shell::failed_test).into());
    report.step("browser", || options.unless_left_out(Part::Browser, || browser(options).into()));
    report.step("licences, bans, sources", || {
        options.unless_left_out(Part::Licences, || dependencies::licences().into())
    });
    report.step("advisories", || options.unless_left_out(Part::Advisories, dependencies::advisories));
    report.close()
}

const LINTS: [&str; 7] = ["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"];

/// The architecture test is one of them (package house-tests).
fn tests(options: &Options) -> Command {
    let mut command = shell::cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    // A snapshot that differs fails; it is never accepted on the way.
    command.env("INSTA_UPDATE", "no").env_remove("INSTA_FORCE_PASS");
    command.env("NHS_LOGIN_SKIP", options.skipped_names());
    command
}

/// Fetches them for the tests of the whole house, and runs their own.
fn clients() -> anyhow::Result<()> {
    npm_ci("tests/clients")?;
    shell::run(shell::command("npm", &["test"]).current_dir(shell::root().join("tests/clients")))
}

fn npm_ci(folder: &str) -> anyhow::Result<()> {
    let folder = shell::root().join(folder);
    ensure!(folder.join("package-lock.json").is_file(), "{} has no package-lock.json", folder.display());
    let mut command = shell::command("npm", &["ci", "--no-audit", "--no-fund"]);
    command.current_dir(folder).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    shell::run(&mut command)
}

fn browser(options: &Options) -> anyhow::Result<()> {
    npm_ci("tests/browser")?;
    shell::run(&mut shell::cargo(&["build", "--package", "nhs-login", "--locked"]))?;
    let chromium = prerequisites::chromium().context("chromium is gone")?;
    let mut command = shell::command("npx", &["--no-install", "playwright", "test"]);
    command.current_dir(shell::root().join("tests/browser"));
    command.env("NHS_LOGIN_BIN", built_binary()).env("NHS_LOGIN_CHROMIUM", chromium);
    command.env("NHS_LOGIN_SKIP", options.skipped_names());
    shell::run_naming_failures(&mut command, shell::failed_journey)
}

fn built_binary() -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shell::root().join("target"), PathBuf::from);
    target.join("debug/nhs-login")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_told_to_the_tests() {
        let options = Options { quick: true, skip: vec![Part::Postgres] };
        assert_eq!(options.skipped_names(), "postgres,browser");
    }
}
