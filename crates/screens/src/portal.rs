//! The partner pages: a client as its own developers see it. Settings, errors, the request inspector, the button, the way to going live.
//!
//! Developers read them, so they use the words of the specifications; nothing on them is about a person, but for synthetic ones.

mod entry;
mod going_live;
mod inspector;
mod making;
mod overview;
mod registration;

pub use entry::{
    PartnerChoosePassword, PartnerCode, PartnerLocked, PartnerLogIn, PartnerNoAccess, PartnerSetUp,
};
pub use going_live::{
    CheckItem, CheckState, GoLive, ItemGroup, ScenarioGroup, ScenarioWords, TestPeople, TestPerson,
    scenario_words,
};
pub use inspector::{
    AdviceRow, Conclusion, InspectAssertion, InspectAuthorize, RecentRow, Verdict, VerdictOutcome,
};
pub use making::{ButtonPage, Choice, CodePage, CodeSample, LinkBuilder, LinkMade};
pub use overview::{
    ChooseClient, ClientKey, ClientSettings, ErrorExplained, ErrorFind, ErrorRow, LogInRow, LogIns, Overview,
    OwnClientRow, Setting,
};
pub use registration::{AddKey, ChangeAddresses, ChangeEffect, ChangeNames, Proposal, RegisterClient};

/// Who looks at which client, and so what the menu offers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PortalMenu {
    /// The name of whoever is logged in; none where nobody has to.
    pub user: Option<String>,
    /// The client that is looked at.
    pub client: Option<PortalClient>,
}

/// The client that is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortalClient {
    /// Its friendly name.
    pub name: String,
    /// Where its pages are, such as `/clients/my-app`.
    pub base: String,
    /// Whether there are test people.
    pub has_test_people: bool,
}

impl PortalMenu {
    fn links(&self) -> Vec<(&'static str, String)> {
        let Some(client) = &self.client else { return Vec::new() };
        let places = [
            ("Overview", ""),
            ("Settings and keys", "/settings"),
            ("Errors", "/errors"),
            ("Log ins", "/log-ins"),
            ("Inspector", "/inspector"),
            ("Button and code", "/button"),
            ("Test people", "/people"),
            ("Going live", "/go-live"),
        ];
        let shown = places.into_iter().filter(|(_, place)| *place != "/people" || client.has_test_people);
        shown.map(|(label, place)| (label, format!("{}{place}", client.base))).collect()
    }

    fn client_name(&self) -> &str {
        self.client.as_ref().map_or("", |client| client.name.as_str())
    }

    /// Where a page of the client is.
    fn at(&self, place: &str) -> String {
        self.client.as_ref().map_or_else(String::new, |client| format!("{}{place}", client.base))
    }
}
