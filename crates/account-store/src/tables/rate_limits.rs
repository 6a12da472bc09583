//! `rate_limits`: shared rate limits (generic cell rate algorithm). A row is deleted once its time has passed.

use vocabulary::{Instant, Lifetime};

use crate::batch::{Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::attempts::Counter;

// $2 now, $3 the interval, $4 how far ahead the row's time may run. A returned row means allowed.
register! { "rate_limits";
    PASS = "INSERT INTO rate_limits (k, tat) VALUES ($1, CAST($2 AS BIGINT) + CAST($3 AS BIGINT)) \
        ON CONFLICT (k) DO UPDATE SET tat = CASE WHEN rate_limits.tat < $2 \
            THEN CAST($2 AS BIGINT) + $3 ELSE rate_limits.tat + $3 END \
        WHERE (CASE WHEN rate_limits.tat < $2 THEN CAST($2 AS BIGINT) ELSE rate_limits.tat END) + $3 - $2 <= $4 \
        RETURNING tat";
}

/// How often something may happen: `burst` at once, then one an `interval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// The time between two, in the long run.
    pub interval: Lifetime,
    /// How many may come at once; at least 1.
    pub burst: u32,
}

/// The answer of a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateAnswer {
    /// Within the limit, and counted.
    Allowed,
    /// Over it, and not counted; one more is allowed after the rate's interval at the latest.
    Refused,
}

impl Store {
    /// Asks the limit of `counter` for one more.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn pass_rate_limit(
        &self,
        counter: &Counter,
        rate: &Rate,
        now: Instant,
    ) -> Result<RateAnswer, StoreFault> {
        let ahead = rate.interval.micros().saturating_mul(i64::from(rate.burst.max(1)));
        let values = vec![counter.digest().into(), now.into(), rate.interval.micros().into(), ahead.into()];
        let mut batch = self.batch();
        batch.relaxed().push(&PASS, Expect::Any, values);
        let written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
        Ok(if written.touched(0) > 0 { RateAnswer::Allowed } else { RateAnswer::Refused })
    }
}
