//! Who may work in the operator console: invitations, colleagues, and what operators do about their own sign-in (journeys 6.1).

mod colleagues;
mod invitations;
mod managers;
mod own;
mod passwords;
mod resets;
mod rules;

pub use colleagues::{Colleague, ColleagueChanged};
pub use invitations::{
    InvitationChanged, InvitationRow, InvitationTaken, InvitationView, Invite, InviteProblem, Invited,
};
pub use own::{AuthenticatorReplaced, OwnPassword, OwnSession};
pub use rules::AccessRules;

pub(crate) use managers::Doer;
