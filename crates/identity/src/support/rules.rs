//! The numbers of the service desk's work.

use vocabulary::Lifetime;

/// What an operator of the service may set about the service desk. Journeys 6.1
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SupportRules {
    /// How many searches each operator has in [`Self::search_window`].
    pub searches: u32,
    /// How long searches count together.
    pub search_window: Lifetime,
    /// How long an operator waits who made more.
    pub search_wait: Lifetime,
    /// How long an erasure waits for a second person.
    pub erasure_wait: Lifetime,
    /// How long evidence that was fetched can be looked at.
    pub evidence_shown: Lifetime,
}

impl Default for SupportRules {
    fn default() -> Self {
        Self {
            searches: 60,
            search_window: Lifetime::hours(1),
            search_wait: Lifetime::minutes(15),
            erasure_wait: Lifetime::days(14),
            evidence_shown: Lifetime::hours(24),
        }
    }
}
