//! Operator pages: counts, explaining an error, deliveries. Journeys 6.1.

use askama::Template;
use vocabulary::Explanation;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The operators' front page.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/dashboard.html")]
pub struct Dashboard {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is counted; nothing for who may not know.
    pub counts: Vec<Count>,
}
page!(Dashboard, "Operator pages");

/// A number with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub label: String,
    /// How many.
    pub value: String,
}

/// A key with its values, one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub key: String,
    /// Its values.
    pub values: Vec<String>,
}

/// "Explain this error": the form. Field `reference`.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/explain.html")]
pub struct ExplainForm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form leads; it is a GET, as it changes nothing.
    pub action: String,
    /// The reference typed before.
    pub reference: String,
    /// The newest refusals, to choose from.
    pub recent: Vec<RecentRefusal>,
    /// Words of [`crate::wording::ExplainProblem`].
    pub errors: Errors,
}
page!(ExplainForm, "Explain this error", form);

/// A refusal that can be explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentRefusal {
    /// Its reference.
    pub reference: String,
    /// Where its explanation is.
    pub href: String,
    /// When it happened.
    pub happened: String,
    /// The client concerned, or a word for "unknown".
    pub client: String,
    /// The failed check.
    pub check: String,
}

/// "Explain this error": the answer.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/explained.html")]
pub struct Explained {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The reference asked for.
    pub reference: String,
    /// When it happened.
    pub happened: String,
    /// The client concerned, when known.
    pub client: Option<String>,
    /// What failed and how to mend it.
    pub explanation: Explanation,
}
page!(Explained, |page| format!("Explanation of {}", page.reference).into());

/// How deliveries stand.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/deliveries.html")]
pub struct DeliveryList {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// One row per message; nothing of its recipient or content.
    pub deliveries: Vec<Delivery>,
}
page!(DeliveryList, "Message delivery");

/// One message on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// When it was queued.
    pub queued: String,
    /// What it is, such as "Security code by text".
    pub kind: String,
    /// "Waiting", "Sent" or "Failed".
    pub state: String,
    /// How often it was tried.
    pub attempts: String,
    /// What the last attempt led to, when there was one.
    pub outcome: String,
}
