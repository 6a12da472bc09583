//! The words: validated values that every room shares.
//!
//! A value is parsed once, at the door; nothing below re-checks it. This room knows no framework, no
//! storage and no clock. It must not know what any value is used for: rules stand in `policy`.

mod client;
mod contact;
mod draft;
mod email_domain;
mod explanation;
mod fault;
mod id;
mod incident;
mod instant;
mod message;
mod milestone;
mod notice;
mod operator;
mod permission;
mod person;
mod proof;
mod protocol;
mod proving;
mod record;
mod reference;
mod registration;
mod sandbox;
mod scope;
mod secret;
mod support;
mod vector;
mod words;

pub use client::{ClientId, RedirectUri, RedirectUriProblem, Subject};
pub use contact::{EmailAddress, EmailProblem, PhoneKind, PhoneNumber, PhoneProblem};
pub use draft::{ChangedBy, DraftState, RegistrationSection};
pub use email_domain::EmailDomain;
pub use explanation::Explanation;
pub use fault::Malformed;
pub use id::{
    AccountId, CaseId, DraftId, EventId, GrantId, InvitationId, MessageId, OperatorId, RehearsalId,
    SessionId, TicketId, TraceId,
};
pub use incident::IncidentNumber;
pub use instant::{Instant, Lifetime};
pub use message::{Channel, ContactMessage, Message, MessageKind, PhoneChange};
pub use milestone::Milestone;
pub use notice::{AlertLevel, AlertPart, ServiceMessage};
pub use operator::{OperatorRole, OperatorRoles};
pub use permission::{Permission, Permissions, PersonField, PersonFields};
pub use person::{
    BirthDateProblem, DateOfBirth, DateParts, FamilyName, GivenName, MONTHS, NameProblem, NhsNumber,
    NhsNumberProblem, OdsCode, Postcode, PostcodeProblem,
};
pub use proof::{CaseStatus, EvidenceKind, LevelProof};
pub use protocol::{CodeChallenge, CodeVerifier, ErrorCode, GrantType, Prompt, TokenErrorCode};
pub use proving::{
    Answer, CaseSection, CheckRoute, DeclineAdvice, DeclineReason, DocumentKind, HoldingReason, Note,
    Question, ReasonGroup, VideoMethod, scan_colours,
};
pub use record::{NameUse, PatientRecord, Period, RecordName};
pub use reference::{Cid, IncidentReference};
pub use registration::{Client, ClientDocument, IssuerName, RegisteredKey};
pub use sandbox::Sandbox;
pub use scope::{Scope, ScopeSet};
pub use secret::{Digest, Secret};
pub use support::{
    AttemptStatus, DisableReason, MobileMatchReason, PdsCode, PersonAction, SearchKind, SearchOutcome,
};
pub use vector::{Credential, CredentialSet, ProofingLevel, VectorOfTrust, VectorRequest};
