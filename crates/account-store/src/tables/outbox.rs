//! `outbox`: messages to people, written in the batch of what they tell and sent by a worker.
//!
//! The content is blanked when a message is delivered or abandoned (the sandbox keeps it, to show it); the row
//! is deleted a week later.

use vocabulary::{Channel, Instant, MessageId, MessageKind, Secret};

use crate::batch::{Batch, Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;
use crate::vault::Vault;

const RECIPIENT: &str = "outbox.recipient";
const CONTENT: &str = "outbox.content";

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "message_id, kind, channel, recipient, content, created_at, due_at, attempts, lease_until, \
         delivered_at, abandoned_at, outcome"
    };
}

// The outer condition of CLAIM repeats the inner one: PostgreSQL checks it again on a row that another worker
// changed in the meantime.
register! { "outbox";
    GET = concat!("SELECT ", columns!(), " FROM outbox WHERE message_id = $1");
    LIST = concat!("SELECT ", columns!(), " FROM outbox ORDER BY created_at DESC, message_id LIMIT $1");
    BACKLOG = "SELECT COUNT(*), MIN(created_at) FROM outbox WHERE delivered_at IS NULL AND abandoned_at IS NULL";
    INSERT = "INSERT INTO outbox (message_id, kind, channel, recipient, content, created_at, due_at, attempts) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0)";
    CLAIM = concat!("UPDATE outbox SET lease_until = $2, attempts = attempts + 1 \
        WHERE message_id IN (SELECT o.message_id FROM outbox o \
            WHERE o.delivered_at IS NULL AND o.abandoned_at IS NULL AND o.due_at <= $1 \
            AND (o.lease_until IS NULL OR o.lease_until <= $1) ORDER BY o.due_at LIMIT $3) \
        AND delivered_at IS NULL AND abandoned_at IS NULL \
        AND (lease_until IS NULL OR lease_until <= $1) RETURNING ", columns!());
    DELIVER = "UPDATE outbox SET delivered_at = $2, outcome = $3, lease_until = NULL, content = NULL \
        WHERE message_id = $1 AND delivered_at IS NULL";
    DELIVER_AND_KEEP = "UPDATE outbox SET delivered_at = $2, outcome = $3, lease_until = NULL \
        WHERE message_id = $1 AND delivered_at IS NULL";
    RETRY = "UPDATE outbox SET due_at = $2, outcome = $3, lease_until = NULL \
        WHERE message_id = $1 AND delivered_at IS NULL AND abandoned_at IS NULL";
    ABANDON = "UPDATE outbox SET abandoned_at = $2, outcome = $3, lease_until = NULL, content = NULL \
        WHERE message_id = $1 AND delivered_at IS NULL AND abandoned_at IS NULL";
}

/// Where a message is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboxState {
    /// Not sent yet; a worker may have it until its lease ends.
    Waiting {
        /// Until when a worker has it.
        lease_until: Option<Instant>,
    },
    /// The provider took it.
    Delivered {
        /// When.
        at: Instant,
    },
    /// It will not be sent.
    Abandoned {
        /// When.
        at: Instant,
    },
}

/// What waits to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutboxBacklog {
    /// How many messages.
    pub waiting: u64,
    /// When the oldest of them was written; none when nothing waits.
    pub oldest_created_at: Option<Instant>,
}

/// What happens to a message's content once it is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Afterwards {
    /// It is blanked.
    Blank,
    /// It stays, for the sandbox's outbox page.
    Keep(vocabulary::Sandbox),
}

/// A message to a person.
#[derive(Debug, Clone)]
pub struct OutboxMessage {
    /// Its identifier, and the idempotency key towards the provider.
    pub id: MessageId,
    /// Which message it is.
    pub kind: MessageKind,
    /// How it travels.
    pub channel: Channel,
    /// The email address or the number in E.164; sealed in the database.
    pub recipient: Secret<String>,
    /// What its words need, as JSON; sealed in the database; none once blanked.
    pub content: Option<Secret<String>>,
    /// When it was written.
    pub created_at: Instant,
    /// When it is to be sent.
    pub due_at: Instant,
    /// How often sending was tried.
    pub attempts: u32,
    /// Where it is on its way.
    pub state: OutboxState,
    /// What the last attempt led to: one of our own words.
    pub outcome: Option<String>,
}

fn kind_of(text: &str) -> Option<MessageKind> {
    MessageKind::ALL.into_iter().find(|kind| kind.as_str() == text)
}

fn channel_of(text: &str) -> Option<Channel> {
    [Channel::Email, Channel::Text, Channel::Call].into_iter().find(|channel| channel.as_str() == text)
}

fn read(vault: &Vault, mut row: Row) -> Result<OutboxMessage, StoreFault> {
    let id: MessageId = row.bytes()?;
    let kind = kind_of(&row.text()?).ok_or(row.damaged())?;
    let channel = channel_of(&row.text()?).ok_or(row.damaged())?;
    let recipient = vault.open_text(RECIPIENT, id.as_bytes(), &row.blob()?)?;
    let sealed = row.blob_or_null()?;
    let content = sealed.map(|sealed| vault.open_text(CONTENT, id.as_bytes(), &sealed)).transpose()?;
    let created_at = row.instant()?;
    let due_at = row.instant()?;
    let attempts = u32::try_from(row.int()?).map_err(|_| row.damaged())?;
    let lease_until = row.instant_or_null()?;
    let delivered_at = row.instant_or_null()?;
    let abandoned_at = row.instant_or_null()?;
    let state = match (delivered_at, abandoned_at) {
        (Some(at), _) => OutboxState::Delivered { at },
        (None, Some(at)) => OutboxState::Abandoned { at },
        (None, None) => OutboxState::Waiting { lease_until },
    };
    let outcome = row.text_or_null()?;
    Ok(OutboxMessage { id, kind, channel, recipient, content, created_at, due_at, attempts, state, outcome })
}

impl Store {
    /// The message of this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn message(&self, id: MessageId) -> Result<Option<OutboxMessage>, StoreFault> {
        let row = self.query_one(&GET, vec![id.into()]).await?;
        row.map(|row| read(self.vault(), row)).transpose()
    }

    /// The newest `limit` messages, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_messages(&self, limit: u32) -> Result<Vec<OutboxMessage>, StoreFault> {
        let rows = self.query(&LIST, vec![i64::from(limit).into()]).await?;
        rows.into_iter().map(|row| read(self.vault(), row)).collect()
    }

    /// How many messages wait, and since when: for the gauges of operators.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn outbox_backlog(&self) -> Result<OutboxBacklog, StoreFault> {
        let mut row =
            self.query_one(&BACKLOG, vec![]).await?.ok_or(StoreFault::Impossible(BACKLOG.name()))?;
        let waiting = u64::try_from(row.int()?).map_err(|_| row.damaged())?;
        Ok(OutboxBacklog { waiting, oldest_created_at: row.instant_or_null()? })
    }

    /// Claims up to `limit` messages that are due, until `lease_until`: no other worker gets them before.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn claim_messages(
        &self,
        limit: u32,
        lease_until: Instant,
        now: Instant,
    ) -> Result<Vec<OutboxMessage>, StoreFault> {
        let mut batch = self.batch();
        let values = vec![now.into(), lease_until.into(), i64::from(limit).into()];
        batch.push(&CLAIM, Expect::Any, values);
        let mut written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
        let rows = written.take_rows(0).into_iter();
        let mut messages =
            rows.map(|row| read(self.vault(), row)).collect::<Result<Vec<OutboxMessage>, _>>()?;
        messages.sort_by_key(|message| (message.due_at, message.created_at));
        Ok(messages)
    }
}

impl Batch {
    /// Puts a message into the outbox; its attempts, state and outcome are not read.
    pub fn insert_message(&mut self, message: &OutboxMessage) -> &mut Self {
        let id = message.id.as_bytes();
        let vault = self.vault();
        let recipient = vault.seal(RECIPIENT, id, message.recipient.expose().as_bytes());
        let content = message.content.as_ref();
        let content = content.map(|content| vault.seal(CONTENT, id, content.expose().as_bytes()));
        let values = vec![
            message.id.into(),
            message.kind.as_str().into(),
            message.channel.as_str().into(),
            recipient.into(),
            content.into(),
            message.created_at.into(),
            message.due_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Records that the provider took a message; a conflict when that was recorded before.
    pub fn mark_delivered(
        &mut self,
        id: MessageId,
        outcome: &'static str,
        afterwards: Afterwards,
        now: Instant,
    ) -> &mut Self {
        let statement = match afterwards {
            Afterwards::Blank => &DELIVER,
            Afterwards::Keep(_) => &DELIVER_AND_KEEP,
        };
        self.push(statement, Expect::Exactly(1), vec![id.into(), now.into(), outcome.into()])
    }

    /// Puts a message back, to be sent at `due_at`.
    pub fn retry_message(&mut self, id: MessageId, outcome: &'static str, due_at: Instant) -> &mut Self {
        self.push(&RETRY, Expect::Exactly(1), vec![id.into(), due_at.into(), outcome.into()])
    }

    /// Gives a message up and blanks it.
    pub fn abandon_message(&mut self, id: MessageId, outcome: &'static str, now: Instant) -> &mut Self {
        self.push(&ABANDON, Expect::Exactly(1), vec![id.into(), now.into(), outcome.into()])
    }
}
