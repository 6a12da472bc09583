//! What a developer takes along: the button, a link that works, code.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::portal::PortalMenu;

/// The NHS login button in its three kinds. Journeys 5.12
#[derive(Debug, Clone, Template)]
#[template(path = "portal/button.html")]
pub struct ButtonPage {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// The style sheet to copy.
    pub css: &'static str,
    /// The markup of each kind, in the order of the page.
    pub markup: [String; 3],
}
page!(ButtonPage, "The button");

impl ButtonPage {
    /// The style sheet of the button: Journeys 5.12 as code.
    pub const CSS: &'static str = include_str!("../../assets/nhs-login-button.css");
}

/// Makes an authorization request. Fields `redirect_uri`, `scope`, `vector`, `prompt` and `pkce`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/link.html")]
pub struct LinkBuilder {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// The registered redirect URIs.
    pub redirect_uris: Vec<Choice>,
    /// The approved scopes.
    pub scopes: Vec<Choice>,
    /// The approved vectors.
    pub vectors: Vec<Choice>,
    /// `prompt`.
    pub prompts: Vec<Choice>,
    /// The request, when it was made.
    pub made: Option<LinkMade>,
    /// Words of [`crate::wording::LinkProblem`].
    pub errors: Errors,
}
page!(LinkBuilder, "Build an authorization link", form);

/// One of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What is read.
    pub text: String,
    /// Whether it was chosen.
    pub chosen: bool,
}

/// A request that works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkMade {
    /// The address.
    pub href: String,
    /// What a partner's back end keeps until the callback.
    pub code_verifier: String,
}

/// Code with this client's values in it.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/code_samples.html")]
pub struct CodePage {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// One for each library.
    pub samples: Vec<CodeSample>,
}
page!(CodePage, "Code to copy");

/// Code for one library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeSample {
    /// Its element's id.
    pub id: &'static str,
    /// Language and library.
    pub title: &'static str,
    /// What to install.
    pub needs: &'static str,
    /// The code.
    pub text: String,
}
