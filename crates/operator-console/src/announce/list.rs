//! What is announced now.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{AlertRow, ServiceLevelView, SetBy, Setter, SignedInOperator};
use screens::announcements::{AlertLine, Announcements};
use screens::paths;
use screens::wording::{alert_level_label, alert_part_label, service_message, spoken_hours};
use web::{Failure, page};

use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said::moment;

pub(crate) const ON: &str = "alert=on";
pub(crate) const OFF: &str = "alert=off";
pub(crate) const WAS_OFF: &str = "alert=was-off";
pub(crate) const LEVEL: &str = "level=set";

/// An address below the list.
pub(crate) fn below(last: &str) -> String {
    format!("{}/{last}", paths::OPERATOR_NOTICES)
}

pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let frame = on_duty.frame(&console);
    let frame = match query.as_deref() {
        Some(ON) => frame.with_success("The alert is on"),
        Some(OFF) => frame.with_success("The alert is off"),
        Some(WAS_OFF) => frame.with_success("Nothing was done: the alert was off before"),
        Some(LEVEL) => frame.with_success("The service level is set"),
        _ => frame,
    };
    let by = Setter::Operator(&on_duty.role);
    let alerts = console.identity.alerts(by).await?;
    let level = console.identity.service_level(by).await?;
    Ok(page(&Announcements {
        frame,
        menu: on_duty.menu(),
        alerts: alerts.iter().map(line).collect(),
        level: level_rows(&level),
        new_href: below("alert"),
        level_href: below("service-level"),
    }))
}

fn line(row: &AlertRow) -> AlertLine {
    let alert = row.alert;
    let end = moment(alert.ends_at);
    AlertLine {
        part: alert_part_label(alert.part).to_owned(),
        level: alert_level_label(alert.level).to_owned(),
        planned: if alert.planned { "Planned" } else { "Not planned" }.to_owned(),
        ends: match (alert.ends_at, row.is_over) {
            (None, _) => "Not known".to_owned(),
            (Some(_), true) => format!("Over since {end}"),
            (Some(_), false) => end,
        },
        incident: row.set_by.incident.as_ref().map(ToString::to_string).unwrap_or_default(),
        turned_on: format!("{}, {}", who(&row.set_by), moment(Some(row.turned_on_at))),
        updated: moment(Some(row.set_by.at)),
        off_href: below(&format!("alerts/{}/off", alert.part.as_str())),
    }
}

/// Whose act it was.
pub(crate) fn who(set_by: &SetBy) -> String {
    set_by.name.clone().unwrap_or_else(|| "the command line".to_owned())
}

/// "Ada Admin, 15 March 2026 at 15:04 UTC, INC-7".
pub(crate) fn set_by_text(set_by: &SetBy) -> String {
    let incident = set_by.incident.as_ref().map(|number| format!(", {number}")).unwrap_or_default();
    format!("{}, {}{incident}", who(set_by), moment(Some(set_by.at)))
}

/// What people are told about photo ID checks now.
pub(crate) fn level_rows(view: &ServiceLevelView) -> Vec<(String, String)> {
    let row = |key: &str, value: String| (key.to_owned(), value);
    match &view.level {
        None => vec![row("People are told", view.configured.clone())],
        Some((level, set_by)) => {
            let message = level.message.map_or("No message", service_message).to_owned();
            vec![
                row("People are told", spoken_hours(level.hours)),
                row("With the message", message),
                row("Set by", set_by_text(set_by)),
            ]
        }
    }
}
