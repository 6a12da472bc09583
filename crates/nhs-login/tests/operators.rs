#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! `nhs-login operators …`, as an administrator types it.

use std::path::Path;
use std::sync::Arc;

use clap::Parser as _;
use identity::{SystemChance, SystemClock};
use nhs_login::Administration;
use nhs_login::command::{Command, CommandLine};
use nhs_login::configuration::Config;

/// What the line prints, or why it fails.
async fn typed(folder: &Path, line: &[&str]) -> Result<String, String> {
    let config = Box::new(Config::sandbox_for_tests(folder, "").unwrap());
    let mut out = Vec::new();
    let mut desk = Administration {
        config: &config,
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        out: &mut out,
    };
    let words = ["nhs-login", "operators"].iter().chain(line);
    let Command::Operators { command } = CommandLine::try_parse_from(words).unwrap().command else {
        panic!("{line:?}")
    };
    desk.migrate().await.unwrap();
    let done = Box::pin(desk.obey_about_operators(command)).await;
    done.map(|()| String::from_utf8(out).unwrap()).map_err(|error| error.to_string())
}

/// The line of `list` about this operator.
async fn listed(folder: &Path, username: &str) -> String {
    let list = typed(folder, &["list"]).await.unwrap();
    list.lines().find(|line| line.starts_with(username)).unwrap_or_default().to_owned()
}

const ADD: [&str; 9] =
    ["add", "--username", "Anna", "--name", "Anna Lake", "--role", "id_checker", "--incident", "INC-1"];

/// The line with the incident number that every act asks for.
async fn acts(folder: &Path, line: &[&str]) -> Result<String, String> {
    typed(folder, &[line, &["--incident", "INC-2"]].concat()).await
}

#[tokio::test]
async fn an_operator_is_added_with_a_password_that_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let told = typed(folder, &ADD).await.unwrap();
    let password = told.lines().last().unwrap().to_owned();
    assert_eq!(password.len(), 20, "{told}");
    assert!(typed(folder, &ADD).await.unwrap_err().contains("already"));
    let line = listed(folder, "anna").await;
    for word in ["enabled", "not yet", "id_checker", "Anna Lake"] {
        assert!(line.contains(word), "{line}");
    }
    assert!(!line.contains(&password));
    let again = acts(folder, &["reset-authenticator", "anna"]).await.unwrap();
    assert!(!again.contains(&password) && again.lines().last().unwrap().len() == 20);
}

#[tokio::test]
async fn a_password_of_ones_own_comes_from_a_file_and_is_long_enough() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    let line = [&ADD[..], &["--password-file", file.to_str().unwrap()]].concat();
    assert!(typed(folder.path(), &line).await.unwrap_err().contains("password"), "no such file");
    std::fs::write(&file, "short\n").unwrap();
    assert!(typed(folder.path(), &line).await.unwrap_err().contains("12 to 128 characters"));
    std::fs::write(&file, "a password of one's own\n").unwrap();
    let told = typed(folder.path(), &line).await.unwrap();
    assert!(told.contains("anna") || told.contains("Anna"));
    assert!(!told.contains("of one's own"), "{told}");
}

#[tokio::test]
async fn roles_are_set_and_operators_switched_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    typed(folder, &ADD).await.unwrap();
    acts(folder, &["roles", "anna", "--role", "supervisor", "--role", "nsd"]).await.unwrap();
    acts(folder, &["disable", "anna"]).await.unwrap();
    let line = listed(folder, "anna").await;
    assert!(line.contains("disabled") && line.contains("nsd supervisor"), "{line}");
    acts(folder, &["enable", "anna"]).await.unwrap();
    assert!(listed(folder, "anna").await.contains("enabled"));
    assert!(acts(folder, &["roles", "anna", "--role", "king"]).await.unwrap_err().contains("king"));
    for act in ["disable", "enable", "reset-authenticator"] {
        assert!(acts(folder, &[act, "stranger"]).await.unwrap_err().contains("no operator"), "{act}");
    }
}
