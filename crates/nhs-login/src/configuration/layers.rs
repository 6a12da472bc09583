//! The layers a configuration is made of, flattened to `section.key`; a later layer overrides an earlier one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ::config::{Config, Environment, File, FileFormat, Source, Value, ValueKind};

use crate::configuration::faults::ConfigFaults;

/// `config/default.toml`: every key with its meaning and its value when nothing else is said.
pub const DEFAULTS: &str = include_str!("../../../../config/default.toml");

/// `config/sandbox.toml`: what `demo` says differently.
#[cfg(feature = "sandbox")]
pub const SANDBOX: &str = include_str!("../../../../config/sandbox.toml");

const PREFIX: &str = "NHS_LOGIN";

pub(crate) type Values = BTreeMap<String, Value>;

/// One source of values.
#[derive(Debug, Clone)]
pub enum Layer {
    /// TOML text that is part of the program.
    Embedded(&'static str),
    /// TOML text made by a test or by the first start.
    Text(String),
    /// A TOML file, which must exist.
    File(PathBuf),
    /// `NHS_LOGIN__SECTION__KEY` variables of the process.
    Environment,
    /// The same variables, given by a test.
    Variables(Vec<(String, String)>),
}

impl Layer {
    fn values(&self) -> Result<Values, ConfigFaults> {
        let config = Config::builder();
        let config = match self {
            Self::Embedded(text) => config.add_source(File::from_str(text, FileFormat::Toml)),
            Self::Text(text) => config.add_source(File::from_str(text, FileFormat::Toml)),
            Self::File(path) => config.add_source(named(path)?),
            Self::Environment => return variables(&environment()),
            Self::Variables(pairs) => {
                return variables(&environment().source(Some(pairs.iter().cloned().collect())));
            }
        };
        let config = config.build().map_err(|error| ConfigFaults::unreadable(error.to_string()))?;
        Ok(flattened(config.cache))
    }
}

fn named(path: &Path) -> Result<File<::config::FileSourceFile, FileFormat>, ConfigFaults> {
    if path.is_file() {
        return Ok(File::from(path).format(FileFormat::Toml));
    }
    Err(ConfigFaults::unreadable(format!("there is no configuration file {}", path.display())))
}

fn environment() -> Environment {
    Environment::with_prefix(PREFIX).prefix_separator("__").separator("__")
}

// Not through the builder: it would read "a.b" inside a variable's name as a path into lists too.
fn variables(source: &Environment) -> Result<Values, ConfigFaults> {
    let found = source.collect().map_err(|error| ConfigFaults::unreadable(error.to_string()))?;
    Ok(found.into_iter().collect())
}

fn flattened(root: Value) -> Values {
    let mut values = Values::new();
    let mut open = vec![(String::new(), root)];
    while let Some((path, value)) = open.pop() {
        match value.kind {
            ValueKind::Table(table) => open.extend(table.into_iter().map(|(key, value)| {
                let key = if path.is_empty() { key } else { format!("{path}.{key}") };
                (key, value)
            })),
            _ => {
                values.insert(path, value);
            }
        }
    }
    values
}

/// All layers as one, the last one winning.
///
/// # Errors
/// Every layer that cannot be read.
pub(crate) fn merged(layers: &[Layer]) -> Result<Values, ConfigFaults> {
    let mut values = Values::new();
    let mut faults = Vec::new();
    for layer in layers {
        match layer.values() {
            Ok(more) => values.extend(more),
            Err(ConfigFaults(more)) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(ConfigFaults(faults)) }
}
