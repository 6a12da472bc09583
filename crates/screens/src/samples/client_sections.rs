//! Samples of the sections of a client's draft.

use vocabulary::RedirectUriProblem;

use super::clients::{NAME, key};
use super::operator::menu;
use super::{ACTION, OTHER, Sample, last_frame};
use crate::clients::{
    DateTyped, DraftAddresses, DraftKeyDates, DraftKeys, DraftNames, DraftRequests, DraftSingleSignOn,
    DraftSwitches, KeyTag, Tick,
};
use crate::errors::Errors;
use crate::fields;
use crate::wording::{PartnerKeyProblem, RegistrationProblem};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = names_and_addresses();
    pages.extend(keys());
    pages.extend(choices());
    pages
}

fn names_and_addresses() -> Vec<Sample> {
    let names = DraftNames {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        version: "4".into(),
        name: NAME.into(),
        takes_the: false,
        terms_url: "https://app.example/terms".into(),
        privacy_url: String::new(),
        contact: "developers@app.example".into(),
        errors: Errors::new(),
    };
    let wrong_names = DraftNames {
        takes_the: true,
        errors: Errors::of(fields::CLIENT_NAME, RegistrationProblem::Name)
            .with(fields::TERMS_URL, RegistrationProblem::Link("Terms of use"))
            .with(fields::PRIVACY_URL, RegistrationProblem::Link("Privacy policy"))
            .with(fields::CLIENT_CONTACT, RegistrationProblem::Contact),
        ..names.clone()
    };
    let addresses = DraftAddresses {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        version: "4".into(),
        redirect_uris: "https://app.example/callback?x".into(),
        onward_origins: String::new(),
        errors: Errors::new(),
    };
    let uri = "https://app.example/callback?x".to_owned();
    let wrong_addresses = DraftAddresses {
        errors: Errors::of(
            fields::REDIRECT_URIS,
            RegistrationProblem::RedirectUri(uri, RedirectUriProblem::Query),
        )
        .with(fields::ONWARD_ORIGINS, RegistrationProblem::Origin("app.example/x".into())),
        ..addresses.clone()
    };
    vec![
        Sample::new("clients/names", names),
        Sample::new("clients/names+error", wrong_names),
        Sample::new("clients/addresses", addresses),
        Sample::new("clients/addresses+error", wrong_addresses),
    ]
}

fn keys() -> Vec<Sample> {
    let date = |day: &str| DateTyped { day: day.into(), month: "3".into(), year: "2027".into() };
    let page = DraftKeys {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        action: ACTION.into(),
        overview_href: OTHER.into(),
        version: "4".into(),
        keys: vec![key(KeyTag::InUse), key(KeyTag::NotYet)],
        key_id: String::new(),
        from: DateTyped::default(),
        until: DateTyped::default(),
        errors: Errors::new(),
    };
    let wrong = DraftKeys {
        keys: vec![],
        key_id: "2027".into(),
        from: date("32"),
        until: date("1"),
        errors: Errors::of(fields::KEY_TEXT, PartnerKeyProblem::Private)
            .with(fields::KEY_ID, PartnerKeyProblem::SameKeyId)
            .with("fromDay", RegistrationProblem::Date("First day"))
            .with("untilDay", PartnerKeyProblem::EndsBeforeItBegins),
        ..page.clone()
    };
    let dates = DraftKeyDates {
        frame: last_frame(),
        menu: menu(),
        registered: key(KeyTag::EndsSoon(1)),
        action: ACTION.into(),
        remove_action: OTHER.into(),
        version: "4".into(),
        from: DateTyped::default(),
        until: date("31"),
        errors: Errors::new(),
    };
    let wrong_dates =
        DraftKeyDates { errors: Errors::of("untilDay", RegistrationProblem::Date("End")), ..dates.clone() };
    vec![
        Sample::new("clients/keys", page),
        Sample::new("clients/keys+error", wrong),
        Sample::new("clients/key-dates", dates),
        Sample::new("clients/key-dates+error", wrong_dates),
    ]
}

fn choices() -> Vec<Sample> {
    let tick = |value: &str, chosen| Tick { value: value.into(), text: value.into(), chosen };
    let requests = DraftRequests {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        version: "4".into(),
        scopes: vec![tick("profile", false), tick("email", false)],
        vectors: vec![tick("P5.Cp.Cd", false), tick("P9.Cp.Cd", false)],
        default_vtr: String::new(),
        refresh_tokens: false,
        im1: false,
        errors: Errors::new(),
    };
    let wrong_requests = DraftRequests {
        scopes: vec![tick("profile", true), tick("email", false)],
        refresh_tokens: true,
        default_vtr: "P9.Cx".into(),
        errors: Errors::of(fields::VECTOR, RegistrationProblem::NoVector)
            .with(fields::DEFAULT_VTR, RegistrationProblem::Vector("P9.Cx".into())),
        ..requests.clone()
    };
    let single_sign_on = DraftSingleSignOn {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        version: "4".into(),
        takes_part: false,
        partners: "other-app".into(),
        errors: Errors::new(),
    };
    let wrong_partner = DraftSingleSignOn {
        takes_part: true,
        errors: Errors::of(fields::SSO_PARTNERS, RegistrationProblem::OwnPartner),
        ..single_sign_on.clone()
    };
    let switches = DraftSwitches {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        version: "4".into(),
        registration: false,
        nonce_optional: false,
        issuers: vec![tick("nhs", false), tick("standard", false), tick("fapi2", false)],
        errors: Errors::new(),
    };
    let wrong_switches = DraftSwitches {
        nonce_optional: true,
        errors: Errors::of(fields::ISSUER, RegistrationProblem::Issuer),
        ..switches.clone()
    };
    vec![
        Sample::new("clients/requests", requests),
        Sample::new("clients/requests+error", wrong_requests),
        Sample::new("clients/single-sign-on", single_sign_on),
        Sample::new("clients/single-sign-on+error", wrong_partner),
        Sample::new("clients/switches", switches),
        Sample::new("clients/switches+error", wrong_switches),
    ]
}
