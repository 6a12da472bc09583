//! Takes values by key, remembers which keys the program knows, and collects every fault.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::fs;
use std::ops::RangeInclusive;

use vocabulary::{Lifetime, Secret};

use crate::configuration::faults::{ConfigFault, ConfigFaults};
use crate::configuration::layers::Values;

/// Reads one configuration. A faulty value is replaced by something harmless and reported at the end, so that one
/// reading finds every fault.
pub(crate) struct Reader {
    values: Values,
    known: BTreeSet<String>,
    faults: Vec<ConfigFault>,
}

impl Reader {
    pub(crate) const fn new(values: Values) -> Self {
        Self { values, known: BTreeSet::new(), faults: Vec::new() }
    }

    /// Reports that `key` does not hold what it must.
    pub(crate) fn fault(&mut self, key: &str, problem: impl Into<String>) {
        let origin = self.values.get(key).and_then(|value| value.origin()).map(ToOwned::to_owned);
        self.faults.push(ConfigFault { key: key.to_owned(), problem: problem.into(), origin });
    }

    /// The text at `key`; none when it is empty, which is how a file says "not set".
    pub(crate) fn given(&mut self, key: &str) -> Option<String> {
        self.known.insert(key.to_owned());
        let text = self.values.get(key)?.clone().into_string();
        let Ok(text) = text else {
            self.fault(key, "must be a text");
            return None;
        };
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The text at `key`, which must be set.
    pub(crate) fn text(&mut self, key: &str) -> String {
        self.given(key).unwrap_or_else(|| {
            self.fault(key, "must be set");
            String::new()
        })
    }

    /// The text at `key` as a value of its own type; none when it is not set.
    pub(crate) fn parsed<T, E: Display>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        let text = self.given(key)?;
        parse(&text).map_err(|error| self.fault(key, error.to_string())).ok()
    }

    /// The text at `key`, which must be set, as a value of its own type.
    pub(crate) fn required<T, E: Display>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        if self.given(key).is_none() {
            self.fault(key, "must be set");
            return None;
        }
        self.parsed(key, parse)
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&mut self, key: &str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.given(key).unwrap_or_default();
        let chosen = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if chosen.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.fault(key, format!("must be one of: {}", words.join(", ")));
        }
        chosen
    }

    /// A whole number in `range`.
    pub(crate) fn number(&mut self, key: &str, range: RangeInclusive<u32>) -> u32 {
        self.known.insert(key.to_owned());
        let number = self.values.get(key).cloned().and_then(|value| value.into_int().ok());
        let number =
            number.and_then(|number| u32::try_from(number).ok()).filter(|number| range.contains(number));
        number.unwrap_or_else(|| {
            let (least, most) = (*range.start(), *range.end());
            self.fault(key, format!("must be a whole number from {least} to {most}"));
            least
        })
    }

    /// A length of time whose unit is the end of the key: `_seconds`, `_minutes`, `_hours` or `_days`.
    pub(crate) fn lifetime(&mut self, key: &str, range: RangeInclusive<u32>) -> Lifetime {
        let number = i64::from(self.number(key, range));
        match key.rsplit('_').next() {
            Some("days") => Lifetime::days(number),
            Some("hours") => Lifetime::hours(number),
            Some("minutes") => Lifetime::minutes(number),
            _ => Lifetime::seconds(number),
        }
    }

    /// Yes or no.
    pub(crate) fn flag(&mut self, key: &str) -> bool {
        self.known.insert(key.to_owned());
        let flag = self.values.get(key).cloned().and_then(|value| value.into_bool().ok());
        flag.unwrap_or_else(|| {
            self.fault(key, "must be true or false");
            false
        })
    }

    /// A list of texts; a text (as an environment variable gives it) is split at commas and line ends.
    pub(crate) fn list(&mut self, key: &str) -> Vec<String> {
        self.known.insert(key.to_owned());
        let Some(value) = self.values.get(key).cloned() else { return Vec::new() };
        let items = match value.kind {
            ::config::ValueKind::String(text) => return split(&text),
            _ => value.into_array(),
        };
        let texts: Option<Vec<String>> =
            items.ok().and_then(|items| items.into_iter().map(|item| item.into_string().ok()).collect());
        texts.unwrap_or_else(|| {
            self.fault(key, "must be a list of texts");
            Vec::new()
        })
    }

    /// A list of words of a closed set, as a set.
    pub(crate) fn words<T, S: FromIterator<T>, E: Display>(
        &mut self,
        key: &str,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> S {
        let words = self.list(key);
        let parsed = words.iter().map(|word| (word, parse(word)));
        let kept: Vec<Result<T, String>> =
            parsed.map(|(word, parsed)| parsed.map_err(|error| format!("{word}: {error}"))).collect();
        let known = kept.into_iter().filter_map(|one| one.map_err(|problem| self.fault(key, problem)).ok());
        known.collect()
    }

    /// The names of the tables under `prefix`, each once.
    pub(crate) fn tables(&self, prefix: &str) -> BTreeSet<String> {
        let under = format!("{prefix}.");
        let names = self.values.keys().filter_map(|key| key.strip_prefix(&under)?.split('.').next());
        names.map(ToOwned::to_owned).collect()
    }

    /// The secret at `key`, or in the file that `key_file` names. The file wins nothing: only one may be set.
    pub(crate) fn secret(&mut self, key: &str) -> Option<Secret<String>> {
        let file_key = format!("{key}_file");
        let direct = self.given(key).map(Secret::new);
        let Some(path) = self.given(&file_key) else { return direct };
        if direct.is_some() {
            self.fault(&file_key, format!("must not be set together with {key}"));
        }
        match fs::read_to_string(&path) {
            Ok(text) => Some(Secret::new(text.trim().to_owned())),
            Err(error) => {
                self.fault(&file_key, format!("names a file that cannot be read: {}", error.kind()));
                None
            }
        }
    }

    /// Every key that was asked for.
    #[cfg(test)]
    pub(crate) const fn known(&self) -> &BTreeSet<String> {
        &self.known
    }

    /// The faults found so far, and every key nobody asked for.
    pub(crate) fn faults(mut self) -> ConfigFaults {
        let strangers: Vec<String> =
            self.values.keys().filter(|key| !self.known.contains(*key)).cloned().collect();
        for key in strangers {
            self.fault(&key, "is not a key of this program");
        }
        self.faults.sort_by(|one, other| one.key.cmp(&other.key));
        ConfigFaults(self.faults)
    }
}

/// The items of a text: separated by commas or line ends, trimmed, none empty.
pub(crate) fn split(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(str::trim).filter(|item| !item.is_empty()).map(ToOwned::to_owned).collect()
}
