//! P9 by the registration details of GP online services (POL, journeys 1.8).

use vocabulary::{Cid, ProofingLevel};

use crate::facts::Facts;
use crate::proving::facts::{GpCheck, TriState};
use crate::proving::step::ProveStep;

/// The next screen of this route.
pub(crate) fn next(facts: &Facts) -> ProveStep {
    let answers = &facts.proving.gp;
    match answers.uses_services {
        None => return ProveStep::UsesGpServices,
        Some(TriState::No) => return ProveStep::RegisterWithGp,
        Some(TriState::DoNotKnow) => return ProveStep::AskWhetherRegistered,
        Some(TriState::Yes) => {}
    }
    match answers.has_details {
        None => return ProveStep::HasGpDetails,
        Some(TriState::No | TriState::DoNotKnow) => return ProveStep::AskForGpDetails,
        Some(TriState::Yes) => {}
    }
    // The GP system checks the name and date of birth too; a matched record has them.
    if facts.account.is_some_and(|account| account.level == ProofingLevel::P0) {
        let details = &facts.proving.details;
        if !details.name {
            return ProveStep::GiveName;
        }
        if !details.born {
            return ProveStep::GiveBirthDate;
        }
    }
    match answers.check {
        GpCheck::Limited { until } if facts.now < until => ProveStep::WaitLookUp { until },
        GpCheck::NotAsked | GpCheck::Skipped | GpCheck::Limited { .. } => {
            match facts.in_force(facts.locks.gp_details) {
                Some(until) => ProveStep::WaitLookUp { until },
                None => ProveStep::GiveGpDetails,
            }
        }
        GpCheck::Asked { at } if facts.now < at.after(facts.rules.look_up_patience) => ProveStep::GpChecking,
        GpCheck::Asked { .. } => ProveStep::GpRefused { cid: Cid::GP_DETAILS_UNKNOWN },
        GpCheck::Refused(cid) => ProveStep::GpRefused { cid },
    }
}
