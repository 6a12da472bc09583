//! What the service is called, and what it writes into its log.

use screens::{Brand, Link, Stage};
use tracing_subscriber::filter::{LevelFilter, Targets};

use crate::configuration::mode::Mode;
use crate::configuration::reader::Reader;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For reading in a terminal.
    Human,
}

/// The log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// How lines look.
    pub format: LogFormat,
    /// A level, or directives such as `info,identity=debug`.
    pub level: String,
}

pub(crate) fn read_brand(reader: &mut Reader, mode: Mode) -> Brand {
    let stage = if mode.is_production() { Stage::Live } else { Stage::Sandbox };
    let service_name = reader.text("brand.service_name");
    let organisation = reader.text("brand.organisation");
    let footer = reader.list("brand.footer");
    let links: Option<Vec<Link>> = footer.iter().map(|item| link(item)).collect();
    if links.is_none() {
        reader.fault("brand.footer", "must hold items like: Terms of use = /terms");
    }
    Brand { service_name, organisation, footer: links.unwrap_or_default(), ..Brand::new(stage) }
}

fn link(item: &str) -> Option<Link> {
    let (text, href) = item.split_once(" = ")?;
    let href = href.trim();
    let legal = href.starts_with('/') || href.starts_with("https://") || href.starts_with("mailto:");
    legal.then(|| Link::new(text.trim(), href))
}

/// A level, or `target=level`. A bare word would be taken for a target of the most talkative level.
fn is_directive(text: &str) -> bool {
    let level = text.rsplit_once('=').map_or(text, |(_, level)| level);
    level.trim().parse::<LevelFilter>().is_ok()
}

pub(crate) fn read_log(reader: &mut Reader) -> Option<Log> {
    let format = reader.choice("log.format", &[("json", LogFormat::Json), ("human", LogFormat::Human)]);
    let level = reader.text("log.level");
    if !level.split(',').all(is_directive) || level.parse::<Targets>().is_err() {
        reader.fault("log.level", "must be a level like info, or directives like info,identity=debug");
    }
    Some(Log { format: format?, level })
}
