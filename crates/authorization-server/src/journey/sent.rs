//! A form of a sign-in: it is ours, its ticket belongs to this browser, and it is for the page that is next.

use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::response::{IntoResponse, Response};
use identity::{Cookies, Identity, Visit};
use policy::Page;
use web::{Fields, Form};

use crate::door::Door;
use crate::journey::scene::Scene;
use crate::stop::Stop;

/// A form of a sign-in, before it is known whether it is still wanted.
pub(crate) struct Sent {
    act: Act,
    visit: Visit,
}

/// A form that may act.
pub(crate) struct Act {
    /// What its page is drawn from, should it be shown again.
    pub(crate) scene: Scene,
    /// What it says.
    pub(crate) fields: Fields,
}

impl Sent {
    /// The act, when one of these pages is next; a form of another page does nothing, and the dispatcher says what is next.
    pub(crate) fn at(self, pages: &[Page]) -> Result<(Act, Visit), Stop> {
        if pages.iter().any(|page| self.visit.step().allows(*page)) {
            Ok((self.act, self.visit))
        } else {
            Err(self.act.scene.go_on().into())
        }
    }
}

impl Sent {
    /// The act of a small form that every page of proving may have.
    pub(crate) fn while_proving(self) -> Result<(Act, Visit), Stop> {
        if matches!(self.visit.step(), policy::Step::Prove(_)) {
            Ok((self.act, self.visit))
        } else {
            Err(self.act.scene.go_on().into())
        }
    }

    /// The act of going back to the client, where a page may offer that.
    pub(crate) fn where_return_is_offered(self) -> Result<(Act, Visit), Stop> {
        if self.visit.step().offers_return() {
            Ok((self.act, self.visit))
        } else {
            Err(self.act.scene.go_on().into())
        }
    }

    /// To the dispatcher, whatever is next.
    pub(crate) fn go_on(self) -> Response {
        self.act.scene.go_on()
    }
}

impl Act {
    pub(crate) fn identity(&self) -> &Identity {
        self.scene.door.identity()
    }

    /// To the dispatcher, with what the browser is to remember.
    pub(crate) fn go_on(&self, cookies: &Cookies) -> Response {
        self.scene.door.with_cookies(self.scene.go_on(), cookies)
    }
}

impl FromRequest<Door> for Sent {
    type Rejection = Stop;

    async fn from_request(request: Request, door: &Door) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let Path(ticket) = Path::<String>::from_request_parts(&mut parts, door)
            .await
            .map_err(|refusal| Stop::from(refusal.into_response()))?;
        let form = Form::from_request(Request::from_parts(parts, body), door).await?;
        let browser = form.caller.0;
        let (visit, _) = door.open(&ticket, &browser).await?;
        let scene = Scene::of(door, &browser, &visit);
        Ok(Self { act: Act { scene, fields: form.fields }, visit: *visit })
    }
}
