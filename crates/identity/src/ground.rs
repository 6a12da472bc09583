//! What a decision stands on: the rows behind the facts, gathered with a handful of queries.

use std::sync::Arc;

use account_store::{Account, Consent, Device, Session, Ticket};
use credentials::{BrowserSecret, DeviceSecret, SessionSecret};
use policy::{
    AccountFacts, AccountStatus, Asked, AuthorizeRequest, ClientRules, CodePurpose, Connection,
    ConsentAnswer, ConsentRecord, EmailFact, Facts, Familiarity, LevelFrom, Locks, Notices, OutstandingCode,
    Owner, Phones, SessionFacts, SessionOrigin, Terms, TermsAnswer,
};
use vocabulary::{CredentialSet, Digest, EmailAddress, Instant, PhoneKind};

use crate::browser::Browser;
use crate::fault::Fault;
use crate::progress::{Code, Progress, Purpose, Sharing};
use crate::proving::photo_ground::Cases;
use crate::registry::RegisteredClient;
use crate::service::{Inner, browser_secret};

/// The rows of one sign-in. Acts change them and ask again before anything is written.
#[derive(Debug, Clone)]
pub(crate) struct Ground {
    pub(crate) now: Instant,
    pub(crate) client: Arc<RegisteredClient>,
    pub(crate) request: AuthorizeRequest,
    pub(crate) progress: Progress,
    pub(crate) ticket: Option<Ticket>,
    pub(crate) expires_at: Instant,
    /// The confirmed account in question.
    pub(crate) account: Option<Account>,
    /// The registration begun in this browser whose address is not confirmed.
    pub(crate) pending: Option<Account>,
    /// The session that may answer: the browser's, or one that was asserted (F-56).
    pub(crate) session: Option<Session>,
    pub(crate) origin: SessionOrigin,
    /// Whether the browser's cookie names a session, used here or not.
    pub(crate) has_own_session: bool,
    pub(crate) device: Option<Device>,
    pub(crate) consent: Option<Consent>,
    pub(crate) familiar: Familiarity,
    pub(crate) locks: Locks,
    pub(crate) browser: Option<Digest>,
    /// Where the request came from.
    pub(crate) network: std::net::IpAddr,
    /// The address that is being looked up by this request, and whether this browser is a remembered device of its account.
    pub(crate) looked_up: Option<(EmailAddress, policy::Device)>,
    /// The account's photo ID cases, as far as they matter here.
    pub(crate) cases: Cases,
    /// What operators announced and set.
    pub(crate) notices: Arc<Notices>,
}

impl Inner {
    /// Gathers for a request that has no ticket yet: only the session can answer it.
    pub(crate) async fn ground_of_request(
        &self,
        client: Arc<RegisteredClient>,
        request: AuthorizeRequest,
        browser: &Browser,
    ) -> Result<Ground, Fault> {
        let now = self.clock.now();
        let mut ground = Ground {
            now,
            expires_at: now.after(self.settings.rules.ticket),
            browser: browser_secret(browser).map(|secret: BrowserSecret| secret.digest()),
            client,
            request,
            progress: Progress::default(),
            ticket: None,
            account: None,
            pending: None,
            session: None,
            origin: SessionOrigin::Cookie,
            has_own_session: false,
            device: None,
            consent: None,
            familiar: Familiarity::New,
            locks: Locks::default(),
            network: browser.network,
            looked_up: None,
            cases: Cases::default(),
            notices: self.notices().await?,
        };
        if let Some(digest) = session_digest(browser)
            && let Some(view) = self.store.sign_in_view(&digest, &ground.client.client.id, now).await?
        {
            ground.has_own_session = true;
            ground.session = Some(view.session);
            ground.account = Some(view.account);
            ground.consent = view.consent;
        }
        Ok(ground)
    }

    /// Gathers for a ticket; nothing when its client is no longer enabled, or no longer has the redirect URI that the answer would go to.
    ///
    /// Spec: F-14, F-15
    pub(crate) async fn ground_of_ticket(
        &self,
        ticket: Ticket,
        browser: &Browser,
    ) -> Result<Option<Ground>, Fault> {
        let Some(client) = self.registry.find(&ticket.client_id).await? else { return Ok(None) };
        let request: AuthorizeRequest = serde_json::from_str(&ticket.request)
            .map_err(|_| Fault::Bug("a stored request does not parse"))?;
        if !policy::is_registered(&client.client, &request.redirect_uri) {
            return Ok(None);
        }
        let mut ground = self.ground_of_request(client, request, browser).await?;
        ground.progress = serde_json::from_slice(ticket.progress.expose())
            .map_err(|_| Fault::Bug("a stored progress does not parse"))?;
        ground.expires_at = ticket.expires_at;
        ground.ticket = Some(ticket);
        self.gather_asserted(&mut ground).await?;
        self.keep_hints(&mut ground);
        ground.check_hint();
        self.gather_account(&mut ground).await?;
        self.gather_browser(&mut ground, browser).await?;
        self.gather_cases(&mut ground).await?;
        ground.locks = self.locks(&ground).await?;
        Ok(Some(ground))
    }

    /// The account that the typed address names: it replaces the session's.
    pub(crate) async fn gather_account(&self, ground: &mut Ground) -> Result<(), Fault> {
        let Some(email) = ground.email() else { return Ok(()) };
        let known = self.store.find_account_by_email(&email).await?;
        let same = matches!((&known, &ground.account), (Some(known), Some(before)) if known.id == before.id);
        ground.pending = match (&known, &ground.browser) {
            (None, Some(browser)) => self.store.find_pending_account(&email, browser).await?,
            _ => None,
        };
        if !same {
            ground.consent = match &known {
                Some(account) => self.store.consent(account.id, &ground.client.client.id).await?,
                None => None,
            };
        }
        ground.account = known;
        Ok(())
    }

    /// Whether this browser is a remembered device of the account, and whether it knows the client.
    pub(crate) async fn gather_browser(&self, ground: &mut Ground, browser: &Browser) -> Result<(), Fault> {
        let device =
            browser.device.as_ref().and_then(|text| DeviceSecret::try_from(text.expose().as_str()).ok());
        ground.device = match device {
            Some(secret) => self.store.find_device(&secret.digest(), ground.now).await?,
            None => None,
        };
        if let Some(digest) = &ground.browser {
            let visits = self.store.list_browser_visits(digest).await?;
            if visits.iter().any(|visit| visit.client_id == ground.client.client.id) {
                ground.familiar = Familiarity::Known;
            }
        }
        Ok(())
    }
}

pub(crate) fn session_digest(browser: &Browser) -> Option<Digest> {
    SessionSecret::try_from(browser.session.as_ref()?.expose().as_str()).ok().map(|secret| secret.digest())
}

impl Ground {
    /// The address typed in this ticket.
    pub(crate) fn email(&self) -> Option<EmailAddress> {
        EmailAddress::try_from(self.progress.email.as_deref()?).ok()
    }

    /// The account or pending registration that limits and codes are about.
    pub(crate) fn subject(&self) -> Option<&Account> {
        self.account.as_ref().or(self.pending.as_ref())
    }

    /// Whether what was shown in this ticket was shown for the account it is about now. Without this, somebody who began a
    /// registration could wait until another person confirms that address, and be taken for them.
    fn progress_is_about_subject(&self) -> bool {
        match (&self.progress.subject, self.subject()) {
            (Some(id), Some(account)) => *id == account.id.to_string(),
            _ => false,
        }
    }

    /// Whether this browser is a remembered device of the account.
    pub(crate) fn remembered(&self) -> policy::Device {
        self.remembered_by(self.account.as_ref())
    }

    /// Whether this browser is a remembered device of `account`.
    pub(crate) fn remembered_by(&self, account: Option<&Account>) -> policy::Device {
        match (&self.device, account) {
            (Some(device), Some(account)) if device.account_id == account.id => policy::Device::Remembered,
            _ => policy::Device::Unknown,
        }
    }

    /// The facts of this ground.
    pub(crate) fn facts(&self, inner: &Inner) -> Facts {
        Facts {
            now: self.now,
            profile: inner.settings.profile,
            rules: inner.settings.rules,
            asked: Asked::from(&self.request),
            client: ClientRules::from(&self.client.client),
            email: self.email_fact(),
            account: self.account.as_ref().map(|account| AccountFacts {
                level_from: self.level_from(),
                ..account_facts(account, &inner.settings.terms_version)
            }),
            consent: self.consent_record(),
            browser: policy::Browser {
                session: self.session.as_ref().map(|session| self.session_facts(session)),
                device: self.remembered(),
                client: self.familiar,
            },
            progress: self.progress_facts(),
            proving: self.notices.close_ways(
                self.after_lapse(self.proving_facts()),
                inner.outside.evidence.is_some(),
                self.now,
            ),
            locks: self.locks,
        }
    }

    fn email_fact(&self) -> EmailFact {
        match (&self.progress.email, &self.account, &self.pending) {
            (None, ..) => EmailFact::NotGiven,
            (Some(_), Some(_), _) => EmailFact::Known,
            (Some(_), None, Some(_)) => EmailFact::Pending,
            (Some(_), None, None) => EmailFact::Unknown,
        }
    }

    fn consent_record(&self) -> Option<ConsentRecord> {
        let consent = self.consent.as_ref().filter(|consent| consent.withdrawn_at.is_none())?;
        Some(ConsentRecord { scopes: consent.scopes, level: consent.level })
    }

    fn session_facts(&self, session: &Session) -> SessionFacts {
        let same = self.account.as_ref().is_some_and(|account| account.id == session.account_id);
        SessionFacts {
            owner: if same { Owner::ThisAccount } else { Owner::Another },
            shown: session.factors,
            authenticated_at: session.authenticated_at,
            expires_at: session.expires_at,
            origin: self.origin,
        }
    }

    fn progress_facts(&self) -> policy::Progress {
        let progress = &self.progress;
        let about_subject = self.progress_is_about_subject();
        policy::Progress {
            expires_at: self.expires_at,
            shown: if about_subject { progress.shown() } else { CredentialSet::EMPTY },
            found_account_seen: progress.found_account_seen,
            register_intro_seen: progress.registration_seen,
            code: progress.code.as_ref().filter(|_| about_subject).map(outstanding),
            terms: progress.terms_refused.then_some(TermsAnswer::Refused),
            consent: match progress.sharing {
                Sharing::NotAnswered => None,
                Sharing::Refused => Some(ConsentAnswer::Refused),
                Sharing::RefusedForGood => Some(ConsentAnswer::RefusedForGood),
            },
            going_back: progress.going_back,
            companion: self.companion(),
        }
    }
}

fn account_facts(account: &Account, terms_version: &str) -> AccountFacts {
    let agreed = account.terms.as_ref().is_some_and(|terms| terms.version == terms_version);
    AccountFacts {
        level: account.level,
        level_from: LevelFrom::Elsewhere,
        gp: gp_connection(account),
        status: account.disabled.map_or(AccountStatus::Active, AccountStatus::Disabled),
        phones: Phones { mobile: account.mobile.is_some(), landline: account.landline.is_some() },
        terms: if agreed { Terms::Agreed } else { Terms::Outdated },
    }
}

/// A surgery is known and not connected (G8).
fn gp_connection(account: &Account) -> Connection {
    let possible = account
        .person
        .as_ref()
        .is_some_and(|person| person.gp_ods_code.is_some() && person.gp_user_id.is_none());
    if possible { Connection::Possible } else { Connection::NotNeeded }
}

fn outstanding(code: &Code) -> OutstandingCode {
    let kind = code.kind.map_or(PhoneKind::Mobile, PhoneKind::from);
    let purpose = match code.purpose {
        Purpose::ConfirmEmail => CodePurpose::ConfirmEmail,
        Purpose::ConfirmPhone => CodePurpose::ConfirmPhone(kind),
        Purpose::SignIn => CodePurpose::SignIn(kind),
        Purpose::MatchMobile => CodePurpose::MatchMobile,
    };
    OutstandingCode { purpose, expires_at: Instant::from_micros(code.expires_at) }
}
