//! Which ONE vector a sign-in aims at (decision 23). Every later check looks at this one only.

use vocabulary::{Credential, CredentialSet, ProofingLevel, VectorOfTrust, VectorRequest};

use crate::rules::Proving;

/// What is known about the person when the vector is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The account's level; none while no account is known, which is treated as P0.
    pub level: Option<ProofingLevel>,
    /// What counts as shown.
    pub shown: CredentialSet,
    /// What can be shown on this service today.
    pub available: CredentialSet,
    /// Whether a higher level can be reached in this visit.
    pub proving: Proving,
}

/// The vector to aim at, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Aim at this one; it names a level and credentials, and is printed as `vot`.
    Target(VectorOfTrust),
    /// Credentials could be shown, but the account's level is below every vector; this one needs the lowest level.
    LevelUnreachable(VectorOfTrust),
    /// No vector's credentials can be shown here; this is the client's first.
    CredentialUnreachable(VectorOfTrust),
}

/// Chooses the target: attainable, least left to do, lowest level, then the client's order.
///
/// A requested vector that leaves its level or its credentials open means any value (F-51). It is completed here by every value that
/// `approved` covers (F-31), so that `vot` always names both (F-52): of open levels the lowest that is met, of open credentials those
/// with least left to show.
///
/// Spec: F-50 to F-54, decision 23
#[must_use]
pub fn choose(requested: &VectorRequest, approved: &[VectorOfTrust], standing: &Standing) -> Choice {
    let candidates: Vec<VectorOfTrust> = requested
        .vectors()
        .iter()
        .flat_map(|vector| completions(*vector))
        .filter(|vector| is_approved(*vector, approved))
        .collect();
    let Some(first) = candidates.first().or(requested.vectors().first()).copied() else {
        unreachable!("a vector request holds at least one vector")
    };
    let showable: Vec<VectorOfTrust> =
        candidates.into_iter().filter(|vector| can_be_shown(*vector, standing)).collect();
    if showable.is_empty() {
        return Choice::CredentialUnreachable(first);
    }
    let own = standing.level.unwrap_or(ProofingLevel::P0);
    let met = |vector: &&VectorOfTrust| vector.level().is_none_or(|level| level <= own);
    // `min_by_key` keeps the first of equals: the client's order.
    let target = showable
        .iter()
        .filter(met)
        .min_by_key(|vector| (vector.credentials().minus(standing.shown).len(), vector.level()));
    match (target, standing.proving) {
        (Some(target), _) => Choice::Target(*target),
        (None, Proving::Unavailable) => {
            Choice::LevelUnreachable(*showable.iter().min_by_key(|v| v.level()).unwrap_or(&first))
        }
    }
}

/// Whether a client that is approved for `approved` may ask for `vector` (F-31): some completion of it is covered.
pub(crate) fn may_ask(vector: VectorOfTrust, approved: &[VectorOfTrust]) -> bool {
    completions(vector).into_iter().any(|complete| is_approved(complete, approved))
}

fn is_approved(vector: VectorOfTrust, approved: &[VectorOfTrust]) -> bool {
    approved.iter().any(|allowed| {
        let level = allowed.level().is_none() || allowed.level() == vector.level();
        let credentials = allowed.credentials().is_empty() || allowed.credentials() == vector.credentials();
        level && credentials
    })
}

fn can_be_shown(vector: VectorOfTrust, standing: &Standing) -> bool {
    vector.credentials().minus(standing.shown).is_subset(standing.available)
}

/// The vectors of F-52 that `vector` stands for, lowest level and weakest credentials first; itself when it leaves nothing open.
fn completions(vector: VectorOfTrust) -> Vec<VectorOfTrust> {
    use Credential::{Cd, Ck, Cm, Cp};
    let levels = vector.level().map_or_else(|| ProofingLevel::ALL.to_vec(), |level| vec![level]);
    let sets: Vec<CredentialSet> = if vector.credentials().is_empty() {
        [vec![Cp], vec![Cp, Cd], vec![Cp, Ck], vec![Cm]].into_iter().map(CredentialSet::from_iter).collect()
    } else {
        vec![vector.credentials()]
    };
    levels
        .into_iter()
        .flat_map(|level| sets.iter().map(move |set| VectorOfTrust::new(Some(level), *set)))
        .collect()
}
