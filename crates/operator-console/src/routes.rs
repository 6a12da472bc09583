//! Every address of this door, with what it needs.

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use identity::SignedInOperator;

use crate::console::Console;
use crate::{audit, decided, entry, evidence, holding, refusals, registry, state, verification, work};

/// What an address needs of whoever asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing, but it is there in a sandbox only, whose console is reached from its own machine only.
    Sandbox,
    /// Nothing.
    Nothing,
    /// A signed-in operator who may decide cases.
    Checker,
    /// A signed-in operator who may also take cases over and audit decisions.
    Supervisor,
}

impl Needs {
    /// Whether it needs somebody who is signed in.
    #[must_use]
    pub const fn an_operator(self) -> bool {
        matches!(self, Self::Checker | Self::Supervisor)
    }

    pub(crate) fn are_met_by(self, operator: &SignedInOperator) -> bool {
        match self {
            Self::Sandbox | Self::Nothing => true,
            Self::Checker => operator.checker().is_some(),
            Self::Supervisor => operator.supervisor().is_some(),
        }
    }
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
    pub(crate) serve: fn() -> MethodRouter<Console>,
}

const fn shows(path: &'static str, needs: Needs, serve: fn() -> MethodRouter<Console>) -> Route {
    Route { method: Method::GET, path, needs, serve }
}

const fn takes(path: &'static str, needs: Needs, serve: fn() -> MethodRouter<Console>) -> Route {
    Route { method: Method::POST, path, needs, serve }
}

use Needs::{Checker, Nothing, Sandbox, Supervisor};

/// All of them. The router is made of this table, so nothing is reachable beside it (but the design system's files).
///
/// Journeys 6.1, 6.2
#[rustfmt::skip]
pub static ROUTES: &[Route] = &[
    shows("/", Nothing, || get(entry::entrance)),
    shows("/clients", Sandbox, || get(registry::list)),
    shows("/clients/{id}", Sandbox, || get(registry::detail)),
    shows("/explain", Sandbox, || get(refusals::explain)),
    shows("/messages", Sandbox, || get(state::deliveries)),
    shows("/keys", Sandbox, || get(state::keys)),
    shows("/log-in", Nothing, || get(entry::show)),
    takes("/log-in", Nothing, || post(entry::give_password)),
    shows("/log-in/code", Nothing, || get(entry::ask_code)),
    takes("/log-in/code", Nothing, || post(entry::give_code)),
    shows("/log-in/authenticator.svg", Nothing, || get(entry::picture)),
    takes("/log-out", Nothing, || post(entry::leave)),
    shows("/checks", Checker, || get(work::show)),
    takes("/checks/start", Checker, || post(work::start)),
    shows("/checks/holding", Checker, || get(holding::list)),
    takes("/checks/holding/return", Supervisor, || post(holding::give_back)),
    shows("/checks/audit", Supervisor, || get(audit::list)),
    shows("/checks/audit/{case}", Supervisor, || get(audit::show)),
    takes("/checks/audit/{case}", Supervisor, || post(audit::record)),
    shows("/checks/audit/{case}/evidence/{kind}", Supervisor, || get(evidence::of_audit)),
    shows("/checks/{case}", Checker, || get(verification::show)),
    takes("/checks/{case}/answers", Checker, || post(verification::answer)),
    takes("/checks/{case}/retrace", Checker, || post(verification::retrace)),
    takes("/checks/{case}/decision", Checker, || post(verification::decide)),
    takes("/checks/{case}/discard", Checker, || post(work::discard)),
    takes("/checks/{case}/open", Checker, || post(holding::open)),
    takes("/checks/{case}/take-over", Supervisor, || post(holding::take_over)),
    shows("/checks/{case}/record", Checker, || get(decided::show)),
    takes("/checks/{case}/reopen", Checker, || post(decided::reopen)),
    shows("/checks/{case}/evidence/{kind}", Checker, || get(evidence::of_case)),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use axum::Router;
    use screens::paths;

    use super::*;

    #[test]
    fn no_two_routes_collide() {
        let names: HashSet<(&str, &str)> =
            ROUTES.iter().map(|route| (route.method.as_str(), route.path)).collect();
        assert_eq!(names.len(), ROUTES.len());
        let routes =
            ROUTES.iter().fold(Router::new(), |routes, route| routes.route(route.path, (route.serve)()));
        assert!(routes.has_routes());
    }

    #[test]
    fn every_address_that_pages_link_to_is_a_row() {
        let linked = [
            paths::OPERATOR_HOME,
            paths::OPERATOR_CLIENTS,
            paths::OPERATOR_EXPLAIN,
            paths::OPERATOR_MESSAGES,
            paths::OPERATOR_KEYS,
            paths::OPERATOR_LOG_IN,
            paths::OPERATOR_LOG_OUT,
            paths::CHECKER_HOME,
            paths::CHECKER_HOLDING,
            paths::CHECKER_AUDIT,
        ];
        for path in linked {
            assert!(ROUTES.iter().any(|route| route.path == path), "{path}");
        }
    }

    #[test]
    fn whatever_is_about_a_case_needs_a_role() {
        for route in ROUTES.iter().filter(|route| route.path.starts_with(paths::CHECKER_HOME)) {
            assert!(route.needs.an_operator(), "{} {}", route.method, route.path);
        }
        for route in ROUTES.iter().filter(|route| route.path.starts_with(paths::CHECKER_AUDIT)) {
            assert_eq!(route.needs, Supervisor, "{} {}", route.method, route.path);
        }
    }
}
