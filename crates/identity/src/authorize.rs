//! `/authorize`: a refusal, an answer at once, or a ticket.

use account_store::Ticket;
use policy::{
    Destination, RawAuthorize, Refusal, Step, check_authorize, named_client, next_step, unknown_client,
};
use vocabulary::{Cid, ErrorCode, Explanation, IncidentReference, Milestone, Secret, TicketId};

use crate::browser::{Browser, Cookies};
use crate::fault::Fault;
use crate::ground::Ground;
use crate::location::{Location, described, error_location};
use crate::partner_pages::of_return;
use crate::service::{Identity, Inner};
use crate::visit::Answer;

/// What `/authorize` answers.
#[derive(Debug)]
pub enum AuthorizeAnswer {
    /// A page of ours: client or redirect URI cannot be trusted (F-14, F-15).
    Shown {
        /// What the person can read out.
        cid: Cid,
        /// What finds the cause.
        reference: IncidentReference,
        /// The cause.
        explanation: Box<Explanation>,
    },
    /// Back to the partner at once.
    Redirect {
        /// Where to.
        location: String,
        /// What the browser is to remember.
        cookies: Cookies,
    },
    /// A sign-in begins.
    Begin {
        /// Its ticket.
        ticket: TicketId,
        /// What the browser is to remember.
        cookies: Cookies,
    },
}

/// How the request came: a form post from another site brings no cookies of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sent {
    /// As a link: cookies came along.
    Query,
    /// As a form (F-3): whether there is a session is known only after a redirect.
    Form,
}

impl Identity {
    /// Answers an authorization request.
    ///
    /// # Errors
    /// When the store fails; the door answers `server_error` where it may, else a page.
    ///
    /// Spec: F-3, F-12 to F-32
    pub async fn authorize(
        &self,
        raw: &RawAuthorize,
        sent: Sent,
        browser: &Browser,
    ) -> Result<AuthorizeAnswer, Fault> {
        let inner = &self.0;
        let ground = match inner.checked_request(raw, browser).await? {
            Ok(ground) => ground,
            Err(refusal) => return Ok(inner.refuse_authorize(raw, *refusal, browser).await),
        };
        inner.heard(&ground, raw).await;
        if sent == Sent::Form && !ground.has_own_session {
            return inner.begin(ground, sent, browser).await;
        }
        let facts = ground.facts(inner);
        let step = next_step(&facts);
        match step {
            Step::Issue(issuance) => {
                inner.trace_at_once(&ground, &facts, &step);
                inner.recheck_silently(&ground);
                let Answer { outcome: location, cookies } = inner.issue_at_once(ground, issuance).await?;
                Ok(AuthorizeAnswer::Redirect { location, cookies })
            }
            Step::Return { code, description } => {
                inner.reach(&ground.client.client.id, of_return(code, description).as_slice()).await;
                let reference = inner.trace_at_once(&ground, &facts, &step);
                let location = error_location(&ground.request, code, &described(description, reference));
                Ok(AuthorizeAnswer::Redirect { location, cookies: Cookies::default() })
            }
            _ => inner.begin(ground, sent, browser).await,
        }
    }
}

impl Inner {
    async fn checked_request(
        &self,
        raw: &RawAuthorize,
        browser: &Browser,
    ) -> Result<Result<Ground, Box<Refusal>>, Fault> {
        let id = match named_client(raw) {
            Ok(id) => id,
            Err(refusal) => return Ok(Err(Box::new(refusal))),
        };
        let Some(client) = self.registry.find(&id).await? else {
            return Ok(Err(Box::new(unknown_client(raw))));
        };
        let request = match check_authorize(raw, &client.client, &self.settings.profile) {
            Ok(request) => request,
            Err(refusal) => return Ok(Err(Box::new(refusal))),
        };
        let mut ground = self.ground_of_request(client, request, browser).await?;
        self.use_asserted_login(&mut ground).await?;
        self.check_hint(&mut ground);
        Ok(Ok(ground))
    }

    /// A request that keeps every rule.
    async fn heard(&self, ground: &Ground, raw: &RawAuthorize) {
        let client = &ground.client.client.id;
        if let Some(recent) = &self.recent_requests {
            recent.keep(client, raw, None, ground.now);
        }
        let with_pkce = ground.request.challenge.as_ref().map(|_| Milestone::AskedWithPkce);
        let reached: Vec<Milestone> = [Milestone::Asked].into_iter().chain(with_pkce).collect();
        self.reach(client, &reached).await;
    }

    /// A refused one, of a client that is registered.
    async fn heard_refused(&self, client: &vocabulary::ClientId, raw: &RawAuthorize, refusal: &Refusal) {
        if !matches!(self.registry.find(client).await, Ok(Some(_))) {
            return;
        }
        if let Some(recent) = &self.recent_requests {
            recent.keep(client, raw, Some(refusal), self.clock.now());
        }
        if matches!(refusal.destination, Destination::Returned { code: ErrorCode::InvalidScope, .. }) {
            self.reach(client, &[Milestone::ScopeRefused]).await;
        }
    }

    /// An `id_token_hint` that names another person than the session's makes the session unusable; any other hint is ignored (C5).
    pub(crate) fn check_hint(&self, ground: &mut Ground) {
        let (Some(hint), Some(account)) = (&ground.request.id_token_hint, &ground.account) else { return };
        let read = tokens::verify_id_token_hint(&self.published().keyring, hint, &self.settings.issuer);
        if read.is_ok_and(|claims| claims.subject != account.subject) {
            ground.session = None;
            ground.account = None;
            ground.consent = None;
        }
    }

    /// A ticket for this request. One that a query began with an asserted login (F-56) is bound to this browser at once, even when the
    /// browser is new here: until then whoever opened it would be signed in.
    async fn begin(&self, ground: Ground, sent: Sent, browser: &Browser) -> Result<AuthorizeAnswer, Fault> {
        let ticket = TicketId::from_bytes(self.random());
        let mut cookies = Cookies::default();
        let bound = match (sent, ground.browser) {
            (Sent::Query, Some(digest)) => Some(digest),
            (Sent::Query, None) if ground.progress.asserted.is_some() => {
                Some(self.new_browser(&mut browser.clone(), &mut cookies))
            }
            _ => None,
        };
        let progress =
            serde_json::to_vec(&ground.progress).map_err(|_| Fault::Bug("a progress does not serialise"))?;
        let request =
            serde_json::to_string(&ground.request).map_err(|_| Fault::Bug("a request does not serialise"))?;
        let mut batch = self.store.batch();
        batch.insert_ticket(&Ticket {
            id: ticket,
            client_id: ground.client.client.id.clone(),
            request,
            progress: Secret::new(progress),
            browser: bound,
            version: 0,
            created_at: ground.now,
            expires_at: ground.expires_at,
        });
        batch.relaxed();
        self.write(batch).await?;
        // A ticket that is bound to no browser yet is bound by its first GET, which sees the browser's cookie if there is one.
        Ok(AuthorizeAnswer::Begin { ticket, cookies })
    }

    async fn refuse_authorize(
        &self,
        raw: &RawAuthorize,
        refusal: Refusal,
        browser: &Browser,
    ) -> AuthorizeAnswer {
        let client = named_client(raw).ok();
        if let Some(client) = &client {
            self.heard_refused(client, raw, &refusal).await;
        }
        let reference = self.record_refusal(client.as_ref(), &refusal.explanation, browser.network).await;
        match refusal.destination {
            Destination::Shown(cid) => {
                AuthorizeAnswer::Shown { cid, reference, explanation: refusal.explanation }
            }
            Destination::Returned { redirect_uri, state, code } => {
                let mut location = Location::to(redirect_uri.as_str());
                location.add("error", code.as_str());
                location.add("error_description", &format!("{} ({reference})", refusal.description));
                if let Some(state) = &state {
                    location.add("state", state);
                }
                AuthorizeAnswer::Redirect { location: location.into_text(), cookies: Cookies::default() }
            }
        }
    }
}
