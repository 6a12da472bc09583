//! The way to going live: who to try it with, and what has been tried.

use askama::Template;
use vocabulary::Milestone;

use crate::frame::Frame;
use crate::page::{Page, page};
use crate::portal::PortalMenu;

/// The seeded people. Sandbox only.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/people.html")]
pub struct TestPeople {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// Everybody.
    pub people: Vec<TestPerson>,
    /// The security code that always works for them.
    pub static_code: Option<String>,
    /// Where every message can be read.
    pub outbox_href: String,
    /// Where people can be found who have a record and no login yet.
    pub landing_href: String,
}
page!(TestPeople, "Test people");

/// A synthetic person who can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestPerson {
    /// Full name.
    pub name: String,
    /// Email address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Level of proof.
    pub level: String,
    /// What is special about them.
    pub note: String,
    /// What they are good for.
    pub good_for: String,
}

/// The go-live checklist.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/go_live.html")]
pub struct GoLive {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// The scenarios by group.
    pub groups: Vec<ItemGroup>,
}
page!(GoLive, "Going live");

impl GoLive {
    fn done(&self) -> usize {
        self.items().filter(|item| item.is_done()).count()
    }

    fn total(&self) -> usize {
        self.items().count()
    }

    fn items(&self) -> impl Iterator<Item = &CheckItem> {
        self.groups.iter().flat_map(|group| &group.items)
    }
}

/// Scenarios that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemGroup {
    /// What they are about.
    pub title: &'static str,
    /// The scenarios.
    pub items: Vec<CheckItem>,
}

/// One scenario and whether the client has been through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckItem {
    /// Its words.
    pub words: ScenarioWords,
    /// How it stands.
    pub state: CheckState,
}

impl CheckItem {
    fn is_done(&self) -> bool {
        matches!(self.state, CheckState::Done { .. })
    }
}

/// How a scenario stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckState {
    /// The client did it.
    Done {
        /// For the first time, in words.
        first: String,
        /// For the last time, in words.
        last: String,
    },
    /// It was not seen to do it.
    Missing,
}

/// What a group of scenarios is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScenarioGroup {
    /// Logging in.
    LogIn,
    /// Tokens and userinfo.
    Tokens,
    /// What is refused.
    Refusals,
    /// Keys.
    Keys,
}

impl ScenarioGroup {
    /// Every group, in the order of the page.
    pub const ALL: [Self; 4] = [Self::LogIn, Self::Tokens, Self::Refusals, Self::Keys];

    /// Its heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::LogIn => "Logging in",
            Self::Tokens => "Tokens and user information",
            Self::Refusals => "What is refused",
            Self::Keys => "Keys",
        }
    }
}

/// A scenario in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScenarioWords {
    /// Where it stands.
    pub group: ScenarioGroup,
    /// What the client does.
    pub title: &'static str,
    /// The rule that it tries.
    pub rule: &'static str,
    /// How to do it.
    pub how: &'static str,
}

const fn words(
    group: ScenarioGroup,
    rule: &'static str,
    title: &'static str,
    how: &'static str,
) -> ScenarioWords {
    ScenarioWords { group, title, rule, how }
}

/// The words of the scenario that a milestone ticks.
#[must_use]
#[rustfmt::skip]
pub const fn scenario_words(milestone: Milestone) -> ScenarioWords {
    use ScenarioGroup::{Keys, LogIn, Refusals, Tokens};
    match milestone {
        Milestone::Asked => words(LogIn, "F-12 to F-28", "Send a request that keeps every rule", "Open the link of “Build an authorization link”, or let your app send its own."),
        Milestone::AskedWithPkce => words(LogIn, "F-24", "Send a request with PKCE", "Send code_challenge and code_challenge_method=S256, and the verifier with the code."),
        Milestone::CodeAtP0 => words(LogIn, "F-50", "Somebody logs in at P0", "Ask for [\"P0.Cp.Cd\"] and log in as a test person at any level."),
        Milestone::CodeAtP5 => words(LogIn, "F-50", "Somebody logs in at P5", "Ask for [\"P5.Cp.Cd\"] and log in as a test person at P5."),
        Milestone::CodeAtP9 => words(LogIn, "F-50", "Somebody logs in at P9", "Ask for [\"P9.Cp.Cd\"] and log in as a test person at P9."),
        Milestone::CodeAtEither => words(LogIn, "F-53", "Somebody logs in where P5 or P9 will do", "Ask for [\"P5.Cp.Cd\",\"P9.Cp.Cd\"] and log in as a test person at P5: vot says what was reached."),
        Milestone::SteppedUp => words(LogIn, "F-53", "Somebody proves who they are on the way to you", "Ask for a higher level than the test person has, follow the pages and come back with the new vot and claims."),
        Milestone::SilentCode => words(LogIn, "F-20, F-55", "Somebody who is logged in comes back without a page", "Log in once, then send the same request again in the same browser."),
        Milestone::SilentRefused => words(LogIn, "F-20", "Handle sso_login_required", "Send prompt=none in a browser in which nobody is logged in, and show your own log in page when the error comes back."),
        Milestone::FreshLogIn => words(LogIn, "F-20", "Make somebody log in again", "Send prompt=login after your own log out: the person logs in again although NHS login still knows them."),
        Milestone::ConsentRefused => words(Refusals, "F-30", "Handle a person who does not agree to share", "Log in as somebody new to your client, select “I do not agree” and continue without sharing: access_denied with ConsentNotGiven comes back."),
        Milestone::ScopeRefused => words(Refusals, "F-12", "Handle invalid_scope", "Ask once for a scope that your client does not have: invalid_scope comes back."),
        Milestone::CodeExchanged => words(Tokens, "F-32", "Exchange a code for tokens", "Post the code, the redirect URI and a client assertion to the token endpoint."),
        Milestone::UserinfoRead => words(Tokens, "F-48", "Read userinfo", "Send the access token in the Authorization header within its 5 minutes."),
        Milestone::Refreshed => words(Tokens, "F-36", "Refresh", "Post grant_type=refresh_token with the latest refresh token, and keep the new one."),
        Milestone::CodeReplayRefused => words(Refusals, "F-32", "A code that comes twice is refused", "Post the same code again with a new assertion: invalid_grant, and what the first one gave is revoked."),
        Milestone::AssertionExpired => words(Refusals, "F-34", "An assertion that has expired is refused", "Sign one with exp in the past: invalid_client. It proves that you look at the error."),
        Milestone::AssertionReplayed => words(Refusals, "F-34", "An assertion that comes twice is refused", "Post the same assertion again: invalid_client. Make a new jti for each request."),
        Milestone::RefreshReplayRefused => words(Refusals, "F-36", "An old refresh token is refused", "Refresh twice, then post the first refresh token again: invalid_grant, and the family is revoked."),
        Milestone::SecondKey => words(Keys, "F-59", "Sign with your next key", "Register a second public key beside the first, and sign an assertion with it: so you rotate without a gap."),
        Milestone::KeyChangeFollowed => words(Keys, "F-10", "Follow a change of our keys", "After NHS login has changed its signing key, log in again and read userinfo: your library fetches the JWKS anew. In a sandbox: nhs-login keys rotate --force --incident INC-1."),
    }
}
