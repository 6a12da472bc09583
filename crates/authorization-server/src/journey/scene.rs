//! What the pages of a sign-in are drawn from.

use axum::Extension;
use axum::response::{IntoResponse, Response};
use identity::{Browser, PhotoView, ProvingView, View, Visit};
use policy::{Page, Step, explain_stop};
use screens::wording::CodeSent;
use screens::{DefiniteArticle, Frame, PartnerName};
use vocabulary::{AlertLevel, IncidentReference, TicketId};
use web::{CameraAllowed, FormTargets, see_other};

use crate::door::Door;
use crate::journey::words;
use crate::paths;

/// What a page says about the form before it. It travels in the query: it is no secret and changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum News {
    /// Nothing.
    None,
    /// A code was sent again.
    Resent,
    /// The face scan found no camera.
    NoCamera,
    /// The wait began because too many codes were sent, not because wrong ones were entered.
    TooManySends,
}

impl News {
    const RESENT: &str = "sent";
    const TOO_MANY_SENDS: &str = "sends";
    const NO_CAMERA: &str = "why=not-found";

    pub(crate) fn of_query(query: Option<&str>) -> Self {
        match query {
            Some(Self::RESENT) => Self::Resent,
            Some(Self::TOO_MANY_SENDS) => Self::TooManySends,
            Some(Self::NO_CAMERA) => Self::NoCamera,
            _ => Self::None,
        }
    }
}

/// What the pages of a sign-in are drawn from.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) door: Door,
    pub(crate) step: Step,
    pub(crate) view: View,
    pub(crate) proving: ProvingView,
    pub(crate) photo: PhotoView,
    ticket: TicketId,
    reference: IncidentReference,
    browser: Browser,
    pub(crate) news: News,
}

impl Scene {
    pub(crate) fn of(door: &Door, browser: &Browser, visit: &Visit) -> Self {
        Self {
            door: door.clone(),
            step: *visit.step(),
            view: visit.view(),
            proving: visit.proving(),
            photo: visit.photo(),
            ticket: visit.ticket(),
            reference: visit.reference(),
            browser: browser.clone(),
            news: News::None,
        }
    }

    pub(crate) fn telling(mut self, news: News) -> Self {
        self.news = news;
        self
    }

    /// The address of a page.
    pub(crate) fn at(&self, page: Page) -> String {
        paths::page(self.ticket, page)
    }

    /// The address of something else in this sign-in.
    pub(crate) fn beside(&self, last: &str) -> String {
        paths::of(self.ticket, last)
    }

    /// To the dispatcher.
    pub(crate) fn go_on(&self) -> Response {
        see_other(&self.beside(paths::CONTINUE))
    }

    /// To a page that will say that a code was sent again.
    pub(crate) fn go_on_resent(&self, page: Page) -> Response {
        see_other(&format!("{}?{}", self.at(page), News::RESENT))
    }

    /// To the wait that too many sent codes began.
    pub(crate) fn go_wait(&self) -> Response {
        see_other(&format!("{}?{}", self.at(Page::WaitCode), News::TOO_MANY_SENDS))
    }

    /// The frame of a page, with the problem that an operator announced about it. Journeys 2.0
    pub(crate) fn frame(&self) -> Frame {
        let front = self.door.front();
        let mut frame = front.frame(&self.browser);
        if let Some(alert) = self.proving.alert {
            frame = frame.with_alert(words::alert(&alert));
        }
        if !self.stops() {
            return frame;
        }
        frame.with_error_number(self.reference).with_explain_href(front.explain_href(self.reference))
    }

    /// Whether the page that comes next stops somebody: it then carries the reference that explains why.
    fn stops(&self) -> bool {
        self.step.page().is_some_and(|page| explain_stop(page, None).is_some())
    }

    /// Whether an operator announced that what this page is about works for nobody.
    pub(crate) fn is_down(&self) -> bool {
        self.proving.alert.is_some_and(|alert| alert.level == AlertLevel::Down)
    }

    /// By when people are told the result of their photo ID check, and why it takes longer: what an operator set, else the configuration's
    /// words. Decision 18
    pub(crate) fn promise(&self) -> (String, Option<String>) {
        let settings = &self.door.identity().settings().photo_id;
        match self.proving.service_level {
            Some(level) => (
                screens::wording::spoken_hours(level.hours),
                level.message.map(|message| screens::wording::service_message(message).to_owned()),
            ),
            None => (settings.answered_within.clone(), settings.notice.clone()),
        }
    }

    /// The frame of a page that is left backwards to an earlier question about the details.
    pub(crate) fn frame_back_to(&self, page: Page) -> Frame {
        if self.step.allows(page) { self.frame().with_back(self.at(page)) } else { self.frame() }
    }

    /// Which step the questions about the details are: the third of photo ID, when no record was matched before (I16).
    pub(crate) fn details_step(&self) -> Option<screens::proving::Step> {
        self.proving.sends_photo.then_some(screens::proving::Step { number: 3, of: 3 })
    }

    /// Where "Prove who you are" is posted, when photo ID can be used here.
    pub(crate) fn photo_action(&self) -> Option<String> {
        self.proving.photo_offered.then(|| self.beside(paths::PROVE_BY_PHOTO))
    }

    /// The frame of a page that waits for a code, which may have been sent again just now.
    pub(crate) fn frame_after(&self, resent: CodeSent) -> Frame {
        match self.news {
            News::Resent => self.frame().with_success(resent.to_string()),
            News::None | News::NoCamera | News::TooManySends => self.frame(),
        }
    }

    pub(crate) fn client(&self) -> PartnerName {
        let takes_the = self.view.client_in_sentence != self.view.client_name;
        let article = if takes_the { DefiniteArticle::The } else { DefiniteArticle::None };
        PartnerName::new(self.view.client_name.clone(), article)
    }

    pub(crate) fn email(&self) -> String {
        self.view.email.clone().unwrap_or_default()
    }

    /// The same for a page whose script may use the camera. Journeys 2.7
    pub(crate) fn show_with_camera(&self, page: &impl screens::Page) -> Response {
        (Extension(CameraAllowed), self.show(page)).into_response()
    }

    /// A page of this sign-in: its forms may end at the partner. Journeys 5.8
    pub(crate) fn show(&self, page: &impl screens::Page) -> Response {
        let targets = FormTargets::new(self.view.partner_origins.clone());
        (Extension(targets), web::page(page)).into_response()
    }
}
