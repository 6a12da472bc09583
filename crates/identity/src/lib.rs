//! What the service does for a person and for a partner: gather facts, ask `policy`, act, record, in one batch.
//!
//! The only room (with the program's worker) that writes to the store. It must not know HTTP, HTML or configuration files.

mod access;
mod access_jti;
mod acts;
mod asserted;
mod audit;
mod authorize;
mod browser;
mod checking;
mod client_authentication;
mod clock;
mod code_entry;
mod codes;
mod contact;
mod discovery;
mod email;
mod fault;
mod finish;
mod ground;
mod id_token_jti;
mod issued;
mod keys;
mod limits;
mod location;
mod notes;
mod notices;
mod outbox;
mod partner_pages;
mod password;
mod people;
mod phone;
mod progress;
mod proving;
mod refresh_token;
mod refusals;
mod registrations;
mod registry;
mod service;
mod settings;
mod sharing;
mod support;
mod token;
mod traces;
mod userinfo;
mod userinfo_refusal;
mod visit;

pub use access::{
    AccessRules, AuthenticatorReplaced, Colleague, ColleagueChanged, InvitationChanged, InvitationRow,
    InvitationTaken, InvitationView, Invite, InviteProblem, Invited, OwnPassword, OwnSession,
};
pub use account_store::{
    AuditCursor, AuditFilter, CaseCounts, ClientDraft, ClientRevision, Reached, Refusal, StoredClient,
};
pub use audit::{
    AUDIT_PAGE, AuditKeySettings, AuditLine, AuditPage, AuditStanding, AuditVerdict, Checkpointed,
    VerifyWith, audit_kind, audit_kinds,
};
pub use audit_chain::{AuditKey, AuditKeyFault, Finding, Head, HeadFault, PublicKey, Report};
pub use authorize::{AuthorizeAnswer, Sent};
pub use browser::{Browser, Change, Cookies};
pub use checking::{
    AuditRow, Audited, AuthenticatorGiven, AuthenticatorSetUp, Automated, CaseDecided, CaseDecision,
    CaseDetails, CaseForm, CaseView, Checker, CheckingRules, DecidedCase, DecisionProblem, EvidenceFile,
    EvidenceLooked, HeldBecause, HeldCase, HeldWith, NewOperator, OperatorAdded, OperatorBrowser,
    OperatorEntry, OperatorRow, OperatorStanding, OperatorSwitched, QuestionState, ReadingsShown,
    RecordShown, Reopened, Retraced, SandboxCase, SandboxOperator, SavedAnswers, SignedInOperator, Started,
    Supervisor, Taken, TraceProblem, TraceResult, Workbench, sandbox_authenticator,
};
pub use client_authentication::TokenFailure;
pub use clock::{Chance, Clock, SystemChance, SystemClock};
pub use code_entry::{CodeGiven, Remember};
pub use contact::{ContactRequest, ContactSent};
pub use credentials::{
    BrokenRule, CapitalRule, HashCost, MacKey, OneTimeCode, PasswordPool, PasswordRules, PoolSize,
    TotpSecret, TypedCodeFault,
};
pub use email::EmailGiven;
pub use fault::Fault;
pub use finish::Finished;
pub use gateways::{Side, WebhookHeaders};
pub use keys::{
    JWKS_MAX_AGE, KeyAct, KeyActor, KeyMoved, KeyRefused, KeySchedule, KeySeen, KeyStage, KeyStanding,
    LONGEST_REHEARSAL, NextAct, PartnerReach, RehearsalStart, RehearsalView, Urgency,
};
pub use notices::{
    AlertRow, AlertSwitched, AutomationView, BlockedRow, DomainItem, DomainLookup, DomainOutcome,
    DomainSwitch, LevelSet, NewAlert, ServiceLevelView, SetBy, Setter,
};
pub use outbox::{Delivery, SentMessage, stored_message};
pub use partner_pages::{
    AssertionInspected, ClientGiven, ExampleValues, JtiStanding, OwnClient, PartnerUser, PartnerUserRow,
    RecentRequest,
};
pub use password::{PasswordCreated, PasswordGiven};
pub use people::{PersonSeed, Seeded, SeededPerson};
pub use phone::{CodeSent, PhoneGiven, PhoneTyped};
pub use policy::{
    Alert, Page, Possession, Profile, ProveStep, RawAuthorize, Rights, RoleMatrix, Rules, ServiceLevel,
    ServiceLevelProblem, Step, pages_of,
};
pub use policy::{Approval, PartnerKeyStanding, RegistrationChange, SecondPerson, Severity};
pub use proving::{
    BirthDateTyped, Casework, ConfirmAnswer, ConnectAnswer, FaceWay, FileProblem, GpDetailsTyped, GpFork,
    GpTurn, LinkFollowed, LinkSent, LinkStanding, LinkTo, NameTyped, NumberAnswer, Outside, PhotoGiven,
    PhotoProblem, PhotoView, PhotoWay, ProvingView, SWITCH_PATH, ScanProblem, StillNoMatchChoice, VideoGiven,
    VideoProblem, Waits, YesNo,
};
pub use registrations::{
    ClientListing, ClientPage, ClientSummary, Compared, DraftAbout, DraftBegun, DraftDecided, DraftFault,
    DraftSaved, DraftSubmitted, DraftSummary, DraftView, Imported, KeyCounts, KeyEdit, OwnChange,
    OwnRegistered, PartnerKeyRefused, PartnerKeyView, RegistrationEdit, RevisionRow, Switched, Use,
};
pub use registry::{RegisteredClient, RegistrationFaults};
pub use service::{Identity, Parts};
pub use settings::{AnotherDevice, PhotoIdSettings, RegistrySettings, Secrets, Settings};
pub use sharing::{Agreement, Reconsidered};
pub use support::{
    AccountAt, Attempt, AttemptFile, ConsentRow, FoundPerson, HistoryPage, HistoryRow, PdsSaid, PersonChange,
    PersonChanged, PersonStatus, PersonView, PhonesAfter, Retrieval, RetrievalAsked, Searched, SupportRules,
    WaitingErasure,
};
pub use token::TokenAnswer;
pub use tokens::{AssertionCheck, AssertionInspection, CheckOutcome};
pub use traces::{
    AccountTraced, TargetOutcome, TraceEnding, TraceView, TracedReason, TracedStanding, TracedStep,
};
pub use userinfo::UserinfoFailure;
pub use userinfo_refusal::{UserinfoAnswer, UserinfoRefusal};
pub use visit::{Answer, Opened, View, Visit};
