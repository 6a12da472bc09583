//! The worker: delivers messages, sees to photo ID cases, enforces retention, covers the audit with checkpoints, follows and rotates
//! signing keys, writes notes down. Several nodes may run one each.

mod auditor;
mod caseworker;
mod courier;
mod housekeeper;
mod schedule;
mod scribe;
mod turns;

use std::future::Future;

use tokio::sync::watch;
use tokio::task::JoinSet;

pub(crate) use auditor::Auditor;
pub(crate) use caseworker::Caseworker;
pub(crate) use courier::{Courier, Office};
pub(crate) use housekeeper::{Duties, Housekeeper};
pub(crate) use schedule::Worth;
pub(crate) use scribe::Scribe;

/// Tasks that end between two jobs when they are told to.
#[derive(Debug)]
pub(crate) struct Worker {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// The other end: resolves once the worker is told to stop.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Resolves when it is time to stop.
    pub(crate) async fn told(&mut self) {
        // An error means that the worker is gone, which is a reason to stop, too.
        let _gone = self.0.wait_for(|stop| *stop).await;
    }
}

impl Worker {
    pub(crate) fn new() -> Self {
        Self { stop: watch::Sender::new(false), tasks: JoinSet::new() }
    }

    /// What a task watches to know when to end.
    pub(crate) fn watched(&self) -> Stop {
        Stop(self.stop.subscribe())
    }

    /// Adds a task that ends soon after its [`Stop`] resolves.
    pub(crate) fn spawn(&mut self, task: impl Future<Output = ()> + Send + 'static) {
        self.tasks.spawn(task);
    }

    /// Tells every task to stop and waits for them.
    pub(crate) async fn stop(mut self) {
        self.stop.send_replace(true);
        while let Some(ended) = self.tasks.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a worker's task was lost");
            }
        }
    }
}
