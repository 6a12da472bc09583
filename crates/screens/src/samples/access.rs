//! Samples of the pages about access to the console.

use vocabulary::{Permission, PersonField};

use super::{ACTION, EMAIL, OTHER, Sample, last_frame};
use crate::access::{
    AccessList, ChangeOperatorPassword, ChooseOperatorPassword, InvitationGone, InvitationLine,
    InvitationPage, InviteOperator, OperatorAct, OperatorActForm, OperatorLine, OperatorPage,
    OperatorRolesForm, OwnSignIn, ReplaceAuthenticator, RightLine, RoleTable, RoleTick, SessionLine,
    TakeInvitation,
};
use crate::errors::Errors;
use crate::fields;
use crate::frame::Link;
use crate::menu::Menu;
use crate::wording::{
    AccessProblem, AuthenticatorProblem, ConfirmProblem, IncidentProblem, NewPasswordProblem,
    OwnSignInProblem, permission_label, person_field_label,
};

const NAME: &str = "Amina Okafor-Whitfield";
const MOMENT: &str = "15 March 2026 at 15:04 UTC";

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = lists();
    pages.extend(forms());
    pages.extend(acts());
    pages.extend(own());
    pages.extend(own_changes());
    pages.extend(entering());
    pages
}

fn menu() -> Menu {
    let may = [Permission::ManageOperators];
    Menu { name: "Ada Admin".into(), may: may.into_iter().collect() }
}

fn rows() -> Vec<(String, String)> {
    let row = |key: &str, value: &str| (key.to_owned(), value.to_owned());
    vec![row("Email address", EMAIL), row("Roles", "nsd, supervisor"), row("Added", MOMENT)]
}

fn ticks() -> Vec<RoleTick> {
    let tick = |name: &str, ticked| RoleTick { field: format!("role_{name}"), label: name.into(), ticked };
    vec![tick("admin", false), tick("id_checker", true), tick("nsd", true)]
}

fn lists() -> Vec<Sample> {
    let operator = |username: &str, name: &str, state: &str| OperatorLine {
        username: username.into(),
        name: name.into(),
        roles: "nsd, supervisor".into(),
        state: state.into(),
        authenticator: "Set up".into(),
        href: "/access/operators/AAAAAAAAAAAAAAAAAAAAAA".into(),
    };
    let invitation = InvitationLine {
        email: EMAIL.into(),
        name: NAME.into(),
        roles: "id_checker".into(),
        state: format!("Works until {MOMENT}"),
        href: "/access/invitations/AAAAAAAAAAAAAAAAAAAAAA".into(),
    };
    let list = AccessList {
        frame: last_frame(),
        menu: menu(),
        operators: vec![
            operator("ada@example.com", "Ada Admin", "Enabled"),
            operator("old", "Olaf", "Disabled"),
        ],
        invitations: vec![invitation],
        invite_href: "/access/invite".into(),
        report_href: "/access/report.csv".into(),
        roles_href: "/access/roles".into(),
    };
    let empty = AccessList { invitations: Vec::new(), ..list.clone() };
    let line = |label: &str| RightLine { label: label.into(), has: vec![true, false] };
    vec![
        Sample::new("access/list", list),
        Sample::new("access/list+no-invitations", empty),
        Sample::new(
            "access/role-table",
            RoleTable {
                frame: last_frame(),
                menu: menu(),
                roles: vec!["admin".into(), "nsd".into()],
                may: Permission::ALL.iter().map(|may| line(permission_label(*may))).collect(),
                sees: PersonField::ALL.iter().map(|field| line(person_field_label(*field))).collect(),
            },
        ),
    ]
}

fn forms() -> Vec<Sample> {
    let invite = |errors| InviteOperator {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        name: NAME.into(),
        email: EMAIL.into(),
        roles: ticks().into_iter().map(|tick| RoleTick { ticked: false, ..tick }).collect(),
        lifetime: "24 hours".into(),
        incident: String::new(),
        errors,
    };
    let roles = |errors| OperatorRolesForm {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        action: ACTION.into(),
        roles: ticks(),
        incident: "INC0012345".into(),
        errors,
    };
    let invitation = InvitationPage {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        rows: rows(),
        again_action: ACTION.into(),
        cancel_action: OTHER.into(),
        incident: String::new(),
        errors: Errors::new(),
    };
    let empty = Errors::of(fields::INCIDENT, IncidentProblem::Empty);
    let all = Errors::of(fields::NAME, AccessProblem::Name)
        .with(fields::EMAIL, AccessProblem::IsOperator)
        .with(fields::ROLES, AccessProblem::RolesEmpty)
        .with(fields::INCIDENT, IncidentProblem::Malformed);
    let oneself = Errors::of(fields::ROLES, AccessProblem::Oneself);
    vec![
        Sample::new("access/invite", invite(Errors::new())),
        Sample::new("access/invite+errors", invite(all)),
        Sample::new("access/invitation", invitation.clone()),
        Sample::new("access/invitation+error", InvitationPage { errors: empty, ..invitation }),
        Sample::new("access/roles+chosen", roles(Errors::new())),
        Sample::new("access/roles+error", roles(oneself)),
    ]
}

fn acts() -> Vec<Sample> {
    let act = |act, errors| OperatorActForm {
        frame: last_frame(),
        menu: menu(),
        act,
        name: NAME.into(),
        command: None,
        action: ACTION.into(),
        incident: String::new(),
        errors,
    };
    let by_hand = OperatorActForm {
        command: Some("nhs-login operators reset-authenticator amina --incident NUMBER".into()),
        ..act(OperatorAct::Reset, Errors::new())
    };
    let last = Errors::of(fields::INCIDENT, AccessProblem::LastManager);
    let empty = Errors::of(fields::INCIDENT, IncidentProblem::Empty);
    vec![
        Sample::new("access/disable", act(OperatorAct::Disable, Errors::new())),
        Sample::new("access/disable+error", act(OperatorAct::Disable, last)),
        Sample::new("access/enable", act(OperatorAct::Enable, Errors::new())),
        Sample::new("access/reset", act(OperatorAct::Reset, Errors::new())),
        Sample::new("access/reset+by-hand", by_hand),
        Sample::new("access/end-sessions", act(OperatorAct::EndSessions, empty)),
    ]
}

fn own() -> Vec<Sample> {
    let operator = OperatorPage {
        frame: last_frame(),
        menu: menu(),
        name: NAME.into(),
        rows: rows(),
        actions: vec![Link::new("Change roles", ACTION), Link::new("Disable", OTHER)],
        own_href: None,
    };
    let oneself = OperatorPage { own_href: Some("/me".into()), ..operator.clone() };
    let session = |id: &str, began: &str, is_this| SessionLine {
        id: id.into(),
        began: began.into(),
        used: MOMENT.into(),
        ends: "16 March 2026 at 03:04 UTC".into(),
        is_this,
    };
    vec![
        Sample::new("access/operator", operator),
        Sample::new("access/operator+oneself", oneself),
        Sample::new(
            "access/own",
            OwnSignIn {
                frame: last_frame(),
                menu: menu(),
                rows: rows(),
                sessions: vec![
                    session("one", MOMENT, true),
                    session("two", "15 March 2026 at 09:00 UTC", false),
                ],
                end_action: ACTION.into(),
                password_href: "/me/password".into(),
                authenticator_href: "/me/authenticator".into(),
            },
        ),
    ]
}

fn own_changes() -> Vec<Sample> {
    let password = |errors| ChangeOperatorPassword {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        minimum: 12,
        errors,
    };
    let app = |errors| ReplaceAuthenticator {
        frame: last_frame(),
        menu: menu(),
        action: ACTION.into(),
        qr_src: "/me/authenticator.svg".into(),
        secret: "ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567".into(),
        errors,
    };
    let wrong = Errors::of(fields::PASSWORD, OwnSignInProblem::Password)
        .with(fields::CODE, AuthenticatorProblem::NotSixNumbers)
        .with(fields::NEW_CODE, OwnSignInProblem::NewCode);
    vec![
        Sample::new("access/change-password", password(Errors::new())),
        Sample::new(
            "access/change-password+errors",
            password(
                Errors::of(fields::PASSWORD, OwnSignInProblem::Password)
                    .with(fields::NEW_PASSWORD, NewPasswordProblem::TooShort { minimum: 12 }),
            ),
        ),
        Sample::new("access/replace-authenticator", app(Errors::new())),
        Sample::new("access/replace-authenticator+errors", app(wrong)),
    ]
}

fn entering() -> Vec<Sample> {
    let choose =
        |errors| ChooseOperatorPassword { frame: last_frame(), action: ACTION.into(), minimum: 12, errors };
    let take = |errors| TakeInvitation {
        frame: last_frame(),
        action: ACTION.into(),
        name: NAME.into(),
        email: EMAIL.into(),
        minimum: 12,
        errors,
    };
    let different = Errors::of(fields::CONFIRM_PASSWORD, ConfirmProblem::Different);
    vec![
        Sample::new("access/choose-password", choose(Errors::new())),
        Sample::new(
            "access/choose-password+error",
            choose(Errors::of(fields::NEW_PASSWORD, OwnSignInProblem::Same)),
        ),
        Sample::new("access/take-invitation", take(Errors::new())),
        Sample::new("access/take-invitation+error", take(different)),
        Sample::new("access/invitation-gone", InvitationGone { frame: last_frame() }),
    ]
}
