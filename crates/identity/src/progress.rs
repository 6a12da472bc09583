//! A ticket's progress: facts about what this person has done, never "the current screen".
//!
//! Stored sealed beside the ticket. A field that an older release did not know reads as its default.

use serde::{Deserialize, Serialize};
use vocabulary::{CredentialSet, PhoneKind};

use crate::proving::answers::Answers;
use crate::traces::Traced;

/// What has happened in one sign-in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each about one page")]
pub(crate) struct Progress {
    /// The sign-in that a client asserted when the request came (F-56).
    pub(crate) asserted: Option<Asserted>,
    /// The client's `login_hint` (C5).
    pub(crate) login_hint: Option<String>,
    /// Whom the client's `id_token_hint` names, when it is a token of ours (C5).
    pub(crate) hinted_subject: Option<String>,
    /// The email address as typed.
    pub(crate) email: Option<String>,
    /// S2 was continued from.
    pub(crate) found_account_seen: bool,
    /// R1 was continued from.
    pub(crate) registration_seen: bool,
    /// The account that `shown` and `code` are about, base64url: an address may change hands while a ticket is open.
    pub(crate) subject: Option<String>,
    /// Credentials shown in this ticket, as [`CredentialSet::bits`].
    pub(crate) shown: u8,
    /// When the last of them was shown, microseconds.
    pub(crate) shown_at: Option<i64>,
    /// The phone number given during registration, not confirmed yet.
    pub(crate) phone: Option<Phone>,
    /// The code that is out.
    pub(crate) code: Option<Code>,
    /// Until when look-ups of an address were refused, microseconds: the counter that refused is one of what was typed.
    pub(crate) look_ups_refused_until: Option<i64>,
    /// Until when a code was refused, microseconds: likewise.
    pub(crate) sends_refused_until: Option<i64>,
    /// The answer on sharing.
    pub(crate) sharing: Sharing,
    /// Whether the terms were refused.
    pub(crate) terms_refused: bool,
    /// "Return to the service" on a page where nothing else can be done.
    pub(crate) going_back: bool,
    /// The answers of the proving pages.
    pub(crate) proving: Answers,
    /// What another browser began, when a link brought it here (I20).
    pub(crate) companion: Option<CompanionOf>,
    /// What was written down of its way.
    pub(crate) traced: Traced,
    /// How it ended.
    pub(crate) end: Option<End>,
}

/// A journey that another browser began.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct CompanionOf {
    /// Whose it is, base64url: nobody else goes on with it.
    pub(crate) account: String,
    /// Their answers so far.
    pub(crate) answers: Answers,
}

/// What an `asserted_login_identity` came to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Asserted {
    /// Whose sign-in it names, base64url: no other account's session counts in this ticket.
    pub(crate) account: String,
    /// The digest of the session that may be used, base64url; none when the token was refused.
    pub(crate) session: Option<String>,
}

/// A phone number as stored in the progress.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Phone {
    pub(crate) number: String,
    pub(crate) kind: Kind,
}

/// [`PhoneKind`] with a stored form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Mobile,
    Landline,
}

impl From<PhoneKind> for Kind {
    fn from(kind: PhoneKind) -> Self {
        match kind {
            PhoneKind::Mobile => Self::Mobile,
            PhoneKind::Landline => Self::Landline,
        }
    }
}

impl From<Kind> for PhoneKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Mobile => Self::Mobile,
            Kind::Landline => Self::Landline,
        }
    }
}

/// What a code that is out is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    ConfirmEmail,
    ConfirmPhone,
    SignIn,
    MatchMobile,
}

impl Purpose {
    pub(crate) const fn stored(self) -> account_store::CodePurpose {
        match self {
            Self::ConfirmEmail => account_store::CodePurpose::ConfirmEmail,
            Self::ConfirmPhone => account_store::CodePurpose::ConfirmPhone,
            Self::SignIn => account_store::CodePurpose::SignIn,
            Self::MatchMobile => account_store::CodePurpose::MatchMobile,
        }
    }

    pub(crate) const fn proves(self) -> credentials::CodePurpose {
        match self {
            Self::ConfirmEmail => credentials::CodePurpose::ConfirmEmail,
            Self::ConfirmPhone => credentials::CodePurpose::ConfirmPhone,
            Self::SignIn => credentials::CodePurpose::SignIn,
            Self::MatchMobile => credentials::CodePurpose::MatchMobile,
        }
    }
}

/// A code that is out.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Code {
    pub(crate) purpose: Purpose,
    pub(crate) kind: Option<Kind>,
    pub(crate) expires_at: i64,
}

/// The answer on sharing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sharing {
    #[default]
    NotAnswered,
    /// "I do not agree" on C1 or C2: C3 asks once more.
    Refused,
    /// "Continue without sharing" on C3.
    RefusedForGood,
}

/// How a ticket ended: kept so that a doubled request gets the same answer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct End {
    pub(crate) location: String,
    /// The grant that was given, when one was.
    pub(crate) grant: Option<String>,
    pub(crate) at: i64,
}

impl Progress {
    /// A ticket that goes on with what another browser began; nobody logged in here.
    pub(crate) fn of_companion(companion: CompanionOf) -> Self {
        Self { proving: companion.answers.clone(), companion: Some(companion), ..Self::default() }
    }

    /// The ticket before anybody said who they are.
    pub(crate) fn anew(&self) -> Self {
        Self {
            login_hint: self.login_hint.clone(),
            hinted_subject: self.hinted_subject.clone(),
            ..self.companion.clone().map_or_else(Self::default, Self::of_companion)
        }
    }

    /// The credentials shown in this ticket.
    pub(crate) const fn shown(&self) -> CredentialSet {
        CredentialSet::from_bits(self.shown)
    }
}
