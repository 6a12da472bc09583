//! What every HTTP simulator needs to run.

use std::future::Future;
use std::sync::Arc;

use axum::Router;
use tokio::net::TcpListener;
use vocabulary::Instant;

/// The time, as the caller tells it: the machine's in the demo, the test's in a test.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Serves a simulator's `router` on `listener` until `shutdown` ends, then finishes what is in flight.
///
/// # Errors
/// When the listener fails.
pub async fn serve<F>(router: Router, listener: TcpListener, shutdown: F) -> std::io::Result<()>
where
    F: Future<Output = ()> + Send + 'static,
{
    axum::serve(listener, router).with_graceful_shutdown(shutdown).await
}
