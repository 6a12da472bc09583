//! `audit_events`: what happened, written in the batch of what it records. Kept two years (configurable), also
//! after the account is gone.

use serde_json::{Value as Json, json};
use vocabulary::{
    AccountId, Channel, Cid, ClientId, CredentialSet, EventId, GrantId, IncidentReference, Instant,
    LevelProof, PhoneKind, ProofingLevel, ScopeSet,
};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::grants::RevocationReason;
use crate::tables::one_time_codes::CodePurpose;
use crate::value::Row;

register! { "audit_events";
    INSERT = "INSERT INTO audit_events (event_id, at, kind, account_id, client_id, reference, detail) \
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    LIST = "SELECT event_id, at, kind, account_id, client_id, reference, detail FROM audit_events \
        ORDER BY at DESC, event_id LIMIT $1";
    LIST_BY_ACCOUNT = "SELECT event_id, at, kind, account_id, client_id, reference, detail FROM audit_events \
        WHERE account_id = $1 ORDER BY at DESC, event_id LIMIT $2";
    LIST_BY_CLIENT = "SELECT event_id, at, kind, account_id, client_id, reference, detail FROM audit_events \
        WHERE client_id = $1 ORDER BY at DESC, event_id LIMIT $2";
}

/// What can be recorded: a closed list without free text, so that no secret and no personal data gets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it; the fields are vocabulary")]
pub enum AuditEvent {
    RegistrationStarted,
    EmailConfirmed,
    PhoneConfirmed { kind: PhoneKind },
    AccountCreated,
    AccountDisabled { cid: Cid },
    AccountEnabled,
    AccountDeleted,
    PasswordAccepted,
    PasswordRefused,
    PasswordChanged,
    CodeSent { purpose: CodePurpose, channel: Channel },
    CodeAccepted { purpose: CodePurpose },
    CodeRefused { purpose: CodePurpose },
    Locked { until: Instant },
    DeviceRemembered,
    DeviceForgotten,
    SignedIn { factors: CredentialSet },
    SignedInSilently,
    SignedOut,
    PersonSet { level: ProofingLevel },
    DetailsMatched,
    DetailsNotMatched { round: u32 },
    LevelRaised { level: ProofingLevel, proof: LevelProof },
    GpDetailsRefused { cid: Cid },
    GpConnected,
    RecordChanged,
    ConsentGiven { scopes: ScopeSet },
    ConsentRefused,
    ConsentWithdrawn,
    TermsAgreed,
    CodeIssued { grant: GrantId, level: ProofingLevel },
    TokensIssued { grant: GrantId },
    TokensRefreshed { grant: GrantId, generation: i64 },
    RefreshReuse { grant: GrantId },
    CodeReuse { grant: GrantId },
    GrantRevoked { grant: GrantId, reason: RevocationReason },
    UserinfoRead { grant: GrantId },
    MetadataChanged,
    MetadataRemoved,
    ClientChanged,
    ClientEnabled,
    ClientDisabled,
    KeyAdded,
    KeyRotated,
}

impl AuditEvent {
    /// Its name in storage and metrics.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::RegistrationStarted => "registration_started",
            Self::EmailConfirmed => "email_confirmed",
            Self::PhoneConfirmed { .. } => "phone_confirmed",
            Self::AccountCreated => "account_created",
            Self::AccountDisabled { .. } => "account_disabled",
            Self::AccountEnabled => "account_enabled",
            Self::AccountDeleted => "account_deleted",
            Self::PasswordAccepted => "password_accepted",
            Self::PasswordRefused => "password_refused",
            Self::PasswordChanged => "password_changed",
            Self::CodeSent { .. } => "code_sent",
            Self::CodeAccepted { .. } => "code_accepted",
            Self::CodeRefused { .. } => "code_refused",
            Self::Locked { .. } => "locked",
            Self::DeviceRemembered => "device_remembered",
            Self::DeviceForgotten => "device_forgotten",
            Self::SignedIn { .. } => "signed_in",
            Self::SignedInSilently => "signed_in_silently",
            Self::SignedOut => "signed_out",
            Self::PersonSet { .. } => "person_set",
            Self::DetailsMatched => "details_matched",
            Self::DetailsNotMatched { .. } => "details_not_matched",
            Self::LevelRaised { .. } => "level_raised",
            Self::GpDetailsRefused { .. } => "gp_details_refused",
            Self::GpConnected => "gp_connected",
            Self::RecordChanged => "record_changed",
            Self::ConsentGiven { .. } => "consent_given",
            Self::ConsentRefused => "consent_refused",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::TermsAgreed => "terms_agreed",
            Self::CodeIssued { .. } => "code_issued",
            Self::TokensIssued { .. } => "tokens_issued",
            Self::TokensRefreshed { .. } => "tokens_refreshed",
            Self::RefreshReuse { .. } => "refresh_reuse",
            Self::CodeReuse { .. } => "code_reuse",
            Self::GrantRevoked { .. } => "grant_revoked",
            Self::UserinfoRead { .. } => "userinfo_read",
            Self::MetadataChanged => "metadata_changed",
            Self::MetadataRemoved => "metadata_removed",
            Self::ClientChanged => "client_changed",
            Self::ClientEnabled => "client_enabled",
            Self::ClientDisabled => "client_disabled",
            Self::KeyAdded => "key_added",
            Self::KeyRotated => "key_rotated",
        }
    }

    fn detail(self) -> Json {
        match self {
            Self::PhoneConfirmed { kind: PhoneKind::Mobile } => json!({"kind": "mobile"}),
            Self::PhoneConfirmed { kind: PhoneKind::Landline } => json!({"kind": "landline"}),
            Self::AccountDisabled { cid } | Self::GpDetailsRefused { cid } => json!({"cid": cid.number()}),
            Self::DetailsNotMatched { round } => json!({"round": round}),
            Self::LevelRaised { level, proof } => {
                json!({"level": level.as_str(), "proof": proof.as_str()})
            }
            Self::CodeSent { purpose, channel } => {
                json!({"purpose": purpose.as_str(), "channel": channel.as_str()})
            }
            Self::CodeAccepted { purpose } | Self::CodeRefused { purpose } => {
                json!({"purpose": purpose.as_str()})
            }
            Self::Locked { until } => json!({"until": until.micros()}),
            Self::SignedIn { factors } => {
                json!({"factors": factors.iter().map(vocabulary::Credential::as_str).collect::<Vec<_>>()})
            }
            Self::PersonSet { level } => json!({"level": level.as_str()}),
            Self::ConsentGiven { scopes } => json!({"scopes": scopes.to_string()}),
            Self::CodeIssued { grant, level } => {
                json!({"grant": grant.to_string(), "level": level.as_str()})
            }
            Self::TokensRefreshed { grant, generation } => {
                json!({"grant": grant.to_string(), "generation": generation})
            }
            Self::GrantRevoked { grant, reason } => {
                json!({"grant": grant.to_string(), "reason": reason.as_str()})
            }
            Self::TokensIssued { grant }
            | Self::RefreshReuse { grant }
            | Self::CodeReuse { grant }
            | Self::UserinfoRead { grant } => json!({"grant": grant.to_string()}),
            _ => json!({}),
        }
    }
}

/// An event with whom it concerns.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// What.
    pub event: AuditEvent,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// At which client.
    pub client_id: Option<ClientId>,
    /// The reference that somebody was shown.
    pub reference: Option<IncidentReference>,
}

/// An event as it was stored.
#[derive(Debug, Clone)]
pub struct AuditRecord {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// [`AuditEvent::name`].
    pub kind: String,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// At which client.
    pub client_id: Option<ClientId>,
    /// The reference that somebody was shown.
    pub reference: Option<IncidentReference>,
    /// The event's fields, as a JSON object.
    pub detail: String,
}

fn read(mut row: Row) -> Result<AuditRecord, StoreFault> {
    Ok(AuditRecord {
        id: row.bytes()?,
        at: row.instant()?,
        kind: row.text()?,
        account_id: row.bytes_or_null()?,
        client_id: row.word_or_null()?,
        reference: row.bytes_or_null()?.map(IncidentReference::from_bytes),
        detail: row.text()?,
    })
}

impl Store {
    /// The newest `limit` events.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events(&self, limit: u32) -> Result<Vec<AuditRecord>, StoreFault> {
        self.query(&LIST, vec![i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// The newest `limit` events of an account.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events_of_account(
        &self,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let values = vec![account.into(), i64::from(limit).into()];
        self.query(&LIST_BY_ACCOUNT, values).await?.into_iter().map(read).collect()
    }

    /// The newest `limit` events at a client.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events_of_client(
        &self,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let values = vec![client.into(), i64::from(limit).into()];
        self.query(&LIST_BY_CLIENT, values).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Records an event.
    pub fn record(&mut self, entry: &AuditEntry) -> &mut Self {
        let reference = entry.reference.as_ref().map(|reference| reference.as_bytes().as_slice());
        let values = vec![
            entry.id.into(),
            entry.at.into(),
            entry.event.name().into(),
            entry.account_id.into(),
            entry.client_id.as_ref().into(),
            reference.into(),
            entry.event.detail().to_string().into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }
}
