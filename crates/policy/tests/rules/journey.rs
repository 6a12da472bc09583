//! The journey table: situation, then what the person sees. Reviewed as a snapshot.

use policy::{
    AccountStatus, CodePurpose, ConsentAnswer, Device, EmailFact, Facts, Familiarity, LevelFrom,
    OutstandingCode, Owner, Phones, Profile, Registration, SignIn, Step, Terms, TermsAnswer, next_step,
};
use vocabulary::{Cid, Credential, Instant, Lifetime, PhoneKind, Prompt, ProofingLevel, ScopeSet};

use crate::fixtures::{NOW, account, agreed, facts, known, returning, session, shown, signed_in, vectors};

pub(crate) type Situation = (&'static str, fn() -> Facts, fn(&mut Facts));

pub(crate) const LATER: Instant = Instant::from_seconds(1_800_000_900);

fn code(purpose: CodePurpose) -> OutstandingCode {
    OutstandingCode { purpose, expires_at: NOW.after(Lifetime::minutes(5)) }
}

fn expired(purpose: CodePurpose) -> OutstandingCode {
    OutstandingCode { purpose, expires_at: NOW }
}

/// Who is it? (journeys 1.1, 1.2)
const IDENTIFYING: &[Situation] = &[
    ("new browser", facts, |_| {}),
    ("too many look-ups", facts, |f| f.locks.lookups = Some(LATER)),
    ("the wait for look-ups is over", facts, |f| f.locks.lookups = Some(NOW)),
    ("address known, client new here", known, |f| f.progress.found_account_seen = false),
    ("address known, client used here lately", known, |f| {
        f.progress.found_account_seen = false;
        f.browser.client = Familiarity::Known;
    }),
    ("address known, S2 answered", known, |_| {}),
    ("address known, passwords locked", known, |f| f.locks.password = Some(LATER)),
    ("address known, account disabled, no password yet", known, |f| {
        f.account.as_mut().unwrap().status = AccountStatus::Disabled(Cid::INVESTIGATED);
    }),
    ("account disabled, password shown", known, |f| {
        f.account.as_mut().unwrap().status = AccountStatus::Disabled(Cid::INVESTIGATED);
        f.progress.shown = shown(&[Credential::Cp]);
    }),
    ("ticket over", signed_in, |f| f.now = f.progress.expires_at),
];

/// Registration (journeys 1.3).
const REGISTERING: &[Situation] = &[
    ("address unknown", facts, |f| f.email = EmailFact::Unknown),
    ("address unknown, client registers nobody", facts, |f| {
        f.email = EmailFact::Unknown;
        f.client.registration = false;
    }),
    ("address unknown, allow_registration=false (F-27)", facts, |f| {
        f.email = EmailFact::Unknown;
        f.asked.registration = Registration::Hidden;
    }),
    ("the same, and back to the service", facts, |f| {
        f.email = EmailFact::Unknown;
        f.asked.registration = Registration::Hidden;
        f.progress.going_back = true;
    }),
    ("R1 answered", facts, |f| {
        f.email = EmailFact::Unknown;
        f.progress.register_intro_seen = true;
    }),
    ("R1 answered, too many sends", facts, |f| {
        f.email = EmailFact::Unknown;
        f.progress.register_intro_seen = true;
        f.locks.code = Some(LATER);
    }),
    ("password chosen, code sent", facts, |f| {
        f.email = EmailFact::Pending;
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(code(CodePurpose::ConfirmEmail));
    }),
    ("password chosen, code expired", facts, |f| {
        f.email = EmailFact::Pending;
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(expired(CodePurpose::ConfirmEmail));
    }),
    ("password chosen, codes locked", facts, |f| {
        f.email = EmailFact::Pending;
        f.progress.shown = shown(&[Credential::Cp]);
        f.locks.code = Some(LATER);
    }),
    ("registration begun in this browser, another visit", facts, |f| f.email = EmailFact::Pending),
    ("no phone yet, no password", known, |f| f.account.as_mut().unwrap().phones = Phones::default()),
    ("no phone yet, password shown", known, |f| {
        f.account.as_mut().unwrap().phones = Phones::default();
        f.progress.shown = shown(&[Credential::Cp]);
    }),
    ("mobile entered", known, |f| {
        f.account.as_mut().unwrap().phones = Phones::default();
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(code(CodePurpose::ConfirmPhone(PhoneKind::Mobile)));
    }),
    ("landline entered, call's code expired", known, |f| {
        f.account.as_mut().unwrap().phones = Phones::default();
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(expired(CodePurpose::ConfirmPhone(PhoneKind::Landline)));
    }),
    ("no phone yet, too many sends", known, |f| {
        f.account.as_mut().unwrap().phones = Phones::default();
        f.progress.shown = shown(&[Credential::Cp]);
        f.locks.code = Some(LATER);
    }),
    ("phone confirmed, first time at this client", signed_in, |_| {}),
];

/// The second factor (journeys 1.4, F-53).
const SECOND_FACTOR: &[Situation] = &[
    ("password shown, mobile only", known, |f| f.progress.shown = shown(&[Credential::Cp])),
    ("password shown, mobile and landline", known, |f| {
        f.progress.shown = shown(&[Credential::Cp]);
        f.account.as_mut().unwrap().phones = Phones { mobile: true, landline: true };
    }),
    ("code texted", known, |f| {
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(code(CodePurpose::SignIn(PhoneKind::Mobile)));
    }),
    ("code called and expired", known, |f| {
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(expired(CodePurpose::SignIn(PhoneKind::Landline)));
    }),
    ("code texted, codes locked", known, |f| {
        f.progress.shown = shown(&[Credential::Cp]);
        f.progress.code = Some(code(CodePurpose::SignIn(PhoneKind::Mobile)));
        f.locks.code = Some(LATER);
    }),
    ("password shown, device remembered", known, |f| {
        f.progress.shown = shown(&[Credential::Cp]);
        f.browser.device = Device::Remembered;
    }),
    ("device remembered, no password", known, |f| f.browser.device = Device::Remembered),
    ("password shown, P0.Cp asked", known, |f| {
        f.progress.shown = shown(&[Credential::Cp]);
        f.asked.vectors = vectors(&["P0.Cp"]);
    }),
    ("only Cm asked", facts, |f| f.asked.vectors = vectors(&["P0.Cm"])),
    ("only Cm asked, back to the service", facts, |f| {
        f.asked.vectors = vectors(&["P0.Cm"]);
        f.progress.going_back = true;
    }),
];

/// Sessions (F-20, F-22, F-55, journeys 1.11).
const SESSIONS: &[Situation] = &[
    ("session and consent", returning, |_| {}),
    ("session, prompt=none", returning, |f| f.asked.prompt = Prompt::None),
    ("session, prompt=login", returning, |f| f.asked.prompt = Prompt::Login),
    ("session, prompt=login, shown again in this ticket", returning, |f| {
        f.asked.prompt = Prompt::Login;
        f.email = EmailFact::Known;
        f.progress.shown = shown(&[Credential::Cp, Credential::Cd]);
    }),
    ("session of 10 minutes, max_age=600", returning, |f| f.asked.max_age = Some(Lifetime::seconds(600))),
    ("session of 10 minutes, max_age=599", returning, |f| f.asked.max_age = Some(Lifetime::seconds(599))),
    ("max_age=0, shown in this ticket", signed_in, |f| {
        f.asked.max_age = Some(Lifetime::seconds(0));
        f.consent = Some(agreed("openid email"));
    }),
    ("session, client without single sign-on", returning, |f| f.client.sso = false),
    ("session over", returning, |f| f.browser.session.as_mut().unwrap().expires_at = NOW),
    ("session of a disabled account", returning, |f| {
        f.account.as_mut().unwrap().status = AccountStatus::Disabled(Cid::DISABLED);
    }),
    ("session of a disabled account, prompt=none (decision 22)", returning, |f| {
        f.account.as_mut().unwrap().status = AccountStatus::Disabled(Cid::DISABLED);
        f.asked.prompt = Prompt::None;
    }),
    ("session of another account than the one typed", returning, |f| {
        f.email = EmailFact::Known;
        f.browser.session.as_mut().unwrap().owner = Owner::Another;
        f.progress.found_account_seen = true;
    }),
    ("session by password only, code asked (F-53)", returning, |f| {
        f.browser.session = Some(session(&[Credential::Cp]));
    }),
    ("the same, code shown", returning, |f| {
        f.browser.session = Some(session(&[Credential::Cp]));
        f.progress.shown = shown(&[Credential::Cd]);
    }),
    ("session by password only, device remembered", returning, |f| {
        f.browser.session = Some(session(&[Credential::Cp]));
        f.browser.device = Device::Remembered;
    }),
];

/// `prompt=none` (F-20): the error for each screen.
const SILENT: &[Situation] = &[
    ("no session, prompt=none", facts, |f| f.asked.prompt = Prompt::None),
    ("no session, prompt=none, standard issuer", facts, |f| {
        f.asked.prompt = Prompt::None;
        f.profile = Profile::STANDARD;
    }),
    ("session by password only, prompt=none", returning, |f| {
        f.asked.prompt = Prompt::None;
        f.browser.session = Some(session(&[Credential::Cp]));
    }),
    ("no consent, prompt=none", returning, |f| {
        f.asked.prompt = Prompt::None;
        f.consent = None;
    }),
    ("new terms, prompt=none", returning, |f| {
        f.asked.prompt = Prompt::None;
        f.account.as_mut().unwrap().terms = Terms::Outdated;
    }),
    ("registration not finished, prompt=none", returning, |f| {
        f.asked.prompt = Prompt::None;
        f.account.as_mut().unwrap().phones = Phones::default();
    }),
    ("P0 person, P9 asked, prompt=none", returning, |f| {
        f.asked.prompt = Prompt::None;
        f.asked.vectors = vectors(&["P9.Cp.Cd"]);
    }),
];

/// Levels (F-53, F-54, decision 23).
const LEVELS: &[Situation] = &[
    ("P0 person, P9 asked", signed_in, |f| f.asked.vectors = vectors(&["P9.Cp.Cd"])),
    ("P0 person, P9 and P5 asked", signed_in, |f| f.asked.vectors = vectors(&["P9.Cp.Cd", "P5.Cp.Cd"])),
    ("the same, back to the service", signed_in, |f| {
        f.asked.vectors = vectors(&["P9.Cp.Cd", "P5.Cp.Cd"]);
        f.progress.going_back = true;
    }),
    ("P0 person, P9 asked, not signed in", known, |f| f.asked.vectors = vectors(&["P9.Cp.Cd"])),
    ("P0 person, P9 and P0 asked", returning, |f| f.asked.vectors = vectors(&["P9.Cp.Cd", "P0.Cp.Cd"])),
    ("P9 person, P9 and P0 asked", returning, |f| {
        f.account = Some(account(ProofingLevel::P9));
        f.asked.vectors = vectors(&["P9.Cp.Cd", "P0.Cp.Cd"]);
    }),
    ("P5 person, P9 and P5 asked", returning, |f| {
        f.account = Some(account(ProofingLevel::P5));
        f.asked.vectors = vectors(&["P9.Cp.Cd", "P5.Cp.Cd"]);
    }),
    ("P9 person, any P9", returning, |f| {
        f.account = Some(account(ProofingLevel::P9));
        f.asked.vectors = vectors(&["P9"]);
    }),
];

/// Terms and sharing (F-30, F-58, journeys 1.10, decision 7).
const AGREEING: &[Situation] = &[
    ("new terms", signed_in, |f| f.account.as_mut().unwrap().terms = Terms::Outdated),
    ("new terms refused", signed_in, |f| {
        f.account.as_mut().unwrap().terms = Terms::Outdated;
        f.progress.terms = Some(TermsAnswer::Refused);
    }),
    ("only openid asked, first time", signed_in, |f| f.asked.scopes = ScopeSet::known_in("openid")),
    ("sharing refused", signed_in, |f| f.progress.consent = Some(ConsentAnswer::Refused)),
    ("sharing refused for good", signed_in, |f| f.progress.consent = Some(ConsentAnswer::RefusedForGood)),
    ("agreed before, more asked", signed_in, |f| f.consent = Some(agreed("openid"))),
    ("agreed before, less asked", signed_in, |f| f.consent = Some(agreed("openid email phone"))),
    ("level gained here, it shows nothing new", signed_in, |f| {
        f.account = Some(account(ProofingLevel::P9));
        f.account.as_mut().unwrap().level_from = LevelFrom::ThisClient;
        f.consent = Some(agreed("openid email"));
    }),
    ("level gained here, it shows more", signed_in, |f| {
        f.account = Some(account(ProofingLevel::P9));
        f.account.as_mut().unwrap().level_from = LevelFrom::ThisClient;
        f.asked.scopes = ScopeSet::known_in("openid email profile");
        f.consent = Some(agreed("openid email profile"));
    }),
    ("level gained elsewhere", signed_in, |f| {
        f.account = Some(account(ProofingLevel::P9));
        f.asked.scopes = ScopeSet::known_in("openid email profile");
        f.consent = Some(agreed("openid email profile"));
    }),
];

pub(crate) fn told(step: &Step) -> String {
    let detail = match step {
        Step::WaitEmail { until }
        | Step::WaitPassword { until }
        | Step::WaitCode { until }
        | Step::Prove(policy::ProveStep::WaitLookUp { until }) => {
            format!("{} min", until.since(NOW).minutes_rounded_up())
        }
        Step::ChooseChannel { phones } => format!("mobile {}, landline {}", phones.mobile, phones.landline),
        Step::EnterCode { kind } | Step::ConfirmPhone { kind } => format!("{kind:?}"),
        Step::LevelUnreachable { wanted } => wanted.to_string(),
        Step::CredentialUnreachable { wanted } => format!("{wanted:?}"),
        Step::Share { scopes } => scopes.to_string(),
        Step::ShareMore { already, new } => format!("{already} + {new}"),
        Step::Disabled { cid } | Step::Prove(policy::ProveStep::GpRefused { cid }) => cid.to_string(),
        Step::Issue(issuance) => {
            let sign_in = match issuance.sign_in {
                SignIn::Session => "session",
                SignIn::Extended => "extended session",
                SignIn::Fresh => "fresh sign-in",
            };
            format!("{} by {sign_in}", issuance.vot)
        }
        Step::Return { code, description } => format!("{} \"{description}\"", code.as_str()),
        _ => String::new(),
    };
    format!("{} {detail}", step.reason()).trim_end().to_owned()
}

#[test]
fn each_situation_has_its_step() {
    let mut table = String::new();
    for (title, situations) in [
        ("identifying", IDENTIFYING),
        ("registering", REGISTERING),
        ("second factor", SECOND_FACTOR),
        ("sessions", SESSIONS),
        ("silent", SILENT),
        ("levels", LEVELS),
        ("agreeing", AGREEING),
    ] {
        table += &format!("## {title}\n");
        for (situation, base, change) in situations {
            let mut facts = base();
            change(&mut facts);
            table += &format!("{situation:<58} {}\n", told(&next_step(&facts)));
        }
    }
    insta::assert_snapshot!(table);
}

#[test]
fn a_step_allows_its_own_page_and_the_landline_page_beside_the_phone_page() {
    use policy::Page;
    assert!(Step::EnterPhone.allows(Page::EnterPhone));
    assert!(Step::EnterPhone.allows(Page::EnterLandline));
    assert!(!Step::EnterPassword.allows(Page::EnterLandline));
    assert!(!Step::Return { code: vocabulary::ErrorCode::AccessDenied, description: "" }.allows(Page::Share));
    for page in Page::ALL {
        assert_eq!(Page::from_slug(page.slug()), Some(*page));
    }
}
