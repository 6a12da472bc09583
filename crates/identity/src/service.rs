//! The service itself: what every use case works with.

use std::sync::{Arc, RwLock};

use account_store::{Batch, Store, StoreFault, WriteFault};
use credentials::{BrowserSecret, CodeSource, PasswordPool, csrf_token, is_csrf_token};
use tokio::sync::{Notify, Semaphore};
use vocabulary::{Client, EventId, Instant};

use crate::audit::keys::AuditKeys;
use crate::browser::Browser;
use crate::clock::{Chance, Clock, random};
use crate::discovery;
use crate::fault::Fault;
use crate::keys::Published;
use crate::notes::Notes;
use crate::notices::Board;
use crate::partner_pages::{Milestones, RecentRequests};
use crate::proving::Outside;
use crate::registry::Registry;
use crate::settings::{Secrets, Settings};

/// How many files are looked into at the same time: a photo takes up to 400 MB of memory for a moment.
const DECODERS: usize = 2;

/// What the service is made of.
pub struct Parts {
    /// What is remembered; migrated.
    pub store: Store,
    /// What an operator set.
    pub settings: Settings,
    /// Keys that are not signing keys.
    pub secrets: Secrets,
    /// The threads that check passwords.
    pub passwords: PasswordPool,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub chance: Arc<dyn Chance>,
    /// The services that proving asks.
    pub outside: Outside,
}

/// What the service does, for every door. Clones share everything.
#[derive(Clone)]
pub struct Identity(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) settings: Settings,
    pub(crate) secrets: Secrets,
    pub(crate) passwords: PasswordPool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) chance: Arc<dyn Chance>,
    pub(crate) outside: Outside,
    pub(crate) registry: Registry,
    pub(crate) board: Board,
    pub(crate) milestones: Milestones,
    /// In a sandbox only.
    pub(crate) recent_requests: Option<RecentRequests>,
    pub(crate) keys: RwLock<Arc<Published>>,
    pub(crate) notes: Notes,
    pub(crate) audit: AuditKeys,
    pub(crate) static_codes: Option<CodeSource>,
    pub(crate) mail: Notify,
    pub(crate) casework: Notify,
    /// Places for those who look into a file.
    pub(crate) decoders: Arc<Semaphore>,
    discovery: Arc<str>,
    trustmark: Arc<str>,
    pub(crate) vtm: String,
}

impl Identity {
    /// The service of these parts. Signing keys are loaded, and made when there are none yet.
    ///
    /// # Errors
    /// When the store fails or holds keys that cannot be read.
    pub async fn start(parts: Parts) -> Result<Self, Fault> {
        let Parts { store, mut settings, mut secrets, passwords, clock, chance, outside } = parts;
        if outside.pds.is_some() {
            settings.rules.proving = policy::Proving::Available;
        }
        let published = crate::keys::load_or_make(&store, &settings.issuer, clock.now()).await?;
        let audit_key = std::mem::take(&mut secrets.audit);
        let audit = crate::audit::keys::load_or_make(&store, audit_key, clock.now()).await?;
        let static_codes = match (&settings.static_code, settings.sandbox) {
            (Some(code), Some(sandbox)) => Some(CodeSource::fixed(code.clone(), sandbox)),
            _ => None,
        };
        Ok(Self(Arc::new(Inner {
            registry: Registry::new(store.clone(), settings.sandbox.is_some()),
            board: Board::new(store.clone()),
            keys: RwLock::new(published),
            notes: Notes::default(),
            audit,
            milestones: Milestones::new(settings.sandbox.is_some()),
            recent_requests: settings.sandbox.map(|_| RecentRequests::new()),
            discovery: discovery::discovery_json(&settings.issuer, &settings.profile).into(),
            trustmark: discovery::trustmark_json(&settings.issuer).into(),
            vtm: discovery::trustmark_uri(&settings.issuer),
            mail: Notify::new(),
            casework: Notify::new(),
            decoders: Arc::new(Semaphore::new(DECODERS)),
            static_codes,
            store,
            settings,
            secrets,
            passwords,
            clock,
            chance,
            outside,
        })))
    }

    /// What an operator set.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What is remembered: for the program's worker, which delivers messages and enforces retention.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// What time it is.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.clock.now()
    }

    /// Passwords waiting to be checked: for metrics.
    #[must_use]
    pub fn passwords_waiting(&self) -> usize {
        self.0.passwords.waiting()
    }

    /// Returns when a message was put into the outbox since the last call.
    pub async fn message_waiting(&self) {
        self.0.mail.notified().await;
    }

    /// Whether the service can do its work: for `/health/ready`.
    pub async fn is_ready(&self) -> bool {
        self.0.store.ping().await.is_ok()
    }

    /// The form token of this browser; none before it has a browser cookie.
    #[must_use]
    pub fn csrf_token(&self, browser: &Browser) -> Option<String> {
        Some(csrf_token(&self.0.secrets.forms, &browser_secret(browser)?))
    }

    /// Whether `presented` is this browser's form token. Constant time.
    #[must_use]
    pub fn csrf_matches(&self, browser: &Browser, presented: &str) -> bool {
        browser_secret(browser).is_some_and(|secret| is_csrf_token(&self.0.secrets.forms, &secret, presented))
    }

    /// The discovery document (F-9).
    #[must_use]
    pub fn discovery(&self) -> Arc<str> {
        Arc::clone(&self.0.discovery)
    }

    /// The JWKS document (F-10).
    #[must_use]
    pub fn jwks(&self) -> Arc<str> {
        Arc::clone(&self.0.published().jwks)
    }

    /// The trustmark of `host` (F-44); none when it is not the issuer's host.
    #[must_use]
    pub fn trustmark(&self, host: &str) -> Option<Arc<str>> {
        (host == discovery::issuer_host(&self.0.settings.issuer)).then(|| Arc::clone(&self.0.trustmark))
    }
}

impl Inner {
    pub(crate) fn published(&self) -> Arc<Published> {
        Arc::clone(&self.keys.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    pub(crate) fn publish(&self, keys: Arc<Published>) {
        *self.keys.write().unwrap_or_else(std::sync::PoisonError::into_inner) = keys;
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        random(self.chance.as_ref())
    }

    pub(crate) fn event_id(&self) -> EventId {
        EventId::from_bytes(self.ordered_id(self.clock.now()))
    }

    /// An identifier of rows that are written all the time: the time in milliseconds, then 80 random bits, so that new rows
    /// stand side by side in the index and one page is written for many of them. Not for what must not be guessed.
    pub(crate) fn ordered_id(&self, now: Instant) -> [u8; 16] {
        let mut id: [u8; 16] = self.random();
        id[..6].copy_from_slice(&(now.micros() / 1000).to_be_bytes()[2..]);
        id
    }

    /// Writes a batch in which nothing can conflict.
    pub(crate) async fn write(&self, batch: Batch) -> Result<(), Fault> {
        self.store.write(batch).await?;
        Ok(())
    }
}

/// The secret in the browser cookie, when it is one of ours by form.
pub(crate) fn browser_secret(browser: &Browser) -> Option<BrowserSecret> {
    BrowserSecret::try_from(browser.browser.as_ref()?.expose().as_str()).ok()
}

/// Where a response for `client` may send the browser, and where the client may send it on: for `form-action`.
pub(crate) fn origins(client: &Client) -> Vec<String> {
    let own = client.redirect_uris.iter().filter_map(vocabulary::RedirectUri::origin);
    let mut origins: Vec<String> = own.chain(client.onward_origins.iter().cloned()).collect();
    origins.sort();
    origins.dedup();
    origins
}

impl From<StoreFault> for Fault {
    fn from(fault: StoreFault) -> Self {
        Self::Store(fault.to_string())
    }
}

impl From<WriteFault> for Fault {
    fn from(fault: WriteFault) -> Self {
        Self::Store(fault.to_string())
    }
}
