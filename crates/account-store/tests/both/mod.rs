//! A store on each database, and rows to put into it.
#![expect(dead_code, reason = "each suite uses its part of it")]

use std::time::Duration;

use account_store::{
    Account, Batch, ClientDraft, Decision, Grant, NewCase, Options, Store, Ticket, Vault, WriteFault,
};
use tempfile::TempDir;
use vocabulary::{
    AccountId, CaseId, CaseStatus, ChangedBy, CheckRoute, ClientDocument, ClientId, CredentialSet, Digest,
    DraftId, DraftState, EmailAddress, GrantId, Instant, Lifetime, OperatorId, ProofingLevel, RedirectUri,
    ScopeSet, Secret, Subject, TicketId, VectorOfTrust,
};

/// An hour that no test depends on.
pub(crate) const NOW: Instant = Instant::from_seconds(1_800_000_000);

/// The keys of every test's store.
pub(crate) fn vault() -> Vault {
    Vault::new(&[Secret::new([7; 32])], &Secret::new([9; 32])).expect("a vault")
}

fn options() -> Options {
    let mut options = Options::new(vault());
    options.connections = 8;
    options.patience = Duration::from_mins(1);
    options
}

/// An open store, with the directory it stands in.
pub(crate) struct Opened {
    pub(crate) store: Store,
    pub(crate) url: String,
    pub(crate) directory: Option<TempDir>,
}

/// A migrated SQLite file that goes when the value does.
pub(crate) async fn sqlite() -> Option<Opened> {
    let directory = TempDir::new().expect("a directory");
    let url = format!("sqlite:{}", directory.path().join("in/accounts.db").display());
    let store = open(&url).await;
    Some(Opened { store, url, directory: Some(directory) })
}

/// A migrated database on the test's own server; nothing when that is skipped on purpose.
pub(crate) async fn postgres() -> Option<Opened> {
    let url = postgres_cluster::shared()?.fresh_database();
    let store = open(&url).await;
    Some(Opened { store, url, directory: None })
}

/// Opens and migrates.
pub(crate) async fn open(url: &str) -> Store {
    let store = Store::open(url, options()).await.expect("the store opens");
    store.migrate(NOW).await.expect("the store migrates");
    store
}

/// Writes what `fill` puts into a batch; says whether it was written, or met a conflict.
pub(crate) async fn wrote(store: &Store, fill: impl FnOnce(&mut Batch)) -> bool {
    let mut batch = store.batch();
    fill(&mut batch);
    match store.write(batch).await {
        Ok(_) => true,
        Err(WriteFault::Conflict { .. }) => false,
        Err(WriteFault::Fault(fault)) => panic!("{fault}"),
    }
}

/// Opens without migrating, with these keys.
pub(crate) async fn open_with(url: &str, vault: Vault) -> Store {
    let mut options = options();
    options.vault = vault;
    Store::open(url, options).await.expect("the store opens")
}

/// One behaviour, on both databases.
macro_rules! on_both {
    ($($name:ident($opened:ident) $body:block)+) => {$(
        mod $name {
            use super::*;

            async fn behaviour($opened: &crate::both::Opened) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                if let Some(opened) = crate::both::sqlite().await {
                    behaviour(&opened).await;
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                if let Some(opened) = crate::both::postgres().await {
                    behaviour(&opened).await;
                }
            }
        }
    )+};
}
pub(crate) use on_both;

pub(crate) fn minutes(n: i64) -> Instant {
    NOW.after(Lifetime::minutes(n))
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::try_from(text).expect("an address")
}

pub(crate) fn client(text: &str) -> ClientId {
    ClientId::try_from(text).expect("a client id")
}

pub(crate) fn digest(n: u8) -> Digest {
    Digest::from_bytes([n; 32])
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// A registration that has begun, identified by `n`.
pub(crate) fn pending(n: u8, address: &str) -> Account {
    let subject = Subject::from_random([n; 16]);
    Account::pending(AccountId::from_bytes([n; 16]), subject, email(address), NOW)
}

/// A complete account, identified by `n`.
pub(crate) fn complete(n: u8, address: &str) -> Account {
    let mut account = pending(n, address);
    account.email_confirmed_at = Some(NOW);
    account.registered_at = Some(NOW);
    account
}

/// A grant of account `n`, with the code `digest(n)`.
pub(crate) fn grant(n: u8) -> Grant {
    Grant {
        id: GrantId::from_bytes([n; 16]),
        code_digest: digest(n),
        account_id: AccountId::from_bytes([n; 16]),
        client_id: client("app"),
        redirect_uri: RedirectUri::try_from("https://app.example/cb").expect("a URI"),
        scopes: ScopeSet::known_in("openid email"),
        vot: VectorOfTrust::try_from("P0.Cp.Cd").expect("a vector"),
        level: ProofingLevel::P0,
        nonce: Some("n-1".to_owned()),
        challenge: None,
        auth_time: NOW,
        session: Some(digest(n)),
        created_at: NOW,
        code_expires_at: NOW.after(Lifetime::CODE),
        redeemed_at: None,
        id_token_jti: None,
        generation: 0,
        generation_used: 0,
        refresh_until: None,
        revoked: None,
    }
}

/// A ticket identified by `n`.
pub(crate) fn ticket(n: u8) -> Ticket {
    Ticket {
        id: TicketId::from_bytes([n; 16]),
        client_id: client("app"),
        request: "{}".to_owned(),
        progress: Secret::new(b"{}".to_vec()),
        browser: None,
        version: 0,
        created_at: NOW,
        expires_at: minutes(60),
    }
}

/// A case of account `n`, identified by `n`.
pub(crate) fn case(n: u8) -> NewCase {
    NewCase {
        id: CaseId::from_bytes([n; 16]),
        account_id: AccountId::from_bytes([n; 16]),
        client_id: client("app"),
        draft: document("draft"),
        created_at: NOW,
    }
}

/// Puts account and case `n` into the queue of the checkers, `n` minutes after all began.
pub(crate) fn submit(batch: &mut Batch, n: u8, route: CheckRoute) {
    batch.insert_account(&complete(n, &format!("a{n}@example.org"))).insert_case(&case(n));
    batch.submit_case(case(n).id, 0, route, minutes(i64::from(n)));
}

pub(crate) fn document(text: &str) -> Secret<Vec<u8>> {
    Secret::new(text.as_bytes().to_vec())
}

pub(crate) fn operator(n: u8) -> OperatorId {
    OperatorId::from_bytes([n; 16])
}

/// A registration of client `id`.
pub(crate) fn registration(id: &str) -> ClientDocument {
    let json = format!(
        r#"{{"client_id": "{id}", "name": "App", "redirect_uris": ["https://app.example/cb"],
            "scopes": "openid", "vectors": ["P0.Cp.Cd"], "keys": []}}"#
    );
    serde_json::from_str(&json).expect("a document")
}

/// A draft of operator `n`, identified by `n`, for a new client.
pub(crate) fn client_draft(n: u8, id: &str) -> ClientDraft {
    ClientDraft {
        id: DraftId::from_bytes([n; 16]),
        client_id: client(id),
        document: registration(id),
        base: None,
        base_revision: 0,
        state: DraftState::Draft,
        changed_by: ChangedBy::Operator,
        author: operator(n),
        hands: vec![operator(n)],
        incident: None,
        note: String::new(),
        decided_by: None,
        created_at: NOW,
        changed_at: NOW,
        version: 0,
    }
}

/// An approval that can be taken back for five minutes.
pub(crate) fn approval(at: Instant) -> Decision {
    Decision {
        status: CaseStatus::Approved,
        reason: None,
        outcome: document("all yes"),
        at,
        reopen_until: at.after(Lifetime::minutes(5)),
    }
}

/// Password and device.
pub(crate) fn two_factors() -> CredentialSet {
    [vocabulary::Credential::Cp, vocabulary::Credential::Cd].into_iter().collect()
}
