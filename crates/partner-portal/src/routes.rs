//! Every address of this door, with what it needs.

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use web::staff::log_in;

use crate::portal::Portal;
use crate::{assertion, change, client, errors, go_live, inspector, link, log_ins, making, people, register};

/// What an address needs of whoever asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// Somebody who may use the partner pages.
    PartnerUser,
    /// Somebody who may use them, whose client the address names.
    OwnClient,
}

/// When an address is there at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum There {
    /// Always.
    Always,
    /// Where visitors log in.
    WithLogIn,
    /// Where nobody logs in.
    WithoutLogIn,
    /// Where there are test people.
    WithTestPeople,
}

/// An address.
#[derive(Debug)]
pub struct Route {
    /// GET, which HEAD goes with, or POST.
    pub method: Method,
    /// Its path; in braces what it names.
    pub path: &'static str,
    /// What it needs.
    pub needs: Needs,
    pub(crate) there: There,
    pub(crate) serve: fn() -> MethodRouter<Portal>,
}

type Serve = fn() -> MethodRouter<Portal>;

const fn shows(path: &'static str, needs: Needs, serve: Serve) -> Route {
    Route { method: Method::GET, path, needs, there: There::Always, serve }
}

const fn takes(path: &'static str, needs: Needs, serve: Serve) -> Route {
    Route { method: Method::POST, path, needs, there: There::Always, serve }
}

/// Of registering a client where nobody logs in.
const fn registers(method: Method, serve: Serve) -> Route {
    Route { method, path: "/register", needs: Needs::PartnerUser, there: There::WithoutLogIn, serve }
}

/// Of the log in.
const fn asks(path: &'static str, serve: Serve) -> Route {
    Route { method: Method::GET, path, needs: Needs::Nothing, there: There::WithLogIn, serve }
}

/// Of the log in.
const fn hears(path: &'static str, serve: Serve) -> Route {
    Route { method: Method::POST, path, needs: Needs::Nothing, there: There::WithLogIn, serve }
}

const fn introduces(path: &'static str, serve: Serve) -> Route {
    Route { method: Method::GET, path, needs: Needs::OwnClient, there: There::WithTestPeople, serve }
}

use Needs::{OwnClient, PartnerUser};

/// All of them. The router is made of this table, so nothing is reachable beside it (but the design system's files).
#[rustfmt::skip]
pub static ROUTES: &[Route] = &[
    shows("/", PartnerUser, || get(client::choose)),
    asks("/log-in", || get(log_in::show::<Portal>)),
    hears("/log-in", || post(log_in::give_password::<Portal>)),
    asks("/log-in/code", || get(log_in::ask_code::<Portal>)),
    hears("/log-in/code", || post(log_in::give_code::<Portal>)),
    asks("/log-in/password", || get(log_in::ask_password::<Portal>)),
    hears("/log-in/password", || post(log_in::choose_password::<Portal>)),
    asks("/log-in/authenticator.svg", || get(log_in::picture::<Portal>)),
    hears("/log-out", || post(log_in::leave::<Portal>)),
    registers(Method::GET, || get(register::ask)),
    registers(Method::POST, || post(register::register)),
    shows("/explain", PartnerUser, || get(errors::explain)),
    shows("/clients/{client}", OwnClient, || get(client::overview)),
    shows("/clients/{client}/settings", OwnClient, || get(client::settings)),
    shows("/clients/{client}/change/names", OwnClient, || get(change::ask_names)),
    takes("/clients/{client}/change/names", OwnClient, || post(change::change_names)),
    shows("/clients/{client}/change/addresses", OwnClient, || get(change::ask_addresses)),
    takes("/clients/{client}/change/addresses", OwnClient, || post(change::change_addresses)),
    shows("/clients/{client}/change/keys", OwnClient, || get(change::ask_key)),
    takes("/clients/{client}/change/keys", OwnClient, || post(change::add_key)),
    takes("/clients/{client}/change/keys/{thumbprint}/remove", OwnClient, || post(change::remove_key)),
    takes("/clients/{client}/proposals/{draft}/withdraw", OwnClient, || post(change::withdraw)),
    shows("/clients/{client}/errors", OwnClient, || get(errors::list)),
    shows("/clients/{client}/log-ins", OwnClient, || get(log_ins::show)),
    shows("/clients/{client}/inspector", OwnClient, || get(inspector::show)),
    takes("/clients/{client}/inspector", OwnClient, || post(inspector::inspect)),
    shows("/clients/{client}/assertion", OwnClient, || get(assertion::show)),
    takes("/clients/{client}/assertion", OwnClient, || post(assertion::inspect)),
    shows("/clients/{client}/button", OwnClient, || get(making::button)),
    shows("/clients/{client}/link", OwnClient, || get(link::show)),
    takes("/clients/{client}/link", OwnClient, || post(link::make)),
    shows("/clients/{client}/code", OwnClient, || get(making::code)),
    introduces("/clients/{client}/people", || get(people::show)),
    shows("/clients/{client}/go-live", OwnClient, || get(go_live::show)),
    shows("/clients/{client}/go-live.txt", OwnClient, || get(go_live::as_text)),
    shows("/clients/{client}/go-live.json", OwnClient, || get(go_live::as_json)),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_routes_collide() {
        let names: HashSet<(&str, &str)> =
            ROUTES.iter().map(|route| (route.method.as_str(), route.path)).collect();
        assert_eq!(names.len(), ROUTES.len());
    }

    #[test]
    fn whatever_names_a_client_needs_it_to_be_ones_own() {
        for route in ROUTES {
            assert_eq!(route.path.contains("{client}"), route.needs == OwnClient, "{}", route.path);
        }
    }
}
