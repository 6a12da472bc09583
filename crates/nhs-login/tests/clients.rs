#![cfg(feature = "sandbox")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! The client registry as an administrator keeps it: in files.

use std::path::Path;
use std::sync::Arc;

use identity::{SystemChance, SystemClock};
use nhs_login::Administration;
use nhs_login::command::{ActArgument, ClientsCommand, ConfigArgument};
use nhs_login::configuration::Config;
use vocabulary::IncidentNumber;

async fn administer(folder: &Path, act: &str) -> Result<String, String> {
    let config = Box::new(Config::sandbox_for_tests(folder, "").unwrap());
    let mut out = Vec::new();
    let (clock, chance) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let mut desk = Administration { config: &config, clock, chance, out: &mut out };
    let done = match act {
        "migrate" => desk.migrate().await,
        other => desk.obey_about_clients(about_clients(other, folder)).await,
    };
    done.map(|()| String::from_utf8(out).unwrap()).map_err(|error| error.to_string())
}

/// What an administrator types about clients; files are in `registry` beside the database.
fn about_clients(line: &str, folder: &Path) -> ClientsCommand {
    let config = ConfigArgument::default();
    let registry = folder.join("registry");
    let (act, client) = line.split_once(' ').unwrap_or((line, ""));
    let client_id = client.to_owned();
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/clients");
    match line {
        "import" => {
            return ClientsCommand::Import { paths: vec![shipped], dry_run: false, incident: None, config };
        }
        "try import" => {
            return ClientsCommand::Import { paths: vec![shipped], dry_run: true, incident: None, config };
        }
        _ => {}
    }
    let for_incident =
        ActArgument { incident: IncidentNumber::try_from("INC-1").unwrap(), config: config.clone() };
    match act {
        "list" => ClientsCommand::List(config),
        "show" => ClientsCommand::Show { client_id, config },
        "export" => ClientsCommand::Export { folder: registry, config },
        "diff" => ClientsCommand::Diff { paths: vec![registry], config },
        "from-files" => {
            ClientsCommand::Import { paths: vec![registry], dry_run: false, incident: None, config }
        }
        "enable" => ClientsCommand::Enable { client_id, act: for_incident },
        "disable" => ClientsCommand::Disable { client_id, act: for_incident },
        other => panic!("no such act: {other}"),
    }
}

#[tokio::test]
async fn a_registry_lives_in_files() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    administer(folder, "migrate").await.unwrap();
    let tried = administer(folder, "try import").await.unwrap();
    assert!(
        tried.contains("new") && tried.contains("People can be sent back to https://app.example/callback."),
        "{tried}"
    );
    assert!(!administer(folder, "list").await.unwrap().contains("example-app"), "nothing was written");
    administer(folder, "import").await.unwrap();
    assert!(administer(folder, "export").await.unwrap().contains("created"));
    let file = folder.join("registry/example-app.toml");
    let written = std::fs::read_to_string(&file).unwrap();
    assert!(administer(folder, "export").await.unwrap().contains("unchanged"));
    assert!(
        administer(folder, "from-files").await.unwrap().contains("unchanged"),
        "a file says all there is"
    );

    let changed = written.replace("https://app.example/callback", "https://app.example/new");
    std::fs::write(&file, changed).unwrap();
    let told = administer(folder, "diff").await.unwrap();
    assert!(
        told.contains("breaks    People will no longer be sent back to https://app.example/callback"),
        "{told}"
    );
    assert!(told.contains("adds      People can be sent back to https://app.example/new."), "{told}");
    assert!(administer(folder, "from-files").await.unwrap().contains("updated"));
    let shown = administer(folder, "show example-app").await.unwrap();
    assert!(shown.starts_with("# enabled, revision 2,") && shown.contains("never used"), "{shown}");

    administer(folder, "disable example-app").await.unwrap();
    let told = administer(folder, "from-files").await.unwrap();
    assert!(told.contains("It stays disabled"), "{told}");
    assert!(administer(folder, "list").await.unwrap().contains("disabled"));
    administer(folder, "enable example-app").await.unwrap();
    assert!(administer(folder, "diff").await.unwrap().contains("same"));
    std::fs::copy(&file, folder.join("registry/second.toml")).unwrap();
    assert!(administer(folder, "from-files").await.unwrap_err().contains("stands in"));
    std::fs::remove_file(folder.join("registry/second.toml")).unwrap();
    std::fs::rename(&file, folder.join("registry/other-name.toml")).unwrap();
    assert!(administer(folder, "export").await.unwrap().contains("other-name.toml"), "one client, one file");
    std::fs::remove_file(folder.join("registry/other-name.toml")).unwrap();
    assert!(administer(folder, "diff").await.unwrap().contains("example-app"));
}

#[tokio::test]
async fn clients_are_imported_once_however_often_and_can_be_disabled() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(administer(folder, "import").await.unwrap_err().contains("nhs-login migrate"));
    administer(folder, "migrate").await.unwrap();
    assert!(administer(folder, "import").await.unwrap().contains("created"));
    assert!(administer(folder, "import").await.unwrap().contains("unchanged"));
    assert!(administer(folder, "list").await.unwrap().contains("enabled"));
    assert!(administer(folder, "disable example-app").await.unwrap().contains("is disabled"));
    assert!(administer(folder, "list").await.unwrap().contains("disabled"));
    assert!(administer(folder, "disable stranger").await.unwrap_err().contains("no client"));
}
