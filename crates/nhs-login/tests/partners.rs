#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! `nhs-login partners …`, as an administrator types it.

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
    let words = ["nhs-login", "partners"].iter().chain(line);
    let Command::Partners { command } = CommandLine::try_parse_from(words).unwrap().command else {
        panic!("{line:?}")
    };
    desk.migrate().await.unwrap();
    let clients = concat!(env!("CARGO_MANIFEST_DIR"), "/../../config/clients");
    let import = CommandLine::try_parse_from(["nhs-login", "clients", "import", clients]).unwrap();
    let Command::Clients { command: import } = import.command else { panic!("{clients}") };
    desk.obey_about_clients(import).await.unwrap();
    let done = desk.obey_about_partners(command).await;
    done.map(|()| String::from_utf8(out).unwrap()).map_err(|error| error.to_string())
}

/// The line of `list` about this user.
async fn listed(folder: &Path) -> String {
    let list = typed(folder, &["list"]).await.unwrap();
    list.lines().find(|line| line.starts_with("dana")).unwrap_or_default().to_owned()
}

fn add(client: &str) -> [&str; 9] {
    ["add", "--username", "Dana", "--name", "Dana Field", "--client", client, "--incident", "INC-1"]
}

#[tokio::test]
async fn a_partner_user_is_added_with_a_client_that_can_be_taken_and_given_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(typed(folder, &add("no-such-app")).await.unwrap_err().contains("no client no-such-app"));
    assert_eq!(listed(folder).await, "", "nobody is added for a client that is not there");
    let told = typed(folder, &add("example-app")).await.unwrap();
    assert!(told.contains("has the client example-app"), "{told}");
    let line = listed(folder).await;
    assert!(
        line.contains("enabled") && line.contains("example-app") && line.contains("Dana Field"),
        "{line}"
    );
    let again = typed(folder, &["bind", "dana", "example-app", "--incident", "INC-2"]).await.unwrap();
    assert!(again.contains("already"), "{again}");
    typed(folder, &["unbind", "dana", "example-app", "--incident", "INC-2"]).await.unwrap();
    assert_eq!(listed(folder).await, "");
    typed(folder, &["bind", "dana", "example-app", "--incident", "INC-2"]).await.unwrap();
    assert!(listed(folder).await.contains("example-app"));
    assert!(
        typed(folder, &["bind", "nobody", "example-app", "--incident", "INC-2"])
            .await
            .unwrap_err()
            .contains("no user")
    );
}
