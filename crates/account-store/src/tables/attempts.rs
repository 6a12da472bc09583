//! `attempts`: counters of attempts, with locks. Deleted after `expires_at`.
//!
//! An attempt is counted before it is checked, in one statement, so that attempts in parallel cannot exceed the
//! limit between them. Success clears the counter.

use vocabulary::{Digest, Instant, Lifetime};

use crate::batch::{Batch, Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Value;

// $2 now, $3 limit, $4 the end of a window that begins now, $5 the end of a first lock that begins now, $6 the
// end of a repeated one, $7 when all is forgotten. Three states of a stored row: locked (count on, so that the
// answer says "over the limit"), over (a new round begins), counting.
register! { "attempts";
    TAKE = "INSERT INTO attempts (counter, count, window_ends_at, locked_until, rounds, expires_at) \
        VALUES ($1, 1, $4, 0, 0, $7) \
        ON CONFLICT (counter) DO UPDATE SET \
        count = CASE \
            WHEN attempts.locked_until > $2 THEN attempts.count + 1 \
            WHEN attempts.locked_until > 0 OR attempts.window_ends_at <= $2 THEN 1 \
            ELSE attempts.count + 1 END, \
        window_ends_at = CASE \
            WHEN attempts.locked_until > $2 THEN attempts.window_ends_at \
            WHEN attempts.locked_until > 0 OR attempts.window_ends_at <= $2 THEN $4 \
            ELSE attempts.window_ends_at END, \
        locked_until = CASE \
            WHEN attempts.locked_until > $2 THEN attempts.locked_until \
            WHEN attempts.locked_until > 0 OR attempts.window_ends_at <= $2 THEN 0 \
            WHEN attempts.count + 1 < $3 THEN 0 \
            WHEN attempts.rounds > 0 AND attempts.expires_at > $2 THEN $6 \
            ELSE $5 END, \
        rounds = CASE \
            WHEN attempts.expires_at <= $2 THEN 0 \
            WHEN attempts.locked_until > 0 OR attempts.window_ends_at <= $2 THEN attempts.rounds \
            WHEN attempts.count + 1 < $3 THEN attempts.rounds \
            ELSE attempts.rounds + 1 END, \
        expires_at = CASE \
            WHEN attempts.locked_until > $2 THEN attempts.expires_at ELSE $7 END \
        RETURNING count, locked_until";
    PEEK = "SELECT count, locked_until, window_ends_at FROM attempts WHERE counter = $1";
    CLEAR = "DELETE FROM attempts WHERE counter = $1";
}

/// The name of something that is counted or limited: a keyed digest, so that the table names nobody.
/// [`Store::counter`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counter(Digest);

impl Counter {
    pub(crate) const fn digest(&self) -> &Digest {
        &self.0
    }
}

/// How many attempts are allowed, and what happens then (journeys.md, section 8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ladder {
    /// How many attempts may be made in a round; at least 2. The last one locks unless it succeeds.
    pub limit: u32,
    /// How long attempts count together.
    pub window: Lifetime,
    /// How long the first lock lasts.
    pub lock: Lifetime,
    /// How long a further lock lasts.
    pub repeated_lock: Lifetime,
    /// How long after the last attempt locks are remembered; a lock or window that is longer counts instead.
    pub memory: Lifetime,
}

/// The answer to an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// It may be made.
    Allowed {
        /// How many more may be made in this round if it fails.
        left: u32,
        /// When it is the last one: until when the counter is locked if it fails.
        locks_until: Option<Instant>,
    },
    /// It may not be made.
    Locked {
        /// Until when.
        until: Instant,
    },
}

/// Where a counter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Attempts made in this round.
    pub made: u32,
    /// Until when it is locked.
    pub locked_until: Option<Instant>,
}

fn take_values(counter: &Counter, ladder: &Ladder, now: Instant) -> Vec<Value> {
    // A row that a sweep deletes before its lock ends would unlock.
    let memory = ladder.memory.max(ladder.window).max(ladder.lock).max(ladder.repeated_lock);
    vec![
        counter.digest().into(),
        now.into(),
        i64::from(ladder.limit.max(2)).into(),
        now.after(ladder.window).into(),
        now.after(ladder.lock).into(),
        now.after(ladder.repeated_lock).into(),
        now.after(memory).into(),
    ]
}

fn answer(count: i64, locked_until: Instant, ladder: &Ladder, now: Instant) -> Attempt {
    let limit = i64::from(ladder.limit.max(2));
    let locked = locked_until > now;
    if count > limit && locked {
        return Attempt::Locked { until: locked_until };
    }
    let left = u32::try_from(limit - count).unwrap_or(0);
    Attempt::Allowed { left, locks_until: locked.then_some(locked_until) }
}

impl Store {
    /// The name of the counter of `what` for these parts, for example "password" of an account and a network.
    #[must_use]
    pub fn counter(&self, what: &'static str, parts: &[&[u8]]) -> Counter {
        Counter(self.vault().counter_key(what, parts))
    }

    /// Counts an attempt and says whether it may be made.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn take_attempt(
        &self,
        counter: &Counter,
        ladder: &Ladder,
        now: Instant,
    ) -> Result<Attempt, StoreFault> {
        let answers = self.take_attempts(&[(*counter, *ladder)], now).await?;
        answers.into_iter().next().ok_or(StoreFault::Impossible(TAKE.name()))
    }

    /// Counts one attempt on several counters in one batch; the answers come in the order of the counters. The
    /// attempt may be made when every counter allows it.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn take_attempts(
        &self,
        counters: &[(Counter, Ladder)],
        now: Instant,
    ) -> Result<Vec<Attempt>, StoreFault> {
        // One order of rows for everybody: two callers cannot wait for each other.
        let mut order: Vec<usize> = (0..counters.len()).collect();
        order.sort_by_key(|index| *counters[*index].0.digest().as_bytes());
        let mut batch = self.batch();
        batch.relaxed();
        for index in &order {
            let (counter, ladder) = &counters[*index];
            batch.push(&TAKE, Expect::Exactly(1), take_values(counter, ladder, now));
        }
        let mut written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
        let mut answers = Vec::with_capacity(order.len());
        for (place, index) in order.into_iter().enumerate() {
            let row = written.take_rows(place).into_iter().next();
            let mut row = row.ok_or(StoreFault::Impossible(TAKE.name()))?;
            answers.push((index, answer(row.int()?, row.instant()?, &counters[index].1, now)));
        }
        answers.sort_by_key(|(index, _)| *index);
        Ok(answers.into_iter().map(|(_, answer)| answer).collect())
    }

    /// Where a counter stands, without counting.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn standing(&self, counter: &Counter, now: Instant) -> Result<Standing, StoreFault> {
        let Some(mut row) = self.query_one(&PEEK, vec![counter.digest().into()]).await? else {
            return Ok(Standing { made: 0, locked_until: None });
        };
        let made = u32::try_from(row.int()?).unwrap_or(u32::MAX);
        let locked_until = row.instant()?;
        let window_ends_at = row.instant()?;
        if locked_until > now {
            return Ok(Standing { made, locked_until: Some(locked_until) });
        }
        let over = locked_until.micros() > 0 || window_ends_at <= now;
        Ok(Standing { made: if over { 0 } else { made }, locked_until: None })
    }
}

impl Batch {
    /// Clears a counter after success, with its memory of locks.
    pub fn clear_attempts(&mut self, counter: &Counter) -> &mut Self {
        self.push(&CLEAR, Expect::Any, vec![counter.digest().into()])
    }
}
