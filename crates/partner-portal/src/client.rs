//! The visitor's clients, and one of them at a glance and as it is registered.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::PartnerUser;
use screens::Frame;
use screens::portal::{ChooseClient, ClientKey, ClientSettings, Overview, OwnClientRow, Setting};
use vocabulary::{Client, VectorOfTrust};
use web::staff::StaffDoor as _;
use web::{Failure, see_other};

use crate::errors::rows;
use crate::own::{Guest, Own};
use crate::portal::{Portal, base_of};
use crate::said::{day, days_until, moment};
use crate::{change, go_live};

/// How many errors the overview shows.
const FEW: u32 = 5;
/// From how many days before its end a key is warned about.
const ENDS_SOON: i64 = 30;
/// Whom to ask where nobody logs in.
const ASK_YOURSELF: &str = "In this test service you are the operator, too: log in to the operator pages as registrar, or change the file of the client and import it again with nhs-login clients import.";

/// Which client? Whoever has one only goes straight to it.
pub(crate) async fn choose(State(portal): State<Portal>, guest: Guest) -> Result<Response, Failure> {
    let clients = portal.identity.own_clients(&guest.user).await?;
    if let ([only], PartnerUser::LoggedIn(_)) = (clients.as_slice(), &guest.user) {
        return Ok(see_other(&base_of(&only.client_id)));
    }
    let rows = clients.into_iter().map(|client| OwnClientRow {
        name: client.document.name,
        href: base_of(&client.client_id),
        id: client.client_id.as_str().to_owned(),
        is_enabled: client.enabled,
    });
    let (menu, clients) = (portal.menu(&guest.user, None), rows.collect());
    let may_register = matches!(guest.user, PartnerUser::Sandbox(_));
    Ok(portal.show(&guest.visitor, |frame| ChooseClient { frame, menu, clients, may_register }))
}

pub(crate) async fn overview(
    State(portal): State<Portal>,
    own: Own,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let refusals = portal.identity.refusals_of(&own.client, FEW).await?;
    let items = go_live::items(&portal, &own.client).await?;
    let done = items.iter().filter(|item| go_live::is_done(item)).count();
    let next = items.iter().find(|item| !go_live::is_done(item)).map(|item| item.words.title.to_owned());
    let (_, warnings) = keys(&portal, &own).await?;
    let stored = own.client.stored();
    let done_before = change::said(query.as_deref());
    Ok(own.show(&portal, |frame, menu| Overview {
        frame: telling(frame, done_before),
        menu,
        is_enabled: stored.enabled,
        client_id: stored.client_id.as_str().to_owned(),
        issuer: portal.identity.settings().issuer.clone(),
        done,
        total: items.len(),
        next,
        warnings,
        errors: rows(&refusals),
    }))
}

/// The frame of a page that says what was done.
fn telling(frame: Frame, said: Option<&str>) -> Frame {
    match said {
        Some(text) => frame.with_success(text),
        None => frame,
    }
}

pub(crate) async fn settings(
    State(portal): State<Portal>,
    own: Own,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let (keys, warnings) = keys(&portal, &own).await?;
    let proposals = change::proposals(&portal, &own).await?;
    let ask = match own.guest.user {
        PartnerUser::Sandbox(_) => ASK_YOURSELF.to_owned(),
        PartnerUser::LoggedIn(_) => portal.told.ask.clone(),
    };
    Ok(own.show(&portal, |frame, menu| ClientSettings {
        frame: telling(frame, change::said(query.as_deref())),
        menu,
        settings: plain_words(&own),
        keys,
        warnings,
        proposals,
        ask,
    }))
}

fn plain_words(own: &Own) -> Vec<Setting> {
    let (stored, client) = (own.client.stored(), &own.client.registered().client);
    let setting = |key: &str, values: Vec<String>, meaning: &str| Setting {
        key: key.to_owned(),
        values,
        meaning: meaning.to_owned(),
    };
    let texts = |list: Vec<&str>| list.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let vectors = client.vectors.iter().map(VectorOfTrust::to_string).collect();
    let default = client.default_vtr.vectors().iter().map(VectorOfTrust::to_string).collect();
    let uris = client.redirect_uris.iter().map(|uri| uri.as_str().to_owned()).collect();
    let partners = client.sso_partners.iter().map(|id| id.as_str().to_owned()).collect();
    let mut settings = vec![
        setting("client_id", texts(vec![client.id.as_str()]), "iss and sub of your client assertions (F-34)"),
        setting("Name", texts(vec![&client.name]), "People see it when they agree to share"),
        setting("State", texts(vec![if stored.enabled { "Enabled" } else { "Switched off" }]), ""),
        setting("Last changed", vec![moment(stored.updated_at)], ""),
        setting("Redirect URIs", uris, "Compared byte for byte: no wildcard, no query, no fragment (F-15)"),
        setting("Onward origins", client.onward_origins.clone(), "Where your callback leads people on to"),
        setting(
            "Approved scopes",
            client.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            "Another one is answered with invalid_scope (F-12)",
        ),
        setting("Approved vectors", vectors, "Another one is answered with invalid_request (F-31)"),
        setting("Vectors when vtr is left out", default, "As far as they are approved (F-21)"),
        setting("Passes log ins on to", partners, "By asserted_login_identity (F-56)"),
        setting("Terms of use", client.terms_url.iter().cloned().collect(), ""),
        setting("Privacy policy", client.privacy_url.iter().cloned().collect(), ""),
    ];
    settings.extend(switches(client));
    settings.retain(|setting| setting.values.iter().any(|value| !value.is_empty()));
    settings
}

fn switches(client: &Client) -> impl Iterator<Item = Setting> {
    [
        ("Refresh tokens", client.refresh_tokens, "30 days, a new one at each use (F-36)"),
        (
            "May leave out nonce",
            client.nonce_optional,
            "Send it all the same: it ties the ID token to your request (F-17)",
        ),
        ("Single sign-on", client.sso, "People who are logged in come back without a page (F-55)"),
        ("GP credentials", client.im1, "gp_integration_credentials for people at P9"),
        ("Newcomers may register", client.registration, "On their way to you (F-27)"),
    ]
    .into_iter()
    .map(|(key, on, meaning)| Setting {
        key: key.to_owned(),
        values: vec![if on { "Yes" } else { "No" }.to_owned()],
        meaning: meaning.to_owned(),
    })
}

/// The keys, and what to know about them.
async fn keys(portal: &Portal, own: &Own) -> Result<(Vec<ClientKey>, Vec<String>), Failure> {
    let (now, uses) = (portal.identity.now(), portal.identity.client_keys(own.client.stored()).await?);
    let last_used = |thumbprint: &str| {
        let last = uses.iter().find(|key| key.thumbprint == thumbprint).and_then(|key| key.last_used_at);
        last.map_or_else(|| "not yet".to_owned(), moment)
    };
    let (mut rows, mut warnings) = (Vec::new(), Vec::new());
    let mut good = 0;
    for key in own.client.registered().keys.iter() {
        let (from, until) = key.window();
        let thumbprint = key.verifying_key().thumbprint();
        let name = key.key_id().map_or_else(|| "without kid".to_owned(), str::to_owned);
        let (state, colour) = match (from, until) {
            (_, Some(until)) if until <= now => ("Over", "orange"),
            (Some(from), _) if from > now => ("Not yet", "grey"),
            _ => ("In use", "green"),
        };
        good += usize::from(state == "In use");
        if let Some(until) = until.filter(|until| *until > now && days_until(*until, now) < ENDS_SOON) {
            warnings.push(ends_soon(&name, days_until(until, now)));
        }
        let period = match (from, until) {
            (None, None) => "always".to_owned(),
            (Some(from), None) => format!("from {}", day(from)),
            (None, Some(until)) => format!("until {}", day(until)),
            (Some(from), Some(until)) => format!("from {} until {}", day(from), day(until)),
        };
        rows.push(ClientKey {
            last_used: last_used(&thumbprint),
            remove_action: format!("{}/change/keys/{thumbprint}/remove", base_of(own.client.id())),
            name,
            thumbprint,
            bits: key.verifying_key().bits().to_string(),
            period,
            state: state.to_owned(),
            colour,
        });
    }
    if good == 0 {
        warnings.insert(
            0,
            "No key is good now: every assertion is refused. Have a new public key registered.".to_owned(),
        );
    }
    Ok((rows, warnings))
}

fn ends_soon(name: &str, days: i64) -> String {
    let left = match days {
        0 => "less than a day".to_owned(),
        1 => "1 more day".to_owned(),
        many => format!("{many} more days"),
    };
    format!("The key {name} is good for {left}. Have its successor registered, and sign with it before.")
}
