//! The ordinary case of everything; each test changes what it is about.

use policy::{
    AccountFacts, AccountStatus, Asked, Browser, ClientRules, ConsentRecord, Device, EmailFact, Facts,
    Familiarity, LevelFrom, Owner, Phones, Profile, Progress, RawAuthorize, Registration, Rules,
    SessionFacts, SessionOrigin, Terms,
};
use vocabulary::{
    Client, ClientDocument, Credential, CredentialSet, Instant, IssuerName, Lifetime, Prompt, ProofingLevel,
    RegisteredKey, ScopeSet, VectorOfTrust, VectorRequest,
};

pub(crate) const NOW: Instant = Instant::from_seconds(1_800_000_000);
pub(crate) const CALLBACK: &str = "https://app.example/callback";
pub(crate) const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
pub(crate) const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

pub(crate) fn shown(credentials: &[Credential]) -> CredentialSet {
    credentials.iter().copied().collect()
}

pub(crate) fn vectors(texts: &[&str]) -> VectorRequest {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    VectorRequest::try_from(texts.as_slice()).expect("vectors")
}

/// Every vector of F-52 that names both parts.
pub(crate) fn every_vector() -> Vec<VectorOfTrust> {
    ["P0", "P5", "P9"]
        .into_iter()
        .flat_map(|level| ["Cp", "Cp.Cd", "Cp.Ck", "Cm"].map(|credentials| format!("{level}.{credentials}")))
        .map(|text| VectorOfTrust::try_from(text.as_str()).expect("vector"))
        .collect()
}

pub(crate) fn document() -> ClientDocument {
    ClientDocument {
        client_id: "app".into(),
        name: "Test app".into(),
        name_takes_the: false,
        redirect_uris: vec![CALLBACK.into(), "https://app.example/other".into()],
        onward_origins: vec![],
        scopes: "openid profile basic_demographics email phone gp_integration_credentials".into(),
        vectors: ["P0.Cp", "P0.Cp.Cd", "P5.Cp.Cd", "P9.Cp.Cd", "P9.Cp.Ck", "P9.Cm"].map(Into::into).into(),
        keys: vec![RegisteredKey { kid: None, pem: Some("pem".into()), jwks: None, from: None, until: None }],
        refresh_tokens: true,
        nonce_optional: false,
        default_vtr: vec![],
        sso: true,
        sso_partners: vec![],
        im1: false,
        registration: true,
        terms_url: None,
        privacy_url: None,
        contact: None,
        issuer: IssuerName::Nhs,
        enabled: true,
    }
}

pub(crate) fn client() -> Client {
    Client::check(&document(), false).expect("client")
}

/// The parameters of a request that passes.
pub(crate) fn parameters() -> Vec<(String, String)> {
    [
        ("client_id", "app"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "af0ifjsldkj"),
        ("nonce", "n-0S6_WzA2Mj"),
        ("vtr", r#"["P0.Cp.Cd"]"#),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into()
}

/// That request with `changes`: no value removes the parameter, a value replaces it.
pub(crate) fn request(changes: &[(&str, Option<&str>)]) -> RawAuthorize {
    let mut parameters = parameters();
    for (name, value) in changes {
        parameters.retain(|(key, _)| key != name);
        if let Some(value) = value {
            parameters.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    RawAuthorize::new(parameters)
}

pub(crate) fn account(level: ProofingLevel) -> AccountFacts {
    AccountFacts {
        level,
        level_from: LevelFrom::Elsewhere,
        status: AccountStatus::Active,
        phones: Phones { mobile: true, landline: false },
        terms: Terms::Agreed,
        gp: policy::Connection::NotNeeded,
    }
}

pub(crate) fn session(credentials: &[Credential]) -> SessionFacts {
    SessionFacts {
        owner: Owner::ThisAccount,
        shown: shown(credentials),
        authenticated_at: NOW.before(Lifetime::minutes(10)),
        expires_at: NOW.after(Lifetime::minutes(50)),
        origin: SessionOrigin::Cookie,
    }
}

pub(crate) fn agreed(scopes: &str) -> ConsentRecord {
    ConsentRecord { scopes: ScopeSet::known_in(scopes), level: ProofingLevel::P0 }
}

/// A request for `P0.Cp.Cd` at the first moment of a browser that is new to everything.
pub(crate) fn facts() -> Facts {
    let rules = Rules::default();
    Facts {
        now: NOW,
        profile: Profile::NHS,
        rules,
        asked: Asked {
            scopes: ScopeSet::known_in("openid email"),
            vectors: vectors(&["P0.Cp.Cd"]),
            prompt: Prompt::Default,
            max_age: None,
            registration: Registration::Offered,
        },
        client: ClientRules { vectors: every_vector(), sso: true, registration: true, im1: false },
        email: EmailFact::NotGiven,
        account: None,
        consent: None,
        browser: Browser { session: None, device: Device::Unknown, client: Familiarity::New },
        progress: Progress::new(NOW.after(rules.ticket)),
        proving: policy::ProvingFacts::default(),
        locks: policy::Locks::default(),
    }
}

/// The same, once a P0 person's address was typed and S2 answered.
pub(crate) fn known() -> Facts {
    let mut facts = facts();
    facts.email = EmailFact::Known;
    facts.account = Some(account(ProofingLevel::P0));
    facts.progress.found_account_seen = true;
    facts
}

/// The same, once everything that the request asks for was shown.
pub(crate) fn signed_in() -> Facts {
    let mut facts = known();
    facts.progress.shown = shown(&[Credential::Cp, Credential::Cd]);
    facts
}

/// A P0 person who comes back with a session and has agreed before.
pub(crate) fn returning() -> Facts {
    let mut facts = facts();
    facts.account = Some(account(ProofingLevel::P0));
    facts.browser.session = Some(session(&[Credential::Cp, Credential::Cd]));
    facts.consent = Some(agreed("openid email"));
    facts
}
