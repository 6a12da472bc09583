//! A client of one's own, in a sandbox that asks nobody to log in.

use axum::extract::State;
use axum::response::Response;
use identity::{OwnRegistered, PartnerUser};
use screens::portal::RegisterClient;
use screens::wording::RegistrationProblem;
use screens::{Errors, fields};
use vocabulary::{ClientDocument, ClientId, IssuerName, Scope, ScopeSet};
use web::staff::registration::{added_key, addresses, key_errors, names};
use web::staff::{StaffDoor as _, StaffForm};
use web::{Failure, Fields, see_other};

use crate::own::Guest;
use crate::portal::{Portal, base_of, not_found};

/// The vectors of F-52 that name a level. P9 is never reached by a password alone.
const VECTORS: [&str; 12] = [
    "P0", "P0.Cp", "P0.Cp.Cd", "P0.Cp.Ck", "P0.Cm", "P5.Cp", "P5.Cp.Cd", "P5.Cp.Ck", "P5.Cm", "P9.Cp.Cd",
    "P9.Cp.Ck", "P9.Cm",
];

/// The page, empty.
pub(crate) async fn ask(State(portal): State<Portal>, guest: Guest) -> Response {
    shown(&portal, &guest, None, Errors::new())
}

fn shown(portal: &Portal, guest: &Guest, typed: Option<&Fields>, errors: Errors) -> Response {
    let menu = portal.menu(&guest.user, None);
    let text = |name| typed.map(|typed| typed.text(name).to_owned()).unwrap_or_default();
    portal.show(&guest.visitor, |frame| RegisterClient {
        frame: frame.with_back("/"),
        menu,
        client_id: text(fields::CLIENT_ID),
        name: text(fields::CLIENT_NAME),
        redirect_uris: text(fields::REDIRECT_URIS),
        key_id: text(fields::KEY_ID),
        errors,
    })
}

/// Registers it.
pub(crate) async fn register(
    State(portal): State<Portal>,
    guest: Guest,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let PartnerUser::Sandbox(sandbox) = guest.user else { return Ok(not_found()) };
    let id = ClientId::try_from(fields.text(fields::CLIENT_ID).trim());
    let mut errors = Errors::new();
    if id.is_err() {
        errors.add(fields::CLIENT_ID, RegistrationProblem::ClientId);
    }
    let edits =
        [names(&fields, &mut errors), addresses(&fields, true, &mut errors), added_key(&fields, &mut errors)];
    let (Ok(id), true) = (id, errors.is_empty()) else {
        return Ok(shown(&portal, &guest, Some(&fields), errors));
    };
    let problem = match portal.identity.register_own_client(sandbox, everything(&id), edits).await? {
        OwnRegistered::TookEffect(id) => {
            return Ok(see_other(&format!("{}?registered", base_of(&id))));
        }
        OwnRegistered::Exists => Errors::of(fields::CLIENT_ID, RegistrationProblem::ClientIdTaken),
        OwnRegistered::Key(refused) => key_errors(refused),
        OwnRegistered::Faulty(faults) => {
            let mut errors = Errors::new();
            for fault in faults {
                errors.add(fields::REDIRECT_URIS, fault.text);
            }
            errors
        }
    };
    Ok(shown(&portal, &guest, Some(&fields), problem))
}

/// A client that is approved for everything, without a name, an address or a key yet.
fn everything(id: &ClientId) -> ClientDocument {
    ClientDocument {
        client_id: id.as_str().to_owned(),
        name: String::new(),
        name_takes_the: false,
        redirect_uris: Vec::new(),
        onward_origins: Vec::new(),
        scopes: Scope::ALL.into_iter().collect::<ScopeSet>().to_string(),
        vectors: VECTORS.map(str::to_owned).into(),
        keys: Vec::new(),
        refresh_tokens: true,
        nonce_optional: false,
        default_vtr: Vec::new(),
        sso: true,
        sso_partners: Vec::new(),
        im1: true,
        registration: true,
        terms_url: None,
        privacy_url: None,
        contact: None,
        issuer: IssuerName::Nhs,
        enabled: true,
    }
}
