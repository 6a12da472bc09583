//! The exhaustive walk: a simulated person answers every screen, for every combination of request, account and browser.

use policy::{AccountStatus, Device, Facts, Issuance, Owner, Proving, Step, Terms};
use vocabulary::{Credential, CredentialSet, Prompt, ProofingLevel, VectorOfTrust, VectorRequest};

use crate::fixtures::{facts, shown};
use crate::person::{Luck, PEOPLE, Person, SESSIONS, SHARING, Session, Sharing, Walk};
use crate::prover::PROVERS;

/// Whether `vot` is what `vector` asks for, with its open parts filled in.
fn fulfils(vot: VectorOfTrust, vector: VectorOfTrust) -> bool {
    let level = vector.level().is_none() || vector.level() == vot.level();
    let credentials = vector.credentials().is_empty() || vector.credentials() == vot.credentials();
    level && credentials
}

fn check_issued(walk: &Walk, issuance: Issuance) {
    let facts = &walk.facts;
    let account = facts.account.expect("a code stands for somebody");
    let requested = facts.asked.vectors.vectors();
    assert!(requested.iter().any(|vector| fulfils(issuance.vot, *vector)), "not requested: {}", issuance.vot);
    assert!(issuance.vot.level().is_some_and(|level| level <= account.level), "level not met: {facts:?}");
    assert!(!issuance.vot.credentials().is_empty());
    assert!(issuance.vot.credentials().is_subset(really_shown(facts)), "not shown: {facts:?}");
    assert_eq!(account.status, AccountStatus::Active);
    assert_eq!(account.terms, Terms::Agreed);
    assert!(!account.phones.is_empty(), "registration is not finished: {facts:?}");
    let consent = facts.consent.expect("consent");
    assert!(facts.asked.scopes.is_subset(consent.scopes), "shared more than agreed");
}

/// What counts, told apart from the code under test: the session only without prompt=login, at a client with single sign-on, in time.
fn really_shown(facts: &Facts) -> CredentialSet {
    let session = facts.browser.session.filter(|session| {
        facts.client.sso
            && facts.asked.prompt != Prompt::Login
            && session.owner == Owner::ThisAccount
            && facts.now < session.expires_at
    });
    let mut all = facts.progress.shown;
    if let Some(session) = session {
        all = all.or(session.shown);
    }
    if facts.browser.device == Device::Remembered && all.contains(Credential::Cp) {
        all = all.with(Credential::Cd);
    }
    all
}

/// Whether somebody with password and phone, whose account is at `level`, can meet the request at all.
fn can_be_met(request: &VectorRequest, level: ProofingLevel) -> bool {
    let phone = shown(&[Credential::Cp, Credential::Cd]);
    request.vectors().iter().any(|vector| {
        vector.level().is_none_or(|wanted| wanted <= level) && vector.credentials().is_subset(phone)
    })
}

/// Every vector of F-52, the ones with an open part too.
fn supported() -> Vec<VectorOfTrust> {
    let mut all = Vec::new();
    for level in ["", "P0", "P5", "P9"] {
        for credentials in ["", "Cp", "Cp.Cd", "Cp.Ck", "Cm"] {
            let text = [level, credentials].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
            if let Ok(vector) = VectorOfTrust::try_from(text.join(".").as_str()) {
                all.push(vector);
            }
        }
    }
    all
}

fn requests() -> Vec<VectorRequest> {
    let all = supported();
    let ones = all.iter().map(|one| vec![*one]);
    let twos =
        all.iter().flat_map(|one| all.iter().filter(move |two| *two != one).map(move |two| vec![*one, *two]));
    ones.chain(twos).map(|vectors| VectorRequest::of(vectors).expect("one or two")).collect()
}

fn walk_everybody(request: &VectorRequest, prompt: Prompt, device: Device, luck: Luck) -> usize {
    let mut walked = 0;
    for (person, sso) in PEOPLE.into_iter().flat_map(|person| [(person, true), (person, false)]) {
        for session_kind in SESSIONS {
            for sharing in SHARING {
                let mut facts = facts();
                facts.asked.vectors = request.clone();
                facts.asked.prompt = prompt;
                facts.client.sso = sso;
                facts.browser.device = device;
                let mut walk = Walk::of(facts, person, session_kind, sharing);
                walk.luck = luck;
                check_end(&mut walk, request);
                walked += 1;
            }
        }
    }
    walked
}

fn check_end(walk: &mut Walk, request: &VectorRequest) {
    let end = walk.walk_to_the_end();
    let (facts, prompt) = (&walk.facts, walk.facts.asked.prompt);
    match end {
        Step::Issue(issuance) => check_issued(walk, issuance),
        Step::Return { .. } if prompt == Prompt::None => {}
        Step::Return { description, .. } => {
            let level = facts.account.map_or(ProofingLevel::P0, |account| account.level);
            let reason = match description {
                "ConsentNotGiven" => walk.sharing == Sharing::FirstTimeRefuses,
                "IdentityNotProven" => {
                    let prover = |level| walk.prover.reaches(level) && can_be_met(request, level);
                    !ProofingLevel::ALL.into_iter().any(prover)
                }
                "LevelNotReachable" | "CredentialNotOffered" => !can_be_met(request, level),
                "RegistrationNotOffered" => walk.person == Person::NewcomerWhereNobodyMayRegister,
                "AccountNotUsable" => walk.person == Person::Disabled,
                _ => false,
            };
            assert!(reason, "ended with {description} for no reason: {:?} {facts:?}", walk.screens);
        }
        other => unreachable!("{other:?} has no page and is no end"),
    }
}

fn walk_everything(device: Device) {
    let requests = requests();
    assert_eq!(requests.len(), 19 + 19 * 18);
    let mut walked = 0;
    for request in &requests {
        for prompt in [Prompt::Default, Prompt::None, Prompt::Login] {
            walked += walk_everybody(request, prompt, device, Luck::Good);
        }
    }
    assert_eq!(walked, 361 * 3 * 2 * PEOPLE.len() * SESSIONS.len() * SHARING.len());
}

#[test]
fn on_a_new_device_every_journey_ends_within_16_screens_and_issues_what_was_asked_and_met() {
    walk_everything(Device::Unknown);
}

#[test]
fn on_a_remembered_device_every_journey_ends_within_16_screens_and_issues_what_was_asked_and_met() {
    walk_everything(Device::Remembered);
}

#[test]
fn expired_codes_and_waits_delay_a_journey_and_change_nothing_else() {
    for vector in supported() {
        let request = VectorRequest::of(vec![vector]).expect("one");
        for device in [Device::Unknown, Device::Remembered] {
            walk_everybody(&request, Prompt::Default, device, Luck::Bad);
            walk_everybody(&request, Prompt::Login, device, Luck::Bad);
        }
    }
}

#[test]
fn everybody_who_proves_who_they_are_ends_at_the_level_that_was_asked_or_back_at_the_service() {
    let mut raised = 0;
    for request in requests() {
        for prover in PROVERS {
            for person in [Person::P0, Person::Newcomer, Person::P5WithOldTerms, Person::P9] {
                let mut facts = facts();
                facts.asked.vectors = request.clone();
                facts.rules.proving = Proving::Available;
                let mut walk = Walk::of(facts, person, Session::None, Sharing::FirstTimeAgrees);
                walk.prover = prover;
                let before = walk.facts.account.map_or(ProofingLevel::P0, |account| account.level);
                check_end(&mut walk, &request);
                let after = walk.facts.account.map_or(ProofingLevel::P0, |account| account.level);
                raised += usize::from(after > before);
            }
        }
    }
    assert!(raised > 3_000, "only {raised} were raised");
}
