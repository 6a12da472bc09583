//! Client registrations (F-59).

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use identity::{SignedInOperator, StoredClient};
use screens::operator::{ClientDetail, ClientList, ClientRow, Row};
use screens::{paths, spoken_moment};
use vocabulary::{ClientDocument, ClientId, RegisteredKey};
use web::page;

use crate::console::{Console, Failed};
use crate::on_duty::OnDuty;

pub(crate) async fn list(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
) -> Result<Response, Failed> {
    let clients = console.identity.clients().await?.into_iter().map(|client| ClientRow {
        id: client.client_id.as_str().to_owned(),
        name: client.document.name.clone(),
        href: format!("{}/{}", paths::OPERATOR_CLIENTS, client.client_id.as_str()),
        state: state(&client).to_owned(),
    });
    let (frame, menu) = (operator.frame(&console), operator.menu());
    Ok(page(&ClientList { frame, menu, clients: clients.collect() }))
}

pub(crate) async fn detail(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    Path(id): Path<String>,
) -> Result<Response, Failed> {
    let Ok(id) = ClientId::try_from(id.as_str()) else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    Ok(match console.identity.client(&id).await? {
        Some(client) => {
            let frame = operator.frame(&console).with_back(paths::OPERATOR_CLIENTS);
            let menu = operator.menu();
            page(&ClientDetail { frame, menu, name: client.document.name.clone(), rows: rows(&client) })
        }
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

fn state(client: &StoredClient) -> &'static str {
    if client.enabled { "Enabled" } else { "Disabled" }
}

fn rows(client: &StoredClient) -> Vec<Row> {
    let document = &client.document;
    let one = |key: &str, value: &str| Row { key: key.to_owned(), values: vec![value.to_owned()] };
    let many = |key: &str, values: &[String]| Row { key: key.to_owned(), values: values.to_vec() };
    let mut rows = vec![
        one("Client ID", client.client_id.as_str()),
        one("State", state(client)),
        one("Last changed", &spoken_moment(&client.updated_at.to_string())),
        many("Redirect URIs", &document.redirect_uris),
        many("Onward origins", &document.onward_origins),
        one("Approved scopes", &document.scopes),
        many("Approved vectors", &document.vectors),
        many("Vectors when none are asked for", &document.default_vtr),
        many("Public keys", &document.keys.iter().map(key).collect::<Vec<_>>()),
        many("Single sign-on partners", &document.sso_partners),
        one("Terms of use", document.terms_url.as_deref().unwrap_or_default()),
        one("Privacy policy", document.privacy_url.as_deref().unwrap_or_default()),
        one("Contact", document.contact.as_deref().unwrap_or_default()),
    ];
    rows.extend(switches(document).map(|(label, on)| one(label, if on { "Yes" } else { "No" })));
    rows.retain(|row| row.values.iter().any(|value| !value.is_empty()));
    rows
}

fn switches(document: &ClientDocument) -> impl Iterator<Item = (&'static str, bool)> {
    [
        ("Sentences say “the” before its name", document.name_takes_the),
        ("Gets refresh tokens", document.refresh_tokens),
        ("May leave out nonce", document.nonce_optional),
        ("Takes part in single sign-on", document.sso),
        ("May have GP credentials", document.im1),
        ("Newcomers may register", document.registration),
    ]
    .into_iter()
}

/// A key by its identifier and the kind of document it came in; the key itself helps nobody on a page.
fn key(key: &RegisteredKey) -> String {
    let form = if key.pem.is_some() { "PEM" } else { "JWK" };
    match &key.kid {
        Some(kid) => format!("{kid} ({form})"),
        None => format!("without a key ID ({form})"),
    }
}
