//! The numbers of the ID checkers' work.

use vocabulary::Lifetime;

/// The numbers of journeys 6.2 and section 8; those that they do not name are ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckingRules {
    /// A case that its checker does nothing with for this long goes to whoever asks next.
    pub case_idle: Lifetime,
    /// How long a decision can be taken back before it takes effect.
    pub reopen: Lifetime,
    /// The share of approved cases that a supervisor looks at again, percent.
    pub audit_percent: u8,
    /// An operator who does nothing for this long is logged out.
    pub session_idle: Lifetime,
    /// An operator is logged out after this long.
    pub session: Lifetime,
    /// How long there is for the second factor after the password.
    pub second_factor: Lifetime,
}

impl Default for CheckingRules {
    /// Journeys 6.2, 8
    fn default() -> Self {
        Self {
            case_idle: Lifetime::minutes(30),
            reopen: Lifetime::minutes(5),
            audit_percent: 10,
            session_idle: Lifetime::minutes(15),
            session: Lifetime::hours(12),
            second_factor: Lifetime::minutes(10),
        }
    }
}
