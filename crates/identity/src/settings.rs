//! What an operator may set about the service: numbers, words and switches, already checked by the configuration.

use credentials::{MacKey, OneTimeCode, PasswordRules};
use evidence::{PhotoLimits, VideoLimits};
use policy::{Profile, RoleMatrix, Rules, SecondPerson};
use vocabulary::{EmailAddress, Lifetime, Sandbox};

use crate::access::AccessRules;
use crate::audit::AuditKeySettings;
use crate::checking::CheckingRules;
use crate::proving::Waits;
use crate::support::SupportRules;

/// The settings of one service.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The issuer's URL, without a slash at the end.
    pub issuer: String,
    /// The witness of sandbox mode; none in production.
    pub sandbox: Option<Sandbox>,
    /// How strict the protocol is.
    pub profile: Profile,
    /// Every number.
    pub rules: Rules,
    /// What each role of operators may do and see.
    pub roles: RoleMatrix,
    /// The numbers of access to the operator console.
    pub access: AccessRules,
    /// The numbers of the ID checkers' work.
    pub checking: CheckingRules,
    /// The numbers of the service desk's work.
    pub support: SupportRules,
    /// How long pages wait for the world outside.
    pub waits: Waits,
    /// About photo ID.
    pub photo_id: PhotoIdSettings,
    /// About client registrations.
    pub registry: RegistrySettings,
    /// Whether seeded people are left out of the look-up at log-in ("disable PDS trace", journeys.md section 7); sandbox mode only.
    pub skip_seeded_rechecks: bool,
    /// The version of the terms in force (C5).
    pub terms_version: String,
    /// What a new password must be.
    pub password_rules: PasswordRules,
    /// Whether a new password is typed twice.
    pub confirm_password: bool,
    /// Email domains that cannot register, lower case.
    pub blocked_email_domains: Vec<String>,
    /// Country codes whose mobile numbers are not accepted, such as "1".
    pub refused_country_codes: Vec<String>,
    /// Where the contact form's messages go. Journeys 2.14
    pub support_mailbox: EmailAddress,
    /// When signing keys change by themselves; none means by hand.
    pub key_schedule: Option<policy::KeySchedule>,
    /// Where the partner pages are, without a slash at the end; none when there are none.
    pub partner_pages_url: Option<String>,
    /// The code of seeded people; sandbox mode only.
    pub static_code: Option<OneTimeCode>,
}

/// What an operator may set about photo ID. Journeys 1.8
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoIdSettings {
    /// What a photo may be.
    pub photos: PhotoLimits,
    /// What a video may be.
    pub videos: VideoLimits,
    /// Of a hundred cases, how many the document-check provider looks at first.
    pub share_percent: u32,
    /// How long after the decision evidence is shown; it is kept sealed until the case goes. Journeys 8
    pub archived_after: Lifetime,
    /// How long the document-check provider may take; after that people look.
    pub provider_patience: Lifetime,
    /// For how long after its end a document is accepted (decision 14).
    pub expired_id: Lifetime,
    /// By when people are told the result, in words: "24 hours" (decision 18).
    pub answered_within: String,
    /// What people who wait are told beside it; none most of the time.
    pub notice: Option<String>,
    /// Whether people can go on with another device by a link in a text (I20).
    pub another_device: AnotherDevice,
}

/// Whether a link to another device can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnotherDevice {
    /// It can.
    Offered,
    /// No text carries it here.
    NotOffered,
}

/// What an operator may set about client registrations. Spec: F-59
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegistrySettings {
    /// Whether a second person approves every change.
    pub second_person: SecondPerson,
    /// How long before a key's end it is warned of.
    pub key_warning: Lifetime,
}

impl Settings {
    /// The token endpoint's URL: the audience of client assertions (F-34).
    #[must_use]
    pub fn token_endpoint(&self) -> String {
        format!("{}/token", self.issuer)
    }

    /// Whether cookies are marked Secure: always, but for a sandbox on plain http.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.issuer.starts_with("https://")
    }
}

/// The keys that are not signing keys: each for one use, derived by the configuration from the operator's secrets.
#[derive(Clone)]
pub struct Secrets {
    /// Derives refresh tokens.
    pub refresh: MacKey,
    /// Makes form tokens.
    pub forms: MacKey,
    /// Digests one-time codes.
    pub codes: MacKey,
    /// Names counters without storing what they count.
    pub counters: MacKey,
    /// Signs the audit's checkpoints.
    pub audit: AuditKeySettings,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}
