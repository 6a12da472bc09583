//! `cargo xtask bench`: what a request costs, as ratios of what cannot cost less, in one run.
//!
//! It builds the release programs and measures with them; the figures of a debug build would say nothing. It drives
//! the server over loopback from one thread, so that most of a two-core machine is the server's. The least CPU time of
//! several rounds counts: other programs on the machine can only add to it. No test asserts any of this.

mod browser;
mod figures;
mod hello;
mod house;
mod http;
mod load;
mod partner;
mod process;
mod profile;
mod raw;
mod report;
mod storm;
mod targets;
mod visit;

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use clap::ValueEnum;

use crate::shell;

pub(crate) use hello::Options as HelloOptions;
pub(crate) use hello::run as hello;

/// What is measured, and what a missed target means.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// End with a failure when SQLite or the comparison misses a target.
    #[arg(long)]
    strict: bool,
    /// How often everything is measured; the least CPU time counts.
    #[arg(long, default_value_t = 3, value_name = "COUNT")]
    rounds: u32,
    /// Measure these databases only.
    #[arg(long, value_delimiter = ',', value_name = "NAMES")]
    only: Vec<Database>,
    /// Measure this program, which is then not built.
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// Record where the server's time goes, with perf, under target/bench. Figures are then of no use. The program is built
    /// with its symbols.
    #[arg(long)]
    profile: bool,
    /// Measure at once with the programs as they are; the command calls itself like this.
    #[arg(long, hide = true)]
    measure: bool,
}

/// A database that the server runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Database {
    /// A file in a temporary folder.
    Sqlite,
    /// A cluster of its own, run by an ordinary user.
    Postgres,
}

impl Database {
    /// Its name for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Options {
    fn databases(&self) -> Vec<Database> {
        let wanted = |database: &Database| self.only.is_empty() || self.only.contains(database);
        Database::value_variants().iter().copied().filter(wanted).collect()
    }

    fn program(&self) -> PathBuf {
        self.program.clone().unwrap_or_else(|| release("nhs-login"))
    }
}

/// Builds, measures, prints the report and writes it to `target/bench/report.md`.
pub(crate) fn run(options: &Options) -> ExitCode {
    let measured = if options.measure { measure(options) } else { build_and_measure(options) };
    measured.unwrap_or_else(|fault| {
        println!("bench: {fault:#}");
        ExitCode::FAILURE
    })
}

/// The raw figures and the generator need a release build of this program, too.
fn build_and_measure(options: &Options) -> anyhow::Result<ExitCode> {
    shell::run(&mut shell::cargo(&["build", "--release", "--locked", "--package", "xtask"]))?;
    if options.program.is_none() {
        let mut program =
            vec!["rustc", "--release", "--locked", "--package", "nhs-login", "--bin", "nhs-login"];
        if options.profile {
            program.extend(["--", "-C", "strip=none"]);
        }
        shell::run(&mut shell::cargo(&program))?;
    }
    let mut command = Command::new(release("xtask"));
    command.args(std::env::args_os().skip(1)).arg("--measure");
    let success = command.status()?.success();
    Ok(if success { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn measure(options: &Options) -> anyhow::Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let found = visit::everything(&runtime, options)?;
    let targets = targets::judge(&found);
    let text = report::render(&found, &targets);
    println!("\n{text}");
    let file = folder()?.join("report.md");
    std::fs::write(&file, text)?;
    println!("Written to {}.", file.display());
    let missed = targets.iter().any(|target| target.binding && !target.is_met());
    Ok(if options.strict && missed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// `target/bench`.
fn folder() -> anyhow::Result<PathBuf> {
    let folder = target().join("bench");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

fn release(program: &str) -> PathBuf {
    target().join("release").join(program)
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shell::root().join("target"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_database_is_measured_unless_some_are_named() {
        let options =
            |only| Options { strict: false, rounds: 1, only, program: None, profile: false, measure: false };
        assert_eq!(options(vec![]).databases(), [Database::Sqlite, Database::Postgres]);
        assert_eq!(options(vec![Database::Postgres]).databases(), [Database::Postgres]);
    }
}
