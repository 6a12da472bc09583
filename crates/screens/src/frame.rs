//! Everything around a page's own content: brand, header, banner, back link, footer.

use std::sync::Arc;

use vocabulary::IncidentReference;

use crate::paths;

/// What the service calls itself. Configuration; made once. Journeys 9, decision 17.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brand {
    /// Such as "NHS login".
    pub service_name: String,
    /// Shown in the plain lozenge of the header and at the end of every title, such as "NHS".
    pub organisation: String,
    /// The footer's links, the same on every page.
    pub footer: Vec<Link>,
    /// Whether every page warns that this is a test service.
    pub stage: Stage,
}

/// Whether real people use the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Real people: no banner.
    Live,
    /// Test service: a banner on every page and a first line in every email.
    Sandbox,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The words.
    pub text: String,
    /// The address.
    pub href: String,
}

impl Link {
    /// A link.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self { text: text.into(), href: href.into() }
    }
}

impl Brand {
    /// The default brand with its footer of five links.
    #[must_use]
    pub fn new(stage: Stage) -> Self {
        Self {
            service_name: "NHS login".into(),
            organisation: "NHS".into(),
            footer: vec![
                Link::new("Terms of use", paths::TERMS),
                Link::new("Privacy notice", paths::PRIVACY),
                Link::new("Cookies", paths::COOKIES),
                Link::new("Accessibility statement", paths::ACCESSIBILITY),
                Link::new("Help centre", paths::HELP),
            ],
            stage,
        }
    }

    /// Whether the test banner is shown.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        self.stage == Stage::Sandbox
    }
}

/// What a page needs beside its own content. Made per request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// The brand.
    pub brand: Arc<Brand>,
    /// Value of the hidden field `csrf` of every form; empty on pages without a form.
    pub csrf: String,
    /// Where "Back" leads; absent on pages that must not be left backwards (Journeys 2.0).
    pub back: Option<String>,
    /// A problem that an operator announces above the heading.
    pub alert: Option<Alert>,
    /// Good news about what the person just did, such as a code sent again.
    pub success: Option<String>,
    /// What finds the cause of what is shown here, on a page that has no other place for it.
    pub error_number: Option<IncidentReference>,
    /// Where the cause is explained to developers; in a sandbox only.
    pub explain_href: Option<String>,
}

/// What an operator announces on every page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// One short sentence.
    pub heading: String,
    /// What the person can do about it.
    pub text: String,
}

impl Frame {
    /// A frame without back link, alert or banner.
    pub fn new(brand: Arc<Brand>, csrf: impl Into<String>) -> Self {
        Self {
            brand,
            csrf: csrf.into(),
            back: None,
            alert: None,
            success: None,
            error_number: None,
            explain_href: None,
        }
    }

    /// The frame with a back link.
    #[must_use]
    pub fn with_back(mut self, href: impl Into<String>) -> Self {
        self.back = Some(href.into());
        self
    }

    /// The frame with an operator's alert.
    #[must_use]
    pub fn with_alert(mut self, alert: Alert) -> Self {
        self.alert = Some(alert);
        self
    }

    /// The frame with a success banner, words of [`crate::wording`].
    #[must_use]
    pub fn with_success(mut self, text: impl Into<String>) -> Self {
        self.success = Some(text.into());
        self
    }

    /// The frame with the number that finds the cause of what is shown.
    #[must_use]
    pub const fn with_error_number(mut self, number: IncidentReference) -> Self {
        self.error_number = Some(number);
        self
    }

    /// The frame with a link to the explanation of what is shown, if there is one.
    #[must_use]
    pub fn with_explain_href(mut self, href: Option<String>) -> Self {
        self.explain_href = href;
        self
    }

    pub(crate) fn service(&self) -> &str {
        &self.brand.service_name
    }
}
