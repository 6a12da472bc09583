//! The sections of a draft, one page each (F-59).

use axum::extract::State;
use axum::response::Response;
use identity::{DraftSaved, DraftView, RegistrationEdit, SignedInOperator};
use screens::clients::{
    DraftAddresses, DraftNames, DraftRefusal, DraftRequests, DraftSingleSignOn, DraftSwitches, Tick,
};
use screens::{Errors, Frame, Menu, fields, sharing_labels};
use vocabulary::{ClientDocument, DraftId, IssuerName, RegistrationSection, Scope, ScopeSet, VectorOfTrust};
use web::staff::StaffForm;
use web::staff::registration::key_errors;
use web::{Failure, Fields, page, see_other};

use crate::console::{Console, not_found};
use crate::draft_keys;
use crate::drafts::{at, refused, version};
use crate::names::NamedSection;
use crate::on_duty::OnDuty;
use crate::section_forms;

/// What every section's page needs.
pub(crate) struct Around {
    pub(crate) frame: Frame,
    pub(crate) menu: Menu,
    pub(crate) action: String,
    pub(crate) version: String,
}

/// What is typed on a page that is shown again, with what is wrong.
pub(crate) struct Again<'a>(pub(crate) &'a Fields, pub(crate) Errors);

/// A section's page.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedSection(id, section): NamedSection,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    if !view.draft.state.is_open() {
        return Ok(see_other(&at(id, "review")));
    }
    Ok(shown(&console, &on_duty, &view, section, None))
}

/// Saves a section.
pub(crate) async fn save(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedSection(id, section): NamedSection,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    let http_allowed = console.identity.settings().sandbox.is_some();
    let parsed = section_forms::parse(section, &fields, &view.draft.document, http_allowed);
    let edit = match parsed {
        Ok(edit) => edit,
        Err(errors) => return Ok(shown(&console, &on_duty, &view, section, Some(Again(&fields, errors)))),
    };
    match saved(&console, &on_duty, (id, version(&fields)), edit).await? {
        Ok(response) => Ok(response),
        Err(problem) => {
            let errors = key_errors(problem);
            Ok(shown(&console, &on_duty, &view, section, Some(Again(&fields, errors))))
        }
    }
}

/// Saves a change: where to go on, or what is wrong with a key.
pub(crate) async fn saved(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    shown: (DraftId, i64),
    edit: RegistrationEdit,
) -> Result<Result<Response, identity::PartnerKeyRefused>, Failure> {
    let is_key = matches!(edit, RegistrationEdit::Key(_));
    Ok(match console.identity.edit_client_draft(&on_duty.role, shown, edit).await? {
        // After a key comes the next one.
        DraftSaved::Saved if is_key => Ok(see_other(&at(shown.0, "sections/keys"))),
        DraftSaved::Saved => Ok(see_other(&at(shown.0, ""))),
        DraftSaved::Changed => Ok(refused(console, on_duty, shown.0, DraftRefusal::Changed).await?),
        DraftSaved::Unknown => Ok(not_found()),
        DraftSaved::Key(problem) => Err(problem),
    })
}

fn shown(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    view: &DraftView,
    section: RegistrationSection,
    again: Option<Again<'_>>,
) -> Response {
    let id = view.draft.id;
    let around = Around {
        frame: on_duty.frame(console).with_back(at(id, "")),
        menu: on_duty.menu(),
        action: at(id, &format!("sections/{}", section.as_str())),
        version: again
            .as_ref()
            .map_or_else(|| view.draft.version.to_string(), |again| again.0.text(fields::VERSION).to_owned()),
    };
    let document = &view.draft.document;
    match section {
        RegistrationSection::Names => page(&names(around, document, again)),
        RegistrationSection::Addresses => page(&addresses(around, document, again)),
        RegistrationSection::Keys => page(&draft_keys::keys(around, view, again)),
        RegistrationSection::Requests => page(&requests(around, document, again)),
        RegistrationSection::SingleSignOn => page(&single_sign_on(around, document, again)),
        RegistrationSection::Switches => page(&switches(around, document, again)),
    }
}

fn names(around: Around, document: &ClientDocument, again: Option<Again<'_>>) -> DraftNames {
    let Around { frame, menu, action, version } = around;
    let text = |link: &Option<String>| link.clone().unwrap_or_default();
    let mut shown = DraftNames {
        frame,
        menu,
        action,
        version,
        name: document.name.clone(),
        takes_the: document.name_takes_the,
        terms_url: text(&document.terms_url),
        privacy_url: text(&document.privacy_url),
        contact: text(&document.contact),
        errors: Errors::new(),
    };
    if let Some(Again(typed, errors)) = again {
        let typed_text = |name| typed.text(name).to_owned();
        shown.name = typed_text(fields::CLIENT_NAME);
        shown.takes_the = typed.is_ticked(fields::TAKES_THE);
        shown.terms_url = typed_text(fields::TERMS_URL);
        shown.privacy_url = typed_text(fields::PRIVACY_URL);
        shown.contact = typed_text(fields::CLIENT_CONTACT);
        shown.errors = errors;
    }
    shown
}

fn addresses(around: Around, document: &ClientDocument, again: Option<Again<'_>>) -> DraftAddresses {
    let Around { frame, menu, action, version } = around;
    let mut shown = DraftAddresses {
        frame,
        menu,
        action,
        version,
        redirect_uris: document.redirect_uris.join("\n"),
        onward_origins: document.onward_origins.join("\n"),
        errors: Errors::new(),
    };
    if let Some(Again(typed, errors)) = again {
        typed.text(fields::REDIRECT_URIS).clone_into(&mut shown.redirect_uris);
        typed.text(fields::ONWARD_ORIGINS).clone_into(&mut shown.onward_origins);
        shown.errors = errors;
    }
    shown
}

/// The vectors of F-52 that name a level and credentials.
const VECTORS: [(&str, &str); 4] = [
    ("Cp", "password alone"),
    ("Cp.Cd", "password, and a known device or a code"),
    ("Cp.Ck", "password and authenticator app"),
    ("Cm", "passkey"),
];
const LEVELS: [&str; 3] = ["P0", "P5", "P9"];

fn requests(around: Around, document: &ClientDocument, again: Option<Again<'_>>) -> DraftRequests {
    let Around { frame, menu, action, version } = around;
    let listed = |name: &str, typed: &Fields| -> Vec<String> {
        typed.pairs().iter().filter(|(given, _)| given == name).map(|(_, value)| value.clone()).collect()
    };
    let own = || document.scopes.split_whitespace().map(str::to_owned).collect();
    let typed = again.as_ref().map(|again| again.0);
    let scopes: Vec<String> = typed.map_or_else(own, |typed| listed(fields::SCOPE, typed));
    let vectors = typed.map_or_else(|| document.vectors.clone(), |typed| listed(fields::VECTOR, typed));
    let flag = |name, own| typed.map_or(own, |typed| typed.is_ticked(name));
    DraftRequests {
        frame,
        menu,
        action,
        version,
        scopes: scope_ticks(&scopes),
        vectors: vector_ticks(&vectors),
        default_vtr: typed.map_or_else(
            || document.default_vtr.join(" "),
            |typed| typed.text(fields::DEFAULT_VTR).to_owned(),
        ),
        refresh_tokens: flag(fields::REFRESH_TOKENS, document.refresh_tokens),
        im1: flag(fields::IM1, document.im1),
        errors: again.map(|again| again.1).unwrap_or_default(),
    }
}

fn scope_ticks(chosen: &[String]) -> Vec<Tick> {
    let offered = Scope::ALL.into_iter().filter(|scope| *scope != Scope::OpenId);
    let tick = |scope: Scope| Tick {
        value: scope.as_str().to_owned(),
        text: format!("{}: {}", scope.as_str(), sharing_labels(ScopeSet::EMPTY.with(scope)).join(", ")),
        chosen: chosen.iter().any(|one| one == scope.as_str()),
    };
    offered.map(tick).collect()
}

/// Every complete vector, and what else is approved already.
fn vector_ticks(chosen: &[String]) -> Vec<Tick> {
    let complete = LEVELS
        .iter()
        .flat_map(|level| VECTORS.iter().map(move |(word, text)| (format!("{level}.{word}"), *text)));
    let mut ticks: Vec<Tick> = complete
        .map(|(value, text)| {
            let chosen = chosen.contains(&value);
            Tick { text: format!("{value}: {text}"), value, chosen }
        })
        .collect();
    for other in chosen {
        let is_known = ticks.iter().any(|tick| tick.value == *other);
        if !is_known && VectorOfTrust::try_from(other.as_str()).is_ok() {
            ticks.push(Tick {
                value: other.clone(),
                text: format!("{other}: what it leaves open may be anything"),
                chosen: true,
            });
        }
    }
    ticks
}

fn single_sign_on(around: Around, document: &ClientDocument, again: Option<Again<'_>>) -> DraftSingleSignOn {
    let Around { frame, menu, action, version } = around;
    let (takes_part, partners, errors) = match again {
        Some(Again(typed, errors)) => {
            (typed.is_ticked(fields::SSO), typed.text(fields::SSO_PARTNERS).to_owned(), errors)
        }
        None => (document.sso, document.sso_partners.join("\n"), Errors::new()),
    };
    DraftSingleSignOn { frame, menu, action, version, takes_part, partners, errors }
}

fn switches(around: Around, document: &ClientDocument, again: Option<Again<'_>>) -> DraftSwitches {
    let Around { frame, menu, action, version } = around;
    let (registration, nonce_optional, issuer, errors) = match again {
        Some(Again(typed, errors)) => (
            typed.is_ticked(fields::REGISTRATION),
            typed.is_ticked(fields::NONCE_OPTIONAL),
            section_forms::issuer(typed.text(fields::ISSUER)),
            errors,
        ),
        None => (document.registration, document.nonce_optional, Some(document.issuer), Errors::new()),
    };
    let tick = |(name, value, text): (IssuerName, &str, &str)| Tick {
        value: value.to_owned(),
        text: text.to_owned(),
        chosen: issuer == Some(name),
    };
    let issuers = section_forms::ISSUERS.into_iter().map(tick).collect();
    DraftSwitches { frame, menu, action, version, registration, nonce_optional, issuers, errors }
}
