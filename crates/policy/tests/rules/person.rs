//! The simulated person: answers each screen as `identity` would write the answer down.

use policy::{
    AccountFacts, AccountStatus, CodePurpose, ConsentAnswer, ConsentRecord, EmailFact, Facts, LevelFrom,
    OutstandingCode, Owner, Phones, Progress, Step, Terms, next_step,
};
use vocabulary::{Cid, Credential, CredentialSet, Lifetime, PhoneKind, Prompt, ProofingLevel};

use crate::fixtures::{account, agreed, session};
use crate::prover::Prover;

/// No journey shows more screens than this.
const MOST_SCREENS: usize = 16;

/// Nor more than this for somebody whose codes expire and who is locked out, once each.
const MOST_UNLUCKY_SCREENS: usize = 24;

/// Nor does proving add more than this: three rounds of details, then photo ID.
const MOST_PROVING_SCREENS: usize = 32;

/// Who types an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    Newcomer,
    NewcomerWhereNobodyMayRegister,
    HalfRegistered,
    WithoutPhone,
    WithTwoPhones,
    P0,
    P5WithOldTerms,
    P9,
    Disabled,
}

pub(crate) const PEOPLE: [Person; 9] = [
    Person::Newcomer,
    Person::NewcomerWhereNobodyMayRegister,
    Person::HalfRegistered,
    Person::WithoutPhone,
    Person::WithTwoPhones,
    Person::P0,
    Person::P5WithOldTerms,
    Person::P9,
    Person::Disabled,
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Session {
    None,
    Password,
    PasswordAndCode,
    Over,
    OfSomebodyElse,
}

pub(crate) const SESSIONS: [Session; 5] =
    [Session::None, Session::Password, Session::PasswordAndCode, Session::Over, Session::OfSomebodyElse];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sharing {
    FirstTimeAgrees,
    FirstTimeRefuses,
    AgreedBefore,
    AgreedToLess,
}

pub(crate) const SHARING: [Sharing; 4] =
    [Sharing::FirstTimeAgrees, Sharing::FirstTimeRefuses, Sharing::AgreedBefore, Sharing::AgreedToLess];

impl Person {
    fn address(self) -> EmailFact {
        match self {
            Self::Newcomer | Self::NewcomerWhereNobodyMayRegister => EmailFact::Unknown,
            Self::HalfRegistered => EmailFact::Pending,
            _ => EmailFact::Known,
        }
    }

    fn account(self) -> Option<AccountFacts> {
        let plain = account(ProofingLevel::P0);
        match self {
            Self::Newcomer | Self::NewcomerWhereNobodyMayRegister | Self::HalfRegistered => None,
            Self::WithoutPhone => Some(AccountFacts { phones: Phones::default(), ..plain }),
            Self::WithTwoPhones => {
                Some(AccountFacts { phones: Phones { mobile: true, landline: true }, ..plain })
            }
            Self::P0 => Some(plain),
            Self::P5WithOldTerms => {
                Some(AccountFacts { terms: Terms::Outdated, ..account(ProofingLevel::P5) })
            }
            Self::P9 => {
                Some(AccountFacts { level_from: LevelFrom::ThisClient, ..account(ProofingLevel::P9) })
            }
            Self::Disabled => Some(AccountFacts { status: AccountStatus::Disabled(Cid::CONFUSION), ..plain }),
        }
    }
}

/// Whether everything works at the first try, or each code expires once and each way of proving is locked once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Luck {
    Good,
    Bad,
}

pub(crate) struct Walk {
    pub(crate) person: Person,
    pub(crate) luck: Luck,
    pub(crate) prover: Prover,
    mishaps: Vec<&'static str>,
    pub(crate) sharing: Sharing,
    session_is_theirs: bool,
    pub(crate) facts: Facts,
    pub(crate) screens: Vec<&'static str>,
}

impl Walk {
    pub(crate) fn of(facts: Facts, person: Person, session_kind: Session, sharing: Sharing) -> Self {
        let mut facts = facts;
        facts.browser.session = match session_kind {
            Session::None => None,
            Session::Password => Some(session(&[Credential::Cp])),
            Session::PasswordAndCode | Session::OfSomebodyElse => {
                Some(session(&[Credential::Cp, Credential::Cd]))
            }
            Session::Over => {
                let whole = session(&[Credential::Cp, Credential::Cd]);
                Some(policy::SessionFacts { expires_at: facts.now, ..whole })
            }
        };
        let session_is_theirs = session_kind != Session::OfSomebodyElse && person.account().is_some();
        if facts.browser.session.is_some() {
            facts.account =
                if session_is_theirs { person.account() } else { Some(account(ProofingLevel::P9)) };
        }
        facts.consent = match sharing {
            Sharing::FirstTimeAgrees | Sharing::FirstTimeRefuses => None,
            Sharing::AgreedBefore => Some(agreed("openid email")),
            Sharing::AgreedToLess => Some(agreed("openid")),
        };
        if person == Person::NewcomerWhereNobodyMayRegister {
            facts.client.registration = false;
        }
        Self {
            person,
            luck: Luck::Good,
            prover: Prover::SameMobile,
            mishaps: Vec::new(),
            sharing,
            session_is_theirs,
            facts,
            screens: Vec::new(),
        }
    }

    /// Answers screens until the journey leaves for the client.
    pub(crate) fn walk_to_the_end(&mut self) -> Step {
        loop {
            let step = next_step(&self.facts);
            if step.page().is_none() {
                return step;
            }
            assert_ne!(self.facts.asked.prompt, Prompt::None, "a screen under prompt=none: {step:?}");
            self.screens.push(step.reason());
            let proving = self.facts.rules.proving == policy::Proving::Available;
            let most = if self.luck == Luck::Good { MOST_SCREENS } else { MOST_UNLUCKY_SCREENS }
                + if proving { MOST_PROVING_SCREENS } else { 0 };
            assert!(self.screens.len() <= most, "no end in sight: {:?} {:?}", self.screens, self.facts);
            let before = self.facts.clone();
            if !self.has_a_mishap(step) {
                self.answer(step);
            }
            assert_ne!(before, self.facts, "answering {step:?} changed nothing");
        }
    }

    /// Something goes wrong at this screen, the first time it is shown to somebody unlucky.
    fn has_a_mishap(&mut self, step: Step) -> bool {
        if self.luck == Luck::Good || self.mishaps.contains(&step.reason()) {
            return false;
        }
        let locked = Some(self.facts.now.after(Lifetime::minutes(15)));
        match step {
            Step::EnterEmail => self.facts.locks.lookups = locked,
            Step::EnterPassword => self.facts.locks.password = locked,
            Step::ChooseChannel { .. } | Step::EnterPhone | Step::CreatePassword => {
                self.facts.locks.code = locked;
            }
            Step::EnterCode { .. } | Step::ConfirmPhone { .. } | Step::ConfirmEmail => {
                self.facts.now = self.facts.now.after(Lifetime::minutes(5));
            }
            _ => return false,
        }
        self.mishaps.push(step.reason());
        true
    }

    /// What `identity` writes down when this screen is answered.
    fn answer(&mut self, step: Step) {
        match step {
            Step::EnterEmail => self.type_address(),
            Step::FoundAccount => self.facts.progress.found_account_seen = true,
            Step::EnterPassword => self.show(Credential::Cp),
            Step::ChooseChannel { phones } => {
                let kind = phones.only().unwrap_or(PhoneKind::Landline);
                self.send(CodePurpose::SignIn(kind));
            }
            Step::EnterCode { .. } => self.use_code(),
            Step::RegisterIntro => self.facts.progress.register_intro_seen = true,
            Step::CreatePassword => {
                self.facts.email = EmailFact::Pending;
                self.show(Credential::Cp);
                self.send(CodePurpose::ConfirmEmail);
            }
            Step::EmailCodeExpired => self.send(CodePurpose::ConfirmEmail),
            Step::ConfirmEmail => {
                self.facts.progress.code = None;
                self.facts.email = EmailFact::Known;
                self.facts.account =
                    Some(AccountFacts { phones: Phones::default(), ..account(ProofingLevel::P0) });
            }
            Step::EnterPhone => self.send(CodePurpose::ConfirmPhone(PhoneKind::Mobile)),
            Step::ConfirmPhone { .. } => {
                self.use_code();
                self.account().phones.mobile = true;
            }
            Step::Prove(step) => self.prover.answer(step, &mut self.facts),
            Step::AgreeTerms => self.account().terms = Terms::Agreed,
            Step::Share { .. } | Step::ShareMore { .. } if self.sharing == Sharing::FirstTimeRefuses => {
                self.facts.progress.consent = Some(ConsentAnswer::Refused);
            }
            Step::Share { .. } | Step::ShareMore { .. } => {
                let level = self.account().level;
                self.facts.consent = Some(ConsentRecord { scopes: self.facts.asked.scopes, level });
            }
            Step::WaitEmail { until } | Step::WaitPassword { until } | Step::WaitCode { until } => {
                self.facts.now = until;
            }
            Step::CodeExpired => {
                self.facts.progress.code = None;
                self.facts.progress.shown = CredentialSet::EMPTY;
            }
            Step::PhoneCodeExpired => self.facts.progress.code = None,
            Step::ReconsiderSharing => self.facts.progress.consent = Some(ConsentAnswer::RefusedForGood),
            other => {
                assert!(other.offers_return(), "not a screen anybody answers: {other:?}");
                self.facts.progress.going_back = true;
            }
        }
    }

    fn type_address(&mut self) {
        self.facts.progress = Progress::new(self.facts.progress.expires_at);
        self.facts.email = self.person.address();
        self.facts.account = self.person.account();
        if let Some(session) = &mut self.facts.browser.session {
            session.owner = if self.session_is_theirs { Owner::ThisAccount } else { Owner::Another };
        }
    }

    fn account(&mut self) -> &mut AccountFacts {
        self.facts.account.as_mut().expect("an account is known at this screen")
    }

    fn show(&mut self, credential: Credential) {
        self.facts.progress.shown = self.facts.progress.shown.with(credential);
    }

    fn send(&mut self, purpose: CodePurpose) {
        let expires_at = self.facts.now.after(Lifetime::minutes(5));
        self.facts.progress.code = Some(OutstandingCode { purpose, expires_at });
    }

    fn use_code(&mut self) {
        self.facts.progress.code = None;
        self.show(Credential::Cd);
    }
}
