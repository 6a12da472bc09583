//! The checks, as commands: `cargo xtask test` is what the gate runs, nothing more and nothing less.

#![expect(clippy::print_stdout, reason = "a command line program speaks to its user")]

mod bench;
mod bench_audit;
mod dependencies;
mod prerequisites;
mod shell;
mod steps;
mod test;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "The checks of this repository")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Every check: format, lints, tests on both databases, the browser suite, licences and advisories.
    Test(test::Options),
    /// What a request costs, on both databases, as ratios.
    Bench(bench::Options),
    /// How long the audit's searches, checkpoints and checks take with a million events, on both databases.
    BenchAudit(bench_audit::Options),
    /// The bench's bare server.
    #[command(hide = true)]
    Hello(bench::HelloOptions),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Test(options) => test::run(&options),
        Command::Bench(options) => bench::run(&options),
        Command::BenchAudit(options) => bench_audit::run(&options),
        Command::Hello(options) => bench::hello(&options),
    }
}
