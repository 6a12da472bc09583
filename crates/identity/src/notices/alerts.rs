//! In-journey alerts: turned on for some parts of the service, changed, turned off.

use account_store::{AuditEvent, JourneyAlert};
use policy::Alert;
use vocabulary::{AlertLevel, AlertPart, IncidentNumber, Instant, Permission};

use crate::fault::Fault;
use crate::notices::{SetBy, Setter};
use crate::service::Identity;

/// An alert to turn on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAlert {
    /// What has the problem; one alert for each.
    pub parts: Vec<AlertPart>,
    /// How bad it is.
    pub level: AlertLevel,
    /// Whether it is work that was planned.
    pub planned: bool,
    /// When it ends, where that is known.
    pub ends_at: Option<Instant>,
}

/// An alert, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// What people are told.
    pub alert: Alert,
    /// Whether its end has passed: nobody sees it any more.
    pub is_over: bool,
    /// The support reference, who turned it on or changed it last, and when.
    pub set_by: SetBy,
    /// Since when it is on.
    pub turned_on_at: Instant,
}

/// What came of turning an alert on or off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AlertSwitched {
    /// Done; every node shows it within seconds.
    Done,
    /// It is not on, or no part was named.
    Nothing,
    /// Its end is not in the future.
    EndPassed,
}

impl Identity {
    /// Every alert that is on, those that are over too.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn alerts(&self, by: Setter<'_>) -> Result<Vec<AlertRow>, Fault> {
        by.must(Permission::ManageNotices)?;
        let inner = &self.0;
        let now = inner.clock.now();
        let mut rows = Vec::new();
        for row in inner.store.list_journey_alerts().await? {
            let alert =
                Alert { part: row.part, level: row.level, planned: row.planned, ends_at: row.ends_at };
            let name = inner.operator_name(row.turned_on_by).await?;
            rows.push(AlertRow {
                alert,
                is_over: !alert.is_in_force(now),
                set_by: SetBy { name, at: row.updated_at, incident: Some(row.incident) },
                turned_on_at: row.turned_on_at,
            });
        }
        Ok(rows)
    }

    /// Turns an alert on, or changes the one about the same part.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn turn_alert_on(
        &self,
        by: Setter<'_>,
        new: &NewAlert,
        incident: &IncidentNumber,
    ) -> Result<AlertSwitched, Fault> {
        by.must(Permission::ManageNotices)?;
        let inner = &self.0;
        let now = inner.clock.now();
        if new.parts.is_empty() {
            return Ok(AlertSwitched::Nothing);
        }
        if new.ends_at.is_some_and(|end| end <= now) {
            return Ok(AlertSwitched::EndPassed);
        }
        let mut batch = inner.store.batch();
        for part in &new.parts {
            batch.put_journey_alert(&JourneyAlert {
                part: *part,
                level: new.level,
                planned: new.planned,
                ends_at: new.ends_at,
                incident: incident.clone(),
                turned_on_by: by.id(),
                turned_on_at: now,
                updated_at: now,
            });
            let event = AuditEvent::AlertTurnedOn { part: *part, level: new.level };
            inner.audit_act(by.id(), Some(incident), event, &mut batch);
        }
        inner.write(batch).await?;
        inner.board.forget();
        Ok(AlertSwitched::Done)
    }

    /// Turns an alert off.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn turn_alert_off(
        &self,
        by: Setter<'_>,
        part: AlertPart,
        incident: &IncidentNumber,
    ) -> Result<AlertSwitched, Fault> {
        by.must(Permission::ManageNotices)?;
        let inner = &self.0;
        let mut batch = inner.store.batch();
        batch.delete_journey_alert(part);
        inner.audit_act(by.id(), Some(incident), AuditEvent::AlertTurnedOff { part }, &mut batch);
        let done = inner.commit(batch).await?;
        inner.board.forget();
        Ok(if done { AlertSwitched::Done } else { AlertSwitched::Nothing })
    }
}
