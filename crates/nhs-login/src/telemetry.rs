//! The log: one line an event, JSON or for reading.

use std::io::IsTerminal as _;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::configuration::{Log, LogFormat};

/// Starts the process's log on standard error. Does nothing when there is one already, as in a test.
pub fn start(log: &Log) {
    let targets: Targets = log.level.parse().unwrap_or_else(|_| Targets::new());
    let lines = layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    let lines = match log.format {
        LogFormat::Json => {
            lines.json().flatten_event(true).with_current_span(true).with_span_list(false).boxed()
        }
        LogFormat::Human => lines.with_target(false).boxed(),
    };
    let started = tracing_subscriber::registry().with(lines.with_filter(targets)).try_init();
    if started.is_err() {
        tracing::debug!("the log was already started");
    }
}
