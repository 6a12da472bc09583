//! What comes next in a sign-in: a screen or an end.

use vocabulary::{Cid, CredentialSet, ErrorCode, Instant, PhoneKind, ProofingLevel, ScopeSet, VectorOfTrust};

use crate::facts::Phones;
use crate::page::Page;
use crate::proving::ProveStep;

/// The next screen of a sign-in, or its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// S1.
    EnterEmail,
    /// X5.
    WaitEmail {
        /// When addresses may be looked up again.
        until: Instant,
    },
    /// S2.
    FoundAccount,
    /// S3.
    EnterPassword,
    /// X6.
    WaitPassword {
        /// When a password may be tried again.
        until: Instant,
    },
    /// No code was sent yet: the person chooses the way, or with one number only presses "send". A request that just accepted
    /// a password may send at once when [`Phones::only`] names a way; a GET never sends.
    ChooseChannel {
        /// The ways there are.
        phones: Phones,
    },
    /// S4.
    EnterCode {
        /// How the code travelled.
        kind: PhoneKind,
    },
    /// S5. Leaving it forgets the code and this ticket's password.
    CodeExpired,
    /// X7.
    WaitCode {
        /// When a code may be sent or tried again.
        until: Instant,
    },
    /// R1.
    RegisterIntro,
    /// R2.
    CreatePassword,
    /// R3.
    ConfirmEmail,
    /// R3 without a code that works. Leaving it sends another.
    EmailCodeExpired,
    /// R4 and R4b.
    EnterPhone,
    /// R5. "Change your number" forgets the code.
    ConfirmPhone {
        /// How the code travelled.
        kind: PhoneKind,
    },
    /// R6. Leaving it forgets the code.
    PhoneCodeExpired,
    /// C5.
    AgreeTerms,
    /// A screen on the way to the level.
    Prove(ProveStep),
    /// The client wants a level, and proving is switched off.
    LevelUnreachable {
        /// The lowest level that would do.
        wanted: ProofingLevel,
    },
    /// Every vector the client asks for needs a credential that is not offered.
    CredentialUnreachable {
        /// The credentials of the first one.
        wanted: CredentialSet,
    },
    /// C1.
    Share {
        /// What will be shared.
        scopes: ScopeSet,
    },
    /// C2.
    ShareMore {
        /// What is shared already.
        already: ScopeSet,
        /// What comes on top.
        new: ScopeSet,
    },
    /// C3. "Go back" forgets the refusal.
    ReconsiderSharing,
    /// X12.
    CannotLogIn,
    /// X13, told after the password only.
    Disabled {
        /// Why.
        cid: Cid,
    },
    /// X9.
    SessionOver,
    /// A code for the client.
    Issue(Issuance),
    /// An error for the client.
    Return {
        /// `error`.
        code: ErrorCode,
        /// `error_description`.
        description: &'static str,
    },
}

/// What a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issuance {
    /// `vot`.
    pub vot: VectorOfTrust,
    /// Everything that counts as shown.
    pub shown: CredentialSet,
    /// Whose `auth_time` it is.
    pub sign_in: SignIn,
}

/// How the person came to be signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignIn {
    /// By the session alone: `auth_time` and the session stay.
    Session,
    /// By the session and something shown in this ticket: `auth_time` stays, the session gains what was shown.
    Extended,
    /// In this ticket: a new session, `auth_time` is now.
    Fresh,
}

impl Step {
    /// Its name in logs, metrics and the journey table.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::EnterEmail => "enter_email",
            Self::WaitEmail { .. } => "wait_email",
            Self::FoundAccount => "found_account",
            Self::EnterPassword => "enter_password",
            Self::WaitPassword { .. } => "wait_password",
            Self::ChooseChannel { .. } => "choose_channel",
            Self::EnterCode { .. } => "enter_code",
            Self::CodeExpired => "code_expired",
            Self::WaitCode { .. } => "wait_code",
            Self::RegisterIntro => "register_intro",
            Self::CreatePassword => "create_password",
            Self::ConfirmEmail => "confirm_email",
            Self::EmailCodeExpired => "email_code_expired",
            Self::EnterPhone => "enter_phone",
            Self::ConfirmPhone { .. } => "confirm_phone",
            Self::PhoneCodeExpired => "phone_code_expired",
            Self::AgreeTerms => "agree_terms",
            Self::Prove(step) => step.reason(),
            Self::LevelUnreachable { .. } => "level_unreachable",
            Self::CredentialUnreachable { .. } => "credential_unreachable",
            Self::Share { .. } => "share",
            Self::ShareMore { .. } => "share_more",
            Self::ReconsiderSharing => "reconsider_sharing",
            Self::CannotLogIn => "cannot_log_in",
            Self::Disabled { .. } => "disabled",
            Self::SessionOver => "session_over",
            Self::Issue(_) => "issue",
            Self::Return { .. } => "return",
        }
    }

    /// Its page; none at `Issue` and `Return`, which leave for the client.
    #[must_use]
    pub const fn page(&self) -> Option<Page> {
        Some(match self {
            Self::EnterEmail => Page::EnterEmail,
            Self::WaitEmail { .. } => Page::WaitEmail,
            Self::FoundAccount => Page::FoundAccount,
            Self::EnterPassword => Page::EnterPassword,
            Self::WaitPassword { .. } => Page::WaitPassword,
            Self::ChooseChannel { .. } => Page::ChooseChannel,
            Self::EnterCode { .. } => Page::EnterCode,
            Self::CodeExpired => Page::CodeExpired,
            Self::WaitCode { .. } => Page::WaitCode,
            Self::RegisterIntro => Page::RegisterIntro,
            Self::CreatePassword => Page::CreatePassword,
            Self::ConfirmEmail => Page::ConfirmEmail,
            Self::EmailCodeExpired => Page::EmailCodeExpired,
            Self::EnterPhone => Page::EnterPhone,
            Self::ConfirmPhone { .. } => Page::ConfirmPhone,
            Self::PhoneCodeExpired => Page::PhoneCodeExpired,
            Self::AgreeTerms => Page::AgreeTerms,
            Self::Prove(step) => step.page(),
            Self::LevelUnreachable { .. } => Page::LevelUnreachable,
            Self::CredentialUnreachable { .. } => Page::CredentialUnreachable,
            Self::Share { .. } => Page::Share,
            Self::ShareMore { .. } => Page::ShareMore,
            Self::ReconsiderSharing => Page::ReconsiderSharing,
            Self::CannotLogIn => Page::CannotLogIn,
            Self::Disabled { .. } => Page::Disabled,
            Self::SessionOver => Page::SessionOver,
            Self::Issue(_) | Self::Return { .. } => return None,
        })
    }

    /// Whether `page` may be shown and answered at this step: its own page, R4b beside R4, and what
    /// [`ProveStep::allows`] says.
    #[must_use]
    pub fn allows(&self, page: Page) -> bool {
        match self {
            Self::Prove(step) => step.allows(page),
            Self::EnterPhone if page == Page::EnterLandline => true,
            _ => self.page() == Some(page),
        }
    }

    /// Whether its page offers to return to the client: nothing else can be done there, or what it asks may be done another day.
    #[must_use]
    pub const fn offers_return(&self) -> bool {
        matches!(
            self,
            Self::Prove(_)
                | Self::LevelUnreachable { .. }
                | Self::CredentialUnreachable { .. }
                | Self::CannotLogIn
                | Self::Disabled { .. }
                | Self::SessionOver
        )
    }
}
