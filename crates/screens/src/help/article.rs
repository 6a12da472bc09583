//! Help centre and its articles.

use std::borrow::Cow;

use askama::Template;

use crate::frame::Frame;
use crate::page::{Page, page};

/// An article of the help centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Article {
    /// Setting up a login.
    SetUp,
    /// Passwords, also forgotten ones.
    Passwords,
    /// Security codes and phones.
    SecurityCodes,
    /// Remembered devices.
    RememberedDevices,
    /// Error references and support.
    Errors,
}

impl Article {
    /// Every article in the order of the help centre.
    pub const ALL: [Self; 5] =
        [Self::SetUp, Self::Passwords, Self::SecurityCodes, Self::RememberedDevices, Self::Errors];

    /// The article at `/help/{slug}`.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|article| article.slug() == slug)
    }

    /// The last part of its address.
    #[must_use]
    pub fn slug(self) -> &'static str {
        match self {
            Self::SetUp => "set-up",
            Self::Passwords => "passwords",
            Self::SecurityCodes => "security-codes",
            Self::RememberedDevices => "remembered-devices",
            Self::Errors => "errors-and-support",
        }
    }

    /// Its whole address.
    #[must_use]
    pub fn href(self) -> String {
        format!("{}/{}", crate::paths::HELP, self.slug())
    }

    pub(crate) fn title(self, service: &str) -> Cow<'static, str> {
        match self {
            Self::SetUp => format!("How to set up an {service}").into(),
            Self::Passwords => "Help with your password".into(),
            Self::SecurityCodes => "Help with security codes and phones".into(),
            Self::RememberedDevices => "Remembered devices".into(),
            Self::Errors => "Error messages and support".into(),
        }
    }

    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::SetUp => "What you need, and the steps to take.",
            Self::Passwords => "Passwords we accept, and what to do if you have forgotten yours.",
            Self::SecurityCodes => "Codes that do not arrive, lost phones and landlines.",
            Self::RememberedDevices => "How to log in without a security code on your own device.",
            Self::Errors => "What a reference such as CID1004 means, and how to get help.",
        }
    }
}

/// The help centre's front page.
#[derive(Debug, Clone, Template)]
#[template(path = "help/home.html")]
pub struct HelpCentre {
    /// Around the page.
    pub frame: Frame,
}
page!(HelpCentre, |page| format!("{} help centre", page.frame.service()).into());

/// One article.
#[derive(Debug, Clone, Template)]
#[template(path = "help/article.html")]
pub struct ArticlePage {
    /// Around the page.
    pub frame: Frame,
    /// Which one.
    pub article: Article,
}

impl Page for ArticlePage {
    fn heading(&self) -> Cow<'_, str> {
        self.article.title(self.frame.service())
    }
}
