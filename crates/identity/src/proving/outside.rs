//! The world outside that proving asks, and how long a page waits for it.

use gateways::{Gp, IdCheck, Pds, VirusScan};
use vocabulary::Lifetime;

/// The services that proving asks. What is missing closes the routes that need it.
#[derive(Clone, Default)]
pub struct Outside {
    /// The national record: without it no level can be reached.
    pub pds: Option<Pds>,
    /// The GP systems: without them neither IDVM nor POL.
    pub gp: Option<Gp>,
    /// The automated document check: without it every case goes to people.
    pub id_check: Option<IdCheck>,
    /// The virus scanner.
    pub virus_scan: Option<VirusScan>,
    /// Where evidence lies: without it no photo ID.
    pub evidence: Option<evidence::EvidenceStore>,
}

/// How long a page waits for the world outside before it says "finding": the question goes on behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waits {
    /// For an answer that the person asked for.
    pub answer: Lifetime,
    /// For the look-up of an account's number when its person logs in: what is not known by then is acted on when it comes.
    pub recheck: Lifetime,
    /// How long after such a look-up silent sign-ins begin no other.
    pub silent_recheck: Lifetime,
}

impl Default for Waits {
    fn default() -> Self {
        Self {
            answer: Lifetime::seconds(2),
            recheck: Lifetime::from_micros(300_000),
            silent_recheck: Lifetime::minutes(10),
        }
    }
}

/// Waits for `work` for at most `longest`; it goes on when that is over.
pub(crate) async fn wait_a_little(work: tokio::task::JoinHandle<()>, longest: Lifetime) {
    let longest = std::time::Duration::from_micros(u64::try_from(longest.micros()).unwrap_or(0));
    if tokio::time::timeout(longest, work).await.is_err() {
        tracing::debug!("an answer from outside takes longer than a page waits");
    }
}
