//! When it is whose turn: leases that one node has at a time, and ticks.

use account_store::Lease;
use identity::Identity;
use vocabulary::Lifetime;

/// Whether `task` is the caller's to do for so long.
pub(crate) async fn has_lease(
    identity: &Identity,
    holder: &str,
    task: &'static str,
    length: Lifetime,
) -> bool {
    let now = identity.now();
    match identity.store().take_lease(task, holder, now.after(length), now).await {
        Ok(Lease::Held) => true,
        Ok(Lease::Elsewhere) => false,
        Err(fault) => {
            tracing::warn!(%fault, task, "a lease cannot be had");
            false
        }
    }
}

/// Ticks, the first one after a whole period: the start is quick, and a crash loop does not sweep.
pub(crate) fn interval(every: Lifetime) -> tokio::time::Interval {
    let first = tokio::time::Instant::now() + every.duration();
    let mut interval = tokio::time::interval_at(first, every.duration());
    interval.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    interval
}
