//! Operator pages about who may work in the console, and about one's own sign-in. Journeys 6.1.

use std::borrow::Cow;

use askama::Template;

use crate::errors::Errors;
use crate::frame::{Frame, Link};
use crate::menu::Menu;
use crate::page::{Page, page};

/// Everybody who may log in, and who is invited.
#[derive(Debug, Clone, Template)]
#[template(path = "access/list.html")]
pub struct AccessList {
    /// Around the page; a success banner after something was done.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// One row per operator.
    pub operators: Vec<OperatorLine>,
    /// One row per invitation that was not taken.
    pub invitations: Vec<InvitationLine>,
    /// Where somebody is invited.
    pub invite_href: String,
    /// Where the list is a CSV file.
    pub report_href: String,
    /// Where the table of roles is.
    pub roles_href: String,
}
page!(AccessList, "Access and permissions");

/// One operator in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorLine {
    /// What they log in with.
    pub username: String,
    /// What colleagues call them.
    pub name: String,
    /// Their roles, with commas between them.
    pub roles: String,
    /// "Enabled" or "Disabled".
    pub state: String,
    /// "Set up" or "Not set up".
    pub authenticator: String,
    /// Where their page is.
    pub href: String,
}

/// One invitation in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationLine {
    /// Where the link went.
    pub email: String,
    /// Whom.
    pub name: String,
    /// Their roles, with commas between them.
    pub roles: String,
    /// "Works until 15 March 2026 at 15:04 UTC" or "Expired".
    pub state: String,
    /// Where its page is.
    pub href: String,
}

/// A role with its tick.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleTick {
    /// The field's name: `role_` and the role's name; its value is `yes`.
    pub field: String,
    /// The role's name.
    pub label: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// Inviting somebody. Fields `name`, `email`, a tick for each role, `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/invite.html")]
pub struct InviteOperator {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The name typed before.
    pub name: String,
    /// The address typed before.
    pub email: String,
    /// The roles to choose from.
    pub roles: Vec<RoleTick>,
    /// How long the link works, in words.
    pub lifetime: String,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::AccessProblem`] and others.
    pub errors: Errors,
}
page!(InviteOperator, "Invite an operator", form);

/// One invitation: sent again or cancelled. Field `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/invitation.html")]
pub struct InvitationPage {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Whom.
    pub name: String,
    /// What is known of it.
    pub rows: Vec<(String, String)>,
    /// Where "Send again" is posted.
    pub again_action: String,
    /// Where "Cancel" is posted.
    pub cancel_action: String,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(InvitationPage, |page| format!("Invitation of {}", page.name).into(), form);

/// One operator.
#[derive(Debug, Clone, Template)]
#[template(path = "access/operator.html")]
pub struct OperatorPage {
    /// Around the page; a success banner after something was done.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Their name.
    pub name: String,
    /// What is known of them.
    pub rows: Vec<(String, String)>,
    /// What can be done; nothing about oneself.
    pub actions: Vec<Link>,
    /// Where one's own sign-in is, on one's own page.
    pub own_href: Option<String>,
}
page!(OperatorPage, |page| format!("Operator {}", page.name).into());

/// The roles of an operator. A tick for each role, field `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/roles_form.html")]
pub struct OperatorRolesForm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Their name.
    pub name: String,
    /// Where the form is posted.
    pub action: String,
    /// The roles to choose from.
    pub roles: Vec<RoleTick>,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::AccessProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(OperatorRolesForm, |page| format!("Change the roles of {}", page.name).into(), form);

/// What is done to an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorAct {
    /// They may do nothing from now on.
    Disable,
    /// They may log in again.
    Enable,
    /// Their password and their authenticator app are forgotten, and they are sent a link.
    Reset,
    /// They are logged out everywhere.
    EndSessions,
}

/// The page that confirms an act. Field `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/act.html")]
pub struct OperatorActForm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is done.
    pub act: OperatorAct,
    /// To whom.
    pub name: String,
    /// What does it at the command line, when it cannot be done here: no link can be sent to them.
    pub command: Option<String>,
    /// Where the form is posted.
    pub action: String,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::AccessProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(OperatorActForm, |page| page.words().into(), form);

impl OperatorActForm {
    /// The heading and the button.
    fn words(&self) -> String {
        let name = &self.name;
        match self.act {
            OperatorAct::Disable => format!("Disable {name}"),
            OperatorAct::Enable => format!("Enable {name}"),
            OperatorAct::Reset => format!("Reset the authenticator app of {name}"),
            OperatorAct::EndSessions => format!("Log {name} out everywhere"),
        }
    }

    const fn consequence(&self) -> &'static str {
        match self.act {
            OperatorAct::Disable => {
                "They are logged out at once and cannot log in. Their open cases go back to the queue."
            }
            OperatorAct::Enable => {
                "They can log in again, with the password and the authenticator app that they had."
            }
            OperatorAct::Reset => {
                "They are logged out, and their password and their authenticator app do not work any more. We email them a link with which they choose a password and set up an app. Nobody else is shown it."
            }
            OperatorAct::EndSessions => "They are logged out of every browser and can log in again.",
        }
    }
}

/// What each role may do and see.
#[derive(Debug, Clone, Template)]
#[template(path = "access/role_table.html")]
pub struct RoleTable {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The names of the roles: the columns.
    pub roles: Vec<String>,
    /// What may be done.
    pub may: Vec<RightLine>,
    /// What is seen of a person.
    pub sees: Vec<RightLine>,
}
page!(RoleTable, "What each role may do and see");

/// A line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RightLine {
    /// What it is about.
    pub label: String,
    /// For each role whether it has it.
    pub has: Vec<bool>,
}

/// One's own sign-in.
#[derive(Debug, Clone, Template)]
#[template(path = "access/own.html")]
pub struct OwnSignIn {
    /// Around the page; a success banner after something was done.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is known.
    pub rows: Vec<(String, String)>,
    /// Where one is logged in.
    pub sessions: Vec<SessionLine>,
    /// Where "End" is posted; field `session`.
    pub end_action: String,
    /// Where the password is changed.
    pub password_href: String,
    /// Where the authenticator app is changed.
    pub authenticator_href: String,
}
page!(OwnSignIn, "Your account");

/// One of one's own sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionLine {
    /// What names it in the form.
    pub id: String,
    /// When it began.
    pub began: String,
    /// When it was used last.
    pub used: String,
    /// When it ends in any case.
    pub ends: String,
    /// Whether it is this browser's.
    pub is_this: bool,
}

/// Another password. Fields `password` (the one of now), `newPassword`, `confirmPassword`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/change_password.html")]
pub struct ChangeOperatorPassword {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The fewest characters.
    pub minimum: usize,
    /// Words of [`crate::wording::NewPasswordProblem`] and others.
    pub errors: Errors,
}
page!(ChangeOperatorPassword, "Change your password", form);

/// Another authenticator app. Fields `password`, `code` (of the app of now), `newCode`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/replace_authenticator.html")]
pub struct ReplaceAuthenticator {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// Where the QR code is served as an SVG image.
    pub qr_src: String,
    /// The secret in base 32, in groups of 4.
    pub secret: String,
    /// Words of [`crate::wording::OwnSignInProblem`].
    pub errors: Errors,
}
page!(ReplaceAuthenticator, "Change your authenticator app", form);

/// The first log-in with a password that was made. Fields `newPassword`, `confirmPassword`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/choose_password.html")]
pub struct ChooseOperatorPassword {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The fewest characters.
    pub minimum: usize,
    /// Words of [`crate::wording::NewPasswordProblem`] and others.
    pub errors: Errors,
}
page!(ChooseOperatorPassword, "Choose your own password", form);

/// What an invitation's link opens. Fields `newPassword`, `confirmPassword`.
#[derive(Debug, Clone, Template)]
#[template(path = "access/take_invitation.html")]
pub struct TakeInvitation {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Whom.
    pub name: String,
    /// What they will log in with.
    pub email: String,
    /// The fewest characters of the password.
    pub minimum: usize,
    /// Words of [`crate::wording::NewPasswordProblem`] and others.
    pub errors: Errors,
}
page!(TakeInvitation, "Set up your access to the operator console", form);

/// An invitation's link that works no more.
#[derive(Debug, Clone, Template)]
#[template(path = "access/invitation_gone.html")]
pub struct InvitationGone {
    /// Around the page.
    pub frame: Frame,
}

impl Page for InvitationGone {
    fn heading(&self) -> Cow<'_, str> {
        "This invitation does not work any more".into()
    }

    fn status(&self) -> u16 {
        404
    }
}
