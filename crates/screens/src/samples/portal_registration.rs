//! Samples of the partner pages on which a client is registered and changed.

use vocabulary::RedirectUriProblem;

use super::portal::menu;
use super::{Sample, last_frame};
use crate::clients::DateTyped;
use crate::errors::Errors;
use crate::fields;
use crate::portal::{AddKey, ChangeAddresses, ChangeEffect, ChangeNames, PortalMenu, RegisterClient};
use crate::wording::{PartnerKeyProblem, RegistrationProblem};

pub(super) fn pages() -> Vec<Sample> {
    [registering(), changing()].into_iter().flatten().collect()
}

fn registering() -> Vec<Sample> {
    let register = |client_id: &str, errors| RegisterClient {
        frame: last_frame(),
        menu: PortalMenu::default(),
        client_id: client_id.into(),
        name: "Example Health App".into(),
        redirect_uris: "http://localhost:3000/callback".into(),
        key_id: String::new(),
        errors,
    };
    let taken = Errors::of(fields::CLIENT_ID, RegistrationProblem::ClientIdTaken)
        .with(fields::KEY_TEXT, PartnerKeyProblem::Private);
    vec![
        Sample::new("portal/register", register("", Errors::new())),
        Sample::new("portal/register+error", register("demo-partner", taken)),
    ]
}

fn changing() -> Vec<Sample> {
    let names = |effect, errors: Errors| ChangeNames {
        frame: last_frame(),
        menu: menu(),
        effect,
        name: "Example Health App".into(),
        takes_the: !errors.is_empty(),
        terms_url: "https://app.example/terms".into(),
        privacy_url: String::new(),
        contact: "developers@app.example".into(),
        errors,
    };
    let addresses = |effect, errors| ChangeAddresses {
        frame: last_frame(),
        menu: menu(),
        effect,
        redirect_uris: "https://app.example/callback\nhttps://app.example/callback?x".into(),
        onward_origins: String::new(),
        errors,
    };
    let key = |effect, errors| AddKey {
        frame: last_frame(),
        menu: menu(),
        effect,
        key_id: "2027-01".into(),
        from: DateTyped::default(),
        until: DateTyped { day: "31".into(), month: "2".into(), year: "2027".into() },
        errors,
    };
    let (now, later) = (ChangeEffect::Now, ChangeEffect::WhenApproved);
    let query =
        RegistrationProblem::RedirectUri("https://app.example/callback?x".into(), RedirectUriProblem::Query);
    vec![
        Sample::new("portal/change-names", names(now, Errors::new())),
        Sample::new(
            "portal/change-names+error",
            names(later, Errors::of(fields::CLIENT_NAME, RegistrationProblem::Name)),
        ),
        Sample::new("portal/change-addresses", addresses(now, Errors::new())),
        Sample::new(
            "portal/change-addresses+error",
            addresses(later, Errors::of(fields::REDIRECT_URIS, query)),
        ),
        Sample::new("portal/add-key", key(now, Errors::new())),
        Sample::new(
            "portal/add-key+error",
            key(later, Errors::of("untilDay", RegistrationProblem::Date("End"))),
        ),
    ]
}
