//! Everybody who may log in, as a page and as a file, and the table of roles.

use axum::extract::{RawQuery, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use identity::{InvitationRow, OperatorRow, SignedInOperator};
use screens::access::{AccessList, InvitationLine, OperatorLine, RightLine, RoleTable};
use screens::paths;
use screens::wording::{permission_label, person_field_label};
use vocabulary::{OperatorRoles, Permission, PersonField};
use web::{Failure, page};

use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said::moment;

pub(crate) const SENT: &str = "invitation=sent";
pub(crate) const CANCELLED: &str = "invitation=cancelled";
pub(crate) const GONE: &str = "invitation=gone";

/// Everybody who may log in, and who is invited.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let frame = on_duty.frame(&console);
    let frame = match query.as_deref() {
        Some(SENT) => frame.with_success("Invitation sent"),
        Some(CANCELLED) => frame.with_success("Invitation cancelled"),
        Some(GONE) => frame.with_success("Nothing was done: the invitation was used or cancelled before"),
        _ => frame,
    };
    let operators = console.identity.colleagues(&on_duty.role).await?;
    let invitations = console.identity.invitations(&on_duty.role).await?;
    let below = |last: &str| format!("{}/{last}", paths::OPERATOR_ACCESS);
    Ok(page(&AccessList {
        frame,
        menu: on_duty.menu(),
        operators: operators.iter().map(operator_line).collect(),
        invitations: invitations.into_iter().map(invitation_line).collect(),
        invite_href: below("invite"),
        report_href: below("report.csv"),
        roles_href: below("roles"),
    }))
}

/// "nsd, supervisor".
pub(crate) fn names(roles: &OperatorRoles) -> String {
    roles.iter().map(vocabulary::OperatorRole::as_str).collect::<Vec<_>>().join(", ")
}

pub(crate) fn state(operator: &OperatorRow) -> &'static str {
    if operator.disabled_at.is_some() { "Disabled" } else { "Enabled" }
}

pub(crate) fn authenticator(operator: &OperatorRow) -> &'static str {
    if operator.has_authenticator { "Set up" } else { "Not set up" }
}

fn operator_line(operator: &OperatorRow) -> OperatorLine {
    OperatorLine {
        username: operator.username.clone(),
        name: operator.name.clone(),
        roles: names(&operator.roles),
        state: state(operator).to_owned(),
        authenticator: authenticator(operator).to_owned(),
        href: format!("{}/operators/{}", paths::OPERATOR_ACCESS, operator.id),
    }
}

fn invitation_line(invitation: InvitationRow) -> InvitationLine {
    InvitationLine {
        state: invitation_state(&invitation),
        href: format!("{}/invitations/{}", paths::OPERATOR_ACCESS, invitation.id),
        roles: names(&invitation.roles),
        email: invitation.email,
        name: invitation.name,
    }
}

pub(crate) fn invitation_state(invitation: &InvitationRow) -> String {
    let end = moment(Some(invitation.expires_at));
    if invitation.expired { format!("Expired on {end}") } else { format!("Works until {end}") }
}

/// The list as a file.
pub(crate) async fn report(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
) -> Result<Response, Failure> {
    let operators = console.identity.colleagues(&on_duty.role).await?;
    let mut text = line(&["User name", "Name", "Roles", "Authenticator app", "State"]);
    for operator in &operators {
        let roles = names(&operator.roles);
        text +=
            &line(&[&operator.username, &operator.name, &roles, authenticator(operator), state(operator)]);
    }
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let file = HeaderValue::from_static("attachment; filename=\"operators.csv\"");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, file)], text).into_response())
}

/// A line of a CSV file (RFC 4180). A value that a spreadsheet would take for a formula begins with an apostrophe.
fn line(values: &[&str]) -> String {
    let cell = |value: &&str| {
        let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let plain = if is_formula { format!("'{value}") } else { (*value).to_owned() };
        format!("\"{}\"", plain.replace('"', "\"\""))
    };
    format!("{}\r\n", values.iter().map(cell).collect::<Vec<_>>().join(","))
}

/// What each role may do and see, as the table in force says.
pub(crate) async fn roles(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
) -> Result<Response, Failure> {
    let matrix = &console.identity.settings().roles;
    let may = |may: &Permission| RightLine {
        label: permission_label(*may).to_owned(),
        has: matrix.iter().map(|(_, rights)| rights.may.contains(*may)).collect(),
    };
    let sees = |field: &PersonField| RightLine {
        label: person_field_label(*field).to_owned(),
        has: matrix.iter().map(|(_, rights)| rights.sees.contains(*field)).collect(),
    };
    Ok(page(&RoleTable {
        frame: on_duty.frame(&console).with_back(paths::OPERATOR_ACCESS),
        menu: on_duty.menu(),
        roles: matrix.iter().map(|(role, _)| role.to_string()).collect(),
        may: Permission::ALL.iter().map(may).collect(),
        sees: PersonField::ALL.iter().map(sees).collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn no_value_of_the_report_is_a_formula_or_ends_its_cell() {
        let written =
            line(&["=HYPERLINK(\"https://evil.example\")", "@SUM(A1)", "-1", "Ada \"A\", B", "+44"]);
        assert_eq!(
            written,
            "\"'=HYPERLINK(\"\"https://evil.example\"\")\",\"'@SUM(A1)\",\"'-1\",\"Ada \"\"A\"\", B\",\"'+44\"\r\n"
        );
    }
}
