//! The log: one line an event, JSON or for reading.

use std::io::IsTerminal as _;

use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::JsonFields;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::configuration::{Log, LogFormat};
use crate::log_json::JsonLine;
use crate::log_lines::LogLines;

pub use crate::log_lines::LogEnd;

/// Starts the process's log on standard error; keep the answer as long as there is something to tell. When there is a log
/// already, as in a test, that one stays.
pub fn start(log: &Log) -> LogEnd {
    let targets: Targets = log.level.parse().unwrap_or_else(|_| Targets::new());
    let (lines, end) = LogLines::to(std::io::stderr());
    let layer = layer().with_writer(lines).with_ansi(std::io::stderr().is_terminal());
    let layer = match log.format {
        LogFormat::Json => layer.fmt_fields(JsonFields::new()).event_format(JsonLine).boxed(),
        LogFormat::Human => layer.with_target(false).boxed(),
    };
    if tracing_subscriber::registry().with(targets).with(layer).try_init().is_err() {
        tracing::debug!("the log was already started");
    }
    end
}
