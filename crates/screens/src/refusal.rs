//! A partner's request that we must not answer with a redirect.

use std::borrow::Cow;

use askama::Template;
use vocabulary::Explanation;

use crate::frame::Frame;
use crate::page::Page;
use crate::reference::ErrorReference;

/// The client or its redirect address is not known, so the error stays on our side.
///
/// Journeys 1.1 step 1: shown, never redirected. CID1004 or CID2024.
#[derive(Debug, Clone, Template)]
#[template(path = "problems/request_refused.html")]
pub struct RequestRefused {
    /// Around the page.
    pub frame: Frame,
    /// What to read out to support.
    pub reference: ErrorReference,
    /// The developer's part; shown in the sandbox only.
    pub developer: Option<Explanation>,
}

impl Page for RequestRefused {
    fn heading(&self) -> Cow<'_, str> {
        "There is a problem with the website or app you came from".into()
    }

    fn status(&self) -> u16 {
        400
    }
}

impl RequestRefused {
    /// The developer's part, unless real people use the service.
    pub(crate) fn shown_explanation(&self) -> Option<&Explanation> {
        self.developer.as_ref().filter(|_| self.frame.brand.is_sandbox())
    }
}
