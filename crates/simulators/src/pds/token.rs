//! The token endpoint's books: assertions that were used, tokens that were granted.

use std::collections::{BTreeMap, BTreeSet};

use vocabulary::{Instant, Lifetime};

/// As the real platform grants them.
pub(crate) const LIFE_SECONDS: i64 = 599;

/// Tokens and assertions so far.
#[derive(Debug, Default)]
pub(crate) struct Books {
    used: BTreeSet<String>,
    granted: BTreeMap<String, Instant>,
}

impl Books {
    /// A new token for an assertion with this `jti`; nothing when that was used before.
    pub(crate) fn grant(&mut self, jti: String, now: Instant) -> Option<String> {
        if !self.used.insert(jti) {
            return None;
        }
        let token = format!("pds-simulator-token-{}", self.used.len());
        self.granted.insert(token.clone(), now.after(Lifetime::seconds(LIFE_SECONDS)));
        Some(token)
    }

    /// Whether `token` was granted and has not ended.
    pub(crate) fn accepts(&self, token: &str, now: Instant) -> bool {
        self.granted.get(token).is_some_and(|until| now < *until)
    }

    /// Every token stops working, as when the platform restarts.
    pub(crate) fn revoke_all(&mut self) {
        self.granted.clear();
    }

    /// How many tokens were granted so far.
    pub(crate) fn count(&self) -> usize {
        self.used.len()
    }
}
