use std::collections::BTreeSet;
use std::fs;
use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokens::{KeyState, SigningAlgorithm, SigningKey};
use vocabulary::Instant;

use super::*;

const PRODUCTION: &str = include_str!("../../../../deploy/production.toml");

fn variables(pairs: &[(&str, &str)]) -> Layer {
    Layer::Variables(pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect())
}

/// The secrets that the example leaves to files.
fn secrets() -> Layer {
    let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let empty = [
        "database.url",
        "secrets.sealing_keys",
        "secrets.lookup_key",
        "secrets.token_key",
        "secrets.form_key",
    ]
    .into_iter()
    .chain(["messages.email.smtp_password", "messages.text.api_key", "messages.call.token"])
    .chain(["pds.api_key", "pds.private_key", "audit.signing_key"])
    .chain(["gp.token", "id_check.token", "id_check.webhook_secret"]);
    let mut pairs: Vec<(String, String)> = Vec::new();
    for name in empty {
        let variable = format!("NHS_LOGIN__{}", name.replace('.', "__").to_uppercase());
        let value = match name {
            "database.url" => "postgres://nhs-login@db.example/nhs-login",
            "messages.email.smtp_password" | "messages.call.token" | "pds.api_key" => "a password",
            "gp.token" | "id_check.token" => "a token",
            "id_check.webhook_secret" => "a secret of more than thirty-two characters",
            "pds.private_key" => private_key(),
            "audit.signing_key" => AUDIT_KEY,
            "messages.text.api_key" => {
                "live-00000000-0000-4000-8000-000000000001-00000000-0000-4000-8000-000000000002"
            }
            _ => key,
        };
        pairs.push((format!("{variable}_FILE"), String::new()));
        pairs.push((variable, value.to_owned()));
    }
    Layer::Variables(pairs)
}

/// A key pair in PEM, as `openssl genrsa` writes it.
fn private_key() -> &'static str {
    static PEM: OnceLock<String> = OnceLock::new();
    PEM.get_or_init(|| {
        let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
        let key = SigningKey::generate(SigningAlgorithm::Rs512, state).expect("a key is made");
        let der = STANDARD.encode(key.to_pkcs8_der().expect("a key has a form").expose());
        format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n")
    })
}

/// The key of RFC 8410 s10.
const AUDIT_KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----";

fn production(more: &[(&str, &str)]) -> Result<Config, ConfigFaults> {
    Config::load(&[Layer::Embedded(PRODUCTION), secrets(), variables(more)])
}

fn faulty_keys(result: Result<Config, ConfigFaults>) -> Vec<String> {
    result.err().map(|faults| faults.0.into_iter().map(|fault| fault.key).collect()).unwrap_or_default()
}

#[test]
fn the_defaults_name_every_key_the_program_knows_and_no_other() {
    let values = layers::merged(&[Layer::Embedded(DEFAULTS)]).unwrap();
    let named: BTreeSet<String> = values.keys().cloned().collect();
    let mut reader = Reader::new(values);
    let _ = Config::read(&mut reader);
    assert_eq!(*reader.known(), named);
}

#[test]
fn every_key_of_the_defaults_stands_under_a_comment() {
    let mut explained = false;
    for line in DEFAULTS.lines() {
        match line.chars().next() {
            Some('#') => explained = true,
            Some('[') | None => explained = false,
            _ => {}
        }
        let is_key = line.contains(" = ") && !line.starts_with([' ', '#']);
        let lengths_say_enough = ["minimum_length", "maximum_length", "capital_required"];
        let obvious = lengths_say_enough.iter().any(|key| line.starts_with(key))
            || ["smtp_", "notify_url", "voice_url", "token", "data_folder"]
                .iter()
                .any(|key| line.starts_with(key));
        assert!(!is_key || explained || obvious, "{line}");
    }
}

#[test]
fn the_production_example_is_accepted_with_its_secrets() {
    assert_eq!(faulty_keys(production(&[])), Vec::<String>::new());
}

#[test]
fn everything_sandbox_only_is_refused_in_production_and_listed_at_once() {
    let faults = production(&[
        ("NHS_LOGIN__ISSUER", "http://login.example"),
        ("NHS_LOGIN__LISTEN__OPERATOR", "127.0.0.1:8081"),
        ("NHS_LOGIN__PROXY__BEHIND_PROXY", "false"),
        ("NHS_LOGIN__PROXY__TRUSTED", ""),
        ("NHS_LOGIN__PASSWORDS__MEMORY_KIB", "64"),
        ("NHS_LOGIN__MESSAGES__CALL__TRANSPORT", "sandbox"),
        ("NHS_LOGIN__MESSAGES__EMAIL__SMTP_SECURITY", "plain"),
        ("NHS_LOGIN__MESSAGES__SUPPORT_MAILBOX", ""),
        ("NHS_LOGIN__MESSAGES__TEXT__NOTIFY_URL", "http://notify.example"),
        ("NHS_LOGIN__SANDBOX__STATIC_CODE", "190696"),
        ("NHS_LOGIN__SANDBOX__SEED", "true"),
        ("NHS_LOGIN__SANDBOX__FAULT_INJECTION", "true"),
        ("NHS_LOGIN__SANDBOX__DEMO_PARTNER", "localhost:8090"),
        ("NHS_LOGIN__SANDBOX__NOTIFY_SIMULATOR", "localhost:8100"),
        ("NHS_LOGIN__SANDBOX__PDS_SIMULATOR", "localhost:8103"),
        ("NHS_LOGIN__SANDBOX__GP_SIMULATOR", "localhost:8104"),
        ("NHS_LOGIN__GP__URL", "http://gp.example"),
        ("NHS_LOGIN__GP__TOKEN", "a token"),
        ("NHS_LOGIN__PDS__BASE_URL", "http://pds.example"),
        ("NHS_LOGIN__PDS__TOKEN_URL", ""),
    ]);
    assert_eq!(
        faulty_keys(faults),
        [
            "gp.url",
            "issuer",
            "listen.operator_address",
            "messages.call.transport",
            "messages.email.smtp_security",
            "messages.support_mailbox",
            "messages.text.notify_url",
            "passwords.memory_kib",
            "pds.base_url",
            "pds.token_url",
            "sandbox.demo_partner",
            "sandbox.fault_injection",
            "sandbox.gp_simulator",
            "sandbox.notify_simulator",
            "sandbox.pds_simulator",
            "sandbox.seed",
            "sandbox.static_code",
            "tls.certificate",
        ]
    );
}

#[test]
fn operators_come_by_https_in_production_and_from_the_same_machine_in_a_sandbox() {
    let console = ("NHS_LOGIN__LISTEN__OPERATOR", "0.0.0.0:8081");
    let address = |address| ("NHS_LOGIN__LISTEN__OPERATOR_ADDRESS", address);
    assert_eq!(faulty_keys(production(&[console, address("https://console.example")])), Vec::<String>::new());
    for plain in ["", "http://console.example"] {
        assert_eq!(
            faulty_keys(production(&[console, address(plain)])),
            ["listen.operator_address"],
            "{plain}"
        );
    }
    let sandbox = Config::load(&[Layer::Embedded(SANDBOX), variables(&[console])]);
    assert!(faulty_keys(sandbox).contains(&"listen.operator".to_owned()));
}

#[test]
fn partners_come_by_https_and_log_in_in_production_and_without_a_log_in_from_the_same_machine_only() {
    let pages = ("NHS_LOGIN__LISTEN__PARTNER", "0.0.0.0:8083");
    let address = |address| ("NHS_LOGIN__PARTNER_PAGES__URL", address);
    assert_eq!(faulty_keys(production(&[pages, address("https://partners.example")])), Vec::<String>::new());
    assert_eq!(faulty_keys(production(&[pages, address("")])), ["partner_pages.url"]);
    let open = ("NHS_LOGIN__PARTNER_PAGES__LOG_IN", "false");
    assert_eq!(faulty_keys(production(&[open])), ["partner_pages.log_in"]);
    let sandbox = |more: &[_]| Config::load(&[Layer::Embedded(SANDBOX), variables(more)]);
    assert!(faulty_keys(sandbox(&[pages])).contains(&"listen.partner".to_owned()));
    let with_log_in = ("NHS_LOGIN__PARTNER_PAGES__LOG_IN", "true");
    assert!(!faulty_keys(sandbox(&[pages, with_log_in])).contains(&"listen.partner".to_owned()));
}

#[test]
fn unknown_keys_and_wrong_kinds_are_faults_with_their_key() {
    let file =
        "[limits]\nwrong_passwords = \"many\"\nwrong_pasword = 5\n[log]\nformat = 7\nlevel = \"loud\"\n";
    let result = Config::load(&[Layer::Embedded(PRODUCTION), secrets(), Layer::Text(file.to_owned())]);
    assert_eq!(
        faulty_keys(result),
        ["limits.wrong_passwords", "limits.wrong_pasword", "log.format", "log.level"]
    );
}

#[test]
fn a_fault_never_shows_the_value() {
    let faults = production(&[("NHS_LOGIN__SECRETS__LOOKUP_KEY", "hunter2")]).unwrap_err();
    assert_eq!(faults.0.len(), 1);
    assert!(!faults.to_string().contains("hunter2"));
    assert!(
        faults.to_string().contains("secrets.lookup_key must be 32 bytes in base64 (set in the environment)")
    );
}

#[test]
fn a_second_person_approves_registrations_unless_it_is_switched_off() {
    let required = production(&[]).unwrap().registry;
    assert_eq!(required.second_person, identity::SecondPerson::Required);
    assert_eq!(required.key_warning, Lifetime::days(30));
    let off = production(&[("NHS_LOGIN__CLIENTS__SECOND_PERSON", "false")]).unwrap().registry;
    assert_eq!(off.second_person, identity::SecondPerson::SwitchedOff);
    let faults = production(&[
        ("NHS_LOGIN__CLIENTS__SECOND_PERSON", "sometimes"),
        ("NHS_LOGIN__CLIENTS__KEY_WARNING_DAYS", "0"),
    ]);
    assert_eq!(faulty_keys(faults), ["clients.key_warning_days", "clients.second_person"]);
}

#[test]
fn every_fault_about_pds_is_found_at_once() {
    let faults = production(&[
        ("NHS_LOGIN__PDS__API_KEY", ""),
        ("NHS_LOGIN__PDS__KEY_ID", ""),
        ("NHS_LOGIN__PDS__PRIVATE_KEY", "no key"),
        ("NHS_LOGIN__PDS__REQUEST_SECONDS", "10"),
        ("NHS_LOGIN__PDS__RETRIES", "many"),
    ]);
    assert_eq!(faulty_keys(faults), ["pds.api_key", "pds.budget_seconds", "pds.key_id", "pds.retries"]);
    let faults = production(&[("NHS_LOGIN__PDS__PRIVATE_KEY", "no key")]);
    assert_eq!(faulty_keys(faults), ["pds.private_key"]);
}

#[test]
fn a_provider_that_is_not_named_is_not_there_and_one_half_named_is_a_fault() {
    let whole = production(&[]).unwrap().providers;
    assert!(whole.gp.is_some() && whole.id_check.is_some() && whole.virus_scan.is_some());
    let none = [
        ("NHS_LOGIN__GP__URL", ""),
        ("NHS_LOGIN__GP__TOKEN", ""),
        ("NHS_LOGIN__ID_CHECK__URL", ""),
        ("NHS_LOGIN__ID_CHECK__TOKEN", ""),
        ("NHS_LOGIN__ID_CHECK__WEBHOOK_SECRET", ""),
        ("NHS_LOGIN__VIRUS_SCAN__ADDRESS", ""),
    ];
    let providers = production(&none).unwrap().providers;
    assert!(providers.gp.is_none() && providers.id_check.is_none() && providers.virus_scan.is_none());
    let faults = production(&[
        ("NHS_LOGIN__GP__URL", "https://gp.example"),
        ("NHS_LOGIN__GP__TOKEN", ""),
        ("NHS_LOGIN__ID_CHECK__URL", ""),
        ("NHS_LOGIN__ID_CHECK__TOKEN", "a token"),
        ("NHS_LOGIN__ID_CHECK__WEBHOOK_SECRET", "too short"),
        ("NHS_LOGIN__ID_CHECK__SHARE_PERCENT", "101"),
        ("NHS_LOGIN__VIRUS_SCAN__ADDRESS", "3310"),
    ]);
    assert_eq!(
        faulty_keys(faults),
        [
            "gp.token",
            "id_check.share_percent",
            "id_check.url",
            "id_check.webhook_secret",
            "virus_scan.address"
        ]
    );
    let named = production(&[
        ("NHS_LOGIN__GP__URL", "https://gp.example"),
        ("NHS_LOGIN__GP__TOKEN", "a token"),
        ("NHS_LOGIN__ID_CHECK__URL", "https://checks.example"),
        ("NHS_LOGIN__ID_CHECK__TOKEN", "a token"),
        ("NHS_LOGIN__VIRUS_SCAN__ADDRESS", "127.0.0.1:3310"),
    ]);
    let named = named.unwrap();
    assert!(named.gp().unwrap().is_some() && named.id_check().unwrap().is_some());
    assert!(named.virus_scan().is_some() && named.providers.id_check_share_percent == 80);
}

#[test]
fn operators_have_some_sessions_invitations_end_and_blocked_domains_are_domains() {
    let faults = production(&[
        ("NHS_LOGIN__OPERATORS__SESSIONS", "0"),
        ("NHS_LOGIN__OPERATORS__INVITATION_HOURS", "169"),
        ("NHS_LOGIN__REGISTRATION__BLOCKED_EMAIL_DOMAINS", "throwaway.example,no domain"),
    ]);
    assert_eq!(
        faulty_keys(faults),
        ["operators.invitation_hours", "operators.sessions", "registration.blocked_email_domains"]
    );
    let config = production(&[
        ("NHS_LOGIN__OPERATORS__SESSIONS", "1"),
        ("NHS_LOGIN__REGISTRATION__BLOCKED_EMAIL_DOMAINS", "Bücher.Example"),
    ]);
    let config = config.unwrap();
    assert_eq!((config.access.sessions, config.access.invitation), (1, Lifetime::hours(24)));
    assert_eq!(config.refused.email_domains, ["xn--bcher-kva.example"]);
}

#[test]
fn a_secret_may_stand_in_a_file_but_not_in_both_places() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.key");
    fs::write(&path, "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n").unwrap();
    let path = path.to_str().unwrap();
    let config =
        production(&[("NHS_LOGIN__SECRETS__FORM_KEY", ""), ("NHS_LOGIN__SECRETS__FORM_KEY_FILE", path)]);
    assert_eq!(config.unwrap().secrets.form.expose(), &[1; 32]);
    let both = production(&[("NHS_LOGIN__SECRETS__FORM_KEY_FILE", path)]);
    assert_eq!(faulty_keys(both), ["secrets.form_key_file"]);
    let missing = production(&[
        ("NHS_LOGIN__SECRETS__TOKEN_KEY_FILE", "/nowhere"),
        ("NHS_LOGIN__SECRETS__TOKEN_KEY", ""),
    ]);
    assert!(faulty_keys(missing).contains(&"secrets.token_key_file".to_owned()));
}

#[test]
fn a_configuration_file_that_does_not_exist_is_named() {
    let faults = Config::load(&[Layer::File("/nowhere/nhs-login.toml".into())]).unwrap_err();
    assert!(faults.to_string().contains("/nowhere/nhs-login.toml"));
}

#[cfg(feature = "sandbox")]
#[test]
fn the_sandbox_needs_nothing_but_generated_secrets() {
    let key = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    let names = ["SEALING_KEYS", "LOOKUP_KEY", "TOKEN_KEY", "FORM_KEY"];
    let generated = names.map(|name| (format!("NHS_LOGIN__SECRETS__{name}"), key.to_owned()));
    let config = Config::load(&[Layer::Embedded(SANDBOX), Layer::Variables(generated.to_vec())]).unwrap();
    assert!(config.sandbox.is_some_and(|sandbox| sandbox.seed && sandbox.simulators.smtp.is_some()));
    assert_eq!(config.place.issuer.as_str(), "http://localhost:8080");
}

#[test]
fn an_issuer_has_no_path_and_no_slash_at_the_end() {
    for bad in [
        "login.example",
        "https://login.example/",
        "https://login.example/x",
        "https://u@login.example",
        "ftp://x",
    ] {
        assert!(Issuer::try_from(bad).is_err(), "{bad}");
    }
    let issuer = Issuer::try_from("http://localhost:0").unwrap().with_chosen_port(4711);
    assert_eq!(issuer.as_str(), "http://localhost:4711");
}

#[test]
fn listen_addresses_are_written_as_browsers_write_them() {
    let address = |text| ListenAddress::parse("listen.public", text).unwrap();
    assert_eq!(address("[::1]:8080").url(), "http://[::1]:8080");
    assert!(address("localhost:0").is_loopback() && address("[::1]:1").is_loopback());
    assert!(!address("0.0.0.0:443").is_loopback());
    for bad in ["8080", ":8080", "localhost", "localhost:99999"] {
        assert!(ListenAddress::parse("listen.public", bad).is_err(), "{bad}");
    }
}

#[test]
fn what_is_no_key_of_the_audit_is_refused() {
    let faults = production(&[
        ("NHS_LOGIN__AUDIT__SIGNING_KEY", "none"),
        ("NHS_LOGIN__AUDIT__FORMER_KEYS", AUDIT_KEY),
        ("NHS_LOGIN__AUDIT__CHECKPOINT_SECONDS", "0"),
    ]);
    assert_eq!(faulty_keys(faults), ["audit.checkpoint_seconds", "audit.former_keys", "audit.signing_key"]);
    let config = production(&[]).expect("no faults");
    let name = config.audit.key.expect("a key").public().key_id();
    assert_eq!(name.len(), 43, "{name}");
}

#[test]
fn keys_change_by_hand_or_by_a_schedule_that_leaves_time_for_its_notices() {
    assert_eq!(production(&[("NHS_LOGIN__KEYS__ROTATE_EVERY_DAYS", "0")]).unwrap().key_schedule, None);
    let schedule = production(&[]).unwrap().key_schedule.unwrap();
    let days = |lifetime: Lifetime| lifetime.whole_seconds() / 86_400;
    assert_eq!(
        [schedule.every, schedule.publish_before, schedule.announce_before].map(days),
        [90, 14, 14],
        "as the example and the defaults say"
    );
    let crowded = [("NHS_LOGIN__KEYS__ROTATE_EVERY_DAYS", "28")];
    assert_eq!(faulty_keys(production(&crowded)), ["keys.rotate_every_days"]);
    let no_time = [("NHS_LOGIN__KEYS__PUBLISH_BEFORE_DAYS", "0")];
    assert_eq!(faulty_keys(production(&no_time)), ["keys.publish_before_days"]);
}

#[test]
fn the_partner_pages_are_linked_to_by_https_in_production() {
    let url = |url| [("NHS_LOGIN__PARTNER_PAGES__URL", url)];
    let pages = production(&url("https://partners.example")).unwrap().partner_pages.url.unwrap();
    assert_eq!(pages.as_str(), "https://partners.example");
    for bad in ["http://partners.example", "https://partners.example/x", "partners"] {
        assert_eq!(faulty_keys(production(&url(bad))), ["partner_pages.url"], "{bad}");
    }
}
