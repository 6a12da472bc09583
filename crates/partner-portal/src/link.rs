//! The link builder: an authorization request that works, made of what the client is approved for.

use axum::extract::State;
use axum::response::Response;
use screens::portal::{Choice, LinkBuilder, LinkMade};
use screens::wording::LinkProblem;
use screens::{Errors, fields};
use url::form_urlencoded::Serializer;
use vocabulary::{Client, RedirectUri, Scope};
use web::Fields;
use web::staff::StaffForm;

use crate::own::Own;
use crate::portal::Portal;

/// The most vectors of one request (F-21).
const MOST_VECTORS: usize = 8;
const PROMPTS: [(&str, &str); 3] = [
    ("", "They come back without a page (no prompt)"),
    ("login", "They log in again (prompt=login)"),
    ("none", "Never show a page: an error comes back when one is needed (prompt=none)"),
];

pub(crate) async fn show(State(portal): State<Portal>, own: Own) -> Response {
    shown(&portal, &own, &Chosen::default(), None, Errors::new())
}

pub(crate) async fn make(
    State(portal): State<Portal>,
    own: Own,
    StaffForm { fields, .. }: StaffForm,
) -> Response {
    let client = &own.client.registered().client;
    let chosen = Chosen::of(&fields, client);
    let errors = chosen.problems();
    let made = errors.is_empty().then(|| link(&portal, client, &chosen));
    shown(&portal, &own, &chosen, made, errors)
}

/// What was chosen, as far as the client is approved for it.
#[derive(Debug, Default)]
struct Chosen {
    redirect_uri: String,
    scopes: Vec<String>,
    vectors: Vec<String>,
    prompt: String,
}

impl Chosen {
    fn of(fields: &Fields, client: &Client) -> Self {
        let all = |name: &str| {
            let values = fields.pairs().iter().filter(move |(given, _)| given == name);
            values.map(|(_, value)| value.clone()).collect::<Vec<_>>()
        };
        let known = |uri: &&RedirectUri| uri.as_str() == fields.text(fields::REDIRECT_URI);
        let redirect_uri = client.redirect_uris.iter().find(known);
        let is_scope =
            |text: &String| Scope::try_from(text.as_str()).is_ok_and(|scope| client.scopes.contains(scope));
        let is_vector = |text: &String| client.vectors.iter().any(|vector| vector.to_string() == *text);
        let prompt = PROMPTS.iter().find(|(value, _)| *value == fields.text(fields::PROMPT));
        Self {
            redirect_uri: redirect_uri.map(|uri| uri.as_str().to_owned()).unwrap_or_default(),
            scopes: all(fields::SCOPE).into_iter().filter(is_scope).collect(),
            vectors: all(fields::VECTOR).into_iter().filter(is_vector).collect(),
            prompt: prompt.map_or("", |(value, _)| value).to_owned(),
        }
    }

    fn problems(&self) -> Errors {
        let mut errors = Errors::new();
        let has = |name: Scope| self.scopes.iter().any(|scope| scope == name.as_str());
        if self.redirect_uri.is_empty() {
            errors.add(fields::REDIRECT_URI, LinkProblem::NoRedirectUri);
        }
        if has(Scope::Profile) && has(Scope::BasicDemographics) {
            errors.add(fields::SCOPE, LinkProblem::TwoProfiles);
        }
        if self.vectors.is_empty() {
            errors.add(fields::VECTOR, LinkProblem::NoVector);
        }
        if self.vectors.len() > MOST_VECTORS {
            errors.add(fields::VECTOR, LinkProblem::TooManyVectors);
        }
        errors
    }
}

fn link(portal: &Portal, client: &Client, chosen: &Chosen) -> LinkMade {
    let values = portal.identity.example_values();
    let scopes = std::iter::once("openid").chain(chosen.scopes.iter().map(String::as_str));
    let vtr = serde_json::to_string(&chosen.vectors).unwrap_or_default();
    let mut query = Serializer::new(String::new());
    query
        .append_pair("response_type", "code")
        .append_pair("client_id", client.id.as_str())
        .append_pair("redirect_uri", &chosen.redirect_uri)
        .append_pair("scope", &scopes.collect::<Vec<_>>().join(" "))
        .append_pair("vtr", &vtr)
        .append_pair("state", &values.state)
        .append_pair("nonce", &values.nonce)
        .append_pair("code_challenge", &values.code_challenge)
        .append_pair("code_challenge_method", "S256");
    if !chosen.prompt.is_empty() {
        query.append_pair("prompt", &chosen.prompt);
    }
    let href = format!("{}/authorize?{}", portal.identity.settings().issuer, query.finish());
    LinkMade { href, code_verifier: values.code_verifier }
}

fn shown(portal: &Portal, own: &Own, chosen: &Chosen, made: Option<LinkMade>, errors: Errors) -> Response {
    let client = &own.client.registered().client;
    let choice = |value: &str, text: &str, chosen: bool| Choice {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen,
    };
    let was_asked = made.is_some() || !errors.is_empty();
    let uris = client.redirect_uris.iter().map(RedirectUri::as_str);
    let scopes = client.scopes.iter().filter(|scope| *scope != Scope::OpenId).map(Scope::as_str);
    let vectors = client.vectors.iter().map(ToString::to_string);
    let has = |list: &[String], text: &str| list.iter().any(|each| each == text);
    let redirect_uris = uris.map(|uri| choice(uri, uri, chosen.redirect_uri == uri)).collect();
    let scopes = scopes.map(|scope| choice(scope, scope, has(&chosen.scopes, scope))).collect();
    let vectors = vectors.map(|vector| choice(&vector, &vector, has(&chosen.vectors, &vector))).collect();
    let prompts =
        PROMPTS.map(|(value, text)| choice(value, text, was_asked && chosen.prompt == value)).into();
    own.show(portal, |frame, menu| LinkBuilder {
        frame,
        menu,
        redirect_uris,
        scopes,
        vectors,
        prompts,
        made,
        errors,
    })
}
