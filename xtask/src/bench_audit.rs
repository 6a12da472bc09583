//! `cargo xtask bench-audit`: the audit with very many events. It meets the whole house, so it is an example of the house's tests.

use std::process::ExitCode;

use crate::shell;

/// How much is measured.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many events.
    #[arg(long, default_value_t = 1_000_000, value_name = "COUNT")]
    events: u32,
}

/// Builds it for release, fills both databases and prints what each search took.
pub(crate) fn run(options: &Options) -> ExitCode {
    let arguments =
        ["run", "--release", "--locked", "--package", "house-tests", "--example", "audit_at_scale"];
    let mut command = shell::cargo(&arguments);
    command.arg("--").arg(options.events.to_string());
    match shell::run(&mut command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            println!("bench-audit: {fault:#}");
            ExitCode::FAILURE
        }
    }
}
