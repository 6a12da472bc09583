//! What is wrong with a configuration: every fault at once, each with its key.

use std::fmt;

/// One fault. It never shows the value, which may be a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigFault {
    /// The key, `section.key`; empty when the fault is about a whole file.
    pub key: String,
    /// What is expected, as the end of a sentence that starts with the key.
    pub problem: String,
    /// Where the value was set, when a file or the environment set it.
    pub origin: Option<String>,
}

impl fmt::Display for ConfigFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key.is_empty() {
            f.write_str(&self.problem)?;
        } else {
            write!(f, "{} {}", self.key, self.problem)?;
        }
        match &self.origin {
            Some(origin) => write!(f, " (set in {origin})"),
            None => Ok(()),
        }
    }
}

/// Every fault of one configuration, in the order of the keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigFaults(pub Vec<ConfigFault>);

impl ConfigFaults {
    /// The one fault of a layer that could not be read at all.
    #[must_use]
    pub fn unreadable(problem: String) -> Self {
        Self(vec![ConfigFault { key: String::new(), problem, origin: None }])
    }
}

impl fmt::Display for ConfigFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        write!(f, "the configuration has {count} {}:", if count == 1 { "fault" } else { "faults" })?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  - {fault}"))
    }
}
