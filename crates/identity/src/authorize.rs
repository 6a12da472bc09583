//! `/authorize`: a refusal, an answer at once, or a ticket.

use std::sync::Arc;

use account_store::Ticket;
use policy::{
    AuthorizeRequest, Destination, RawAuthorize, Refusal, Step, check_authorize, explain_crowd, named_client,
    next_step, unknown_client,
};
use vocabulary::{
    Cid, ErrorCode, Explanation, IncidentReference, Lifetime, Milestone, Prompt, Secret, TicketId,
};

use crate::browser::{Browser, Cookies};
use crate::fault::Fault;
use crate::ground::Ground;
use crate::location::{Location, described, error_location};
use crate::partner_pages::of_return;
use crate::registry::RegisteredClient;
use crate::service::{Identity, Inner};
use crate::visit::Answer;

/// A request that keeps every rule, with its client; or the first rule that it breaks.
type Checked = Result<(Arc<RegisteredClient>, AuthorizeRequest), Box<Refusal>>;

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
    /// Too many sign-ins were begun by this network.
    TooMany {
        /// What finds the cause.
        reference: IncidentReference,
        /// After this, more are begun.
        retry_after: Lifetime,
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
    /// When the store fails before client and redirect URI are trusted, or when somebody is there to read a page. Under `prompt=none`
    /// nobody is: the client is told.
    ///
    /// Spec: F-3, F-12 to F-32
    pub async fn authorize(
        &self,
        raw: &RawAuthorize,
        sent: Sent,
        browser: &Browser,
    ) -> Result<AuthorizeAnswer, Fault> {
        let inner = &self.0;
        let (client, request) = match inner.checked_request(raw).await? {
            Ok(checked) => checked,
            Err(refusal) => return Ok(inner.refuse_authorize(raw, *refusal, browser).await),
        };
        let silent = (request.prompt == Prompt::None).then(|| request.clone());
        let answer = Box::pin(inner.answer_request(client, request, (raw, sent), browser)).await;
        match (answer, silent) {
            (Err(fault), Some(request)) => {
                let reference = self.record_failure(&fault);
                let (code, description) = fault.returned();
                Ok(returned(&request, code, &described(description, reference)))
            }
            (answer, _) => answer,
        }
    }
}

fn returned(request: &AuthorizeRequest, code: ErrorCode, description: &str) -> AuthorizeAnswer {
    let location = error_location(request, code, description);
    AuthorizeAnswer::Redirect { location, cookies: Cookies::default() }
}

impl Ground {
    /// An `id_token_hint` that names another person than the session's makes the session unusable (C5).
    pub(crate) fn check_hint(&mut self) {
        let (Some(hinted), Some(account)) = (&self.progress.hinted_subject, &self.account) else { return };
        if hinted != account.subject.as_str() {
            self.session = None;
            self.account = None;
            self.consent = None;
        }
    }
}

impl Inner {
    async fn checked_request(&self, raw: &RawAuthorize) -> Result<Checked, Fault> {
        let id = match named_client(raw) {
            Ok(id) => id,
            Err(refusal) => return Ok(Err(Box::new(refusal))),
        };
        let Some(client) = self.registry.find(&id).await? else {
            return Ok(Err(Box::new(unknown_client(raw))));
        };
        Ok(match check_authorize(raw, &client.client, &self.settings.profile) {
            Ok(request) => Ok((client, request)),
            Err(refusal) => Err(Box::new(refusal)),
        })
    }

    async fn answer_request(
        self: &Arc<Self>,
        client: Arc<RegisteredClient>,
        request: AuthorizeRequest,
        (raw, sent): (&RawAuthorize, Sent),
        browser: &Browser,
    ) -> Result<AuthorizeAnswer, Fault> {
        let mut ground = self.ground_of_request(client, request, browser).await?;
        self.use_asserted_login(&mut ground).await?;
        self.keep_hints(&mut ground);
        ground.check_hint();
        self.heard(&ground, raw).await;
        if sent == Sent::Form && !ground.has_own_session {
            return self.begin(ground, sent, browser).await;
        }
        let facts = ground.facts(self);
        let step = next_step(&facts);
        match step {
            Step::Issue(issuance) => {
                self.trace_at_once(&ground, &facts, &step);
                self.recheck_silently(&ground);
                let Answer { outcome: location, cookies } = self.issue_at_once(ground, issuance).await?;
                Ok(AuthorizeAnswer::Redirect { location, cookies })
            }
            Step::Return { code, description } => {
                self.reach(&ground.client.client.id, of_return(code, description).as_slice()).await;
                let reference = self.trace_at_once(&ground, &facts, &step);
                Ok(returned(&ground.request, code, &described(description, reference)))
            }
            _ => self.begin(ground, sent, browser).await,
        }
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

    /// Moves what the request's hints say into the progress, which is stored sealed. Of an `id_token_hint` that is no token of ours nothing
    /// is kept (C5).
    pub(crate) fn keep_hints(&self, ground: &mut Ground) {
        if let Some(hint) = ground.request.login_hint.take() {
            ground.progress.login_hint = Some(hint);
        }
        if let Some(hint) = ground.request.id_token_hint.take() {
            let read = tokens::verify_id_token_hint(&self.published().keyring, &hint, &self.settings.issuer);
            ground.progress.hinted_subject = read.ok().map(|claims| claims.subject.as_str().to_owned());
        }
    }

    /// A ticket for this request. One that began with an asserted login (F-56) is bound to this browser at once, even when the browser is
    /// new here: until then whoever opened it would be signed in. A form from another site brings no cookie along, so that its browser gets
    /// a new one.
    async fn begin(&self, ground: Ground, sent: Sent, browser: &Browser) -> Result<AuthorizeAnswer, Fault> {
        let rate = self.settings.rules.network_requests;
        if let Some(retry_after) = self.notes.begins(ground.network, rate, ground.now) {
            return Ok(self.too_many(&ground, retry_after));
        }
        let ticket = TicketId::from_bytes(self.random());
        let mut cookies = Cookies::default();
        let signs_in = ground.progress.asserted.as_ref().is_some_and(|asserted| asserted.session.is_some());
        let bound = match (sent, ground.browser) {
            (_, Some(digest)) if signs_in || sent == Sent::Query => Some(digest),
            (_, None) if signs_in => Some(self.new_browser(&mut browser.clone(), &mut cookies)),
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

    /// Noted in memory: what is refused for being too much writes nothing at once.
    fn too_many(&self, ground: &Ground, retry_after: Lifetime) -> AuthorizeAnswer {
        let reference = self.note_refusal(Some(&ground.client.client.id), &explain_crowd());
        if ground.request.prompt == Prompt::None {
            let description = described("The service is busy", reference);
            return returned(&ground.request, ErrorCode::TemporarilyUnavailable, &description);
        }
        AuthorizeAnswer::TooMany { reference, retry_after }
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
