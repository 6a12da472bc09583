//! What is counted, in Prometheus' words, on a listener of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64};
use std::time::Duration;

use account_store::OutboxBacklog;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use identity::{Identity, KeyCounts};
use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use vocabulary::Instant;

/// Seconds: from a userinfo request to a password in a full queue.
const BUCKETS: [f64; 11] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: String,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Attempt {
    channel: &'static str,
    outcome: &'static str,
}

/// Everything that is counted. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Metrics(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    registry: Registry,
    requests: Family<Answer, Histogram, fn() -> Histogram>,
    deliveries: Family<Attempt, Counter>,
    passwords_waiting: Gauge,
    outbox_waiting: Gauge,
    outbox_oldest: Gauge<f64, AtomicU64>,
    swept: Counter,
    keys_ending: Gauge,
    keys_ended: Gauge,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("nhs_login");
        let new_histogram: fn() -> Histogram = || Histogram::new(BUCKETS);
        let requests = Family::new_with_constructor(new_histogram);
        let deliveries = Family::default();
        let passwords_waiting = Gauge::<i64, AtomicI64>::default();
        let outbox_waiting = Gauge::<i64, AtomicI64>::default();
        let outbox_oldest = Gauge::<f64, AtomicU64>::default();
        let swept = Counter::default();
        let (keys_ending, keys_ended) =
            (Gauge::<i64, AtomicI64>::default(), Gauge::<i64, AtomicI64>::default());
        let text = "Requests answered, by method, route and status";
        registry.register("http_request_duration_seconds", text, Family::clone(&requests));
        registry.register("deliveries", "Attempts to hand over a message", Family::clone(&deliveries));
        registry.register(
            "password_queue_waiting",
            "Passwords waiting to be hashed",
            passwords_waiting.clone(),
        );
        registry.register("outbox_waiting", "Messages not handed over yet", outbox_waiting.clone());
        registry.register(
            "outbox_oldest_seconds",
            "Age of the oldest waiting message",
            outbox_oldest.clone(),
        );
        registry.register("rows_swept", "Rows deleted because their time was over", swept.clone());
        let text = "Partners' keys that end within clients.key_warning_days";
        registry.register("client_keys_ending", text, keys_ending.clone());
        let text = "Partners' keys that have ended and are still registered";
        registry.register("client_keys_ended", text, keys_ended.clone());
        Self(Arc::new(Counted {
            registry,
            requests,
            deliveries,
            passwords_waiting,
            outbox_waiting,
            outbox_oldest,
            swept,
            keys_ending,
            keys_ended,
        }))
    }

    /// One request was answered. `route` is the template, never the path.
    pub(crate) fn request(&self, method: &str, route: &str, status: StatusCode, took: Duration) {
        let labels = Answer { method: method.to_owned(), route: route.to_owned(), status: status.as_u16() };
        self.0.requests.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// One attempt to hand over a message ended.
    pub(crate) fn delivery(&self, channel: &'static str, outcome: &'static str) {
        self.0.deliveries.get_or_create(&Attempt { channel, outcome }).inc();
    }

    /// Rows that a sweep deleted.
    pub(crate) fn swept(&self, rows: u64) {
        self.0.swept.inc_by(rows);
    }

    /// Everything in the text format.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.0.registry).expect("writing to a String never fails");
        text
    }

    /// `GET /metrics`, with the gauges as of now.
    pub(crate) async fn answer(&self, identity: &Identity) -> Response {
        self.0.passwords_waiting.set(i64::try_from(identity.passwords_waiting()).unwrap_or(i64::MAX));
        match identity.store().outbox_backlog().await {
            Ok(backlog) => self.outbox(backlog, identity.now()),
            Err(fault) => tracing::warn!(%fault, "the outbox cannot be counted"),
        }
        match identity.key_counts().await {
            Ok(counts) => self.keys(counts),
            Err(fault) => tracing::warn!(%fault, "the partners' keys cannot be counted"),
        }
        ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], self.text()).into_response()
    }

    fn keys(&self, counts: KeyCounts) {
        self.0.keys_ending.set(i64::try_from(counts.ending).unwrap_or(i64::MAX));
        self.0.keys_ended.set(i64::try_from(counts.ended).unwrap_or(i64::MAX));
    }

    fn outbox(&self, backlog: OutboxBacklog, now: Instant) {
        self.0.outbox_waiting.set(i64::try_from(backlog.waiting).unwrap_or(i64::MAX));
        let oldest = backlog.oldest_created_at.map(|created_at| now.since(created_at).duration());
        self.0.outbox_oldest.set(oldest.unwrap_or_default().as_secs_f64());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_counted_by_route_and_status() {
        let metrics = Metrics::new();
        metrics.request("POST", "/token", StatusCode::OK, Duration::from_millis(3));
        metrics.request("POST", "/token", StatusCode::OK, Duration::from_millis(30));
        metrics.delivery("text", "delivered");
        let backlog = OutboxBacklog { waiting: 2, oldest_created_at: Some(Instant::from_seconds(1)) };
        metrics.outbox(backlog, Instant::from_seconds(4));
        metrics.keys(KeyCounts { ending: 2, ended: 1 });
        let text = metrics.text();
        for line in [
            r#"nhs_login_http_request_duration_seconds_count{method="POST",route="/token",status="200"} 2"#,
            r#"nhs_login_http_request_duration_seconds_bucket{method="POST",route="/token",status="200",le="0.005"} 1"#,
            r#"nhs_login_deliveries_total{channel="text",outcome="delivered"} 1"#,
            "nhs_login_client_keys_ending 2",
            "nhs_login_client_keys_ended 1",
            "nhs_login_outbox_waiting 2",
            "nhs_login_outbox_oldest_seconds 3",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
    }
}
