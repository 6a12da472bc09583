//! What `audit_events` can record.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};
use vocabulary::{
    AlertLevel, AlertPart, CaseStatus, Channel, Cid, CredentialSet, DeclineReason, Digest, DisableReason,
    DraftId, EvidenceKind, GrantId, HoldingReason, Instant, InvitationId, LevelProof, MobileMatchReason,
    OperatorId, OperatorRoles, PhoneKind, ProofingLevel, ScopeSet, SearchKind, SearchOutcome, ServiceMessage,
};

use crate::tables::grants::RevocationReason;
use crate::tables::one_time_codes::CodePurpose;

/// Makes the enum and its names from one list.
macro_rules! events {
    ($($event:ident $({ $($field:ident: $kind:ty),+ })? = $name:literal,)+) => {
        /// What can be recorded: a closed list without free text, so that no secret and no personal data gets in.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each name says it; the fields are vocabulary")]
        pub enum AuditEvent {
            $($event $({ $($field: $kind),+ })?,)+
        }

        impl AuditEvent {
            /// Every name there is.
            pub const NAMES: &[&str] = &[$($name),+];

            /// Its name in storage and metrics.
            #[must_use]
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$event { .. } => $name,)+
                }
            }
        }
    };
}

events! {
    RegistrationStarted = "registration_started",
    EmailConfirmed = "email_confirmed",
    PhoneConfirmed { kind: PhoneKind } = "phone_confirmed",
    AccountCreated = "account_created",
    AccountDisabled { cid: Cid, reason: Option<DisableReason> } = "account_disabled",
    AccountEnabled = "account_enabled",
    AccountDeleted = "account_deleted",
    AccountCleansed { removed_phones: bool } = "account_cleansed",
    PasswordAccepted = "password_accepted",
    PasswordRefused = "password_refused",
    PasswordChanged = "password_changed",
    CodeSent { purpose: CodePurpose, channel: Channel } = "code_sent",
    CodeAccepted { purpose: CodePurpose } = "code_accepted",
    CodeRefused { purpose: CodePurpose } = "code_refused",
    Locked { until: Instant } = "locked",
    DeviceRemembered = "device_remembered",
    DeviceForgotten = "device_forgotten",
    SignedIn { factors: CredentialSet } = "signed_in",
    SignedInSilently = "signed_in_silently",
    LoginAsserted = "login_asserted",
    SignedOut = "signed_out",
    PersonSet { level: ProofingLevel } = "person_set",
    DetailsMatched = "details_matched",
    DetailsNotMatched { round: u32 } = "details_not_matched",
    LevelRaised { level: ProofingLevel, proof: LevelProof } = "level_raised",
    GpDetailsRefused { cid: Cid } = "gp_details_refused",
    GpConnected = "gp_connected",
    GpDisconnected = "gp_disconnected",
    RecordChanged = "record_changed",
    ConsentGiven { scopes: ScopeSet } = "consent_given",
    ConsentRefused = "consent_refused",
    ConsentWithdrawn = "consent_withdrawn",
    TermsAgreed = "terms_agreed",
    CodeIssued { grant: GrantId, level: ProofingLevel } = "code_issued",
    TokensIssued { grant: GrantId } = "tokens_issued",
    TokensRefreshed { grant: GrantId, generation: i64 } = "tokens_refreshed",
    TokensResent { grant: GrantId, generation: i64 } = "tokens_resent",
    RefreshReuse { grant: GrantId } = "refresh_reuse",
    CodeReuse { grant: GrantId } = "code_reuse",
    GrantRevoked { grant: GrantId, reason: RevocationReason } = "grant_revoked",
    UserinfoRead { grant: GrantId } = "userinfo_read",
    MetadataChanged = "metadata_changed",
    MetadataRemoved = "metadata_removed",
    ClientChanged = "client_changed",
    ClientEnabled = "client_enabled",
    ClientDisabled = "client_disabled",
    ClientDraftBegun { draft: DraftId } = "client_draft_begun",
    ClientDraftChanged { draft: DraftId } = "client_draft_changed",
    ClientDraftSubmitted { draft: DraftId } = "client_draft_submitted",
    ClientDraftApproved { draft: DraftId } = "client_draft_approved",
    ClientDraftRejected { draft: DraftId } = "client_draft_rejected",
    ClientDraftWithdrawn { draft: DraftId } = "client_draft_withdrawn",
    KeyAdded = "key_added",
    KeyAnnounced = "key_announced",
    KeyPublished = "key_published",
    KeyRotated = "key_rotated",
    KeyRemoved = "key_removed",
    KeyRehearsalStarted { until: Instant } = "key_rehearsal_started",
    KeyRehearsalEnded = "key_rehearsal_ended",
    MobileMatchRefused = "mobile_match_refused",
    EvidenceStored { kind: EvidenceKind } = "evidence_stored",
    FaceScanFailed = "face_scan_failed",
    EvidenceViewed { kind: EvidenceKind } = "evidence_viewed",
    DeviceLinkSent = "device_link_sent",
    DeviceLinkUsed = "device_link_used",
    CaseSubmitted = "case_submitted",
    CaseAssigned = "case_assigned",
    CaseReleased = "case_released",
    CaseDecided { status: CaseStatus, reason: Option<DeclineReason> } = "case_decided",
    CaseHeld { reason: HoldingReason } = "case_held",
    CaseReturned = "case_returned",
    CaseReopened = "case_reopened",
    CaseRetraced = "case_retraced",
    CaseAudited { agreed: bool } = "case_audited",
    PersonSearched { by: SearchKind, outcome: SearchOutcome } = "person_searched",
    PersonViewed = "person_viewed",
    HistoryViewed = "history_viewed",
    TraceViewed = "trace_viewed",
    TracesListed = "traces_listed",
    EvidenceListed = "evidence_listed",
    EvidenceRequested = "evidence_requested",
    EvidenceRestored = "evidence_restored",
    PhoneChanged { kind: PhoneKind } = "phone_changed",
    PhoneRemoved { kind: PhoneKind } = "phone_removed",
    MobileMatchBlocked { reason: MobileMatchReason } = "mobile_match_blocked",
    MobileMatchAllowed { reason: MobileMatchReason } = "mobile_match_allowed",
    SessionsEnded = "sessions_ended",
    ErasureRequested = "erasure_requested",
    ErasureWithdrawn = "erasure_withdrawn",
    OperatorSignedIn = "operator_signed_in",
    OperatorSignInFailed = "operator_sign_in_failed",
    OperatorLocked = "operator_locked",
    OperatorSignedOut = "operator_signed_out",
    OperatorChanged { what: OperatorChange } = "operator_changed",
    ColleagueChanged { operator: OperatorId, what: OperatorChange } = "colleague_changed",
    OperatorInvited { invitation: InvitationId, roles: OperatorRoles } = "operator_invited",
    InvitationSentAgain { invitation: InvitationId } = "invitation_sent_again",
    InvitationCancelled { invitation: InvitationId } = "invitation_cancelled",
    InvitationTaken { invitation: InvitationId } = "invitation_taken",
    AlertTurnedOn { part: AlertPart, level: AlertLevel } = "alert_turned_on",
    AlertTurnedOff { part: AlertPart } = "alert_turned_off",
    ServiceLevelSet { hours: u32, message: Option<ServiceMessage> } = "service_level_set",
    ServiceLevelReset = "service_level_reset",
    AutomationSet { percent: u8 } = "automation_set",
    EmailDomainBlocked { domain: Digest } = "email_domain_blocked",
    EmailDomainUnblocked { domain: Digest } = "email_domain_unblocked",
    AuditSearched { of: Option<OperatorId> } = "audit_searched",
    AuditExported { of: Option<OperatorId> } = "audit_exported",
    AuditVerified { checkpoint: i64, findings: u32 } = "audit_verified",
    PartnerBound { user: OperatorId } = "partner_bound",
    PartnerUnbound { user: OperatorId } = "partner_unbound",
}

/// What changed about an operator. Roles are words of the service's table of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum OperatorChange {
    Added { roles: OperatorRoles },
    Password,
    SecondFactor,
    Roles { before: OperatorRoles, roles: OperatorRoles },
    Disabled,
    Enabled,
    SessionsEnded,
}

impl OperatorChange {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Added { .. } => "added",
            Self::Password => "password",
            Self::SecondFactor => "second_factor",
            Self::Roles { .. } => "roles",
            Self::Disabled => "disabled",
            Self::Enabled => "enabled",
            Self::SessionsEnded => "sessions_ended",
        }
    }

    /// Its fields.
    fn detail(&self) -> Json {
        match self {
            Self::Added { roles } => json!({"what": self.as_str(), "roles": roles.to_string()}),
            Self::Roles { before, roles } => {
                json!({"what": self.as_str(), "before": before.to_string(), "roles": roles.to_string()})
            }
            _ => json!({"what": self.as_str()}),
        }
    }
}

/// `detail` with the operator to whom it was done.
fn done_to(operator: OperatorId, mut detail: Json) -> Json {
    detail["operator"] = operator.to_string().into();
    detail
}

fn hexadecimal(digest: &Digest) -> String {
    digest.as_bytes().iter().fold(String::with_capacity(64), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

impl AuditEvent {
    /// Its fields.
    pub(crate) fn detail(&self) -> Json {
        match self {
            Self::PhoneConfirmed { kind } | Self::PhoneChanged { kind } | Self::PhoneRemoved { kind } => {
                json!({"kind": match kind { PhoneKind::Mobile => "mobile", PhoneKind::Landline => "landline" }})
            }
            Self::AccountDisabled { cid, reason } => {
                json!({"cid": cid.number(), "reason": reason.map(DisableReason::as_str)})
            }
            Self::GpDetailsRefused { cid } => json!({"cid": cid.number()}),
            Self::CodeSent { purpose, channel } => {
                json!({"purpose": purpose.as_str(), "channel": channel.as_str()})
            }
            Self::CodeAccepted { purpose } | Self::CodeRefused { purpose } => {
                json!({"purpose": purpose.as_str()})
            }
            Self::Locked { until } | Self::KeyRehearsalStarted { until } => json!({"until": until.micros()}),
            Self::SignedIn { factors } => {
                json!({"factors": factors.iter().map(vocabulary::Credential::as_str).collect::<Vec<_>>()})
            }
            Self::PersonSet { level } => json!({"level": level.as_str()}),
            Self::ConsentGiven { scopes } => json!({"scopes": scopes.to_string()}),
            Self::CodeIssued { grant, level } => {
                json!({"grant": grant.to_string(), "level": level.as_str()})
            }
            Self::TokensRefreshed { grant, generation } | Self::TokensResent { grant, generation } => {
                json!({"grant": grant.to_string(), "generation": generation})
            }
            Self::GrantRevoked { grant, reason } => {
                json!({"grant": grant.to_string(), "reason": reason.as_str()})
            }
            Self::ClientDraftBegun { draft }
            | Self::ClientDraftChanged { draft }
            | Self::ClientDraftSubmitted { draft }
            | Self::ClientDraftApproved { draft }
            | Self::ClientDraftRejected { draft }
            | Self::ClientDraftWithdrawn { draft } => json!({"draft": draft.to_string()}),
            Self::TokensIssued { grant }
            | Self::RefreshReuse { grant }
            | Self::CodeReuse { grant }
            | Self::UserinfoRead { grant } => json!({"grant": grant.to_string()}),
            _ => self.proving_detail(),
        }
    }

    fn proving_detail(&self) -> Json {
        match self {
            Self::DetailsNotMatched { round } => json!({"round": round}),
            Self::LevelRaised { level, proof } => {
                json!({"level": level.as_str(), "proof": proof.as_str()})
            }
            Self::EvidenceStored { kind } | Self::EvidenceViewed { kind } => json!({"kind": kind.as_str()}),
            Self::CaseDecided { status, reason } => {
                json!({"status": status.as_str(), "reason": reason.map(DeclineReason::as_str)})
            }
            Self::CaseHeld { reason } => json!({"reason": reason.as_str()}),
            Self::CaseAudited { agreed } => json!({"agreed": agreed}),
            Self::OperatorChanged { what } => what.detail(),
            Self::AuditSearched { of } | Self::AuditExported { of } => {
                json!({"operator": of.map(|id| id.to_string())})
            }
            Self::AuditVerified { checkpoint, findings } => {
                json!({"checkpoint": checkpoint, "findings": findings})
            }
            _ => self.console_detail(),
        }
    }

    /// What operators do to each other and to the whole service. A domain is named by its SHA-256 digest: whoever has the name can find it.
    fn console_detail(&self) -> Json {
        match self {
            Self::ColleagueChanged { operator, what } => done_to(*operator, what.detail()),
            Self::PartnerBound { user } | Self::PartnerUnbound { user } => done_to(*user, json!({})),
            Self::OperatorInvited { invitation, roles } => {
                json!({"invitation": invitation.to_string(), "roles": roles.to_string()})
            }
            Self::InvitationSentAgain { invitation }
            | Self::InvitationCancelled { invitation }
            | Self::InvitationTaken { invitation } => json!({"invitation": invitation.to_string()}),
            Self::AlertTurnedOn { part, level } => json!({"part": part.as_str(), "level": level.as_str()}),
            Self::AlertTurnedOff { part } => json!({"part": part.as_str()}),
            Self::ServiceLevelSet { hours, message } => {
                json!({"hours": hours, "message": message.map(ServiceMessage::as_str)})
            }
            Self::AutomationSet { percent } => json!({"percent": percent}),
            Self::EmailDomainBlocked { domain } | Self::EmailDomainUnblocked { domain } => {
                json!({"domain": hexadecimal(domain)})
            }
            _ => self.support_detail(),
        }
    }

    fn support_detail(&self) -> Json {
        match self {
            Self::PersonSearched { by, outcome } => json!({"by": by.as_str(), "outcome": outcome.as_str()}),
            Self::AccountCleansed { removed_phones } => json!({"removed_phones": removed_phones}),
            Self::MobileMatchBlocked { reason } | Self::MobileMatchAllowed { reason } => {
                json!({"reason": reason.as_str()})
            }
            _ => json!({}),
        }
    }
}
