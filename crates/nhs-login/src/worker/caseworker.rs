//! Sees to photo ID cases: asks the document-check provider, lets decisions take effect, deletes files that nobody needs.

use std::time::Duration;

use identity::Identity;

use crate::worker::Stop;

/// How often cases are looked at when nothing wakes the caseworker.
const EVERY: Duration = Duration::from_secs(5);

/// How often files are looked at that may be needed no longer.
const TIDY_EVERY: Duration = Duration::from_mins(1);

/// The caseworker of one node. Those of several nodes do not get into each other's way.
pub(crate) struct Caseworker {
    identity: Identity,
}

impl Caseworker {
    pub(crate) const fn new(identity: Identity) -> Self {
        Self { identity }
    }

    /// Works until told to stop; a round that has begun is finished.
    pub(crate) async fn work(self, mut stop: Stop) {
        let mut tidying = tokio::time::interval(TIDY_EVERY);
        tidying.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let full = self.round().await;
            tokio::select! {
                biased;
                () = stop.told() => return,
                _ = tidying.tick() => self.tidy().await,
                () = std::future::ready(()), if full => {}
                () = self.identity.casework_waiting() => {}
                () = tokio::time::sleep(EVERY) => {}
            }
        }
    }

    async fn tidy(&self) {
        match self.identity.delete_unneeded_files().await {
            Ok(0) => {}
            Ok(deleted) => tracing::info!(deleted, "files of evidence were deleted"),
            Err(fault) => tracing::warn!(%fault, "files of evidence could not be looked at"),
        }
    }

    /// Does what is due; whether there may be more.
    async fn round(&self) -> bool {
        if let Err(fault) = self.identity.fetch_archived_evidence().await {
            tracing::warn!(%fault, "archived evidence could not be fetched");
        }
        match self.identity.do_casework().await {
            Ok(done) => done.more,
            Err(fault) => {
                tracing::warn!(%fault, "photo ID cases could not be seen to");
                false
            }
        }
    }
}
