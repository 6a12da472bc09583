//! Blocked email domains: looked for, blocked, unblocked.

use axum::extract::State;
use axum::response::Response;
use identity::{BlockedRow, DomainItem, DomainLookup, DomainOutcome, DomainSwitch, Setter, SignedInOperator};
use screens::announcements::{DomainLine, EmailDomains, EmailDomainsDone};
use screens::wording::DomainProblem;
use screens::{Errors, fields, paths};
use web::staff::StaffForm;
use web::{Failure, Fields, page};

use crate::announce::list::who;
use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said::{incident, moment};

type Blocker = OnDuty<SignedInOperator>;

fn below(last: &str) -> String {
    format!("{}/{last}", paths::OPERATOR_DOMAINS)
}

pub(crate) async fn show(State(console): State<Console>, on_duty: Blocker) -> Result<Response, Failure> {
    shown(&console, &on_duty, &Fields::default(), None, Errors::new()).await
}

async fn shown(
    console: &Console,
    on_duty: &Blocker,
    typed: &Fields,
    found: Option<String>,
    errors: Errors,
) -> Result<Response, Failure> {
    let (blocked, total) = console.identity.blocked_email_domains(Setter::Operator(&on_duty.role)).await?;
    let text = |name| typed.text(name).to_owned();
    Ok(page(&EmailDomains {
        frame: on_duty.frame(console),
        menu: on_duty.menu(),
        find_action: below("find"),
        block_action: below("block"),
        unblock_action: below("unblock"),
        domain: text(fields::DOMAIN),
        found,
        list: text(fields::DOMAINS),
        incident: text(fields::INCIDENT),
        blocked: blocked.into_iter().map(line).collect(),
        total,
        errors,
    }))
}

fn line(row: BlockedRow) -> DomainLine {
    DomainLine {
        incident: row.set_by.incident.as_ref().map(ToString::to_string).unwrap_or_default(),
        blocked: format!("{}, {}", who(&row.set_by), moment(Some(row.set_by.at))),
        domain: row.domain,
    }
}

/// "Look it up".
pub(crate) async fn find(
    State(console): State<Console>,
    on_duty: Blocker,
    sent: StaffForm,
) -> Result<Response, Failure> {
    let typed = sent.fields.text(fields::DOMAIN);
    if typed.trim().is_empty() {
        let errors = Errors::of(fields::DOMAIN, DomainProblem::Empty);
        return shown(&console, &on_duty, &sent.fields, None, errors).await;
    }
    let found = match console.identity.find_email_domain(Setter::Operator(&on_duty.role), typed).await? {
        DomainLookup::Free(name) => format!("{name} is not blocked"),
        DomainLookup::Blocked(name, row) if name == row.domain => format!("{name} is blocked"),
        DomainLookup::Blocked(name, row) => format!("{name} is blocked, as {} is", row.domain),
        DomainLookup::Configured(name) => format!("{name} is blocked by the configuration"),
        DomainLookup::NotADomain => {
            let errors = Errors::of(fields::DOMAIN, DomainProblem::Malformed);
            return shown(&console, &on_duty, &sent.fields, None, errors).await;
        }
    };
    shown(&console, &on_duty, &sent.fields, Some(found), Errors::new()).await
}

/// "Block these domains".
pub(crate) async fn block(
    State(console): State<Console>,
    on_duty: Blocker,
    sent: StaffForm,
) -> Result<Response, Failure> {
    switch(&console, &on_duty, &sent.fields, DomainSwitch::Block).await
}

/// "Unblock these domains".
pub(crate) async fn unblock(
    State(console): State<Console>,
    on_duty: Blocker,
    sent: StaffForm,
) -> Result<Response, Failure> {
    switch(&console, &on_duty, &sent.fields, DomainSwitch::Unblock).await
}

async fn switch(
    console: &Console,
    on_duty: &Blocker,
    typed: &Fields,
    to: DomainSwitch,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let list = typed.text(fields::DOMAINS);
    if list.trim().is_empty() {
        errors.add(fields::DOMAINS, DomainProblem::ListEmpty);
    }
    let number = incident(typed, &mut errors);
    let (Some(number), true) = (number, errors.is_empty()) else {
        return shown(console, on_duty, typed, None, errors).await;
    };
    let by = Setter::Operator(&on_duty.role);
    let items = console.identity.switch_email_domains(by, list, to, &number).await?;
    Ok(page(&EmailDomainsDone {
        frame: on_duty.frame(console),
        menu: on_duty.menu(),
        items: items.into_iter().map(said).collect(),
        href: paths::OPERATOR_DOMAINS.to_owned(),
    }))
}

fn said(item: DomainItem) -> (String, String) {
    let outcome = match item.outcome {
        DomainOutcome::Blocked => "Blocked".to_owned(),
        DomainOutcome::WasBlocked(by) if by == item.domain => "Was blocked before".to_owned(),
        DomainOutcome::WasBlocked(by) => format!("Was blocked before, as {by} is"),
        DomainOutcome::Unblocked => "Unblocked".to_owned(),
        DomainOutcome::WasNotBlocked => "Was not blocked".to_owned(),
        DomainOutcome::StillBlocked(by) => format!("Still blocked, as {by} is"),
        DomainOutcome::Configured => "Blocked by the configuration; it cannot be changed here".to_owned(),
        DomainOutcome::NotADomain => "Not a domain; nothing was done".to_owned(),
    };
    (item.domain, outcome)
}
