//! The promise about photo ID checks (decision 18), and the share of cases that are decided automatically.

use account_store::{AuditEvent, ServiceSetting, SettingName};
use policy::ServiceLevel;
use vocabulary::{IncidentNumber, Permission};

use crate::fault::Fault;
use crate::notices::board::{level_of, level_text};
use crate::notices::{SetBy, Setter};
use crate::service::{Identity, Inner};

/// The steps in which the share is set, percent.
const STEP: u8 = 5;

/// The promise in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLevelView {
    /// What an operator set; without it the configuration's words count.
    pub level: Option<(ServiceLevel, SetBy)>,
    /// The configuration's words.
    pub configured: String,
}

/// The share in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AutomationView {
    /// Of a hundred cases, how many the document-check provider looks at first.
    pub percent: u8,
    /// Who set it; none when it is the configuration's.
    pub set_by: Option<SetBy>,
    /// Whether there is a provider: without one people look at every case.
    pub has_provider: bool,
}

/// What came of setting something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelSet {
    /// Done; every node goes by it within seconds.
    Done,
    /// It is not a whole number from 0 to 100 in steps of 5.
    NotAStep,
    /// Somebody else set it at the same instant; nothing was done.
    Raced,
}

impl Identity {
    /// The promise about photo ID checks.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn service_level(&self, by: Setter<'_>) -> Result<ServiceLevelView, Fault> {
        by.must(Permission::ManageNotices)?;
        let inner = &self.0;
        let setting = inner.setting(SettingName::ServiceLevel).await?;
        let level = match setting.as_ref().and_then(|setting| Some((level_of(&setting.value)?, setting))) {
            Some((level, setting)) => Some((level, inner.set_by(setting).await?)),
            None => None,
        };
        Ok(ServiceLevelView { level, configured: inner.settings.photo_id.answered_within.clone() })
    }

    /// Sets the promise.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1; 9, decision 18
    pub async fn set_service_level(
        &self,
        by: Setter<'_>,
        level: ServiceLevel,
        incident: &IncidentNumber,
    ) -> Result<LevelSet, Fault> {
        by.must(Permission::ManageNotices)?;
        let event = AuditEvent::ServiceLevelSet { hours: level.hours, message: level.message };
        self.0.set(by, (SettingName::ServiceLevel, level_text(level)), incident, event).await
    }

    /// Sets the promise back to the configuration's words.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn reset_service_level(&self, by: Setter<'_>, incident: &IncidentNumber) -> Result<(), Fault> {
        by.must(Permission::ManageNotices)?;
        let inner = &self.0;
        let mut batch = inner.store.batch();
        batch.delete_service_setting(SettingName::ServiceLevel);
        inner.audit_act(by.id(), Some(incident), AuditEvent::ServiceLevelReset, &mut batch);
        inner.write(batch).await?;
        inner.board.forget();
        Ok(())
    }

    /// The share of photo ID cases that are decided automatically.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn automation(&self, by: Setter<'_>) -> Result<AutomationView, Fault> {
        by.must(Permission::SetAutomation)?;
        let inner = &self.0;
        let setting = inner.setting(SettingName::Automation).await?;
        let stored = setting.as_ref().and_then(|setting| setting.value.parse().ok());
        let set_by = match setting.as_ref().filter(|_| stored.is_some()) {
            Some(setting) => Some(inner.set_by(setting).await?),
            None => None,
        };
        let configured = u8::try_from(inner.settings.photo_id.share_percent).unwrap_or(100);
        let has_provider = inner.outside.id_check.is_some();
        Ok(AutomationView { percent: stored.unwrap_or(configured), set_by, has_provider })
    }

    /// Sets the share, percent; it counts for cases that begin from now on.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn set_automation(
        &self,
        by: Setter<'_>,
        percent: u8,
        incident: &IncidentNumber,
    ) -> Result<LevelSet, Fault> {
        by.must(Permission::SetAutomation)?;
        if percent > 100 || !percent.is_multiple_of(STEP) {
            return Ok(LevelSet::NotAStep);
        }
        let event = AuditEvent::AutomationSet { percent };
        self.0.set(by, (SettingName::Automation, percent.to_string()), incident, event).await
    }
}

impl Inner {
    async fn setting(&self, name: SettingName) -> Result<Option<ServiceSetting>, Fault> {
        let settings = self.store.list_service_settings().await?;
        Ok(settings.into_iter().find(|setting| setting.name == name))
    }

    async fn set(
        &self,
        by: Setter<'_>,
        (name, value): (SettingName, String),
        incident: &IncidentNumber,
        event: AuditEvent,
    ) -> Result<LevelSet, Fault> {
        let version = self.store.service_setting_version(name).await?;
        let mut batch = self.store.batch();
        batch.put_service_setting(&ServiceSetting {
            name,
            value,
            incident: Some(incident.clone()),
            changed_by: by.id(),
            changed_at: self.clock.now(),
            version,
        });
        self.audit_act(by.id(), Some(incident), event, &mut batch);
        let done = self.commit(batch).await?;
        self.board.forget();
        Ok(if done { LevelSet::Done } else { LevelSet::Raced })
    }
}
