//! An administrator who types.

use std::path::Path;
use std::sync::Arc;

use clap::Parser as _;
use identity::{SystemChance, SystemClock};
use nhs_login::Administration;
use nhs_login::command::{Command, CommandLine};
use nhs_login::configuration::Config;

/// What the line prints, or why it fails; `input` is what standard input holds.
pub(crate) async fn typed(folder: &Path, line: &[&str], input: &str) -> Result<String, String> {
    let config = Box::new(Config::sandbox_for_tests(folder, "").unwrap());
    let mut out = Vec::new();
    let mut desk = Administration {
        config: &config,
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        out: &mut out,
    };
    desk.migrate().await.unwrap();
    let words = ["nhs-login"].iter().chain(line);
    let mut input = input.as_bytes();
    let done = match CommandLine::try_parse_from(words).unwrap().command {
        Command::Operators { command } => desk.obey_about_operators(command).await,
        Command::People { command } => desk.obey_about_people(command, &mut input).await,
        Command::Clients { command } => desk.obey_about_clients(command).await,
        Command::Explain { reference, looking } => desk.explain(&reference, &looking).await,
        Command::Trace { what, looking } => desk.trace(&what, &looking).await,
        _ => panic!("{line:?}"),
    };
    let printed = String::from_utf8(out).unwrap();
    let printed = printed.lines().skip_while(|line| line.starts_with("The database")).collect::<Vec<_>>();
    done.map(|()| printed.join("\n")).map_err(|error| format!("{error:#}"))
}

/// An operator of this name, with this role.
pub(crate) async fn add_operator(folder: &Path, name: &str, role: &str) {
    let line =
        ["operators", "add", "--username", name, "--name", name, "--role", role, "--incident", "INC-1"];
    typed(folder, &line, "").await.unwrap();
}
