//! F-24, F-32, F-35: what a code exchange is answered with.

use policy::{
    AccountStatus, Consequence, Exchange, ExchangeRequest, GrantFacts, Profile, RefreshToken, exchange,
};
use vocabulary::{Cid, ClientId, CodeChallenge, Instant, Lifetime, RedirectUri, ScopeSet, TokenErrorCode};

use crate::fixtures::{CALLBACK, CHALLENGE, NOW, VERIFIER, client};

struct Situation {
    grant: Option<GrantFacts>,
    redirect_uri: Option<&'static str>,
    verifier: Option<&'static str>,
    now: Instant,
}

impl Situation {
    fn ordinary() -> Self {
        let grant = GrantFacts {
            client: ClientId::try_from("app").unwrap(),
            redirect_uri: RedirectUri::try_from(CALLBACK).unwrap(),
            challenge: None,
            scopes: ScopeSet::known_in("openid email"),
            expires_at: NOW.after(Profile::NHS.code_lifetime),
            redeemed_at: None,
            revoked_at: None,
            account: AccountStatus::Active,
        };
        Self { grant: Some(grant), redirect_uri: Some(CALLBACK), verifier: None, now: NOW }
    }

    fn grant(&mut self) -> &mut GrantFacts {
        self.grant.as_mut().unwrap()
    }

    fn with_challenge() -> Self {
        let mut situation = Self::ordinary();
        situation.grant().challenge = Some(CodeChallenge::try_from(CHALLENGE).unwrap());
        situation
    }
}

const SITUATIONS: &[(&str, fn() -> Situation, fn(&mut Situation))] = &[
    ("ordinary", Situation::ordinary, |_| {}),
    ("last moment", Situation::ordinary, |s| {
        s.now = NOW.after(Lifetime::minutes(10)).before(Lifetime::from_micros(1));
    }),
    ("expired (F-40)", Situation::ordinary, |s| s.now = NOW.after(Lifetime::minutes(10))),
    ("unknown code", Situation::ordinary, |s| s.grant = None),
    ("another client's code (F-32)", Situation::ordinary, |s| {
        s.grant().client = ClientId::try_from("other").unwrap();
    }),
    ("second use (F-32)", Situation::ordinary, |s| s.grant().redeemed_at = Some(NOW)),
    ("second use after its life", Situation::ordinary, |s| {
        s.grant().redeemed_at = Some(NOW);
        s.now = NOW.after(Lifetime::hours(1));
    }),
    ("another client's used code", Situation::ordinary, |s| {
        s.grant().client = ClientId::try_from("other").unwrap();
        s.grant().redeemed_at = Some(NOW);
    }),
    ("revoked", Situation::ordinary, |s| s.grant().revoked_at = Some(NOW)),
    ("redirect_uri withdrawn since (F-15)", Situation::ordinary, |s| {
        s.grant().redirect_uri = RedirectUri::try_from("https://app.example/old").unwrap();
        s.redirect_uri = Some("https://app.example/old");
    }),
    ("no redirect_uri (F-35)", Situation::ordinary, |s| s.redirect_uri = None),
    ("another registered redirect_uri (F-35)", Situation::ordinary, |s| {
        s.redirect_uri = Some("https://app.example/other");
    }),
    ("redirect_uri with a slash more", Situation::ordinary, |s| {
        s.redirect_uri = Some("https://app.example/callback/");
    }),
    ("verifier without challenge (F-24)", Situation::ordinary, |s| s.verifier = Some(VERIFIER)),
    ("challenge and its verifier (F-24)", Situation::with_challenge, |s| s.verifier = Some(VERIFIER)),
    ("challenge without verifier (F-24)", Situation::with_challenge, |_| {}),
    ("challenge and empty verifier", Situation::with_challenge, |s| s.verifier = Some("")),
    ("challenge and another verifier", Situation::with_challenge, |s| {
        s.verifier = Some("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl");
    }),
    ("the challenge itself as verifier (plain)", Situation::with_challenge, |s| s.verifier = Some(CHALLENGE)),
    ("account disabled meanwhile", Situation::ordinary, |s| {
        s.grant().account = AccountStatus::Disabled(Cid::DISABLED);
    }),
];

#[test]
fn each_exchange_has_its_answer() {
    let mut table = String::new();
    for (name, base, change) in SITUATIONS {
        let mut situation = base();
        change(&mut situation);
        let client = client();
        let request = ExchangeRequest {
            client: &client,
            redirect_uri: situation.redirect_uri,
            code_verifier: situation.verifier,
        };
        let answer = match exchange(situation.grant.as_ref(), &request, situation.now) {
            Ok(Exchange { scopes, .. }) => format!("tokens for {scopes}"),
            Err(refusal) => {
                let alarm = if refusal.consequence == Consequence::RevokeGrant { " AND REVOKE" } else { "" };
                format!(
                    "{} \"{}\" {}{alarm}",
                    refusal.code.as_str(),
                    refusal.description,
                    refusal.explanation.rule
                )
            }
        };
        table += &format!("{name:<42} {answer}\n");
    }
    insta::assert_snapshot!(table);
}

#[test]
fn only_a_client_that_is_allowed_one_gets_a_refresh_token() {
    let situation = Situation::ordinary();
    let mut client = client();
    let answer = |client: &vocabulary::Client| {
        let request = ExchangeRequest { client, redirect_uri: Some(CALLBACK), code_verifier: None };
        exchange(situation.grant.as_ref(), &request, NOW).map(|exchange| exchange.refresh_token)
    };
    assert_eq!(answer(&client), Ok(RefreshToken::Given));
    client.refresh_tokens = false;
    assert_eq!(answer(&client), Ok(RefreshToken::Withheld));
}

#[test]
fn a_missing_verifier_is_invalid_grant_as_certification_wants() {
    let situation = Situation::with_challenge();
    let client = client();
    let request = ExchangeRequest { client: &client, redirect_uri: Some(CALLBACK), code_verifier: None };
    let refusal = exchange(situation.grant.as_ref(), &request, NOW).unwrap_err();
    assert_eq!(refusal.code, TokenErrorCode::InvalidGrant);
}
