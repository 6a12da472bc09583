//! What is sealed stays sealed, and what was acknowledged stays written.

mod both;

use std::path::Path;
use std::process::{Command, Stdio};

use account_store::{
    AuditFinding, Batch, Operator, OutboxMessage, OutboxState, Person, Phone, StoreFault, Vault, VaultFault,
};
use both::{NOW, client, complete, grant, minutes, on_both, open, open_with, secret, ticket};
use vocabulary::{
    Channel, CheckRoute, DateOfBirth, FamilyName, MessageId, MessageKind, OperatorRoles, PhoneNumber,
    ProofingLevel, Secret,
};

/// Words that stand in every sealed column of the rows below.
const MARKS: [&str; 13] = [
    "markedaddress",
    "Markedname",
    "900777",
    "markedmetadata",
    "markedprogress",
    "markedtarget",
    "markedcontent",
    "markeddraft",
    "markedverdict",
    "markedoutcome",
    "markednote",
    "markedtotp",
    "1984-03-15",
];

/// Writes one row with marked values into every table that has a sealed column.
async fn write_marked(store: &account_store::Store) {
    let mut account = complete(1, "markedaddress@example.org");
    account.level = ProofingLevel::P9;
    account.person = Some(Person {
        nhs_number: None,
        family_name: FamilyName::try_from("Markedname").expect("a name"),
        given_name: None,
        birthdate: DateOfBirth::try_from("1984-03-15").expect("a date"),
        postcode: None,
        gp_ods_code: None,
        gp_user_id: None,
        gp_linkage_key: None,
    });
    let number = PhoneNumber::uk_mobile("07700 900777").expect("a number");
    let mut marked = ticket(1);
    marked.progress = Secret::new(b"markedprogress".to_vec());
    let mut batch = store.batch();
    batch.insert_account(&account);
    batch.put_phone(account.id, &Phone { number, confirmed_at: NOW, pds_matched: false });
    batch.put_client_metadata(account.id, &client("app"), &secret("markedmetadata"));
    batch.insert_ticket(&marked);
    batch.put_code(&account_store::OneTimeCode {
        ticket_id: marked.id,
        purpose: account_store::CodePurpose::ConfirmPhone,
        digest: both::digest(1),
        target: Some(secret("markedtarget")),
        created_at: NOW,
        expires_at: minutes(5),
    });
    batch.insert_message(&OutboxMessage {
        id: MessageId::from_bytes([1; 16]),
        kind: MessageKind::TextCode,
        channel: Channel::Text,
        recipient: secret("+447700900777"),
        content: Some(secret("markedcontent")),
        created_at: NOW,
        due_at: NOW,
        attempts: 0,
        state: OutboxState::Waiting { lease_until: None },
        outcome: None,
    });
    mark_case(&mut batch);
    store.write(batch).await.expect("written");
}

/// A case, its audit and an operator with marked values.
fn mark_case(batch: &mut Batch) {
    let mut case = both::case(1);
    case.draft = both::document("markeddraft");
    batch.insert_case(&case).submit_case(case.id, 0, CheckRoute::Automated, NOW);
    batch.set_case_verdict(case.id, 1, &both::document("markedverdict"), CheckRoute::Automated);
    let mut approval = both::approval(NOW);
    approval.outcome = both::document("markedoutcome");
    batch.decide_case(case.id, 2, None, &approval).insert_case_audit(case.id, NOW);
    let (auditor, note) = (both::operator(1), Some(secret("markednote")));
    batch.finish_case_audit(case.id, &AuditFinding { auditor, agreed: true, note, done_at: NOW });
    batch.insert_operator(&Operator {
        id: auditor,
        username: "ada".to_owned(),
        name: "Ada".to_owned(),
        password_hash: secret("$x"),
        totp_secret: Some(both::document("markedtotp")),
        totp_last_step: 0,
        roles: OperatorRoles::EMPTY,
        disabled_at: None,
        created_at: NOW,
        version: 0,
        password: account_store::PasswordOf::TheirOwn,
    });
}

fn bytes_below(directory: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(directory).expect("a directory").flatten() {
        if entry.path().is_dir() {
            bytes.extend(bytes_below(&entry.path()));
        } else {
            bytes.extend(std::fs::read(entry.path()).expect("a file"));
        }
    }
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn no_file_of_the_database_holds_a_sealed_value() {
    let opened = both::sqlite().await.expect("sqlite");
    write_marked(&opened.store).await;
    let bytes = bytes_below(opened.directory.as_ref().expect("a directory").path());
    assert!(holds(&bytes, "text_code"), "the search finds what is there");
    for mark in MARKS {
        assert!(!holds(&bytes, mark), "{mark} can be read");
    }
}

on_both! {
    another_key_opens_nothing_and_a_rotated_one_opens_all(opened) {
        write_marked(&opened.store).await;
        let id = complete(1, "x@example.org").id;
        let lookup = Secret::new([9; 32]);
        let stranger = Vault::new(&[Secret::new([8; 32])], &lookup).expect("a vault");
        let answer = open_with(&opened.url, stranger).await.account(id).await;
        assert!(matches!(answer, Err(StoreFault::Sealed("accounts.email"))));

        let rotated = Vault::new(&[Secret::new([8; 32]), Secret::new([7; 32])], &lookup).expect("a vault");
        let store = open_with(&opened.url, rotated).await;
        let account = store.account(id).await.expect("read").expect("there");
        assert_eq!(account.email.as_str(), "markedaddress@example.org");
        let mut batch = store.batch();
        batch.put_client_metadata(id, &client("app"), &secret("sealed with the new key"));
        store.write(batch).await.expect("written");
        let old = opened.store.client_metadata(id, &client("app")).await;
        assert!(matches!(old, Err(StoreFault::Sealed("client_metadata.value"))));
        assert!(store.client_metadata(id, &client("app")).await.expect("read").is_some());
    }

    what_was_written_is_there_after_opening_again(opened) {
        let mut batch = opened.store.batch();
        batch.insert_account(&complete(1, "a@example.org")).insert_grant(&grant(1));
        opened.store.write(batch).await.expect("written");
        let again = open(&opened.url).await;
        assert!(again.grant(grant(1).id).await.expect("read").is_some());
    }
}

on_both! {
    a_closed_store_answers_nothing_and_has_written_what_waited(opened) {
        let kept = open(&opened.url).await;
        let mut waiting = Vec::new();
        for n in 1..=20 {
            let mut batch = opened.store.batch();
            batch.insert_ticket(&ticket(n));
            let store = opened.store.clone();
            waiting.push(tokio::spawn(async move { store.write(batch).await }));
        }
        for written in waiting {
            written.await.expect("a task").expect("written");
        }
        opened.store.close().await;
        opened.store.close().await;
        assert!(matches!(opened.store.ping().await, Err(StoreFault::Unavailable(_))));
        let mut batch = opened.store.batch();
        batch.insert_ticket(&ticket(21));
        assert!(opened.store.write(batch).await.is_err());
        for n in 1..=20 {
            assert!(kept.ticket(ticket(n).id, NOW).await.expect("read").is_some(), "ticket {n}");
        }
    }
}

#[tokio::test]
async fn closing_leaves_one_file() {
    let opened = both::sqlite().await.expect("sqlite");
    write_marked(&opened.store).await;
    let folder = opened.directory.as_ref().expect("a directory").path().join("in");
    let names = || {
        let entries = std::fs::read_dir(&folder).expect("a directory").flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        names.sort();
        names
    };
    assert!(names().len() > 1, "the journal is there while the store is open");
    opened.store.close().await;
    assert_eq!(names(), ["accounts.db"]);
}

#[tokio::test]
async fn a_sealed_value_that_is_moved_or_changed_does_not_open() {
    let opened = both::sqlite().await.expect("sqlite");
    let (one, two) = (complete(1, "a@example.org"), complete(2, "b@example.org"));
    let mut batch = opened.store.batch();
    batch.insert_account(&one).insert_account(&two);
    batch.put_client_metadata(one.id, &client("app"), &secret("theirs"));
    opened.store.write(batch).await.expect("written");
    let file =
        rusqlite::Connection::open(opened.url.strip_prefix("sqlite:").expect("a file")).expect("opens");
    let meddle = |text: &str| file.execute_batch(text).expect("changed");

    meddle("UPDATE client_metadata SET client_id = 'other'");
    let moved = opened.store.client_metadata(one.id, &client("other")).await;
    assert!(matches!(moved, Err(StoreFault::Sealed("client_metadata.value"))));

    meddle("UPDATE accounts SET email = (SELECT email FROM accounts ORDER BY account_id LIMIT 1)");
    assert!(opened.store.account(one.id).await.is_ok());
    assert!(matches!(opened.store.account(two.id).await, Err(StoreFault::Sealed("accounts.email"))));

    meddle("UPDATE accounts SET person = email");
    assert!(matches!(opened.store.account(one.id).await, Err(StoreFault::Sealed("accounts.person"))));
    meddle("UPDATE accounts SET person = NULL, email = x'01'");
    assert!(matches!(opened.store.account(one.id).await, Err(StoreFault::Sealed("accounts.email"))));
}

#[test]
fn a_vault_needs_distinct_keys() {
    let lookup = Secret::new([1; 32]);
    assert_eq!(Vault::new(&[], &lookup).err(), Some(VaultFault::NoKey));
    let twice = [Secret::new([2; 32]), Secret::new([2; 32])];
    assert_eq!(Vault::new(&twice, &lookup).err(), Some(VaultFault::SameKey));
}

#[test]
fn look_ups_differ_by_kind_key_and_boundary() {
    use account_store::LookupKind::{Email, Phone};
    let vault = both::vault();
    let other = Vault::new(&[Secret::new([7; 32])], &Secret::new([10; 32])).expect("a vault");
    assert_eq!(vault.lookup(Email, "a"), vault.lookup(Email, "a"));
    assert_ne!(vault.lookup(Email, "a"), vault.lookup(Phone, "a"));
    assert_ne!(vault.lookup(Email, "a"), other.lookup(Email, "a"));
}

/// Not a test of its own: the process that the next test kills. It writes until it is killed, and prints the
/// number of each acknowledged batch.
#[tokio::test]
async fn writes_until_killed() {
    let Ok(path) = std::env::var("ACCOUNT_STORE_KILLED") else { return };
    let store = open(&format!("sqlite:{path}")).await;
    for n in 0_u8..=250 {
        let mut batch = store.batch();
        batch.insert_ticket(&ticket(n));
        if n % 2 == 0 {
            batch.relaxed();
        }
        store.write(batch).await.expect("written");
        println!("acknowledged {n}");
    }
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    use std::io::BufRead as _;
    let directory = tempfile::TempDir::new().expect("a directory");
    let path = directory.path().join("killed.db");
    let mut victim = Command::new(std::env::current_exe().expect("this test's program"))
        .args(["--exact", "writes_until_killed", "--nocapture"])
        .env("ACCOUNT_STORE_KILLED", &path)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a second process");
    let mut acknowledged = Vec::new();
    let output = std::io::BufReader::new(victim.stdout.take().expect("its output"));
    for line in output.lines().map_while(Result::ok) {
        if let Some((_, number)) = line.split_once("acknowledged ") {
            acknowledged.push(number.parse::<u8>().expect("a number"));
        }
        if acknowledged.len() == 60 {
            victim.kill().expect("killed");
        }
    }
    victim.wait().expect("ended");
    assert!(acknowledged.len() >= 60);
    let store = open(&format!("sqlite:{}", path.display())).await;
    for n in acknowledged {
        assert!(store.ticket(ticket(n).id, NOW).await.expect("read").is_some(), "ticket {n} was lost");
    }
}
