#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! `nhs-login notices …` and `nhs-login email-domains …`, as an administrator types them.

use std::path::Path;
use std::sync::Arc;

use clap::Parser as _;
use identity::{SystemChance, SystemClock};
use nhs_login::Administration;
use nhs_login::command::{Command, CommandLine};
use nhs_login::configuration::Config;

/// What the line prints, or why it fails.
async fn typed(folder: &Path, line: &str) -> Result<String, String> {
    let config = Box::new(Config::sandbox_for_tests(folder, "").unwrap());
    let mut out = Vec::new();
    let mut desk = Administration {
        config: &config,
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        out: &mut out,
    };
    let words = std::iter::once("nhs-login").chain(line.split(' '));
    let command = CommandLine::try_parse_from(words).map_err(|error| error.to_string())?.command;
    desk.migrate().await.unwrap();
    let done = match command {
        Command::Notices { command } => Box::pin(desk.obey_about_notices(command)).await,
        Command::EmailDomains { command } => Box::pin(desk.obey_about_email_domains(command)).await,
        other => panic!("{other:?}"),
    };
    done.map(|()| String::from_utf8(out).unwrap()).map_err(|error| error.to_string())
}

#[tokio::test]
async fn alerts_levels_and_the_share_are_set_and_listed() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let list = typed(folder, "notices list").await.unwrap();
    assert!(list.contains("24 hours (configuration)") && list.contains("100 percent"), "{list}");
    typed(folder, "notices alert-on gp_details --level down --planned --ends-in 90 --incident inc-1")
        .await
        .unwrap();
    typed(folder, "notices service-level 48 --message holidays --incident INC-2").await.unwrap();
    typed(folder, "notices automation 60 --incident INC-3").await.unwrap();
    let list = typed(folder, "notices list").await.unwrap();
    for words in ["gp_details", "down", "INC-1", "48 hours, holidays", "60 percent"] {
        assert!(list.contains(words), "{words}: {list}");
    }
    typed(folder, "notices alert-off gp_details --incident INC-4").await.unwrap();
    assert!(!typed(folder, "notices list").await.unwrap().contains("gp_details"));
    for (line, why) in [
        ("notices alert-off gp_details --incident INC-4", "no alert"),
        ("notices alert-on everything --level down --incident INC-4", "everything"),
        ("notices service-level 25 --incident INC-4", "--message"),
        ("notices automation 42 --incident INC-4", "steps of 5"),
        ("notices automation 40 --incident a", "a"),
        ("notices automation 40", "--incident"),
    ] {
        let told = typed(folder, line).await.unwrap_err();
        assert!(told.contains(why), "{line}: {told}");
    }
}

#[tokio::test]
async fn email_domains_are_blocked_and_unblocked_with_an_outcome_for_each() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let told = typed(folder, "email-domains block throwaway.example,nonsense Other.Example --incident INC-1")
        .await
        .unwrap();
    let outcomes: Vec<Vec<&str>> =
        told.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(outcomes[0], ["throwaway.example", "blocked"], "{told}");
    assert_eq!(outcomes[1], ["nonsense", "not", "a", "domain"], "{told}");
    assert_eq!(outcomes[2], ["other.example", "blocked"], "{told}");
    let list = typed(folder, "email-domains list").await.unwrap();
    assert!(
        list.contains("throwaway.example") && list.contains("INC-1") && list.contains("2 blocked"),
        "{list}"
    );
    typed(folder, "email-domains unblock other.example --incident INC-2").await.unwrap();
    assert!(typed(folder, "email-domains list").await.unwrap().contains("1 blocked"));
}
