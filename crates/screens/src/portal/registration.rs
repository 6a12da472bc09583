//! A client's registration in the hands of its own developers: registered, changed or proposed to be changed.

use askama::Template;

use super::PortalMenu;
use crate::clients::{ChangeGroup, DateTyped};
use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};

/// A client of one's own, in a sandbox that asks nobody to log in.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/register.html")]
pub struct RegisterClient {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// The client ID typed before.
    pub client_id: String,
    /// The name typed before.
    pub name: String,
    /// The redirect addresses typed before, a line each.
    pub redirect_uris: String,
    /// The key ID typed before.
    pub key_id: String,
    /// Words of [`crate::wording::RegistrationProblem`] and [`crate::wording::PartnerKeyProblem`].
    pub errors: Errors,
}
page!(RegisterClient, "Register a client", form);

/// What makes a key pair.
pub(crate) const KEY_PAIR_COMMANDS: &str =
    "openssl genrsa -out private.pem 2048\nopenssl rsa -in private.pem -pubout -out public.pem";

/// What a change does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeEffect {
    /// It holds at once.
    Now,
    /// It waits for an operator.
    WhenApproved,
}

impl ChangeEffect {
    fn waits(self) -> bool {
        self == Self::WhenApproved
    }

    fn button(self) -> &'static str {
        match self {
            Self::Now => "Save the change",
            Self::WhenApproved => "Send the change for approval",
        }
    }
}

/// The name and the links.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/change_names.html")]
pub struct ChangeNames {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// What the change does.
    pub effect: ChangeEffect,
    /// The name that people see.
    pub name: String,
    /// Whether sentences say "the" before it.
    pub takes_the: bool,
    /// Its terms of use.
    pub terms_url: String,
    /// Its privacy policy.
    pub privacy_url: String,
    /// Whom to write to.
    pub contact: String,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(ChangeNames, "Change the name and the links", form);

/// Where people are sent back to.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/change_addresses.html")]
pub struct ChangeAddresses {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// What the change does.
    pub effect: ChangeEffect,
    /// A line each.
    pub redirect_uris: String,
    /// A line each.
    pub onward_origins: String,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(ChangeAddresses, "Change the redirect addresses", form);

/// Another public key. What was pasted is never shown again.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/add_key.html")]
pub struct AddKey {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// What the change does.
    pub effect: ChangeEffect,
    /// The key ID typed before.
    pub key_id: String,
    /// The first day typed before.
    pub from: DateTyped,
    /// The end typed before.
    pub until: DateTyped,
    /// Words of [`crate::wording::PartnerKeyProblem`] and [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(AddKey, "Add a public key", form);

/// Something that was proposed, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Its state in words.
    pub state: String,
    /// By whom and when.
    pub sent: String,
    /// What it changes.
    pub changes: Vec<ChangeGroup>,
    /// Why it was rejected; may be empty.
    pub note: String,
    /// Where it is given up, and the version that is; none when it has ended.
    pub withdraw: Option<(String, String)>,
}
