//! Proving who one is: the part of the journey between signing in and sharing, one level down.
//!
//! The same shape as the whole journey: facts, an ordered list of checks, the first answer wins. P5 comes before P9, because every
//! way to P9 but photo ID and the GP's details begins with a matched record.
//!
//! Journeys 1.7 to 1.9

mod details;
mod facts;
mod gp;
mod mobile;
mod photo;
mod record;
mod step;

pub use facts::{
    Adjudication, AfterScan, Companion, Confirmation, Connection, Details, GpAnswers, GpCheck, KnowsNumber,
    LookUp, MobileMatch, PhotoAnswers, PhotoState, Place, Possession, ProvingFacts, Route, ScanState,
    TriState, VideoState,
};
pub use record::{
    Finding, MobileStanding, Recheck, Rechecked, RecordFacts, RecordQuestion, finding, mobile_standing,
    recheck,
};
pub use step::ProveStep;

use vocabulary::{ProofingLevel, Scope};

use crate::facts::{AccountFacts, Facts};

/// What must be proven before this sign-in can be finished at `wanted`; none when it is.
pub(crate) fn next(facts: &Facts, wanted: ProofingLevel) -> Option<ProveStep> {
    let account = facts.account?;
    if account.level >= wanted {
        return connect(facts, account);
    }
    let proving = &facts.proving;
    // Nobody below the age goes on by another way (decision 6).
    if account.level == ProofingLevel::P0 && proving.details.look_up == LookUp::TooYoung {
        return Some(ProveStep::TooYoung);
    }
    let route = match proving.route {
        Route::Gp if proving.gp_details_blocked => Route::Photo,
        route => route,
    };
    match proving.adjudication {
        Adjudication::WaitingSinceThisVisit => return Some(ProveStep::Submitted),
        // Details still lead to P5 while photo ID is checked.
        Adjudication::Waiting if wanted == ProofingLevel::P9 || proving.route == Route::Photo => {
            return Some(ProveStep::NotCheckedYet);
        }
        // Why it was declined is told before anything is asked again.
        Adjudication::Declined if wanted == ProofingLevel::P9 && route != Route::Gp => {
            return Some(ProveStep::PhotoIntro);
        }
        Adjudication::OnAnotherLogin if wanted == ProofingLevel::P9 => {
            return Some(ProveStep::OnAnotherAccount);
        }
        Adjudication::TooYoung if wanted == ProofingLevel::P9 => return Some(ProveStep::TooYoung),
        Adjudication::Waiting
        | Adjudication::None
        | Adjudication::Declined
        | Adjudication::OnAnotherLogin
        | Adjudication::TooYoung => {}
    }
    match (account.level, route) {
        (ProofingLevel::P0, Route::Undecided) => Some(details::next(facts)),
        (ProofingLevel::P5, _) if proving.confirmation != Confirmation::Confirmed => {
            Some(match details::confirm_again(facts) {
                // For photo ID the record need not be asked about again.
                ProveStep::WaitLookUp { .. } if route == Route::Photo => photo::next(facts),
                step => step,
            })
        }
        (_, Route::Gp) => Some(gp::next(facts)),
        (ProofingLevel::P5, Route::Undecided) => mobile::next(facts).or_else(|| Some(photo::next(facts))),
        _ => Some(photo::next(facts)),
    }
}

/// The connection to the GP surgery, when the client asks for its credentials and there are none yet (G8).
fn connect(facts: &Facts, account: AccountFacts) -> Option<ProveStep> {
    let wanted = facts.client.im1
        && facts.asked.scopes.contains(Scope::GpIntegrationCredentials)
        && account.level == ProofingLevel::P9
        && account.gp == Connection::Possible;
    if !wanted {
        return None;
    }
    match facts.proving.connection {
        GpCheck::Limited { until } if facts.now < until => Some(ProveStep::WaitLookUp { until }),
        GpCheck::NotAsked | GpCheck::Limited { .. } => Some(ProveStep::ConnectGp),
        GpCheck::Asked { at } if facts.now < at.after(facts.rules.look_up_patience) => {
            Some(ProveStep::GpChecking)
        }
        GpCheck::Asked { .. } => Some(ProveStep::GpRefused { cid: vocabulary::Cid::GP_CONNECTION_UNKNOWN }),
        GpCheck::Refused(cid) => Some(ProveStep::GpRefused { cid }),
        GpCheck::Skipped => None,
    }
}
