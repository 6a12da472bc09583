//! What a client was seen to do is written down beside what it did, and not every time.

use account_store::Batch;
use moka::sync::Cache;
use policy::{AuthorizeRequest, Issuance};
use vocabulary::{ClientId, ErrorCode, Instant, Lifetime, Milestone, Prompt, ProofingLevel};

use crate::fault::Fault;
use crate::service::Inner;

/// A milestone that is reached again is written down at most this often, so a busy client costs nothing.
const EVERY: Lifetime = Lifetime::minutes(10);
/// The same in a sandbox, where a developer looks on.
const EVERY_IN_A_SANDBOX: Lifetime = Lifetime::seconds(1);

/// What this process wrote down lately.
pub(crate) struct Milestones {
    written: Cache<(ClientId, Milestone), Instant>,
    every: Lifetime,
}

impl Milestones {
    pub(crate) fn new(is_sandbox: bool) -> Self {
        let every = if is_sandbox { EVERY_IN_A_SANDBOX } else { EVERY };
        Self { written: Cache::builder().max_capacity(100_000).build(), every }
    }

    /// Whether it is time to write this down, which is then taken as done.
    fn is_due(&self, client: &ClientId, milestone: Milestone, now: Instant) -> bool {
        let key = (client.clone(), milestone);
        if self.written.get(&key).is_some_and(|last| last <= now && now < last.after(self.every)) {
            return false;
        }
        self.written.insert(key, now);
        true
    }
}

impl Inner {
    /// Adds what a client did to a batch that is written anyway.
    pub(crate) fn reach_with(&self, client: &ClientId, reached: &[Milestone], batch: &mut Batch) {
        let now = self.clock.now();
        for milestone in reached.iter().filter(|each| self.milestones.is_due(client, **each, now)) {
            batch.reach_milestone(client, *milestone, now);
        }
    }

    /// Writes down what a client did, when nothing else is written. A failure is ours alone: it is logged and spoils nothing.
    pub(crate) async fn reach(&self, client: &ClientId, reached: &[Milestone]) {
        let mut batch = self.store.batch();
        self.reach_with(client, reached, &mut batch);
        if batch.is_empty() {
            return;
        }
        batch.relaxed();
        if let Err(fault) = self.write(batch).await {
            tracing::warn!(client_id = %client, %fault, "a milestone was not written down");
        }
    }

    /// Userinfo was read: and when that was so before the current signing key signed, the client followed the change of keys.
    pub(crate) async fn reach_userinfo(&self, client: &ClientId) {
        let now = self.clock.now();
        if !self.milestones.is_due(client, Milestone::UserinfoRead, now) {
            return;
        }
        if let Err(fault) = self.write_userinfo_read(client, now).await {
            tracing::warn!(client_id = %client, %fault, "a milestone was not written down");
        }
    }

    async fn write_userinfo_read(&self, client: &ClientId, now: Instant) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.reach_milestone(client, Milestone::UserinfoRead, now).relaxed();
        let before = self.store.list_milestones(client).await?;
        let first = before.iter().find(|reached| reached.milestone == Milestone::UserinfoRead);
        let signs_since = self.current_key_since();
        if first.is_some_and(|reached| signs_since.is_some_and(|since| reached.first_at < since)) {
            batch.reach_milestone(client, Milestone::KeyChangeFollowed, now);
        }
        self.write(batch).await
    }
}

/// What a code for this request says about its client.
pub(crate) fn of_code(request: &AuthorizeRequest, issuance: Issuance) -> Vec<Milestone> {
    let level = |level| request.vectors.vectors().iter().any(|vector| vector.level() == Some(level));
    let mut reached = vec![match issuance.vot.level() {
        Some(ProofingLevel::P9) => Milestone::CodeAtP9,
        Some(ProofingLevel::P5) => Milestone::CodeAtP5,
        Some(ProofingLevel::P0) | None => Milestone::CodeAtP0,
    }];
    if level(ProofingLevel::P5) && level(ProofingLevel::P9) {
        reached.push(Milestone::CodeAtEither);
    }
    if request.prompt == Prompt::Login {
        reached.push(Milestone::FreshLogIn);
    }
    reached
}

/// What an error that goes back to a client says about it.
pub(crate) fn of_return(code: ErrorCode, description: &str) -> Option<Milestone> {
    match code {
        ErrorCode::AccessDenied if description == "ConsentNotGiven" => Some(Milestone::ConsentRefused),
        ErrorCode::SsoLoginRequired | ErrorCode::LoginRequired => Some(Milestone::SilentRefused),
        _ => None,
    }
}
