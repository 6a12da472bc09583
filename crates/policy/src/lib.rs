//! Every decision that needs no waiting: what a request may ask, what a person sees next, what a token request gets.
//!
//! This room knows the contract's rules as plain functions over plain facts. It must not know storage, HTTP, templates or
//! the clock: `now` is a value among the facts, and nothing here is async. Whoever gathers the facts acts on the answer.

mod asserted;
mod authorize;
mod claims;
mod exchange;
mod facts;
mod go_live;
mod journey;
mod keys;
mod limits;
mod notices;
mod operators;
mod page;
mod pasted;
mod profile;
mod proving;
mod refresh;
mod refusal;
mod registration;
mod returns;
mod rules;
mod step;
mod stops;
mod support;
mod vector_reasons;
mod vectors;

pub use asserted::{AssertedFacts, AssertedSession, AssertedSignIn, asserted_login, asserted_twice};
pub use authorize::{
    Advice, AuthorizeInspection, AuthorizeRequest, AuthorizeRule, RawAuthorize, Registration, RuleOutcome,
    RuleVerdict, check_authorize, inspect_authorize, is_registered, named_client, unknown_client,
};
pub use claims::{Claim, Place, approved_scopes, released};
pub use exchange::{Exchange, ExchangeRequest, GrantFacts, RefreshToken, exchange};
pub use facts::{
    AccountFacts, AccountStatus, Asked, Browser, ClientRules, CodePurpose, ConsentAnswer, ConsentRecord,
    Device, EmailFact, Facts, Familiarity, LevelFrom, Locks, OutstandingCode, Owner, Phones, Progress,
    SessionFacts, SessionOrigin, Terms, TermsAnswer,
};
pub use go_live::go_live_scenarios;
pub use journey::next_step;
pub use keys::{
    JWKS_MAX_AGE, KeyAct, KeyFacts, KeyMove, KeyRefused, KeySchedule, KeyStage, NextAct,
    Successor as KeySuccessor, Urgency, due_act, key_move, next_acts,
};
pub use limits::{Action, CounterKind, Limit, counters, limit, stranger_limit};
pub use notices::{Alert, Notices, ServiceLevel, ServiceLevelProblem, pages_of};
pub use operators::{Rights, RoleMatrix, TraceSight};
pub use page::Page;
pub use pasted::{Leak, leaks};
pub use profile::{
    Algorithm, AssertionAudience, ClientAuthentication, DefaultVector, IssuerParameter, MaxAge, Presence,
    Profile, PromptNoneError, RedirectQuery, RefreshRotation, SenderConstraint,
};
pub use proving::{
    Adjudication, AfterScan, Companion, Confirmation, Connection, Details, Finding, GpAnswers, GpCheck,
    KnowsNumber, LookUp, MobileMatch, MobileStanding, PhotoAnswers, PhotoState, Place as ProvingPlace,
    Possession, ProveStep, ProvingFacts, Recheck, Rechecked, RecordFacts, RecordQuestion, Route, ScanState,
    TriState, VideoState, finding, mobile_standing, recheck,
};
pub use refresh::{Refresh, RefreshFacts, RefreshRequest, Successor, refresh};
pub use refusal::{Consequence, Destination, Refusal, TokenRefusal};
pub use registration::{
    Approval, PartnerKeyFacts, PartnerKeyStanding, Registration as RegistrationView, RegistrationChange,
    SecondPerson, Severity, approval, brought_up_to_date, changes,
};
pub use returns::explain_return;
pub use rules::{Lockout, Proving, Rate, Rules};
pub use step::{Issuance, SignIn, Step};
pub use stops::{explain_crowd, explain_gone, explain_stop};
pub use support::{
    Completion, Erasure, Held, MatchRule, PersonStanding, Usage, is_possible, permission_of,
    permission_to_find,
};
pub use vector_reasons::{TargetExplained, VectorReason, Verdict, explain_target, reasons};
pub use vectors::{Choice, Standing, choose};
