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
pub fn choose(requested: &VectorRequest, approved: &[VectorOfTrust], standing: Standing) -> Choice {
    let own = standing.level.unwrap_or(ProofingLevel::P0);
    let (mut first, mut lowest, mut target) = (None, None, None);
    for vector in requested.vectors().iter().flat_map(|open| completions(*open)) {
        if !is_approved(vector, approved) {
            continue;
        }
        first = first.or(Some(vector));
        if !can_be_shown(vector, standing) {
            continue;
        }
        let left = vector.credentials().minus(standing.shown).len();
        // A level that is still to be proven is more to do than any credential.
        let raise = vector.level().filter(|level| *level > own);
        let (for_target, for_lowest) = ((raise, left, vector.level()), (vector.level(), left));
        if beats(&for_lowest, lowest.as_ref()) {
            lowest = Some((for_lowest, vector));
        }
        let attainable = raise.is_none() || standing.proving == Proving::Available;
        if attainable && beats(&for_target, target.as_ref()) {
            target = Some((for_target, vector));
        }
    }
    match (target, lowest) {
        (Some((_, target)), _) => Choice::Target(target),
        (None, Some((_, lowest))) => Choice::LevelUnreachable(lowest),
        (None, None) => Choice::CredentialUnreachable(first.unwrap_or_else(|| first_of(requested))),
    }
}

/// Whether something of `rank` is better than the best so far; of equals the first stays, which is the client's order.
fn beats<R: PartialOrd>(rank: &R, best: Option<&(R, VectorOfTrust)>) -> bool {
    best.is_none_or(|(best, _)| rank < best)
}

/// Whether a client that is approved for `approved` may ask for `vector` (F-31): some completion of it is covered.
pub(crate) fn may_ask(vector: VectorOfTrust, approved: &[VectorOfTrust]) -> bool {
    completions(vector).any(|complete| is_approved(complete, approved))
}

pub(crate) fn is_approved(vector: VectorOfTrust, approved: &[VectorOfTrust]) -> bool {
    approved.iter().any(|allowed| stands_for(*allowed, vector))
}

pub(crate) fn can_be_shown(vector: VectorOfTrust, standing: Standing) -> bool {
    vector.credentials().minus(standing.shown).is_subset(standing.available)
}

/// The credential sets of F-52, weakest first.
const SETS: [CredentialSet; 4] = {
    let password = CredentialSet::EMPTY.with(Credential::Cp);
    [
        password,
        password.with(Credential::Cd),
        password.with(Credential::Ck),
        CredentialSet::EMPTY.with(Credential::Cm),
    ]
};

/// The vectors of F-52 that name both parts, lowest level and weakest credentials first.
const COMPLETE: [VectorOfTrust; 12] = {
    let mut all = [VectorOfTrust::new(None, CredentialSet::EMPTY); 12];
    let mut index = 0;
    while index < all.len() {
        all[index] =
            VectorOfTrust::new(Some(ProofingLevel::ALL[index / SETS.len()]), SETS[index % SETS.len()]);
        index += 1;
    }
    all
};

/// Those of them that `vector` stands for; itself when it leaves nothing open.
pub(crate) fn completions(vector: VectorOfTrust) -> impl Iterator<Item = VectorOfTrust> {
    COMPLETE.into_iter().filter(move |complete| stands_for(vector, *complete))
}

/// Whether `complete` is `open` with its open parts filled in (F-51).
fn stands_for(open: VectorOfTrust, complete: VectorOfTrust) -> bool {
    let level = open.level().is_none() || open.level() == complete.level();
    let credentials = open.credentials().is_empty() || open.credentials() == complete.credentials();
    level && credentials
}

fn first_of(requested: &VectorRequest) -> VectorOfTrust {
    *requested.vectors().first().expect("a vector request holds at least one vector")
}
