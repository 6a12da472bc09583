//! P9 by the mobile number that the GP holds (IDVM, journeys 1.8).

use crate::facts::{CodePurpose, Facts, OutstandingCode};
use crate::proving::facts::MobileMatch;
use crate::proving::step::ProveStep;

/// The next screen of this route; none when it is not open or was left.
pub(crate) fn next(facts: &Facts) -> Option<ProveStep> {
    match facts.proving.mobile {
        MobileMatch::NotPossible | MobileMatch::Declined => None,
        MobileMatch::Failed => Some(match facts.in_force(facts.locks.record) {
            Some(until) => ProveStep::WaitLookUp { until },
            None => ProveStep::GpChecksFailed,
        }),
        MobileMatch::SameNumber => Some(ProveStep::UseGpChecks),
        // Whoever typed too many wrong codes goes another way.
        MobileMatch::OtherNumber | MobileMatch::UsesOther
            if facts.in_force(facts.locks.match_code.max(facts.locks.code)).is_some() =>
        {
            Some(ProveStep::CannotUseNumber)
        }
        MobileMatch::OtherNumber => Some(ProveStep::IsThisYourNumber),
        MobileMatch::UsesOther => Some(match facts.progress.code {
            Some(OutstandingCode { purpose: CodePurpose::MatchMobile, expires_at })
                if facts.now < expires_at =>
            {
                ProveStep::EnterMatchCode
            }
            _ => ProveStep::MatchCodeExpired,
        }),
    }
}
