//! The audit log: what happened, page by page, and how its chain of checkpoints stands. Journeys 6.1

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{AuditCursor, AuditLine, AuditPage, AuditStanding, SignedInOperator};
use screens::audit_log::{AuditChain, AuditCheck, AuditEventRow, AuditLink, AuditLog, AuditSearch};
use screens::wording::{audit_detail, audit_event_name};
use screens::{fields, paths};
use vocabulary::{Instant, Permission};
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::audit_file::MOST;
use crate::audit_search::Typed;
use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said;

/// The form, with a page of what fits.
pub(crate) async fn show(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes());
    let Typed { search, filter, errors } = match &fields {
        Some(fields) => Typed::of(fields, &console.identity).await?,
        None => Typed::too_much(),
    };
    let after = fields.and_then(|fields| AuditCursor::try_from(fields.text(fields::AUDIT_AFTER)).ok());
    let found = if errors.is_empty() {
        console.identity.search_audit(&operator.role, &filter, after).await?
    } else {
        AuditPage { lines: Vec::new(), next: None }
    };
    let standing = console.identity.audit_standing(&operator.role).await?;
    let older = found.next.map(|next| at(&search, Some(next)));
    let newest = after.map(|_| at(&search, None));
    let export_most = operator.role.may(Permission::ExportAudit).then(|| said::thousands(MOST));
    Ok(page(&AuditLog {
        frame: operator.frame(&console),
        menu: operator.menu(),
        events: found.lines.iter().map(row).collect(),
        older,
        newest,
        export_most,
        chain: chain(standing),
        search,
        errors,
    }))
}

/// Begins a check of the whole audit; what it says stands on the page when it is done.
pub(crate) async fn check(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    StaffForm { .. }: StaffForm,
) -> Result<Response, Failure> {
    console.identity.begin_audit_check(&operator.role)?;
    Ok(see_other(paths::OPERATOR_AUDIT))
}

/// The address of a search, from an event on. What was typed is escaped by its bytes.
pub(crate) fn at(search: &AuditSearch, after: Option<AuditCursor>) -> String {
    let mut pairs: Vec<(&str, String)> =
        search.pairs().into_iter().map(|(name, value)| (name, value.to_owned())).collect();
    pairs.extend(after.map(|after| (fields::AUDIT_AFTER, after.to_string())));
    let said: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    if said.is_empty() {
        return paths::OPERATOR_AUDIT.to_owned();
    }
    format!("{}?{}", paths::OPERATOR_AUDIT, said.join("&"))
}

fn escaped(value: &str) -> String {
    let escape = |byte: u8| {
        let plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    value.bytes().map(escape).collect()
}

fn row(line: &AuditLine) -> AuditEventRow {
    AuditEventRow {
        happened: said::second(line.at),
        event: audit_event_name(&line.kind),
        details: line.detail.iter().map(|(name, value)| detail(name, value)).collect(),
        about: about(line),
    }
}

/// Instants are kept as microseconds, references as numbers.
fn detail(name: &str, value: &str) -> String {
    match (name, value.parse::<i64>()) {
        ("until", Ok(micros)) => audit_detail(name, &said::moment(Some(Instant::from_micros(micros)))),
        ("cid", Ok(number)) => format!("Reference: CID{number}"),
        _ => audit_detail(name, value),
    }
}

fn about(line: &AuditLine) -> Vec<AuditLink> {
    let mine = |label, field: &str, text: String| {
        let href = format!("{}?{field}={}", paths::OPERATOR_AUDIT, escaped(&text));
        AuditLink { label, text, href }
    };
    let mut about = Vec::new();
    about.extend(line.account.map(|id| mine("Account", fields::AUDIT_ACCOUNT, id.to_string())));
    about.extend(line.client.as_ref().map(|id| mine("Client", fields::CLIENT, id.to_string())));
    if let Some((_, Some(username))) = &line.operator {
        about.push(mine("Operator", fields::AUDIT_OPERATOR, username.clone()));
    }
    about.extend(line.case.map(|id| mine("Case", fields::CASE, id.to_string())));
    about.extend(
        line.incident.as_ref().map(|incident| mine("Incident", fields::INCIDENT, incident.to_string())),
    );
    about.extend(line.reference.map(|reference| {
        let text = reference.to_string();
        let href = format!("{}?{}={text}", paths::OPERATOR_EXPLAIN, fields::REFERENCE);
        AuditLink { label: "Error number", text, href }
    }));
    about
}

fn chain(standing: AuditStanding) -> AuditChain {
    let check = match standing.verdict {
        _ if standing.checking => AuditCheck::Running,
        None => AuditCheck::Never,
        Some(verdict) if verdict.findings == 0 => {
            AuditCheck::Sound { at: said::moment(Some(verdict.at)), through: verdict.checkpoint.to_string() }
        }
        Some(verdict) => {
            AuditCheck::Unsound { at: said::moment(Some(verdict.at)), findings: verdict.findings.to_string() }
        }
    };
    AuditChain {
        newest: standing.newest.map(|(head, at)| (head.to_string(), said::moment(Some(at)))),
        waiting: standing.waiting.to_string(),
        check,
        key_id: standing.key_id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_what_is_looked_for() {
        let search = AuditSearch { client: "a b&c".into(), ..AuditSearch::default() };
        assert_eq!(at(&search, None), "/audit?client=a%20b%26c");
        assert_eq!(at(&AuditSearch::default(), None), "/audit");
    }

    #[test]
    fn details_are_said_in_words() {
        assert_eq!(detail("until", "1800000000000000"), "Until: 15 January 2027 at 08:00 UTC");
        assert_eq!(detail("cid", "2011"), "Reference: CID2011");
        assert_eq!(detail("channel", "text"), "Channel: text");
    }
}
