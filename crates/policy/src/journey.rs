//! The one place that decides what a person sees next.
//!
//! An ordered list of checks, each of which looks at the facts and may name a step; the first answer wins, and when none has one
//! a code is issued. Then, in one place, a screen under `prompt=none` becomes its silent error. Facts are stored, a "current screen" is
//! not: two tabs agree, Back is harmless, and a release may reorder screens under people's feet.

use vocabulary::{
    Credential, CredentialSet, ErrorCode, Instant, Prompt, ProofingLevel, ScopeSet, VectorOfTrust,
};

use crate::authorize::Registration;
use crate::claims;
use crate::facts::{
    AccountFacts, AccountStatus, CodePurpose, ConsentAnswer, EmailFact, Facts, Familiarity, LevelFrom,
    OutstandingCode, Terms,
};
use crate::proving::{self, Companion, ProveStep};
use crate::step::{Issuance, SignIn, Step};
use crate::vectors::{Choice, Standing, choose};

/// The order of checks.
const CHECKS: [fn(&Facts) -> Option<Step>; 7] =
    [refuse, identify, register, authenticate, oblige, prove, consent];

/// What can be shown on this service today.
const AVAILABLE: [Credential; 2] = [Credential::Cp, Credential::Cd];

const NOT_CONSENTED: Step = Step::Return { code: ErrorCode::AccessDenied, description: "ConsentNotGiven" };

/// What comes next, decided from `facts` alone.
///
/// Spec: F-20, F-50 to F-55, F-58. Journeys 1.1 to 1.4, 1.10, 1.11
#[must_use]
pub fn next_step(facts: &Facts) -> Step {
    let step = CHECKS.iter().find_map(|check| check(facts)).unwrap_or_else(|| issue(facts));
    if let Some(companion) = facts.progress.companion {
        return beside(companion, step);
    }
    if facts.asked.prompt == Prompt::None {
        return silently(facts, step);
    }
    if facts.progress.going_back && step.offers_return() {
        return leave(step);
    }
    step
}

/// On the other device (I20) somebody logs in as anywhere, and then there is nothing but proving for the person who began.
const fn beside(companion: Companion, step: Step) -> Step {
    match (companion, step) {
        (
            Companion::Another,
            Step::AgreeTerms
            | Step::Prove(_)
            | Step::LevelUnreachable { .. }
            | Step::Share { .. }
            | Step::ShareMore { .. }
            | Step::ReconsiderSharing
            | Step::Issue(_)
            | Step::Return { .. },
        ) => Step::Prove(ProveStep::OtherLogin),
        (
            Companion::SamePerson,
            Step::Prove(ProveStep::NotCheckedYet)
            | Step::LevelUnreachable { .. }
            | Step::Share { .. }
            | Step::ShareMore { .. }
            | Step::ReconsiderSharing
            | Step::Issue(_)
            | Step::Return { .. },
        ) => Step::Prove(ProveStep::FinishedHere),
        _ => step,
    }
}

/// Nothing the person does can help.
fn refuse(facts: &Facts) -> Option<Step> {
    if facts.now >= facts.progress.expires_at {
        return Some(Step::SessionOver);
    }
    if let Some(AccountFacts { status: AccountStatus::Disabled(cid), .. }) = facts.account
        && facts.progress.shown.contains(Credential::Cp)
    {
        return Some(Step::Disabled { cid });
    }
    let Choice::CredentialUnreachable(vector) = choice(facts) else { return None };
    Some(Step::CredentialUnreachable { wanted: vector.credentials() })
}

/// Who is it?
fn identify(facts: &Facts) -> Option<Step> {
    match facts.email {
        EmailFact::NotGiven if facts.usable_session().is_some() => None,
        EmailFact::NotGiven => Some(facts.in_force(facts.locks.lookups).map_or(Step::EnterEmail, wait_email)),
        EmailFact::Known if facts.account.is_none() => Some(Step::EnterEmail),
        EmailFact::Known => {
            let met = facts.progress.found_account_seen
                || facts.browser.client == Familiarity::Known
                || facts.shown().contains(Credential::Cp);
            (!met).then_some(Step::FoundAccount)
        }
        EmailFact::Unknown | EmailFact::Pending => None,
    }
}

/// A newcomer, or somebody who did not finish registering.
fn register(facts: &Facts) -> Option<Step> {
    let newcomer = matches!(facts.email, EmailFact::Unknown | EmailFact::Pending);
    if newcomer && !registration_offered(facts) {
        return Some(Step::CannotLogIn);
    }
    match facts.email {
        EmailFact::Unknown if !facts.progress.register_intro_seen => Some(Step::RegisterIntro),
        // A password that is chosen sends a code.
        EmailFact::Unknown => Some(
            facts.in_force(facts.locks.code).map_or(Step::CreatePassword, |until| Step::WaitCode { until }),
        ),
        EmailFact::NotGiven | EmailFact::Known if has_phone(facts) => None,
        // That a registration is unfinished is told to whoever knows its password.
        _ if !facts.shown().contains(Credential::Cp) => Some(password(facts)),
        EmailFact::Pending => Some(confirm_email(facts)),
        EmailFact::NotGiven | EmailFact::Known => Some(confirm_phone(facts)),
    }
}

fn has_phone(facts: &Facts) -> bool {
    facts.account.is_some_and(|account| !account.phones.is_empty())
}

fn registration_offered(facts: &Facts) -> bool {
    facts.client.registration
        && facts.asked.registration == Registration::Offered
        && facts.progress.companion.is_none()
}

fn confirm_email(facts: &Facts) -> Step {
    if let Some(until) = facts.in_force(facts.locks.code) {
        return Step::WaitCode { until };
    }
    let works =
        |code: OutstandingCode| code.purpose == CodePurpose::ConfirmEmail && facts.now < code.expires_at;
    if facts.progress.code.is_some_and(works) { Step::ConfirmEmail } else { Step::EmailCodeExpired }
}

fn confirm_phone(facts: &Facts) -> Step {
    if let Some(until) = facts.in_force(facts.locks.code) {
        return Step::WaitCode { until };
    }
    match facts.progress.code {
        Some(OutstandingCode { purpose: CodePurpose::ConfirmPhone(kind), expires_at }) => {
            if facts.now < expires_at { Step::ConfirmPhone { kind } } else { Step::PhoneCodeExpired }
        }
        Some(_) | None => Step::EnterPhone,
    }
}

/// The factors that the target asks for and that do not count as shown (F-53).
fn authenticate(facts: &Facts) -> Option<Step> {
    let missing = target(facts).credentials().minus(facts.shown());
    if missing.contains(Credential::Cp) {
        Some(password(facts))
    } else if missing.contains(Credential::Cd) {
        Some(device_code(facts))
    } else {
        None
    }
}

fn password(facts: &Facts) -> Step {
    facts.in_force(facts.locks.password).map_or(Step::EnterPassword, |until| Step::WaitPassword { until })
}

fn device_code(facts: &Facts) -> Step {
    if let Some(until) = facts.in_force(facts.locks.code) {
        return Step::WaitCode { until };
    }
    match facts.progress.code {
        Some(OutstandingCode { purpose: CodePurpose::SignIn(kind), expires_at }) => {
            if facts.now < expires_at { Step::EnterCode { kind } } else { Step::CodeExpired }
        }
        Some(_) | None => choose_channel(facts),
    }
}

fn choose_channel(facts: &Facts) -> Step {
    Step::ChooseChannel { phones: facts.account.map(|account| account.phones).unwrap_or_default() }
}

/// What the service itself asks before it goes on.
fn oblige(facts: &Facts) -> Option<Step> {
    let outdated = facts.account.is_some_and(|account| account.terms == Terms::Outdated);
    match facts.progress.terms {
        _ if !outdated => None,
        Some(_) => Some(NOT_CONSENTED),
        None => Some(Step::AgreeTerms),
    }
}

/// The level, by the journey of its own; an honest stop where proving is switched off.
fn prove(facts: &Facts) -> Option<Step> {
    let wanted = |vector: VectorOfTrust| vector.level().unwrap_or(ProofingLevel::P0);
    match choice(facts) {
        Choice::LevelUnreachable(vector) => Some(Step::LevelUnreachable { wanted: wanted(vector) }),
        Choice::Target(vector) => proving::next(facts, wanted(vector)).map(Step::Prove),
        Choice::CredentialUnreachable(_) => None,
    }
}

/// Sharing with this client (F-58).
fn consent(facts: &Facts) -> Option<Step> {
    let level = facts.account?.level;
    let asked = facts.asked.scopes;
    let question = match facts.consent {
        None => Step::Share { scopes: asked },
        Some(record) => {
            let raised = record.level < level
                && facts.account.is_some_and(|account| account.level_from == LevelFrom::ThisClient);
            let gained = if raised { claims::gaining(asked, record.level, level) } else { ScopeSet::EMPTY };
            let new = asked.minus(record.scopes).or(gained);
            if new.is_empty() {
                return None;
            }
            Step::ShareMore { already: asked.minus(new), new }
        }
    };
    Some(match facts.progress.consent {
        None => question,
        Some(ConsentAnswer::Refused) => Step::ReconsiderSharing,
        Some(ConsentAnswer::RefusedForGood) => NOT_CONSENTED,
    })
}

fn issue(facts: &Facts) -> Step {
    let sign_in = match (facts.usable_session(), facts.progress.shown.is_empty()) {
        (Some(_), true) => SignIn::Session,
        (Some(_), false) => SignIn::Extended,
        (None, _) => SignIn::Fresh,
    };
    Step::Issue(Issuance { vot: target(facts), shown: facts.shown(), sign_in })
}

/// `prompt=none`: every screen becomes its error (F-20).
fn silently(facts: &Facts, step: Step) -> Step {
    let (code, description) = match step {
        Step::Issue(_) | Step::Return { .. } => return step,
        Step::Share { .. } | Step::ShareMore { .. } | Step::ReconsiderSharing => {
            (ErrorCode::ConsentRequired, "The person has not agreed to share this with the client")
        }
        Step::AgreeTerms
        | Step::Prove(_)
        | Step::LevelUnreachable { .. }
        | Step::CredentialUnreachable { .. }
        | Step::EnterPhone
        | Step::ConfirmPhone { .. }
        | Step::PhoneCodeExpired => {
            (ErrorCode::InteractionRequired, "The person has to answer a screen first")
        }
        _ => (facts.login_error(), "The person has to log in first"),
    };
    Step::Return { code, description }
}

/// "Return to the service" on a page where nothing else can be done.
const fn leave(step: Step) -> Step {
    let description = match step {
        Step::Prove(_) => "IdentityNotProven",
        Step::LevelUnreachable { .. } => "LevelNotReachable",
        Step::CredentialUnreachable { .. } => "CredentialNotOffered",
        Step::CannotLogIn => "RegistrationNotOffered",
        Step::Disabled { .. } => "AccountNotUsable",
        _ => "SessionOver",
    };
    Step::Return { code: ErrorCode::AccessDenied, description }
}

pub(crate) fn choice(facts: &Facts) -> Choice {
    choose(&facts.asked.vectors, &facts.client.vectors, standing(facts))
}

/// What is known about the person when the vector is chosen.
pub(crate) fn standing(facts: &Facts) -> Standing {
    Standing {
        level: facts.account.map(|account| account.level),
        shown: facts.shown(),
        available: CredentialSet::from_iter(AVAILABLE),
        proving: facts.rules.proving,
    }
}

fn target(facts: &Facts) -> VectorOfTrust {
    match choice(facts) {
        Choice::Target(vector) | Choice::LevelUnreachable(vector) | Choice::CredentialUnreachable(vector) => {
            vector
        }
    }
}

const fn wait_email(until: Instant) -> Step {
    Step::WaitEmail { until }
}
