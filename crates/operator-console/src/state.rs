//! How the service is doing: counts, deliveries.

use axum::extract::State;
use axum::response::Response;
use identity::{Delivery, SignedInOperator};
use screens::operator::{Count, Dashboard, DeliveryList};
use screens::{paths, spoken_moment};
use vocabulary::{MessageKind, Permission};
use web::{Failure, page, see_other};

use crate::console::Console;
use crate::on_duty::OnDuty;

/// The front page: what is open to whoever is logged in, and for an administrator how the service is doing.
pub(crate) async fn dashboard(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
) -> Result<Response, Failure> {
    let may = operator.role.rights().may;
    if may.iter().all(|may| matches!(may, Permission::DecideCases | Permission::SuperviseCases)) {
        return Ok(see_other(paths::CHECKER_HOME));
    }
    let counts = if operator.role.may(Permission::SeeDeliveries) {
        counts(&console, &operator).await?
    } else {
        Vec::new()
    };
    Ok(page(&Dashboard { frame: operator.frame(&console), menu: operator.menu(), counts }))
}

async fn counts(console: &Console, operator: &OnDuty<SignedInOperator>) -> Result<Vec<Count>, Failure> {
    let identity = &console.identity;
    let clients = identity.clients().await?;
    let deliveries = identity.deliveries(&operator.role).await?;
    let in_state = |state: &str| deliveries.iter().filter(|delivery| delivery.state == state).count();
    let counts = [
        ("Clients enabled", clients.iter().filter(|client| client.enabled).count()),
        ("Clients disabled", clients.iter().filter(|client| !client.enabled).count()),
        ("Messages waiting", in_state("waiting")),
        ("Messages abandoned", in_state("abandoned")),
        ("Passwords waiting to be checked", identity.passwords_waiting()),
        ("Signing keys published", identity.signing_keys().len()),
    ];
    Ok(counts.map(|(label, value)| Count { label: label.to_owned(), value: value.to_string() }).into())
}

pub(crate) async fn deliveries(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
) -> Result<Response, Failure> {
    let deliveries = console.identity.deliveries(&operator.role).await?.into_iter().map(row).collect();
    Ok(page(&DeliveryList { frame: operator.frame(&console), menu: operator.menu(), deliveries }))
}

fn row(delivery: Delivery) -> screens::operator::Delivery {
    screens::operator::Delivery {
        queued: spoken_moment(&delivery.created_at.to_string()),
        kind: kind(delivery.kind).to_owned(),
        state: capitalised(delivery.state),
        attempts: delivery.attempts.to_string(),
        outcome: delivery.outcome.unwrap_or_default(),
    }
}

const fn kind(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::ConfirmEmail => "Security code by email",
        MessageKind::AccountCreated => "Account created, by email",
        MessageKind::TextCode => "Security code by text",
        MessageKind::CallCode => "Security code by call",
        MessageKind::DeviceRemembered => "Device remembered, by email",
        MessageKind::Contact => "Contact form, to support",
        MessageKind::ContactReceived => "Contact form received, by email",
        MessageKind::PhotoIdPassed => "Photo ID check passed, by email",
        MessageKind::PhotoIdDeclined => "Photo ID check not passed, by email",
        MessageKind::AccountDisabled => "Account disabled, by email",
        MessageKind::AccountEnabled => "Account enabled, by email",
        MessageKind::AccountDeleted => "Account deleted, by email",
        MessageKind::PhoneChanged => "Phone number changed, by email",
        MessageKind::EvidenceReady => "Evidence ready, to an operator",
        MessageKind::ContinueLink => "Link for another device, by text",
        MessageKind::RecordCode => "Security code to the GP’s number",
        MessageKind::OperatorInvitation => "Invitation of an operator, by email",
        MessageKind::OperatorReset => "Log in reset, to an operator",
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::capitalised;

    #[test]
    fn a_state_begins_with_a_capital_letter() {
        assert_eq!(capitalised("waiting"), "Waiting");
        assert_eq!(capitalised(""), "");
    }
}
