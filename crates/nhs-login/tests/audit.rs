#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! `nhs-login audit …`, as an administrator types it.

use std::path::Path;
use std::sync::Arc;

use clap::Parser as _;
use identity::{Chance, Clock, Identity, SystemChance, SystemClock, Use};
use nhs_login::command::{Command, CommandLine};
use nhs_login::configuration::Config;
use nhs_login::{Administration, House};

fn config(folder: &Path) -> Config {
    Config::sandbox_for_tests(folder, "").unwrap()
}

/// What the line prints, or what it printed before it failed, and why.
async fn typed(folder: &Path, line: &[&str]) -> Result<String, String> {
    let config = Box::new(config(folder));
    let mut out = Vec::new();
    let mut desk = Administration {
        config: &config,
        clock: Arc::new(SystemClock),
        chance: Arc::new(SystemChance),
        out: &mut out,
    };
    let words = ["nhs-login", "audit"].iter().chain(line);
    let Command::Audit { command } = CommandLine::try_parse_from(words).unwrap().command else {
        panic!("{line:?}")
    };
    let done = desk.obey_about_audit(command).await;
    let out = String::from_utf8(out).unwrap();
    done.map(|()| out.clone()).map_err(|error| format!("{out}{error:#}"))
}

/// Something happens `times` times and is covered.
async fn happen(folder: &Path, times: usize) {
    let (clock, chance): (Arc<dyn Clock>, Arc<dyn Chance>) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let house = House::start(config(folder), clock, chance).await.unwrap();
    let identity: &Identity = house.identity();
    let new = identity::NewOperator {
        username: "anna".to_owned(),
        name: "Anna".to_owned(),
        roles: ["auditor"].iter().map(|role| vocabulary::OperatorRole::try_from(*role).unwrap()).collect(),
        password: None,
    };
    identity.add_operator(new, None).await.unwrap();
    for n in 0..times {
        let to = if n % 2 == 0 { Use::Disabled } else { Use::Enabled };
        identity.switch_operator("anna", to, None).await.unwrap();
    }
    identity.checkpoint_audit().await.unwrap();
    house.shutdown().await;
}

#[tokio::test]
async fn an_untouched_audit_is_as_it_was_signed_and_a_changed_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    happen(folder, 4).await;
    let head = typed(folder, &["head"]).await.unwrap().trim().to_owned();
    let key = typed(folder, &["key"]).await.unwrap();
    let file = folder.join("audit.pem");
    std::fs::write(&file, &key).unwrap();
    let file = file.to_str().unwrap();
    let said = typed(folder, &["verify", "--expect", &head, "--key", file]).await.unwrap();
    assert!(said.contains(&head) && said.contains("Everything is as it was signed."), "{said}");

    let elsewhere = format!("9{head}");
    let said = typed(folder, &["verify", "--expect", &elsewhere]).await.unwrap_err();
    assert!(said.contains("was cut off") && said.contains("1 findings"), "{said}");
    let other = folder.join("other.pem");
    std::fs::write(&other, identity::AuditKey::generate().unwrap().public().to_pem()).unwrap();
    let said = typed(folder, &["verify", "--key", other.to_str().unwrap()]).await.unwrap_err();
    assert!(said.contains("none of those that are trusted"), "{said}");
    assert!(typed(folder, &["verify", "--expect", "1:ab"]).await.unwrap_err().contains("NUMBER:HASH"));
}

#[tokio::test]
async fn an_export_has_what_fits_and_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    happen(folder, 3).await;
    let all = typed(folder, &["export", "--event", "colleague_changed"]).await.unwrap();
    assert_eq!(all.lines().count(), 5, "a heading and four changes: {all}");
    assert!(all.contains("what: disabled") && all.contains("what: added"), "{all}");
    let file = folder.join("audit.jsonl");
    let file = file.to_str().unwrap();
    let line = ["export", "--format", "jsonl", "--event", "audit_exported", "--output", file];
    typed(folder, &line).await.unwrap();
    let written = std::fs::read_to_string(file).unwrap();
    assert_eq!(written.matches("\"event\":\"audit_exported\"").count(), 2, "{written}");
    assert!(typed(folder, &line).await.is_err(), "a file that is there is not written over");
    let none = typed(folder, &["export", "--until", "2020-01-01"]).await.unwrap();
    assert_eq!(none.lines().count(), 1, "{none}");
    assert!(typed(folder, &["export", "--event", "nothing"]).await.unwrap_err().contains("no event"));
    assert!(typed(folder, &["export", "--operator", "nobody"]).await.unwrap_err().contains("no operator"));
    let line = ["export", "--operator", "anna", "--from", "2020-01-01T00:00:00Z"];
    let hers = typed(folder, &line).await.unwrap();
    assert_eq!(hers.lines().count(), 5, "{hers}");
}
