//! One second try, for questions that change nothing.

use std::future::Future;

use crate::delivery::Trouble;
use crate::http::Answer;

/// Asks again, once, when the first question was lost on the way. A time-out is not asked again: the person has waited.
pub(crate) async fn once_more<F, A>(ask: F) -> Result<Answer, Trouble>
where
    F: Fn() -> A,
    A: Future<Output = Result<Answer, Trouble>>,
{
    match ask().await {
        Err(Trouble::Unreachable | Trouble::Interrupted) => ask().await,
        Ok(answer) if matches!(answer.status, 502 | 503) => ask().await,
        other => other,
    }
}
