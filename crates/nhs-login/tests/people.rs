#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! `nhs-login people …`, as an administrator types it.

use std::path::Path;
use std::sync::Arc;

use account_store::Phone;
use identity::{SystemChance, SystemClock};
use nhs_login::House;
use nhs_login::configuration::Config;
use vocabulary::{AccountId, EmailAddress, PhoneNumber, Subject};

mod desk;

use desk::{add_operator, typed};

const EMAIL: &str = "marked.person@patients.example";
const ACCOUNT: AccountId = AccountId::from_bytes([7; 16]);

/// A registered person in the database of `folder`.
async fn add_person(folder: &Path) {
    let config = Config::sandbox_for_tests(folder, "").unwrap();
    let house = House::start(config, Arc::new(SystemClock), Arc::new(SystemChance)).await.unwrap();
    let store = house.identity().store();
    let now = house.identity().now();
    let email = EmailAddress::try_from(EMAIL).unwrap();
    let mut account = account_store::Account::pending(ACCOUNT, Subject::from_random([7; 16]), email, now);
    account.email_confirmed_at = Some(now);
    account.registered_at = Some(now);
    let mut batch = store.batch();
    batch.insert_account(&account);
    let number = PhoneNumber::uk_mobile("07700 900123").unwrap();
    batch.put_phone(ACCOUNT, &Phone { number, confirmed_at: now, pds_matched: false });
    store.write(batch).await.unwrap();
    house.shutdown().await;
}

#[tokio::test]
async fn people_are_found_shown_and_changed_with_the_rights_of_a_named_operator() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    for (name, role) in [("ada", "admin"), ("abe", "admin"), ("dee", "nsd")] {
        add_operator(folder, name, role).await;
    }
    add_person(folder).await;
    let find = ["people", "find", "--by", "email", "--operator", "ada"];
    let found = typed(folder, &find, &format!("{EMAIL}\n")).await.unwrap();
    assert_eq!(found, format!("{ACCOUNT} active {EMAIL}"));
    assert!(typed(folder, &find, "nobody@patients.example").await.unwrap_err().contains("no such account"));
    let refused = typed(folder, &["people", "find", "--by", "phone", "--operator", "dee"], "x").await;
    assert!(refused.unwrap_err().contains("may not search by phone"));
    let id = ACCOUNT.to_string();
    let shown = typed(folder, &["people", "show", &id, "--operator", "ada"], "").await.unwrap();
    assert!(shown.contains(EMAIL) && shown.contains("+447700900123"), "{shown}");
    let on = async |command: &[&str], operator: &str, input: &str| {
        let tail = ["--operator", operator, "--incident", "INC-7"];
        let line: Vec<&str> =
            ["people", command[0], &id].iter().chain(&command[1..]).chain(&tail).copied().collect();
        typed(folder, &line, input).await
    };
    assert_eq!(on(&["change-mobile"], "ada", "07700 900124\n").await.unwrap(), "Mobile number changed.");
    assert!(on(&["cleanse"], "ada", "").await.unwrap_err().contains("as it is now"), "it is active");
    assert!(on(&["cleanse"], "dee", "").await.unwrap_err().contains("may not do this"));
    assert_eq!(on(&["disable", "--reason", "other"], "ada", "").await.unwrap(), "Account disabled.");
    assert_eq!(on(&["cleanse", "--remove-phones"], "ada", "").await.unwrap(), "Account cleansed.");
    on(&["erase"], "ada", "").await.unwrap();
    assert!(on(&["approve-erasure"], "ada", "").await.unwrap_err().contains("as it is now"), "their own");
    let waiting = typed(folder, &["people", "erasures", "--operator", "abe"], "").await.unwrap();
    assert!(waiting.contains("INC-7") && waiting.contains("ada"), "{waiting}");
    let history = typed(folder, &["people", "history", &id, "--operator", "abe"], "").await.unwrap();
    for words in
        ["Account disabled by ada for INC-7", "Phone number changed by ada", "Erasure asked for by ada"]
    {
        assert!(history.contains(words), "{words}: {history}");
    }
    assert_eq!(on(&["approve-erasure"], "abe", "").await.unwrap(), "Account erased.");
    assert!(typed(folder, &find, EMAIL).await.unwrap_err().contains("no such account"));
    typed(folder, &["operators", "disable", "abe", "--incident", "INC-1"], "").await.unwrap();
    let gone = typed(folder, &["people", "erasures", "--operator", "abe"], "").await;
    assert!(gone.unwrap_err().contains("no operator abe"));
}
