#![cfg(feature = "sandbox")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! The program as an operator meets it: it starts, keeps what it made, delivers, and stops.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use account_store::{OutboxMessage, OutboxState};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use identity::{Chance, Clock, SystemChance, SystemClock};
use nhs_login::command::{ActArgument, ClientsCommand, ConfigArgument, KeysCommand};
use nhs_login::configuration::{Config, Layer};
use nhs_login::{Administration, House, RunningHouse};
use tokens::{KeyState, SigningAlgorithm, SigningKey};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use vocabulary::{Channel, IncidentNumber, Instant, MessageId, MessageKind, Secret};

async fn start(folder: &Path, more: &str) -> RunningHouse {
    let config = Config::sandbox_for_tests(folder, more).unwrap();
    House::start(config, Arc::new(SystemClock), Arc::new(SystemChance)).await.unwrap()
}

/// One request as a stranger sends it; the whole answer as text.
async fn get(url: &str) -> String {
    let (host, path) = url.trim_start_matches("http://").split_once('/').unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    exchange(host, &request).await
}

async fn exchange(host: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(host).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn message(
    number: u8,
    kind: MessageKind,
    channel: Channel,
    recipient: &str,
    house: &RunningHouse,
) -> OutboxMessage {
    let now = house.identity().now();
    OutboxMessage {
        id: MessageId::from_bytes([number; 16]),
        kind,
        channel,
        recipient: Secret::new(recipient.to_owned()),
        content: Some(Secret::new(r#"{"code":"314159"}"#.to_owned())),
        created_at: now,
        due_at: now,
        attempts: 0,
        state: OutboxState::Waiting { lease_until: None },
        outcome: None,
    }
}

/// The message once it waits no more. The bound only keeps a broken build from hanging.
async fn settled(house: &RunningHouse, id: MessageId) -> OutboxMessage {
    let settle = async {
        loop {
            let found = house.identity().store().message(id).await.unwrap().unwrap();
            if !matches!(found.state, OutboxState::Waiting { .. }) {
                return found;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), settle).await.expect("the message is delivered or given up")
}

#[tokio::test]
async fn it_answers_the_balancer_and_prometheus() {
    let folder = tempfile::tempdir().unwrap();
    let house = start(folder.path(), "").await;
    let issuer = house.addresses().issuer.clone();
    assert!(!issuer.ends_with(":0"), "the issuer has the chosen port: {issuer}");
    assert!(get(&format!("{issuer}/health/live")).await.starts_with("HTTP/1.1 200"));
    assert!(get(&format!("{issuer}/health/ready")).await.starts_with("HTTP/1.1 200"));
    let metrics = get(&house.addresses().metrics.clone().unwrap()).await;
    assert!(metrics.contains("nhs_login_password_queue_waiting 0"), "{metrics}");
    house.shutdown().await;
}

#[tokio::test]
async fn a_second_start_keeps_everything() {
    let folder = tempfile::tempdir().unwrap();
    let seeding = "[sandbox]\nseed = true\n";
    let first = start(folder.path(), seeding).await;
    let people = first.identity().sandbox_people().await.unwrap().len();
    let keys: Vec<String> = first.identity().signing_keys().into_iter().map(|key| key.key_id).collect();
    assert!(people >= 11);
    first.shutdown().await;
    let second = start(folder.path(), seeding).await;
    assert_eq!(second.identity().sandbox_people().await.unwrap().len(), people);
    let kept: Vec<String> = second.identity().signing_keys().into_iter().map(|key| key.key_id).collect();
    assert_eq!(kept, keys);
    assert_eq!(second.identity().clients().await.unwrap().len(), 1);
    second.shutdown().await;
}

#[tokio::test]
async fn a_shutdown_leaves_one_file_of_the_database() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path(), "").await.shutdown().await;
    let entries = std::fs::read_dir(folder.path()).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let database: Vec<String> = names.filter(|name| name.starts_with("nhs-login.db")).collect();
    assert_eq!(database, ["nhs-login.db"]);
}

/// The production example, on the database of the sandbox in `folder` and with that sandbox's keys.
fn production_on(folder: &Path) -> Config {
    let secrets = folder.join("secrets");
    std::fs::create_dir_all(&secrets).unwrap();
    let key = |byte: u8| STANDARD.encode([byte; 32]);
    let text = || "a secret".to_owned();
    let notify = "live-00000000-0000-4000-8000-000000000001-00000000-0000-4000-8000-000000000002";
    for (file, secret) in [
        ("database-url", format!("sqlite:{}/nhs-login.db", folder.display())),
        ("sealing-keys", key(1)),
        ("lookup-key", key(2)),
        ("token-key", key(3)),
        ("form-key", key(4)),
        ("smtp-password", text()),
        ("voice-token", text()),
        ("notify-api-key", notify.to_owned()),
        ("pds-api-key", text()),
        ("audit-key.pem", AUDIT_KEY.to_owned()),
        ("gp-token", text()),
        ("id-check-token", text()),
        ("id-check-webhook-secret", "a secret of more than thirty-two characters".to_owned()),
        ("pds-private-key.pem", private_key()),
    ] {
        std::fs::write(secrets.join(file), secret).unwrap();
    }
    let example = include_str!("../../../deploy/production.toml");
    let example = example.replace("/etc/nhs-login/secrets", &secrets.display().to_string());
    let evidence = folder.join("evidence").display().to_string();
    let example = example.replace("s3://nhs-login-evidence/photo-id", &evidence);
    let example = example.replace("0.0.0.0:8080", "127.0.0.1:0").replace("127.0.0.1:9464", "127.0.0.1:0");
    Config::load(&[Layer::Text(example)]).unwrap()
}

/// The key of RFC 8410 s10.
const AUDIT_KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----";

fn private_key() -> String {
    let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
    let key = SigningKey::generate(SigningAlgorithm::Rs512, state).unwrap();
    let der = STANDARD.encode(key.to_pkcs8_der().unwrap().expose());
    format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n")
}

#[tokio::test]
async fn production_refuses_a_database_with_people_whose_code_everybody_knows() {
    let folder = tempfile::tempdir().unwrap();
    let start_production = async || {
        let config = production_on(folder.path());
        House::start(config, Arc::new(SystemClock), Arc::new(SystemChance)).await
    };
    start(folder.path(), "[sandbox]\ndemo_partner = \"\"\n").await.shutdown().await;
    start_production().await.unwrap().shutdown().await;
    start(folder.path(), "[sandbox]\ndemo_partner = \"\"\nseed = true\n").await.shutdown().await;
    let told = start_production().await.err().unwrap().to_string();
    assert!(told.contains("a security code that is always the same"), "{told}");
}

#[tokio::test]
async fn messages_reach_their_providers_once_and_in_the_service_s_words() {
    let folder = tempfile::tempdir().unwrap();
    let house = start(folder.path(), "").await;
    let messages = [
        message(1, MessageKind::TextCode, Channel::Text, "+447700900101", &house),
        message(2, MessageKind::CallCode, Channel::Call, "+442079460102", &house),
        message(3, MessageKind::ConfirmEmail, Channel::Email, "nina.newcombe@patients.example", &house),
    ];
    let mut batch = house.identity().store().batch();
    for message in &messages {
        batch.insert_message(message);
    }
    house.identity().store().write(batch).await.unwrap();
    for message in &messages {
        let settled = settled(&house, message.id).await;
        assert_eq!(settled.outcome.as_deref(), Some("delivered"), "{:?}", settled.kind);
        assert!(settled.content.is_some(), "a sandbox keeps it for its outbox page");
    }
    let simulators = house.simulators().unwrap();
    let texts = simulators.notify.texts();
    assert_eq!(texts.len(), 1);
    assert!(texts[0].body.contains("314159"), "{}", texts[0].body);
    assert_eq!(texts[0].reference.as_deref(), Some(messages[0].id.to_string().as_str()));
    assert_eq!(simulators.voice.calls().len(), 1);
    assert_eq!(simulators.smtp.emails().len(), 1);
    let metrics = get(&house.addresses().metrics.clone().unwrap()).await;
    assert!(metrics.contains(r#"deliveries_total{channel="text",outcome="delivered"} 1"#), "{metrics}");
    house.shutdown().await;
}

#[tokio::test]
async fn a_text_that_was_accepted_without_an_answer_is_not_sent_again() {
    let folder = tempfile::tempdir().unwrap();
    let house = start(folder.path(), "").await;
    let lost = message(4, MessageKind::TextCode, Channel::Text, "+447700900104", &house);
    house.simulators().unwrap().notify.faults().add(simulators::Fault::AcceptedThenCut);
    let mut batch = house.identity().store().batch();
    batch.insert_message(&lost);
    house.identity().store().write(batch).await.unwrap();
    let settled = settled(&house, lost.id).await;
    assert!(matches!(settled.state, OutboxState::Delivered { .. }));
    assert_eq!(settled.attempts, 2);
    assert_eq!(house.simulators().unwrap().notify.texts().len(), 1);
    house.shutdown().await;
}

#[tokio::test]
async fn failures_are_ordered_from_outside_only_where_the_configuration_says_so() {
    for (may_order, status) in [(false, "404 Not Found"), (true, "204 No Content")] {
        let folder = tempfile::tempdir().unwrap();
        let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let more = format!("[sandbox]\nnotify_simulator = \"{place}\"\nfault_injection = {may_order}\n");
        let house = start(folder.path(), &more).await;
        let order = r#"{"faults":["busy"]}"#;
        let head = format!("Host: {place}\r\nContent-Type: application/json\r\nConnection: close");
        let request = format!(
            "POST /simulator/faults HTTP/1.1\r\n{head}\r\nContent-Length: {}\r\n\r\n{order}",
            order.len()
        );
        let answer = exchange(&place.to_string(), &request).await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{may_order}: {answer}");
        let text = message(4, MessageKind::TextCode, Channel::Text, "+447700900104", &house);
        let mut batch = house.identity().store().batch();
        batch.insert_message(&text);
        house.identity().store().write(batch).await.unwrap();
        let attempts = settled(&house, text.id).await.attempts;
        assert_eq!(attempts, if may_order { 2 } else { 1 });
        house.shutdown().await;
    }
}

#[tokio::test]
async fn a_code_that_is_over_is_given_up_and_blanked() {
    let folder = tempfile::tempdir().unwrap();
    let house = start(folder.path(), "").await;
    let mut late = message(5, MessageKind::TextCode, Channel::Text, "+447700900104", &house);
    late.created_at = late.created_at.before(vocabulary::Lifetime::minutes(6));
    let mut batch = house.identity().store().batch();
    batch.insert_message(&late);
    house.identity().store().write(batch).await.unwrap();
    let settled = settled(&house, late.id).await;
    assert!(matches!(settled.state, OutboxState::Abandoned { .. }));
    assert_eq!(settled.outcome.as_deref(), Some("expired"));
    assert!(settled.content.is_none());
    assert!(house.simulators().unwrap().notify.texts().is_empty());
    house.shutdown().await;
}

#[tokio::test]
async fn a_port_in_use_is_told_with_the_key_that_changes_it() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let more = format!("[sandbox]\ndemo_partner = \"127.0.0.1:{port}\"\n");
    let config = Config::sandbox_for_tests(folder.path(), &more).unwrap();
    let start = House::start(config, Arc::new(SystemClock), Arc::new(SystemChance)).await;
    let told = start.err().unwrap().to_string();
    for words in [&port.to_string(), "sandbox.demo_partner", "NHS_LOGIN__SANDBOX__DEMO_PARTNER"] {
        assert!(told.contains(words), "{told}");
    }
}

async fn administer(folder: &Path, act: &str) -> Result<String, String> {
    let config = Box::new(Config::sandbox_for_tests(folder, "").unwrap());
    let mut out = Vec::new();
    let (clock, chance): (Arc<dyn Clock>, Arc<dyn Chance>) = (Arc::new(SystemClock), Arc::new(SystemChance));
    let mut desk = Administration { config: &config, clock, chance, out: &mut out };
    let clients = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../config/clients");
    let incident = IncidentNumber::try_from("INC-1").unwrap();
    let import = ClientsCommand::Import {
        paths: vec![clients],
        dry_run: false,
        incident: None,
        config: ConfigArgument::default(),
    };
    let done = match act {
        "migrate" => desk.migrate().await,
        "list keys" => desk.list_keys().await,
        "rotate" => desk.rotate_keys(false, &incident).await,
        "rotate now" => desk.rotate_keys(true, &incident).await,
        "announce" => desk.announce_key(0, 1, &incident).await,
        "announce too close" => desk.announce_key(1, 0, &incident).await,
        "publish" => desk.publish_key(false, &incident).await,
        "schedule" => desk.obey_about_keys(KeysCommand::Schedule(ConfigArgument::default())).await,
        "fetched" => {
            let config = ConfigArgument::default();
            desk.obey_about_keys(KeysCommand::Fetched { key: None, config }).await
        }
        "rehearse" | "end" => {
            let (client_id, end) = ("example-app".to_owned(), act == "end");
            let act = ActArgument { incident, config: ConfigArgument::default() };
            desk.obey_about_keys(KeysCommand::Rehearse { client_id, minutes: 5, end, act }).await
        }
        "import" => desk.obey_about_clients(import).await,
        other => panic!("no such act: {other}"),
    };
    done.map(|()| String::from_utf8(out).unwrap()).map_err(|error| error.to_string())
}

#[tokio::test]
async fn keys_rotate_when_partners_can_know_the_next_one_or_in_an_emergency() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    administer(folder, "migrate").await.unwrap();
    assert!(administer(folder, "rotate").await.unwrap_err().contains("--force"));
    let listed = administer(folder, "rotate now").await.unwrap();
    for state in ["published", "signing", "retired"] {
        assert!(listed.contains(state), "{listed}");
    }
    assert_eq!(administer(folder, "list keys").await.unwrap().lines().count(), 4);
}

#[tokio::test]
async fn keys_are_announced_published_and_rehearsed_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    administer(folder, "migrate").await.unwrap();
    administer(folder, "import").await.unwrap();
    assert!(administer(folder, "publish").await.unwrap_err().contains("no key is announced"));
    assert!(administer(folder, "announce too close").await.unwrap_err().contains("at least an hour"));
    let announced = administer(folder, "announce").await.unwrap();
    assert!(announced.contains("announced") && announced.contains("published from"), "{announced}");
    assert!(administer(folder, "announce").await.unwrap_err().contains("already"));
    let schedule = administer(folder, "schedule").await.unwrap();
    assert!(schedule.contains("rotate_every_days is 0") && schedule.contains("publish "), "{schedule}");
    assert!(administer(folder, "publish").await.unwrap().contains("Published."));
    let fetched = administer(folder, "fetched").await.unwrap();
    assert!(fetched.contains("no calls") && fetched.contains("inferred"), "{fetched}");
    assert!(administer(folder, "rehearse").await.unwrap().contains("Tokens of example-app are signed by"));
    assert!(administer(folder, "rehearse").await.unwrap_err().contains("goes on"));
    assert!(administer(folder, "end").await.unwrap().contains("Ended."));
    assert!(administer(folder, "end").await.unwrap_err().contains("no rehearsal"));
}
