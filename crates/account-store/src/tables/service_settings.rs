//! `service_settings`: what operators set about the whole service, by name; where there is no row the configuration counts. Kept until set
//! back.

use vocabulary::{IncidentNumber, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "service_settings";
    LIST = "SELECT name, value, incident, changed_by, changed_at, version FROM service_settings ORDER BY name";
    PUT = "INSERT INTO service_settings (name, value, incident, changed_by, changed_at, version) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO UPDATE SET value = excluded.value, \
        incident = excluded.incident, changed_by = excluded.changed_by, changed_at = excluded.changed_at, \
        version = service_settings.version + 1 WHERE service_settings.version = $7";
    DELETE = "DELETE FROM service_settings WHERE name = $1";
}

/// The names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingName {
    /// The share of photo ID cases that are decided automatically.
    Automation,
    /// The promise about photo ID checks.
    ServiceLevel,
    /// Nothing but a version: whoever changes what operators may do counts it up, so that of two who do at once the second looks again.
    Operators,
}

impl SettingName {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Automation => "automation",
            Self::ServiceLevel => "service_level",
            Self::Operators => "operators",
        }
    }
}

impl TryFrom<&str> for SettingName {
    type Error = vocabulary::Malformed;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        let known = [Self::Automation, Self::ServiceLevel, Self::Operators];
        let fault = vocabulary::Malformed::new("setting", "must be a known name");
        known.into_iter().find(|name| name.as_str() == text).ok_or(fault)
    }
}

/// What an operator set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceSetting {
    /// What it is about.
    pub name: SettingName,
    /// What was set: words of the room that wrote it.
    pub value: String,
    /// The incident it was for.
    pub incident: Option<IncidentNumber>,
    /// Who set it; none when it was the command line.
    pub changed_by: Option<OperatorId>,
    /// When.
    pub changed_at: Instant,
    /// Counts changes; 0 stands for "there is no row yet".
    pub version: i64,
}

fn read(mut row: Row) -> Result<ServiceSetting, StoreFault> {
    Ok(ServiceSetting {
        name: row.word()?,
        value: row.text()?,
        incident: row.word_or_null()?,
        changed_by: row.bytes_or_null()?,
        changed_at: row.instant()?,
        version: row.int()?,
    })
}

impl Store {
    /// Everything that is set.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_service_settings(&self) -> Result<Vec<ServiceSetting>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(read).collect()
    }

    /// How often what is set under `name` was changed; 0 when there is no row.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn service_setting_version(&self, name: SettingName) -> Result<i64, StoreFault> {
        let settings = self.list_service_settings().await?;
        Ok(settings.into_iter().find(|setting| setting.name == name).map_or(0, |setting| setting.version))
    }
}

impl Batch {
    /// Sets something; a conflict when it was set since [`ServiceSetting::version`].
    pub fn put_service_setting(&mut self, setting: &ServiceSetting) -> &mut Self {
        let values = vec![
            setting.name.as_str().into(),
            setting.value.as_str().into(),
            setting.incident.as_ref().map(IncidentNumber::as_str).into(),
            setting.changed_by.into(),
            setting.changed_at.into(),
            (setting.version + 1).into(),
            setting.version.into(),
        ];
        self.push(&PUT, Expect::Exactly(1), values)
    }

    /// Sets something back to the configuration's value, if it is set.
    pub fn delete_service_setting(&mut self, name: SettingName) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![name.as_str().into()])
    }
}
