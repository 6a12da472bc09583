//! Every address of this door, with what it needs.

use axum::http::Method;
use axum::routing::{MethodRouter, get, post};
use identity::SignedInOperator;
use vocabulary::{Permission, Permissions, PersonAction};
use web::staff::log_in;

use crate::access::{arrival, colleague, invitations, list as access, own, own_change};
use crate::announce::{alerts, domains, levels, list as notices};
use crate::console::Console;
use crate::person_act::{asks, does};
use crate::{
    audit, decided, draft_decisions, draft_keys, draft_sections, drafts, evidence, holding, key_steps, keys,
    people, person, person_evidence, reassign, refusals, registry, state, traces, verification, work,
};

/// What an address needs of whoever asks for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing: the pages of logging in.
    Nothing,
    /// Somebody who is logged in.
    Operator,
    /// Somebody who is logged in and has this permission.
    May(Permission),
    /// Somebody who is logged in and has one of these permissions.
    AnyOf(&'static [Permission]),
}

impl Needs {
    /// Whether it needs somebody who is signed in.
    #[must_use]
    pub const fn an_operator(self) -> bool {
        !matches!(self, Self::Nothing)
    }

    pub(crate) fn are_met_by(self, operator: &SignedInOperator) -> bool {
        match self {
            Self::Nothing => true,
            Self::Operator => operator.works_here(),
            Self::May(_) | Self::AnyOf(_) => self.are_met_with(operator.rights().may),
        }
    }

    /// Whether these permissions let in whoever is logged in.
    #[must_use]
    pub fn are_met_with(self, may: Permissions) -> bool {
        match self {
            Self::Nothing | Self::Operator => true,
            Self::May(permission) => may.contains(permission),
            Self::AnyOf(permissions) => permissions.iter().any(|permission| may.contains(*permission)),
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

use Needs::{AnyOf, May, Nothing, Operator};
use Permission::{
    ApproveClients, BlockMobileMatch, ChangePhones, CleanseAccounts, DecideCases, DisableAccounts,
    EditClients, EnableAccounts, EndSessions, EraseAccounts, ExplainErrors, ManageEmailDomains, ManageKeys,
    ManageNotices, ManageOperators, SeeClients, SeeDeliveries, SeeEvidence, SeeHistory, SeeKeys,
    SetAutomation, SuperviseCases, TraceSignIns,
};
use Permission::{ExportAudit, ReadAudit};

/// All of them. The router is made of this table, so nothing is reachable beside it (but the design system's files).
///
/// Journeys 6.1, 6.2
#[rustfmt::skip]
pub static ROUTES: &[Route] = &[
    shows("/", Operator, || get(state::dashboard)),
    shows("/clients", May(SeeClients), || get(registry::list)),
    shows("/clients/{id}", May(SeeClients), || get(registry::detail)),
    takes("/clients/{id}/change", May(EditClients), || post(registry::change)),
    takes("/clients/{id}/start", May(EditClients), || post(registry::start)),
    shows("/clients/{id}/stop", May(EditClients), || get(registry::ask_stop)),
    takes("/clients/{id}/stop", May(EditClients), || post(registry::stop)),
    shows("/clients/{id}/history", May(SeeClients), || get(registry::history)),
    shows("/client-drafts/new", May(EditClients), || get(drafts::ask_new)),
    takes("/client-drafts/new", May(EditClients), || post(drafts::new)),
    shows("/client-drafts/{draft}", May(SeeClients), || get(drafts::overview)),
    shows("/client-drafts/{draft}/review", May(SeeClients), || get(drafts::review)),
    takes("/client-drafts/{draft}/submit", May(EditClients), || post(drafts::submit)),
    takes("/client-drafts/{draft}/approve", May(ApproveClients), || post(draft_decisions::approve)),
    takes("/client-drafts/{draft}/reject", May(ApproveClients), || post(draft_decisions::reject)),
    takes("/client-drafts/{draft}/withdraw", May(EditClients), || post(draft_decisions::withdraw)),
    takes("/client-drafts/{draft}/renew", May(EditClients), || post(drafts::renew)),
    shows("/client-drafts/{draft}/sections/{section}", May(EditClients), || get(draft_sections::show)),
    takes("/client-drafts/{draft}/sections/{section}", May(EditClients), || post(draft_sections::save)),
    shows("/client-drafts/{draft}/keys/{key}", May(EditClients), || get(draft_keys::show)),
    takes("/client-drafts/{draft}/keys/{key}", May(EditClients), || post(draft_keys::save)),
    takes("/client-drafts/{draft}/keys/{key}/remove", May(EditClients), || post(draft_keys::remove)),
    shows("/explain", May(ExplainErrors), || get(refusals::explain)),
    shows("/messages", May(SeeDeliveries), || get(state::deliveries)),
    shows("/keys", May(SeeKeys), || get(keys::list)),
    shows("/keys/announce", May(ManageKeys), || get(keys::form)),
    takes("/keys/announce", May(ManageKeys), || post(key_steps::take)),
    shows("/keys/publish", May(ManageKeys), || get(keys::form)),
    takes("/keys/publish", May(ManageKeys), || post(key_steps::take)),
    shows("/keys/sign", May(ManageKeys), || get(keys::form)),
    takes("/keys/sign", May(ManageKeys), || post(key_steps::take)),
    shows("/keys/rehearse", May(ManageKeys), || get(keys::form)),
    takes("/keys/rehearse", May(ManageKeys), || post(key_steps::take)),
    shows("/keys/end-rehearsal", May(ManageKeys), || get(keys::form)),
    takes("/keys/end-rehearsal", May(ManageKeys), || post(key_steps::take)),
    shows("/traces", May(TraceSignIns), || get(traces::show)),
    shows("/people", AnyOf(Permission::TO_FIND), || get(people::show)),
    takes("/people", AnyOf(Permission::TO_FIND), || post(people::find)),
    shows("/people/erasures", May(EraseAccounts), || get(person::erasures)),
    shows("/people/{account}", AnyOf(Permission::TO_FIND), || get(person::show)),
    shows("/people/{account}/history", May(SeeHistory), || get(person::history)),
    shows("/people/{account}/evidence", May(SeeEvidence), || get(person_evidence::list)),
    shows("/people/{account}/evidence/{case}", May(SeeEvidence), || get(person_evidence::show)),
    takes("/people/{account}/evidence/{case}", May(SeeEvidence), || post(person_evidence::ask)),
    shows("/people/{account}/evidence/{case}/{kind}", May(SeeEvidence), || get(person_evidence::file)),
    shows("/people/{account}/disable", May(DisableAccounts), || asks(PersonAction::Disable)),
    takes("/people/{account}/disable", May(DisableAccounts), || does(PersonAction::Disable)),
    shows("/people/{account}/enable", May(EnableAccounts), || asks(PersonAction::Enable)),
    takes("/people/{account}/enable", May(EnableAccounts), || does(PersonAction::Enable)),
    shows("/people/{account}/cleanse", May(CleanseAccounts), || asks(PersonAction::Cleanse)),
    takes("/people/{account}/cleanse", May(CleanseAccounts), || does(PersonAction::Cleanse)),
    shows("/people/{account}/change-mobile", May(ChangePhones), || asks(PersonAction::ChangeMobile)),
    takes("/people/{account}/change-mobile", May(ChangePhones), || does(PersonAction::ChangeMobile)),
    shows("/people/{account}/remove-mobile", May(ChangePhones), || asks(PersonAction::RemoveMobile)),
    takes("/people/{account}/remove-mobile", May(ChangePhones), || does(PersonAction::RemoveMobile)),
    shows("/people/{account}/remove-landline", May(ChangePhones), || asks(PersonAction::RemoveLandline)),
    takes("/people/{account}/remove-landline", May(ChangePhones), || does(PersonAction::RemoveLandline)),
    shows("/people/{account}/block-mobile-match", May(BlockMobileMatch), || asks(PersonAction::BlockMobileMatch)),
    takes("/people/{account}/block-mobile-match", May(BlockMobileMatch), || does(PersonAction::BlockMobileMatch)),
    shows("/people/{account}/allow-mobile-match", May(BlockMobileMatch), || asks(PersonAction::AllowMobileMatch)),
    takes("/people/{account}/allow-mobile-match", May(BlockMobileMatch), || does(PersonAction::AllowMobileMatch)),
    shows("/people/{account}/end-sessions", May(EndSessions), || asks(PersonAction::EndSessions)),
    takes("/people/{account}/end-sessions", May(EndSessions), || does(PersonAction::EndSessions)),
    shows("/people/{account}/erase", May(EraseAccounts), || asks(PersonAction::RequestErasure)),
    takes("/people/{account}/erase", May(EraseAccounts), || does(PersonAction::RequestErasure)),
    shows("/people/{account}/approve-erasure", May(EraseAccounts), || asks(PersonAction::ApproveErasure)),
    takes("/people/{account}/approve-erasure", May(EraseAccounts), || does(PersonAction::ApproveErasure)),
    shows("/people/{account}/withdraw-erasure", May(EraseAccounts), || asks(PersonAction::WithdrawErasure)),
    takes("/people/{account}/withdraw-erasure", May(EraseAccounts), || does(PersonAction::WithdrawErasure)),
    shows("/audit", May(ReadAudit), || get(crate::audit_log::show)),
    takes("/audit/check", May(ReadAudit), || post(crate::audit_log::check)),
    takes("/audit/export", May(ExportAudit), || post(crate::audit_file::export)),
    shows("/log-in", Nothing, || get(log_in::show::<Console>)),
    takes("/log-in", Nothing, || post(log_in::give_password::<Console>)),
    shows("/log-in/code", Nothing, || get(log_in::ask_code::<Console>)),
    takes("/log-in/code", Nothing, || post(log_in::give_code::<Console>)),
    shows("/log-in/authenticator.svg", Nothing, || get(log_in::picture::<Console>)),
    shows("/log-in/password", Nothing, || get(log_in::ask_password::<Console>)),
    takes("/log-in/password", Nothing, || post(log_in::choose_password::<Console>)),
    takes("/log-out", Nothing, || post(log_in::leave::<Console>)),
    shows("/invitation/{link}", Nothing, || get(arrival::open)),
    takes("/invitation/{link}", Nothing, || post(arrival::take)),
    shows("/me", Operator, || get(own::show)),
    takes("/me/sessions/end", Operator, || post(own::end)),
    shows("/me/password", Operator, || get(own_change::ask_password)),
    takes("/me/password", Operator, || post(own_change::change_password)),
    shows("/me/authenticator", Operator, || get(own_change::ask_authenticator)),
    takes("/me/authenticator", Operator, || post(own_change::change_authenticator)),
    shows("/me/authenticator.svg", Operator, || get(own_change::picture)),
    shows("/access", May(ManageOperators), || get(access::show)),
    shows("/access/report.csv", May(ManageOperators), || get(access::report)),
    shows("/access/roles", May(ManageOperators), || get(access::roles)),
    shows("/access/invite", May(ManageOperators), || get(invitations::ask)),
    takes("/access/invite", May(ManageOperators), || post(invitations::invite)),
    shows("/access/invitations/{invitation}", May(ManageOperators), || get(invitations::show)),
    takes("/access/invitations/{invitation}/again", May(ManageOperators), || post(invitations::again)),
    takes("/access/invitations/{invitation}/cancel", May(ManageOperators), || post(invitations::cancel)),
    shows("/access/operators/{operator}", May(ManageOperators), || get(colleague::show)),
    shows("/access/operators/{operator}/roles", May(ManageOperators), || get(colleague::ask_roles)),
    takes("/access/operators/{operator}/roles", May(ManageOperators), || post(colleague::set_roles)),
    shows("/access/operators/{operator}/{act}", May(ManageOperators), || get(colleague::ask)),
    takes("/access/operators/{operator}/{act}", May(ManageOperators), || post(colleague::act)),
    shows("/notices", May(ManageNotices), || get(notices::show)),
    shows("/notices/alert", May(ManageNotices), || get(alerts::ask)),
    takes("/notices/alert", May(ManageNotices), || post(alerts::turn_on)),
    takes("/notices/preview", May(ManageNotices), || post(alerts::preview)),
    shows("/notices/alerts/{part}/off", May(ManageNotices), || get(alerts::ask_off)),
    takes("/notices/alerts/{part}/off", May(ManageNotices), || post(alerts::turn_off)),
    shows("/notices/service-level", May(ManageNotices), || get(levels::ask)),
    takes("/notices/service-level", May(ManageNotices), || post(levels::set)),
    takes("/notices/service-level/reset", May(ManageNotices), || post(levels::reset)),
    shows("/automation", May(SetAutomation), || get(levels::ask_share)),
    takes("/automation", May(SetAutomation), || post(levels::set_share)),
    shows("/email-domains", May(ManageEmailDomains), || get(domains::show)),
    takes("/email-domains/find", May(ManageEmailDomains), || post(domains::find)),
    takes("/email-domains/block", May(ManageEmailDomains), || post(domains::block)),
    takes("/email-domains/unblock", May(ManageEmailDomains), || post(domains::unblock)),
    shows("/checks", May(DecideCases), || get(work::show)),
    takes("/checks/start", May(DecideCases), || post(work::start)),
    shows("/checks/holding", May(DecideCases), || get(holding::list)),
    takes("/checks/holding/return", May(SuperviseCases), || post(holding::give_back)),
    shows("/checks/audit", May(SuperviseCases), || get(audit::list)),
    shows("/checks/audit/{case}", May(SuperviseCases), || get(audit::show)),
    takes("/checks/audit/{case}", May(SuperviseCases), || post(audit::record)),
    shows("/checks/audit/{case}/evidence/{kind}", May(SuperviseCases), || get(evidence::of_audit)),
    shows("/checks/{case}", May(DecideCases), || get(verification::show)),
    takes("/checks/{case}/answers", May(DecideCases), || post(verification::answer)),
    takes("/checks/{case}/retrace", May(DecideCases), || post(verification::retrace)),
    takes("/checks/{case}/decision", May(DecideCases), || post(verification::decide)),
    takes("/checks/{case}/discard", May(DecideCases), || post(work::discard)),
    takes("/checks/{case}/open", May(DecideCases), || post(holding::open)),
    takes("/checks/{case}/take-over", May(SuperviseCases), || post(holding::take_over)),
    shows("/checks/{case}/reassign", May(SuperviseCases), || get(reassign::show)),
    takes("/checks/{case}/reassign", May(SuperviseCases), || post(reassign::give)),
    shows("/checks/{case}/record", May(DecideCases), || get(decided::show)),
    takes("/checks/{case}/reopen", May(DecideCases), || post(decided::reopen)),
    shows("/checks/{case}/evidence/{kind}", May(DecideCases), || get(evidence::of_case)),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use axum::Router;
    use screens::{PLACES, paths};

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
    fn every_place_of_the_menu_is_a_row_that_needs_its_permission() {
        let doors = [paths::OPERATOR_HOME, paths::OPERATOR_LOG_IN, paths::OPERATOR_LOG_OUT];
        for path in doors {
            assert!(ROUTES.iter().any(|route| route.path == path), "{path}");
        }
        for place in PLACES {
            let route = ROUTES.iter().find(|route| route.path == place.path).expect(place.path);
            let needs: &[Permission] = match &route.needs {
                May(permission) => std::slice::from_ref(permission),
                AnyOf(permissions) => permissions,
                Nothing | Operator => &[],
            };
            assert_eq!(needs, place.needs, "{}", place.path);
        }
    }

    #[test]
    fn whatever_is_about_a_case_needs_a_role() {
        for route in ROUTES.iter().filter(|route| route.path.starts_with(paths::CHECKER_HOME)) {
            assert!(route.needs.an_operator(), "{} {}", route.method, route.path);
        }
        for route in ROUTES.iter().filter(|route| route.path.starts_with(paths::CHECKER_AUDIT)) {
            assert_eq!(route.needs, May(SuperviseCases), "{} {}", route.method, route.path);
        }
    }
}
