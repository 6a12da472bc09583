//! A request at a page of a sign-in: the ticket is found, belongs to this browser, and the next step is known.

use account_store::WriteFault;
use policy::{Page, Step, next_step};
use vocabulary::{
    ClientId, Digest, IncidentReference, Instant, PhoneKind, PhoneNumber, Scope, Secret, TicketId,
};

use crate::browser::{Browser, Change, Cookies};
use crate::fault::Fault;
use crate::ground::Ground;
use crate::progress::Kind;
use crate::service::{Identity, Inner, browser_secret, origins};
use crate::settings::AnotherDevice;
use crate::traces::trace_of;

/// What a ticket's address leads to.
#[derive(Debug)]
pub enum Opened {
    /// A sign-in in progress.
    Visit(Box<Visit>, Cookies),
    /// It ended a moment ago, and its answer was not used yet: the same answer again.
    Left {
        /// Where the browser goes.
        location: String,
    },
    /// Finished, unknown, or another browser's: X4, CID1004.
    Gone,
}

/// A sign-in in progress, as it stands for this request.
#[derive(Debug, Clone)]
pub struct Visit {
    pub(crate) ground: Box<Ground>,
    pub(crate) browser: Browser,
    pub(crate) gp_offered: bool,
    pub(crate) photo_offered: bool,
    pub(crate) another_device: AnotherDevice,
    step: Step,
}

/// What an act did, and what the browser is to remember.
#[derive(Debug)]
pub struct Answer<T> {
    /// What came of it.
    pub outcome: T,
    /// The three cookies.
    pub cookies: Cookies,
}

impl<T> Answer<T> {
    pub(crate) fn of(outcome: T) -> Self {
        Self { outcome, cookies: Cookies::default() }
    }
}

/// What pages show of a sign-in.
#[derive(Clone)]
pub struct View {
    /// The client.
    pub client_id: ClientId,
    /// Its name.
    pub client_name: String,
    /// Its name in a sentence: "the NHS App".
    pub client_in_sentence: String,
    /// Its terms of use.
    pub client_terms_url: Option<String>,
    /// Its privacy policy.
    pub client_privacy_url: Option<String>,
    /// Where the answer may go: for `form-action`.
    pub partner_origins: Vec<String>,
    /// The address as typed.
    pub email: Option<String>,
    /// The client's `login_hint`, when it is an address and nothing was typed yet.
    pub email_hint: Option<String>,
    /// The last three digits of the number that codes go to, or of the one being confirmed.
    pub phone_ending: Option<String>,
    /// The number being confirmed, whole, so that a typing mistake is noticed (journeys.md R5).
    pub phone_given: Option<String>,
    /// The last three digits of the mobile number on the account.
    pub mobile_ending: Option<String>,
    /// The last three digits of the landline number on the account.
    pub landline_ending: Option<String>,
    /// How the code that is out travelled.
    pub code_kind: Option<PhoneKind>,
    /// Whether newcomers may register.
    pub registration: bool,
    /// Minutes that a wait still lasts, rounded up.
    pub minutes_left: Option<i64>,
    /// The scopes asked for.
    pub scopes: Vec<Scope>,
    /// Those agreed to before.
    pub already_shared: Vec<Scope>,
}

impl std::fmt::Debug for View {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("View").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

impl Visit {
    /// The ticket.
    #[must_use]
    pub fn ticket(&self) -> TicketId {
        self.ground.ticket.as_ref().map_or(TicketId::from_bytes([0; 16]), |ticket| ticket.id)
    }

    /// The reference of this sign-in: it finds its trace, and explains the page that stops it.
    #[must_use]
    pub fn reference(&self) -> IncidentReference {
        trace_of(self.ticket()).reference()
    }

    /// The account in question, once it is known.
    #[must_use]
    pub fn account(&self) -> Option<vocabulary::AccountId> {
        self.ground.account.as_ref().map(|account| account.id)
    }

    /// What comes next.
    #[must_use]
    pub const fn step(&self) -> &Step {
        &self.step
    }

    /// The page of the next step; none when it leaves for the partner.
    #[must_use]
    pub fn page(&self) -> Option<Page> {
        self.step.page()
    }

    /// What pages show.
    #[must_use]
    pub fn view(&self) -> View {
        let Ground { client, request, progress, account, .. } = &*self.ground;
        let client = &client.client;
        let ending = |phone: &account_store::Phone| phone.number.last_three().to_owned();
        let mobile_ending = account.as_ref().and_then(|account| account.mobile.as_ref()).map(ending);
        let landline_ending = account.as_ref().and_then(|account| account.landline.as_ref()).map(ending);
        let code_kind = progress.code.as_ref().and_then(|code| code.kind);
        let given = progress
            .phone
            .as_ref()
            .and_then(|phone| PhoneNumber::stored(&phone.number, phone.kind.into()).ok());
        let held = match code_kind {
            Some(Kind::Landline) => landline_ending.clone(),
            _ => mobile_ending.clone(),
        };
        View {
            client_id: client.id.clone(),
            client_name: client.name.clone(),
            client_in_sentence: client.name_in_sentence(),
            client_terms_url: client.terms_url.clone(),
            client_privacy_url: client.privacy_url.clone(),
            partner_origins: origins(client),
            email: progress.email.clone(),
            email_hint: progress.login_hint.clone().filter(|_| progress.email.is_none()),
            phone_ending: given.as_ref().map(|number| number.last_three().to_owned()).or(held),
            phone_given: given.map(|number| number.national()),
            mobile_ending,
            landline_ending,
            code_kind: code_kind.map(PhoneKind::from),
            registration: client.registration && request.registration == policy::Registration::Offered,
            minutes_left: self.wait_ends_at().map(|until| until.since(self.ground.now).minutes_rounded_up()),
            scopes: request.scopes.iter().collect(),
            already_shared: self
                .ground
                .consent
                .as_ref()
                .map(|c| c.scopes.iter().collect())
                .unwrap_or_default(),
        }
    }

    const fn wait_ends_at(&self) -> Option<Instant> {
        match self.step {
            Step::WaitEmail { until } | Step::WaitPassword { until } | Step::WaitCode { until } => {
                Some(until)
            }
            Step::Prove(policy::ProveStep::WaitLookUp { until }) => Some(until),
            _ => None,
        }
    }
}

impl Identity {
    /// Finds the sign-in of `ticket` for this browser. A ticket that is bound to no browser yet is bound to this one, which gets a browser
    /// cookie when it has none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open(&self, ticket: TicketId, browser: &Browser) -> Result<Opened, Fault> {
        let inner = &self.0;
        let now = inner.clock.now();
        let Some(mut row) = inner.store.ticket(ticket, now).await? else { return Ok(Opened::Gone) };
        let mut browser = browser.clone();
        let mut cookies = Cookies::default();
        match (&row.browser, browser_secret(&browser).map(|secret| secret.digest())) {
            (Some(bound), Some(digest)) if *bound == digest => {}
            (Some(_), _) => return Ok(Opened::Gone),
            (None, known) => {
                let digest = known.unwrap_or_else(|| inner.new_browser(&mut browser, &mut cookies));
                if !inner.bind(ticket, &digest).await? {
                    return Ok(Opened::Gone);
                }
                row.browser = Some(digest);
            }
        }
        let Some(mut ground) = inner.ground_of_ticket(row, &browser).await? else { return Ok(Opened::Gone) };
        if let Some(end) = &ground.progress.end {
            let left = inner.ended(end, now).await?;
            return Ok(left.map_or(Opened::Gone, |location| Opened::Left { location }));
        }
        let facts = ground.facts(inner);
        let step = next_step(&facts);
        inner.trace_step(&mut ground, &facts, &step);
        Ok(Opened::Visit(
            Box::new(Visit {
                ground: Box::new(ground),
                browser,
                gp_offered: inner.outside.gp.is_some(),
                photo_offered: inner.outside.evidence.is_some(),
                another_device: inner.settings.photo_id.another_device,
                step,
            }),
            cookies,
        ))
    }
}

impl Inner {
    /// A new browser cookie; returns its digest.
    pub(crate) fn new_browser(&self, browser: &mut Browser, cookies: &mut Cookies) -> Digest {
        let secret = credentials::BrowserSecret::from_random(self.random());
        let digest = secret.digest();
        browser.browser = Some(secret.text());
        cookies.browser = Change::Set(secret.text());
        digest
    }

    async fn bind(&self, ticket: TicketId, browser: &Digest) -> Result<bool, Fault> {
        let mut batch = self.store.batch();
        batch.bind_ticket(ticket, browser).relaxed();
        match self.store.write(batch).await {
            Ok(_) => Ok(true),
            Err(WriteFault::Conflict { .. }) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Stores only the progress.
    pub(crate) async fn save_alone(&self, ground: &Ground) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        ground.save(&mut batch)?;
        batch.relaxed();
        self.commit(batch).await.map(|_| ())
    }

    /// Writes an act's batch. When another tab was faster nothing is written, and the dispatcher shows what it did: `false`.
    pub(crate) async fn commit(&self, batch: account_store::Batch) -> Result<bool, Fault> {
        match self.store.write(batch).await {
            Ok(_) => Ok(true),
            Err(WriteFault::Conflict { statement, .. }) => {
                tracing::debug!(statement, "another request was faster");
                Ok(false)
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

impl Ground {
    /// Adds the statement that stores the progress; a conflict when another tab was faster.
    pub(crate) fn save(&self, batch: &mut account_store::Batch) -> Result<(), Fault> {
        let ticket = self.ticket.as_ref().ok_or(Fault::Bug("an act without a ticket"))?;
        let progress =
            serde_json::to_vec(&self.progress).map_err(|_| Fault::Bug("a progress does not serialise"))?;
        batch.update_ticket(ticket.id, ticket.version, &Secret::new(progress));
        Ok(())
    }
}
