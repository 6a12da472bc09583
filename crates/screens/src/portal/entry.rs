//! Getting in, where partner users log in.

use std::borrow::Cow;

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::spoken::spoken_minutes;

/// The first step. Fields `email` and `password`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/log_in.html")]
pub struct PartnerLogIn {
    /// Around the page.
    pub frame: Frame,
    /// The address or user name typed before.
    pub email: String,
    /// Words of [`crate::wording::OperatorLogInProblem`].
    pub errors: Errors,
}
page!(PartnerLogIn, "Log in to the partner pages", form);

/// The second step. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/code.html")]
pub struct PartnerCode {
    /// Around the page.
    pub frame: Frame,
    /// Words of [`crate::wording::AuthenticatorProblem`].
    pub errors: Errors,
}
page!(PartnerCode, "Enter the code that your authenticator app shows", form);

/// The second step of a first log in: the secret is shown once. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/set_up.html")]
pub struct PartnerSetUp {
    /// Around the page.
    pub frame: Frame,
    /// Where the QR code is served as an SVG image, to this browser only and never stored.
    pub qr_src: String,
    /// The secret in base 32, in groups of 4, for typing it in.
    pub secret: String,
    /// Words of [`crate::wording::AuthenticatorProblem`].
    pub errors: Errors,
}
page!(PartnerSetUp, "Set up an authenticator app", form);

/// The first log in with a password that was made. Fields `newPassword` and `confirmPassword`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/choose_password.html")]
pub struct PartnerChoosePassword {
    /// Around the page.
    pub frame: Frame,
    /// The fewest characters.
    pub minimum: usize,
    /// Words of [`crate::wording::NewPasswordProblem`] and others.
    pub errors: Errors,
}
page!(PartnerChoosePassword, "Choose a password of your own", form);

/// Too many wrong passwords or codes.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/locked.html")]
pub struct PartnerLocked {
    /// Around the page.
    pub frame: Frame,
    /// How long is left.
    pub minutes: u64,
}

impl PartnerLocked {
    fn time(&self) -> String {
        spoken_minutes(self.minutes.max(1))
    }
}

impl Page for PartnerLocked {
    fn heading(&self) -> Cow<'_, str> {
        "You cannot log in to the partner pages yet".into()
    }

    fn status(&self) -> u16 {
        429
    }

    fn retry_after(&self) -> Option<u64> {
        Some(self.minutes * 60)
    }
}

/// Logged in, but not as a partner user.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/no_access.html")]
pub struct PartnerNoAccess {
    /// Around the page.
    pub frame: Frame,
}

impl Page for PartnerNoAccess {
    fn heading(&self) -> Cow<'_, str> {
        "You do not have access to the partner pages".into()
    }

    fn status(&self) -> u16 {
        403
    }
}
