//! Rehearsals: for some minutes the tokens of one client are signed by the key that will sign next, so that the partner proves that it
//! reads the JWKS again before everybody depends on it.

use account_store::{AuditEvent, Rehearsal, RehearsalCounts, WriteFault};
use policy::KeyStage;
use vocabulary::{ClientId, Instant, Lifetime, RehearsalId};

use crate::fault::Fault;
use crate::keys::steps::KeyActor;
use crate::service::Identity;

/// How long a rehearsal may last.
pub const LONGEST_REHEARSAL: Lifetime = Lifetime::minutes(60);

/// What came of starting a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RehearsalStart {
    /// It goes on, on this node at once and on the others within a minute.
    Started {
        /// When it ends by itself.
        ends_at: Instant,
    },
    /// The key is not published, or not waiting any more: its tokens would fail, or it signs for everybody.
    NotPublished,
    /// No enabled client has this id.
    UnknownClient,
    /// It would last longer than [`LONGEST_REHEARSAL`], or no time at all.
    Length,
    /// One of this client goes on.
    GoingOn,
}

/// A rehearsal with what was seen of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsalView {
    /// Whose tokens.
    pub client_id: ClientId,
    /// Signed by which key.
    pub key_id: String,
    /// Since when.
    pub started_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// Whether it goes on.
    pub goes_on: bool,
    /// What happened with the client's tokens.
    pub seen: RehearsalCounts,
}

impl RehearsalView {
    /// What it shows, as far as it shows anything: a partner that never calls userinfo and never refreshes proves nothing here.
    #[must_use]
    pub const fn went_on(&self) -> bool {
        self.seen.userinfo > 0 || self.seen.refreshes > 0
    }
}

impl Identity {
    /// Signs the tokens of `client` with the published key `key_id` for `length`.
    ///
    /// # Errors
    /// When the store fails, or the operator may not.
    pub async fn start_rehearsal(
        &self,
        actor: KeyActor<'_>,
        client: &ClientId,
        key_id: &str,
        length: Lifetime,
    ) -> Result<RehearsalStart, Fault> {
        actor.must()?;
        let inner = &self.0;
        if length.micros() <= 0 || length.micros() > LONGEST_REHEARSAL.micros() {
            return Ok(RehearsalStart::Length);
        }
        if inner.registry.find(client).await?.is_none() {
            return Ok(RehearsalStart::UnknownClient);
        }
        inner.reload_keys().await?;
        let is_published =
            |key: &crate::keys::KeyStanding| key.key_id == key_id && key.stage == KeyStage::Published;
        if !inner.published().keys.iter().any(is_published) {
            return Ok(RehearsalStart::NotPublished);
        }
        let started_at = inner.clock.now();
        let ends_at = started_at.after(length);
        let mut batch = inner.store.batch();
        batch.start_rehearsal(&Rehearsal {
            id: RehearsalId::from_bytes(inner.random()),
            client_id: client.clone(),
            kid: key_id.to_owned(),
            started_at,
            ends_at,
            seen: RehearsalCounts::default(),
        });
        let event = AuditEvent::KeyRehearsalStarted { until: ends_at };
        inner.audit_key(actor, event, Some(client.clone()), &mut batch);
        match inner.store.write(batch).await {
            Ok(_) => {}
            Err(WriteFault::Conflict { .. }) => return Ok(RehearsalStart::GoingOn),
            Err(fault) => return Err(fault.into()),
        }
        inner.reload_keys().await?;
        Ok(RehearsalStart::Started { ends_at })
    }

    /// Ends the rehearsal of `client` before its time; `false` when none goes on.
    ///
    /// # Errors
    /// When the store fails, or the operator may not.
    pub async fn end_rehearsal(&self, actor: KeyActor<'_>, client: &ClientId) -> Result<bool, Fault> {
        actor.must()?;
        let inner = &self.0;
        let now = inner.clock.now();
        let all = inner.store.list_rehearsals().await?;
        let Some(found) = all.into_iter().find(|one| one.client_id == *client && now < one.ends_at) else {
            return Ok(false);
        };
        let mut batch = inner.store.batch();
        batch.end_rehearsal(found.id, now);
        inner.audit_key(actor, AuditEvent::KeyRehearsalEnded, Some(client.clone()), &mut batch);
        let ended = inner.commit(batch).await?;
        inner.reload_keys().await?;
        Ok(ended)
    }

    /// The latest rehearsal of each client that had one, newest first, with what was seen up to now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn rehearsals(&self) -> Result<Vec<RehearsalView>, Fault> {
        self.write_notes().await?;
        let now = self.0.clock.now();
        let view = |one: Rehearsal| RehearsalView {
            goes_on: now < one.ends_at,
            client_id: one.client_id,
            key_id: one.kid,
            started_at: one.started_at,
            ends_at: one.ends_at,
            seen: one.seen,
        };
        Ok(self.0.store.list_rehearsals().await?.into_iter().map(view).collect())
    }
}
