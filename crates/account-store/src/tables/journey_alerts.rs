//! `journey_alerts`: the problems that operators announce on the pages they concern, one for each part of the service (journeys.md 6.1).
//! Deleted when turned off, or a day after `ends_at`.

use vocabulary::{AlertLevel, AlertPart, IncidentNumber, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "journey_alerts";
    LIST = "SELECT part, level, planned, ends_at, incident, turned_on_by, turned_on_at, updated_at \
        FROM journey_alerts ORDER BY part";
    PUT = "INSERT INTO journey_alerts (part, level, planned, ends_at, incident, turned_on_by, turned_on_at, updated_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT (part) DO UPDATE SET level = excluded.level, \
        planned = excluded.planned, ends_at = excluded.ends_at, incident = excluded.incident, \
        turned_on_by = excluded.turned_on_by, updated_at = excluded.updated_at";
    DELETE = "DELETE FROM journey_alerts WHERE part = $1";
}

/// An announced problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JourneyAlert {
    /// What has it.
    pub part: AlertPart,
    /// How bad it is.
    pub level: AlertLevel,
    /// Whether it is work that was planned.
    pub planned: bool,
    /// When it ends, where that is known.
    pub ends_at: Option<Instant>,
    /// The support reference.
    pub incident: IncidentNumber,
    /// Who turned it on, or changed it last; none when it was the command line.
    pub turned_on_by: Option<OperatorId>,
    /// Since when it is on.
    pub turned_on_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
}

fn read(mut row: Row) -> Result<JourneyAlert, StoreFault> {
    Ok(JourneyAlert {
        part: row.word()?,
        level: row.word()?,
        planned: row.flag()?,
        ends_at: row.instant_or_null()?,
        incident: row.word()?,
        turned_on_by: row.bytes_or_null()?,
        turned_on_at: row.instant()?,
        updated_at: row.instant()?,
    })
}

impl Store {
    /// Every alert, those that have ended too.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_journey_alerts(&self) -> Result<Vec<JourneyAlert>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Turns an alert on, or changes the one about the same part: since when it is on stays then. Of `alert` its `updated_at` is not read.
    pub fn put_journey_alert(&mut self, alert: &JourneyAlert) -> &mut Self {
        let values = vec![
            alert.part.as_str().into(),
            alert.level.as_str().into(),
            alert.planned.into(),
            alert.ends_at.into(),
            alert.incident.as_str().into(),
            alert.turned_on_by.into(),
            alert.turned_on_at.into(),
        ];
        self.push(&PUT, Expect::Exactly(1), values)
    }

    /// Turns an alert off; a conflict when it is not on.
    pub fn delete_journey_alert(&mut self, part: AlertPart) -> &mut Self {
        self.push(&DELETE, Expect::Exactly(1), vec![part.as_str().into()])
    }
}
