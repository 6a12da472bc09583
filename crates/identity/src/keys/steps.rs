//! The steps of a key: asked of `policy`, written in one batch with their audit event.

use account_store::{AuditEntry, AuditEvent, Batch, Involved, StoredKey, StoredKeyState, WriteFault};
use policy::{KeyAct, KeyFacts, KeyMove, KeyRefused, KeyStage, KeySuccessor, Urgency, due_act, key_move};
use vocabulary::{ClientId, IncidentNumber, Instant, Lifetime, Permission};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::keys::ring::new_key;
use crate::service::{Identity, Inner};

/// Who does something about keys.
#[derive(Debug, Clone, Copy)]
pub enum KeyActor<'a> {
    /// An operator in the console, for an incident.
    Operator {
        /// Who.
        by: &'a SignedInOperator,
        /// For which incident.
        incident: &'a IncidentNumber,
    },
    /// Whoever may run the program's commands, for an incident; a sandbox that is set up has none.
    CommandLine(Option<&'a IncidentNumber>),
    /// The schedule.
    Schedule,
}

impl KeyActor<'_> {
    pub(crate) fn must(self) -> Result<(), Fault> {
        match self {
            Self::Operator { by, .. } => by.must(Permission::ManageKeys),
            Self::CommandLine(_) | Self::Schedule => Ok(()),
        }
    }

    fn involved(self) -> Involved {
        match self {
            Self::Operator { by, incident } => Involved {
                operator_id: Some(by.id()),
                incident: Some(incident.clone()),
                ..Involved::default()
            },
            Self::CommandLine(incident) => Involved { incident: incident.cloned(), ..Involved::default() },
            Self::Schedule => Involved::default(),
        }
    }
}

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyMoved {
    /// It was taken.
    Done,
    /// It was not: out of order, or too early.
    Refused(KeyRefused),
    /// Another node took a step at the same time; nothing was changed here.
    Raced,
}

impl Identity {
    /// Takes a step of a key: announces one, publishes the announced one, lets the published one sign.
    ///
    /// # Errors
    /// When the store fails, a key cannot be made, or the operator may not.
    ///
    /// Spec: F-10
    pub async fn move_key(
        &self,
        actor: KeyActor<'_>,
        act: KeyAct,
        urgency: Urgency,
    ) -> Result<KeyMoved, Fault> {
        actor.must()?;
        let inner = &self.0;
        inner.reload_keys().await?;
        let now = inner.clock.now();
        let published = inner.published();
        let facts = published.facts();
        let moved = match key_move(&facts, act, urgency, inner.settings.key_schedule, now) {
            Ok(moved) => moved,
            Err(refused) => return Ok(KeyMoved::Refused(refused)),
        };
        let Some(mut batch) = inner.steps_of(moved, &facts, now).await? else { return Ok(KeyMoved::Raced) };
        let event = match moved {
            KeyMove::Announce { .. } => AuditEvent::KeyAnnounced,
            KeyMove::Publish(_) => AuditEvent::KeyPublished,
            KeyMove::Sign { .. } => AuditEvent::KeyRotated,
        };
        inner.audit_key(actor, event, None, &mut batch);
        let written = inner.store.write(batch).await;
        let done = match written {
            Ok(_) => KeyMoved::Done,
            Err(WriteFault::Conflict { .. }) => KeyMoved::Raced,
            Err(fault) => return Err(fault.into()),
        };
        inner.reload_keys().await?;
        Ok(done)
    }

    /// What is to be done without anybody's doing: removes retired keys whose last token has ended, and takes the step that the schedule
    /// has due. Returns that step, when it was taken.
    ///
    /// # Errors
    /// When the store fails or a key cannot be made.
    pub async fn keep_keys(&self) -> Result<Option<KeyAct>, Fault> {
        let inner = &self.0;
        let now = inner.clock.now();
        let published = inner.published();
        let ended = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        for key in published.keys.iter().filter(|key| ended(key.removes_at)) {
            let mut batch = inner.store.batch();
            batch.delete_signing_key(&key.key_id, now);
            inner.audit_key(KeyActor::Schedule, AuditEvent::KeyRemoved, None, &mut batch);
            inner.commit(batch).await?;
        }
        inner.reload_keys().await?;
        let Some(schedule) = inner.settings.key_schedule else { return Ok(None) };
        let Some(act) = due_act(&inner.published().facts(), schedule, now) else { return Ok(None) };
        let moved = self.move_key(KeyActor::Schedule, act, Urgency::Planned).await?;
        Ok((moved == KeyMoved::Done).then_some(act))
    }
}

/// Where a key that waits was when a step was decided.
fn was(facts: &[KeyFacts<'_>], key_id: &str) -> StoredKeyState {
    let announced = |key: &KeyFacts<'_>| key.key_id == key_id && key.stage == KeyStage::Announced;
    if facts.iter().any(announced) { StoredKeyState::Announced } else { StoredKeyState::Next }
}

impl Inner {
    /// The statements of a move that was decided on `facts`; none when a key that it names is gone. Each expects its key where the facts
    /// had it: of two nodes that decided the same, one meets a conflict.
    async fn steps_of(
        &self,
        moved: KeyMove<'_>,
        facts: &[KeyFacts<'_>],
        now: Instant,
    ) -> Result<Option<Batch>, Fault> {
        let stored = self.store.list_signing_keys().await?;
        let find = |key_id: &str| stored.iter().find(|key| key.kid == key_id).cloned();
        let mut batch = self.store.batch();
        match moved {
            KeyMove::Announce { publishes_at, signs_at } => {
                let key = new_key(StoredKeyState::Announced, now).await?;
                let dates = StoredKey { publishes_at: Some(publishes_at), signs_at: Some(signs_at), ..key };
                batch.insert_signing_key(&dates);
            }
            KeyMove::Publish(key_id) => {
                let Some(key) = find(key_id) else { return Ok(None) };
                let published =
                    StoredKey { state: StoredKeyState::Next, published_at: Some(now), ..key.clone() };
                batch.update_signing_key(StoredKeyState::Announced, &published);
            }
            KeyMove::Sign { retire, sign, successor } => {
                let Some(old) = find(retire) else { return Ok(None) };
                let retired = StoredKey {
                    state: StoredKeyState::Retired,
                    retired_at: Some(now),
                    removes_at: Some(now.after(Lifetime::ID_TOKEN)),
                    ..old
                };
                batch.update_signing_key(StoredKeyState::Current, &retired);
                match sign {
                    Some(key_id) => {
                        let Some(key) = find(key_id) else { return Ok(None) };
                        let current = StoredKey {
                            state: StoredKeyState::Current,
                            published_at: key.published_at.or(Some(now)),
                            activates_at: Some(now),
                            ..key.clone()
                        };
                        batch.update_signing_key(was(facts, key_id), &current);
                    }
                    None => {
                        batch.insert_signing_key(&new_key(StoredKeyState::Current, now).await?);
                    }
                }
                if successor == KeySuccessor::MadeNow {
                    batch.insert_signing_key(&new_key(StoredKeyState::Next, now).await?);
                }
            }
        }
        Ok(Some(batch))
    }

    /// Adds an event about keys with whoever caused it.
    pub(crate) fn audit_key(
        &self,
        actor: KeyActor<'_>,
        event: AuditEvent,
        client_id: Option<ClientId>,
        batch: &mut Batch,
    ) {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: None,
            client_id,
            reference: None,
        };
        batch.record_involving(&entry, &actor.involved());
    }
}
