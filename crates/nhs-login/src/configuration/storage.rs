//! The database and the keys that protect what is in it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vocabulary::Secret;

use crate::configuration::reader::{Reader, split};

/// Where rows are kept.
#[derive(Debug, Clone)]
pub struct Database {
    /// `sqlite:PATH` or `postgres://…`; may hold a password.
    pub url: Secret<String>,
    /// Connections that read (SQLite), or connections in the pool (PostgreSQL).
    pub connections: u32,
}

/// The keys.
#[derive(Debug, Clone)]
pub struct Secrets {
    /// Seal personal data at rest: the first one seals, all of them open.
    pub sealing: Vec<Secret<[u8; 32]>>,
    /// Makes the keyed look-ups by email, phone and NHS number. Changing it loses every account.
    pub lookup: Secret<[u8; 32]>,
    /// Derives refresh tokens and the digests of codes.
    pub token: Secret<[u8; 32]>,
    /// Signs the hidden field of forms.
    pub form: Secret<[u8; 32]>,
}

pub(crate) fn read_database(reader: &mut Reader) -> Option<Database> {
    let url = reader.secret("database.url");
    let connections = reader.number("database.connections", 1..=200);
    let Some(url) = url else {
        reader.fault(
            "database.url",
            "must be set, like sqlite:/var/lib/nhs-login/nhs-login.db or postgres://…",
        );
        return None;
    };
    let known = ["sqlite:", "postgres://", "postgresql://"];
    if !known.iter().any(|scheme| url.expose().starts_with(scheme)) {
        reader.fault("database.url", "must start with sqlite: or postgres://");
    }
    Some(Database { url, connections })
}

pub(crate) fn read_secrets(reader: &mut Reader) -> Option<Secrets> {
    let sealing = sealing(reader);
    let lookup = key(reader, "secrets.lookup_key");
    let token = key(reader, "secrets.token_key");
    let form = key(reader, "secrets.form_key");
    Some(Secrets { sealing: sealing?, lookup: lookup?, token: token?, form: form? })
}

fn key(reader: &mut Reader, name: &str) -> Option<Secret<[u8; 32]>> {
    let Some(text) = reader.secret(name) else {
        reader.fault(name, "must be set: 32 bytes in base64, as `openssl rand -base64 32` prints them");
        return None;
    };
    let bytes = decoded(text.expose());
    if bytes.is_none() {
        reader.fault(name, "must be 32 bytes in base64");
    }
    bytes
}

fn decoded(text: &str) -> Option<Secret<[u8; 32]>> {
    let bytes = Secret::new(STANDARD.decode(text).ok()?);
    <[u8; 32]>::try_from(bytes.expose().as_slice()).ok().map(Secret::new)
}

fn sealing(reader: &mut Reader) -> Option<Vec<Secret<[u8; 32]>>> {
    const NAME: &str = "secrets.sealing_keys";
    let Some(text) = reader.secret(NAME) else {
        reader.fault(
            NAME,
            "must be set: 32 bytes in base64; after a rotation the new key, a comma, the old one",
        );
        return None;
    };
    let keys: Option<Vec<_>> = split(text.expose()).iter().map(|item| decoded(item)).collect();
    let keys = keys.filter(|keys| !keys.is_empty());
    if keys.is_none() {
        reader.fault(NAME, "must be 32 bytes in base64 each, separated by commas or line ends");
    }
    keys
}
