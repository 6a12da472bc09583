//! Why a vector became the target and the others did not, as plain data and as a sentence. It looks at the same ranking as
//! [`choose`](crate::vectors::choose) and decides nothing.

use vocabulary::{CredentialSet, ProofingLevel, VectorOfTrust, VectorRequest};

use crate::facts::Facts;
use crate::journey::{choice, standing};
use crate::rules::Proving;
use crate::vectors::{Choice, Standing, can_be_shown, completions, is_approved};

/// The target of a sign-in with its reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetExplained {
    /// What was chosen.
    pub choice: Choice,
    /// What was known of the person.
    pub standing: Standing,
    /// What became of each vector that was asked for, in the client's order.
    pub reasons: Vec<VectorReason>,
}

/// What became of one vector that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VectorReason {
    /// As it was asked for.
    pub asked: VectorOfTrust,
    /// With its open parts filled in as suits the person best; none when nothing that it stands for is approved.
    pub complete: Option<VectorOfTrust>,
    /// Credentials that are still to be shown for it.
    pub left: CredentialSet,
    /// The level that is still to be proven for it.
    pub raise: Option<ProofingLevel>,
    /// Whether it is the target, or why not.
    pub verdict: Verdict,
}

/// Whether a vector is the target, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is the target.
    Target,
    /// The client is not approved for it (F-31).
    NotApproved,
    /// It names credentials that this service does not offer.
    CredentialNotOffered,
    /// Its level is above the account's, and nobody can prove who they are here.
    LevelNotReachable,
    /// The target needs a smaller step of proof, or none (F-53).
    NeedsMoreProof,
    /// The target needs fewer credentials (F-53).
    NeedsMoreCredentials,
    /// As much is left to do for the target, at a lower level (F-54).
    HigherLevel,
    /// In nothing better than the target, and the client names that one first.
    NamedLater,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 8] = [
        Self::Target,
        Self::NotApproved,
        Self::CredentialNotOffered,
        Self::LevelNotReachable,
        Self::NeedsMoreProof,
        Self::NeedsMoreCredentials,
        Self::HigherLevel,
        Self::NamedLater,
    ];

    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::NotApproved => "not_approved",
            Self::CredentialNotOffered => "credential_not_offered",
            Self::LevelNotReachable => "level_not_reachable",
            Self::NeedsMoreProof => "needs_more_proof",
            Self::NeedsMoreCredentials => "needs_more_credentials",
            Self::HigherLevel => "higher_level",
            Self::NamedLater => "named_later",
        }
    }

    /// The verdict of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.as_str() == name)
    }

    /// What it means, as a sentence.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Target => "Chosen: it can be reached with the least left to do.",
            Self::NotApproved => "Not chosen: the client is not approved for it (F-31).",
            Self::CredentialNotOffered => {
                "Not chosen: it needs a way of logging in that this service does not offer, and that was not shown."
            }
            Self::LevelNotReachable => {
                "Not chosen: its level is above the account’s, and nobody can prove who they are here at the moment."
            }
            Self::NeedsMoreProof => {
                "Not chosen: the account would have to prove more than for the target (F-53)."
            }
            Self::NeedsMoreCredentials => {
                "Not chosen: more would have to be shown than for the target (F-53)."
            }
            Self::HigherLevel => {
                "Not chosen: it asks for a higher level than the target without being nearer (F-54)."
            }
            Self::NamedLater => "Not chosen: it is no better than the target, which the client names first.",
        }
    }
}

/// The target of this sign-in with its reasons.
///
/// Spec: F-50 to F-54, decision 23
#[must_use]
pub fn explain_target(facts: &Facts) -> TargetExplained {
    let standing = standing(facts);
    let choice = choice(facts);
    let reasons = reasons(&facts.asked.vectors, &facts.client.vectors, standing, choice);
    TargetExplained { choice, standing, reasons }
}

/// What became of each vector of `requested`, given what [`choose`](crate::vectors::choose) chose of them.
#[must_use]
pub fn reasons(
    requested: &VectorRequest,
    approved: &[VectorOfTrust],
    standing: Standing,
    choice: Choice,
) -> Vec<VectorReason> {
    let target = match choice {
        Choice::Target(vector) => Some(rank(vector, standing)),
        Choice::LevelUnreachable(_) | Choice::CredentialUnreachable(_) => None,
    };
    let mut taken = false;
    let mut reason = |asked: VectorOfTrust| {
        let best = best_completion(asked, approved, standing);
        let Some(complete) = best else {
            let left = asked.credentials().minus(standing.shown);
            return VectorReason { asked, complete: None, left, raise: None, verdict: Verdict::NotApproved };
        };
        let own = rank(complete, standing);
        let verdict = match target {
            _ if !can_be_shown(complete, standing) => Verdict::CredentialNotOffered,
            _ if own.raise.is_some() && standing.proving == Proving::Unavailable => {
                Verdict::LevelNotReachable
            }
            Some(target) if choice == Choice::Target(complete) && !taken => {
                taken = true;
                debug_assert!(own == target, "the same vector ranks the same");
                Verdict::Target
            }
            Some(target) if own.raise != target.raise => Verdict::NeedsMoreProof,
            Some(target) if own.left != target.left => Verdict::NeedsMoreCredentials,
            Some(target) if own.level != target.level => Verdict::HigherLevel,
            _ => Verdict::NamedLater,
        };
        let left = complete.credentials().minus(standing.shown);
        VectorReason { asked, complete: Some(complete), left, raise: own.raise, verdict }
    };
    requested.vectors().iter().map(|asked| reason(*asked)).collect()
}

/// What a vector is compared by, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    raise: Option<ProofingLevel>,
    left: u32,
    level: Option<ProofingLevel>,
}

fn rank(vector: VectorOfTrust, standing: Standing) -> Rank {
    let own = standing.level.unwrap_or(ProofingLevel::P0);
    Rank {
        raise: vector.level().filter(|level| *level > own),
        left: vector.credentials().minus(standing.shown).len(),
        level: vector.level(),
    }
}

/// Of what a vector stands for and the client is approved for: first what can be shown, then what ranks best.
fn best_completion(
    asked: VectorOfTrust,
    approved: &[VectorOfTrust],
    standing: Standing,
) -> Option<VectorOfTrust> {
    completions(asked)
        .filter(|complete| is_approved(*complete, approved))
        .min_by_key(|complete| (!can_be_shown(*complete, standing), rank(*complete, standing)))
}
