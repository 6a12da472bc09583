//! What every sign-in reads of it, kept for a few seconds.

use std::sync::Arc;
use std::time::Duration;

use account_store::{JourneyAlert, ServiceSetting, SettingName, Store};
use moka::sync::Cache;
use policy::{Alert, Notices, ServiceLevel};
use vocabulary::ServiceMessage;

use crate::fault::Fault;
use crate::service::Inner;

/// How long a node may go by what another one has changed.
const FRESH: Duration = Duration::from_secs(5);

/// The notices as this node knows them.
pub(crate) struct Board {
    store: Store,
    cache: Cache<(), Arc<Notices>>,
}

impl Board {
    pub(crate) fn new(store: Store) -> Self {
        Self { store, cache: Cache::builder().max_capacity(1).time_to_live(FRESH).build() }
    }

    /// What is announced and set, at most a few seconds old.
    pub(crate) async fn read(&self) -> Result<Arc<Notices>, Fault> {
        if let Some(known) = self.cache.get(&()) {
            return Ok(known);
        }
        let alerts = self.store.list_journey_alerts().await?;
        let settings = self.store.list_service_settings().await?;
        let notices = Arc::new(notices(&alerts, &settings));
        self.cache.insert((), Arc::clone(&notices));
        Ok(notices)
    }

    /// Forgets what is kept, after a change by this node.
    pub(crate) fn forget(&self) {
        self.cache.invalidate(&());
    }
}

impl Inner {
    /// What is announced and set.
    pub(crate) async fn notices(&self) -> Result<Arc<Notices>, Fault> {
        self.board.read().await
    }
}

fn notices(alerts: &[JourneyAlert], settings: &[ServiceSetting]) -> Notices {
    let set = |name| settings.iter().find(|setting| setting.name == name);
    Notices {
        alerts: alerts.iter().map(alert).collect(),
        service_level: set(SettingName::ServiceLevel).and_then(|setting| level_of(&setting.value)),
        automation: set(SettingName::Automation).and_then(|setting| setting.value.parse().ok()),
    }
}

const fn alert(row: &JourneyAlert) -> Alert {
    Alert { part: row.part, level: row.level, planned: row.planned, ends_at: row.ends_at }
}

/// As it is stored: hours, and the message's name.
pub(crate) fn level_text(level: ServiceLevel) -> String {
    format!("{} {}", level.hours, level.message.map_or("", ServiceMessage::as_str)).trim_end().to_owned()
}

/// What [`level_text`] wrote.
pub(crate) fn level_of(text: &str) -> Option<ServiceLevel> {
    let (hours, message) = text.split_once(' ').map_or((text, None), |(hours, word)| (hours, Some(word)));
    let message = message.map(ServiceMessage::try_from).transpose().ok()?;
    ServiceLevel::new(hours.parse().ok()?, message).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_level_survives_its_text() {
        for level in [(24, None), (50, Some(ServiceMessage::Holidays))] {
            let level = ServiceLevel::new(level.0, level.1).unwrap();
            assert_eq!(level_of(&level_text(level)), Some(level));
        }
        assert_eq!(level_of("50"), None, "over a day without a message");
        assert_eq!(level_of("a while"), None);
    }
}
