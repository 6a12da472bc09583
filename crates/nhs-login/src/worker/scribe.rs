//! Writes down what this node noted in memory: who fetched keys, traces of sign-ins, failures.

use std::time::Duration;

use identity::Identity;

use crate::worker::Stop;

/// How long what was noted may be lost in a crash, and how late another node shows it.
const EVERY: Duration = Duration::from_secs(5);

/// The scribe of one node.
pub(crate) struct Scribe {
    identity: Identity,
}

impl Scribe {
    pub(crate) const fn new(identity: Identity) -> Self {
        Self { identity }
    }

    /// Works until told to stop, and then writes once more.
    pub(crate) async fn work(self, mut stop: Stop) {
        loop {
            let over = tokio::select! {
                biased;
                () = stop.told() => true,
                () = tokio::time::sleep(EVERY) => false,
            };
            if let Err(fault) = self.identity.write_notes().await {
                tracing::warn!(%fault, "what was noted could not be written down");
            }
            if over {
                return;
            }
        }
    }
}
