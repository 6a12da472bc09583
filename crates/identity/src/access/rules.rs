//! The numbers of access to the console.

use vocabulary::Lifetime;

/// The numbers that journeys 6.1 leaves to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessRules {
    /// In how many browsers an operator may be signed in at the same time; the oldest session ends when there is one more.
    pub sessions: u32,
    /// How long the link of an invitation works.
    pub invitation: Lifetime,
}

impl Default for AccessRules {
    fn default() -> Self {
        Self { sessions: 3, invitation: Lifetime::hours(24) }
    }
}
