//! What the next step is decided from: plain data, gathered with a handful of queries.

use vocabulary::{
    Cid, CredentialSet, ErrorCode, Instant, Lifetime, PhoneKind, Prompt, ProofingLevel, ScopeSet,
    VectorOfTrust, VectorRequest,
};

use crate::authorize::{AuthorizeRequest, Registration};
use crate::profile::{MaxAge, Profile, PromptNoneError};
use crate::proving::{Companion, Connection, ProvingFacts};
use crate::rules::Rules;

/// Everything [`crate::journey::next_step`] looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The moment of asking.
    pub now: Instant,
    /// The issuer's settings.
    pub profile: Profile,
    /// The numbers.
    pub rules: Rules,
    /// What the client asked for.
    pub asked: Asked,
    /// What the client may do.
    pub client: ClientRules,
    /// What the address typed in this ticket turned out to be.
    pub email: EmailFact,
    /// The account of that address; when no address was typed, the account of the browser's session.
    pub account: Option<AccountFacts>,
    /// What this account agreed to share with this client.
    pub consent: Option<ConsentRecord>,
    /// What the browser brings along.
    pub browser: Browser,
    /// What was done in this ticket so far.
    pub progress: Progress,
    /// What was proven, and what was answered on the way.
    pub proving: ProvingFacts,
    /// Waits in force for whoever this is.
    pub locks: Locks,
}

/// The part of a checked request that decides the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Scopes, already within the client's approval.
    pub scopes: ScopeSet,
    /// Vectors, already within the client's approval.
    pub vectors: VectorRequest,
    /// F-20.
    pub prompt: Prompt,
    /// C3.
    pub max_age: Option<Lifetime>,
    /// F-27.
    pub registration: Registration,
}

impl From<&AuthorizeRequest> for Asked {
    fn from(request: &AuthorizeRequest) -> Self {
        Self {
            scopes: request.scopes,
            vectors: request.vectors.clone(),
            prompt: request.prompt,
            max_age: request.max_age,
            registration: request.registration,
        }
    }
}

/// The part of a registration that decides the journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRules {
    /// Approved vectors; they complete a requested vector that leaves something open.
    pub vectors: Vec<VectorOfTrust>,
    /// Whether a session from elsewhere counts (F-55).
    pub sso: bool,
    /// Whether newcomers may register on their way to it.
    pub registration: bool,
    /// Whether it may have GP credentials.
    pub im1: bool,
}

impl From<&vocabulary::Client> for ClientRules {
    fn from(client: &vocabulary::Client) -> Self {
        Self {
            vectors: client.vectors.clone(),
            sso: client.sso,
            registration: client.registration,
            im1: client.im1,
        }
    }
}

/// What the typed address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailFact {
    /// None was typed in this ticket.
    NotGiven,
    /// It belongs to nobody. A registration begun in another browser counts as this, so that nobody can block an address.
    Unknown,
    /// A registration begun in this browser whose address is not confirmed.
    Pending,
    /// A confirmed address of an account.
    Known,
}

/// The account in question. Its address is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountFacts {
    /// The highest level it reached.
    pub level: ProofingLevel,
    /// Where that level was reached: it decides whether consent is asked again (F-58).
    pub level_from: LevelFrom,
    /// Whether it may be used.
    pub status: AccountStatus,
    /// Its confirmed numbers; none means that registration is not finished.
    pub phones: Phones,
    /// Whether it agreed to the terms in force.
    pub terms: Terms,
    /// Whether it can be connected to a GP surgery.
    pub gp: Connection,
}

/// Through which client the account's present level was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelFrom {
    /// The client of this request.
    ThisClient,
    /// Another one, or set-up.
    Elsewhere,
}

/// Whether an account may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountStatus {
    /// Yes.
    Active,
    /// No; the reference says why (X13).
    Disabled(Cid),
}

/// Which confirmed numbers an account has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Phones {
    /// A number that takes text messages.
    pub mobile: bool,
    /// A number that takes calls.
    pub landline: bool,
}

impl Phones {
    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        !self.mobile && !self.landline
    }

    /// The only one, when there is one only: a code can then be sent without asking which way.
    #[must_use]
    pub const fn only(self) -> Option<PhoneKind> {
        match (self.mobile, self.landline) {
            (true, false) => Some(PhoneKind::Mobile),
            (false, true) => Some(PhoneKind::Landline),
            _ => None,
        }
    }
}

/// Whether an account agreed to the terms in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terms {
    /// Yes.
    Agreed,
    /// To an earlier version.
    Outdated,
}

/// What a person agreed to share with one client (F-58).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentRecord {
    /// The scopes agreed to.
    pub scopes: ScopeSet,
    /// The account's level at that time.
    pub level: ProofingLevel,
}

/// What the browser brings along.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Browser {
    /// Its session, from before this ticket or extended in it.
    pub session: Option<SessionFacts>,
    /// Whether it is a remembered device of [`Facts::account`].
    pub device: Device,
    /// Whether this account used this client on this device lately (S2 is skipped then).
    pub client: Familiarity,
}

/// A signed-in browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionFacts {
    /// Whose it is.
    pub owner: Owner,
    /// What was shown in it.
    pub shown: CredentialSet,
    /// When: `auth_time`.
    pub authenticated_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
    /// How this request came to it.
    pub origin: SessionOrigin,
}

/// How a request came to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionOrigin {
    /// By the browser's cookie (F-55).
    Cookie,
    /// By an `asserted_login_identity` that was verified, allowed and used up (F-56).
    Asserted,
}

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Of [`Facts::account`].
    ThisAccount,
    /// Of another account than the one whose address was typed.
    Another,
}

/// What a device is to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Device {
    /// Remembered: after the password it counts as `Cd` (F-50).
    Remembered,
    /// Not.
    Unknown,
}

/// Whether a client was used here before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Familiarity {
    /// Yes, lately.
    Known,
    /// No, or long ago.
    New,
}

/// What was done in this ticket so far. Typing another address, the first one too, starts it again as [`Progress::new`]: nothing
/// that one person showed counts for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// When the ticket ends (X9).
    pub expires_at: Instant,
    /// What the person showed in this ticket. Choosing a password and confirming a number count as showing them.
    pub shown: CredentialSet,
    /// S2 was answered.
    pub found_account_seen: bool,
    /// R1 was answered.
    pub register_intro_seen: bool,
    /// The code that was sent and not used yet.
    pub code: Option<OutstandingCode>,
    /// The answer at C5, when it was a refusal.
    pub terms: Option<TermsAnswer>,
    /// The answer at C1 to C3, when it was a refusal.
    pub consent: Option<ConsentAnswer>,
    /// The person pressed "return to the service" on a page where nothing else can be done.
    pub going_back: bool,
    /// This ticket goes on with what another browser began (I20), and whose it is.
    pub companion: Option<Companion>,
}

impl Progress {
    /// A ticket in which nothing was done.
    #[must_use]
    pub const fn new(expires_at: Instant) -> Self {
        Self {
            expires_at,
            shown: CredentialSet::EMPTY,
            found_account_seen: false,
            register_intro_seen: false,
            code: None,
            terms: None,
            consent: None,
            going_back: false,
            companion: None,
        }
    }
}

/// A code on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutstandingCode {
    /// What it is for.
    pub purpose: CodePurpose,
    /// When it stops working.
    pub expires_at: Instant,
}

/// What a code is for, and how it travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodePurpose {
    /// Confirms the address of a registration (E1).
    ConfirmEmail,
    /// Confirms a number of a registration (T1, T4).
    ConfirmPhone(PhoneKind),
    /// Shows `Cd` (T1, T4).
    SignIn(PhoneKind),
    /// Shows that the mobile number on the NHS record is this person's (V4).
    MatchMobile,
}

/// A refusal of the terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermsAnswer {
    /// "I do not agree."
    Refused,
}

/// A refusal to share; going back to agree forgets it, agreeing writes a [`ConsentRecord`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentAnswer {
    /// "I do not agree": C3 is asked.
    Refused,
    /// "Continue without sharing."
    RefusedForGood,
}

/// Waits in force. A moment that has passed is no wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Locks {
    /// For looking up addresses (X5).
    pub lookups: Option<Instant>,
    /// For passwords (X6).
    pub password: Option<Instant>,
    /// For codes, tried or sent (X7).
    pub code: Option<Instant>,
    /// For the code to the number on an NHS record (V6).
    pub match_code: Option<Instant>,
    /// For looking for an NHS record (X10).
    pub record: Option<Instant>,
    /// For trying GP registration details.
    pub gp_details: Option<Instant>,
}

impl Facts {
    /// `until`, when it is still to come.
    pub(crate) fn in_force(&self, until: Option<Instant>) -> Option<Instant> {
        until.filter(|until| self.now < *until)
    }

    /// What counts as shown: this ticket, the session where it may be used, and a remembered device behind a password.
    ///
    /// Spec: F-50, F-53, F-55
    #[must_use]
    pub fn shown(&self) -> CredentialSet {
        use vocabulary::Credential::{Cd, Cp};
        let session = self.usable_session().map_or(CredentialSet::EMPTY, |session| session.shown);
        let shown = self.progress.shown.or(session);
        let remembered = self.browser.device == Device::Remembered && shown.contains(Cp);
        if remembered { shown.with(Cd) } else { shown }
    }

    /// The session, when it may stand in for signing in at this request.
    ///
    /// Not at a client without single sign-on (F-55) unless it was asserted by a client that may (F-56), not under `prompt=login` (F-20), not when older than `max_age` (C3), not of a
    /// disabled account (decision 22), not of another account than the one whose address was typed.
    #[must_use]
    pub fn usable_session(&self) -> Option<SessionFacts> {
        let session = self.browser.session?;
        let account = self.account?;
        let in_time = self.now < session.expires_at && !self.too_old(session.authenticated_at);
        let usable = (self.client.sso || session.origin == SessionOrigin::Asserted)
            && self.asked.prompt != Prompt::Login
            && in_time
            && session.owner == Owner::ThisAccount
            && account.status == AccountStatus::Active
            && matches!(self.email, EmailFact::NotGiven | EmailFact::Known);
        usable.then_some(session)
    }

    fn too_old(&self, authenticated_at: Instant) -> bool {
        match (self.profile.max_age, self.asked.max_age) {
            (MaxAge::Honoured, Some(max_age)) => self.now > authenticated_at.after(max_age),
            _ => false,
        }
    }

    pub(crate) fn login_error(&self) -> ErrorCode {
        match self.profile.prompt_none_error {
            PromptNoneError::SsoLoginRequired => ErrorCode::SsoLoginRequired,
            PromptNoneError::LoginRequired => ErrorCode::LoginRequired,
        }
    }
}
