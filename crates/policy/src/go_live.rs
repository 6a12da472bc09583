//! What a client has to have done before it goes live.

use vocabulary::{Client, Milestone, ProofingLevel, Scope, ScopeSet};

use crate::claims;

/// The scenarios that this client has to go through, each by the milestone that ticks it: what it is not registered for is left out.
///
/// Spec: F-12, F-20, F-24, F-30 to F-36, F-48, F-53, F-59
#[must_use]
pub fn go_live_scenarios(client: &Client) -> Vec<Milestone> {
    Milestone::ALL.iter().copied().filter(|milestone| concerns(client, *milestone)).collect()
}

fn concerns(client: &Client, milestone: Milestone) -> bool {
    let asks = |level| client.vectors.iter().any(|vector| vector.level().is_none_or(|own| own == level));
    let (p0, p5, p9) = (asks(ProofingLevel::P0), asks(ProofingLevel::P5), asks(ProofingLevel::P9));
    match milestone {
        Milestone::CodeAtP0 => p0,
        Milestone::CodeAtP5 => p5,
        Milestone::CodeAtP9 => p9,
        Milestone::CodeAtEither => p5 && p9,
        Milestone::SteppedUp => p5 || p9,
        Milestone::SilentCode => client.sso,
        Milestone::ScopeRefused => {
            let all: ScopeSet = Scope::ALL.into_iter().collect();
            !all.is_subset(claims::approved_scopes(client))
        }
        Milestone::Refreshed | Milestone::RefreshReplayRefused => client.refresh_tokens,
        Milestone::Asked
        | Milestone::AskedWithPkce
        | Milestone::SilentRefused
        | Milestone::FreshLogIn
        | Milestone::ConsentRefused
        | Milestone::CodeExchanged
        | Milestone::CodeReplayRefused
        | Milestone::AssertionExpired
        | Milestone::AssertionReplayed
        | Milestone::SecondKey
        | Milestone::UserinfoRead
        | Milestone::KeyChangeFollowed => true,
    }
}
