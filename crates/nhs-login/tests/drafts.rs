#![cfg(feature = "sandbox")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! `nhs-login clients drafts …`, `explain` and `trace`, as an administrator types them.

use std::path::Path;
use std::sync::Arc;

use identity::{DraftAbout, DraftBegun, SystemChance, SystemClock};
use nhs_login::House;
use nhs_login::configuration::Config;
use vocabulary::{ClientId, Explanation};

mod desk;

use desk::{add_operator, typed};

/// A draft of ravi's about a new client, which is still empty; and the reference of a refusal.
async fn a_draft_and_a_refusal(folder: &Path) -> (String, String) {
    let config = Config::sandbox_for_tests(folder, "").unwrap();
    let house = House::start(config, Arc::new(SystemClock), Arc::new(SystemChance)).await.unwrap();
    let identity = house.identity();
    let ravi = identity.operator_at_the_command_line("ravi").await.unwrap().unwrap();
    let about = DraftAbout::New { id: ClientId::try_from("new-app").unwrap(), name: "New app".to_owned() };
    let DraftBegun::Begun(draft) = identity.begin_client_draft(&ravi, about).await.unwrap() else {
        panic!("it is new")
    };
    let text = |text: &str| text.to_owned();
    let reference = identity.note_refusal(&Explanation {
        rule: text("F-16"),
        check: text("state is missing"),
        received: text("no state"),
        expected: text("a fresh random state"),
        mend: text("Send a fresh random state with every request."),
    });
    identity.explain(reference).await.unwrap().unwrap();
    house.shutdown().await;
    (draft.to_string(), reference.to_string())
}

#[tokio::test]
async fn drafts_are_decided_about_by_whoever_may_and_only_as_they_were_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, role) in [("ravi", "registrar"), ("rosa", "registrar"), ("dee", "nsd")] {
        add_operator(folder, name, role).await;
    }
    let (draft, reference) = a_draft_and_a_refusal(folder).await;
    let drafts = async |words: &[&str]| {
        let line: Vec<&str> = ["clients", "drafts"].iter().chain(words).copied().collect();
        typed(folder, &line, "").await
    };
    let listed = drafts(&["list", "--operator", "rosa"]).await.unwrap();
    assert!(listed.starts_with(&draft) && listed.contains("new-app") && listed.contains("ravi"), "{listed}");
    assert!(drafts(&["list", "--operator", "dee"]).await.unwrap_err().contains("may not do this"));
    let shown = drafts(&["review", &draft, "--operator", "rosa"]).await.unwrap();
    for words in ["version              0", "adds      A new client, new-app", "  wrong     "] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let decide = async |act: &[&str], operator: &str, version: &str| {
        let tail = ["--operator", operator, "--version", version, "--incident", "INC-7"];
        let line: Vec<&str> = [act[0], &draft].iter().chain(&act[1..]).chain(&tail).copied().collect();
        drafts(&line).await
    };
    assert!(decide(&["approve"], "rosa", "0").await.is_err(), "it is still being written");
    assert!(decide(&["reject", "--note", " "], "rosa", "0").await.is_err());
    assert!(decide(&["approve"], "dee", "0").await.unwrap_err().contains("may not do this"));
    let explained = typed(folder, &["explain", &reference, "--operator", "dee"], "").await.unwrap();
    assert!(explained.contains("state is missing") && explained.contains("F-16"), "{explained}");
    let unknown = typed(folder, &["explain", "0000-0000", "--operator", "dee"], "").await.unwrap_err();
    assert!(unknown.contains("nothing is known"), "{unknown}");
    let nothing = typed(folder, &["trace", "0000-0000", "--operator", "dee"], "").await.unwrap_err();
    assert!(nothing.contains("no log in is known"), "{nothing}");
}
