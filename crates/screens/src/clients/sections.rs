//! The sections of a draft, one page each. All have the field `version`.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// A tick box, or a radio button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its value.
    pub value: String,
    /// Its words.
    pub text: String,
    /// Whether it is ticked.
    pub chosen: bool,
}

/// What people see. Fields `clientName`, `takesThe`, `termsUrl`, `privacyUrl`, `clientContact`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/names.html")]
pub struct DraftNames {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// The name.
    pub name: String,
    /// Whether sentences say "the" before it.
    pub takes_the: bool,
    /// Terms of use.
    pub terms_url: String,
    /// Privacy policy.
    pub privacy_url: String,
    /// Whom to write to.
    pub contact: String,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftNames, "Name and links", form);

/// Where people are sent back to. Fields `redirectUris`, `onwardOrigins`: one address a line.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/addresses.html")]
pub struct DraftAddresses {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// Redirect URIs, one a line.
    pub redirect_uris: String,
    /// Onward origins, one a line.
    pub onward_origins: String,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftAddresses, "Redirect addresses", form);

/// What the client may ask for. Fields `scope` and `vector`, which repeat, `defaultVtr`, `refreshTokens`, `im1`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/requests.html")]
pub struct DraftRequests {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// Every scope.
    pub scopes: Vec<Tick>,
    /// Every vector that names a level and credentials, and those it has beside.
    pub vectors: Vec<Tick>,
    /// What an absent `vtr` means, vectors with spaces between them.
    pub default_vtr: String,
    /// Whether it gets refresh tokens.
    pub refresh_tokens: bool,
    /// Whether it may have GP credentials.
    pub im1: bool,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftRequests, "What it may ask for", form);

/// With whom the client shares sign-ins. Fields `sso`, `ssoPartners`: one client ID a line.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/single_sign_on.html")]
pub struct DraftSingleSignOn {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// Whether it takes part.
    pub takes_part: bool,
    /// Client IDs, one a line.
    pub partners: String,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftSingleSignOn, "Single sign-on", form);

/// What is on and off. Fields `registration`, `nonceOptional`, `issuer`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/switches.html")]
pub struct DraftSwitches {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// Whether newcomers may register on their way to it.
    pub registration: bool,
    /// Whether `nonce` may be left out.
    pub nonce_optional: bool,
    /// The issuers.
    pub issuers: Vec<Tick>,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftSwitches, "Switches", form);
