#![cfg(all(unix, feature = "sandbox"))]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
//! The real program under a load of registrations and exchanges, killed in the middle: what it acknowledged before holds after.

mod browser;
mod ledger;
mod load;
mod partner;
mod program;
mod proving;

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::ledger::{Ledger, Life};
use crate::load::{World, live, reckon};
use crate::partner::Partner;
use crate::program::Program;

/// People who register and log in at the same time.
const AT_ONCE: u32 = 4;
/// After so many acknowledgements of each start the program is killed.
const KILLS: [usize; 3] = [2, 7, 12];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_sigkill_on_sqlite() {
    survives(None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_survives_sigkill_on_postgresql() {
    let Some(cluster) = postgres_cluster::shared() else { return };
    survives(Some(cluster.fresh_database())).await;
}

async fn survives(database: Option<String>) {
    let partner = Partner::new();
    let mut program = Program::furnish(database.as_deref(), &partner.registration());
    let (acknowledged, mut acknowledgements) = mpsc::unbounded_channel();
    let ledger = Arc::new(Ledger::new(acknowledged));
    for kill_after in KILLS {
        let world = World { issuer: program.start(), partner: partner.clone(), ledger: Arc::clone(&ledger) };
        let people: Vec<_> = (0..AT_ONCE).map(|_| tokio::spawn(live(world.clone()))).collect();
        for _ in 0..kill_after {
            acknowledgements.recv().await.unwrap();
        }
        program.kill();
        for person in people {
            // Everybody ends where the program stopped answering. A surprise in an answer fails here.
            person.await.unwrap();
        }
        while acknowledgements.try_recv().is_ok() {}
        let world = World { issuer: program.start(), ..world };
        reckon(&world).await;
        program.kill();
        while acknowledgements.try_recv().is_ok() {}
    }
    let kept = ledger.everybody();
    // A promise that was written while the program died was never heard, so only what everybody has in the end counts.
    let through = |life: &Life| life.exchanges.iter().any(|exchange| exchange.tokens.is_some());
    assert!(kept.iter().all(through), "{kept:?}");
}
