//! P5: the details of one NHS record (journeys 1.7).

use crate::facts::Facts;
use crate::proving::facts::{Confirmation, Details, KnowsNumber, LookUp};
use crate::proving::step::ProveStep;

/// The next screen on the way to a matched record.
pub(crate) fn next(facts: &Facts) -> ProveStep {
    let details = &facts.proving.details;
    if !details.intro_seen {
        return ProveStep::WhatYouNeed;
    }
    missing(details).unwrap_or_else(|| outcome(facts, details))
}

/// The first detail that was not given: for photo ID too, when no record is matched.
pub(crate) const fn missing(details: &Details) -> Option<ProveStep> {
    match details.knows_number {
        None => return Some(ProveStep::KnowNumber),
        Some(KnowsNumber::No) if !details.name => return Some(ProveStep::GiveName),
        Some(_) => {}
    }
    if !details.born {
        return Some(ProveStep::GiveBirthDate);
    }
    if !details.postcode {
        return Some(ProveStep::GivePostcode);
    }
    None
}

fn outcome(facts: &Facts, details: &Details) -> ProveStep {
    match details.look_up {
        LookUp::Limited { until } if facts.now < until => ProveStep::WaitLookUp { until },
        LookUp::NotAsked | LookUp::Limited { .. } => match facts.in_force(facts.locks.record) {
            Some(until) => ProveStep::WaitLookUp { until },
            None => ProveStep::CheckDetails,
        },
        LookUp::Asked { at } if facts.now < at.after(facts.rules.look_up_patience) => ProveStep::Finding,
        LookUp::Asked { .. } | LookUp::Failed => ProveStep::LookUpFailed,
        LookUp::Found => confirm(facts.proving.confirmation),
        LookUp::OnAnotherAccount => ProveStep::OnAnotherAccount,
        LookUp::TooYoung => ProveStep::TooYoung,
        LookUp::NoMatch | LookUp::Several | LookUp::NumberNotVerified
            if details.rounds >= facts.rules.no_match_rounds =>
        {
            ProveStep::StillNoMatch
        }
        LookUp::NoMatch | LookUp::Several => ProveStep::NoMatch,
        LookUp::NumberNotVerified => ProveStep::NumberNotVerified,
        LookUp::Invalidated => ProveStep::RecordInvalid,
        LookUp::Busy => ProveStep::RecordsBusy,
    }
}

/// D8 for a record that was matched before: "yes" asks about it again, and that is counted.
pub(crate) fn confirm_again(facts: &Facts) -> ProveStep {
    match (facts.proving.confirmation, facts.in_force(facts.locks.record)) {
        (Confirmation::NotAsked | Confirmation::SomeWrong, Some(until)) => ProveStep::WaitLookUp { until },
        (confirmation, _) => confirm(confirmation),
    }
}

/// D8 and what follows a "no" there.
const fn confirm(confirmation: Confirmation) -> ProveStep {
    match confirmation {
        Confirmation::NotMine => ProveStep::NotMine,
        Confirmation::SomeWrong => ProveStep::SomeWrong,
        Confirmation::NotAsked | Confirmation::Confirmed => ProveStep::ConfirmRecord,
    }
}
