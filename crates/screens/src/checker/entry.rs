//! Getting in: password, authenticator app, and being refused.

use std::borrow::Cow;

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::spoken::spoken_minutes;

/// The first step. Fields `email` and `password`.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/log_in.html")]
pub struct CheckerLogIn {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The address or user name typed before.
    pub email: String,
    /// Words of [`crate::wording::OperatorLogInProblem`].
    pub errors: Errors,
}
page!(CheckerLogIn, "Log in to the operator console", form);

/// The second step. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/second_factor.html")]
pub struct SecondFactor {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Words of [`crate::wording::AuthenticatorProblem`].
    pub errors: Errors,
}
page!(SecondFactor, "Enter the code from your authenticator app", form);

/// The second step of a first log-in: the secret is shown once. Field `code`.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/set_up_authenticator.html")]
pub struct SetUpAuthenticator {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Where the QR code is served as an SVG image, to this browser only and never stored.
    pub qr_src: String,
    /// The secret in base 32, in groups of 4, for typing it in.
    pub secret: String,
    /// Words of [`crate::wording::AuthenticatorProblem`].
    pub errors: Errors,
}
page!(SetUpAuthenticator, "Set up your authenticator app", form);

/// Too many wrong passwords or codes.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/locked.html")]
pub struct CheckerLocked {
    /// Around the page.
    pub frame: Frame,
    /// How long is left.
    pub minutes: u64,
}

impl CheckerLocked {
    fn time(&self) -> String {
        spoken_minutes(self.minutes.max(1))
    }
}

impl Page for CheckerLocked {
    fn heading(&self) -> Cow<'_, str> {
        "You cannot log in to the operator console yet".into()
    }

    fn status(&self) -> u16 {
        429
    }

    fn retry_after(&self) -> Option<u64> {
        Some(self.minutes * 60)
    }
}

/// Logged in, but without a role for these pages. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "checker/no_role.html")]
pub struct NoRole {
    /// Around the page.
    pub frame: Frame,
    /// Where "Log out" is posted.
    pub log_out_action: String,
}

impl Page for NoRole {
    fn heading(&self) -> Cow<'_, str> {
        "You do not have access to this page".into()
    }

    fn status(&self) -> u16 {
        403
    }
}
