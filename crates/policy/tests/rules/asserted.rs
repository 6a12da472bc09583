//! F-56: whose sign-in may be passed on to whom, and what an asserted session is worth.

use policy::{
    AccountStatus, AssertedFacts, AssertedSession, AssertedSignIn, Issuance, SessionOrigin, SignIn, Step,
    asserted_login, next_step,
};
use vocabulary::{Cid, Client, ClientId, ErrorCode, Lifetime, Prompt};

use crate::fixtures::{NOW, client, returning, vectors};

fn named(id: &str, partners: &[&str]) -> Client {
    let id_of = |text: &str| ClientId::try_from(text).expect("a client id");
    Client { id: id_of(id), sso_partners: partners.iter().copied().map(id_of).collect(), ..client() }
}

fn sign_in(client: &Client) -> AssertedSignIn {
    let session =
        AssertedSession { expires_at: NOW.after(Lifetime::minutes(1)), account: AccountStatus::Active };
    AssertedSignIn { client: client.id.clone(), revoked_at: None, session: Some(session) }
}

fn check(sender: &Client, receiver: &Client, sign_in: Option<AssertedSignIn>) -> Result<(), String> {
    let facts = AssertedFacts { sender, receiver, sign_in, now: NOW };
    asserted_login(&facts).map_err(|explanation| {
        assert_eq!(explanation.rule, "F-56");
        explanation.check
    })
}

#[test]
fn a_client_passes_on_to_itself_and_to_partners_that_list_each_other() {
    let one = named("one", &["two"]);
    let both = named("two", &["one"]);
    let neither = named("two", &[]);
    assert_eq!(check(&one, &one, Some(sign_in(&one))), Ok(()));
    assert_eq!(check(&one, &both, Some(sign_in(&one))), Ok(()));
    for (sender, receiver) in [(&one, &neither), (&neither, &one)] {
        let refused = check(sender, receiver, Some(sign_in(sender)));
        assert!(refused.is_err_and(|check| check.contains("partners of each other")));
    }
}

#[test]
fn every_other_sign_in_is_refused_with_its_own_reason() {
    let (one, two) = (named("one", &["two"]), named("two", &["one"]));
    let good = sign_in(&one);
    let session = good.session.expect("a session");
    let cases = [
        (None, "not the jti"),
        (Some(sign_in(&two)), "another client"),
        (Some(AssertedSignIn { revoked_at: Some(NOW), ..good.clone() }), "revoked"),
        (Some(AssertedSignIn { session: None, ..good.clone() }), "is over"),
        (
            Some(AssertedSignIn {
                session: Some(AssertedSession { expires_at: NOW, ..session }),
                ..good.clone()
            }),
            "is over",
        ),
        (
            Some(AssertedSignIn {
                session: Some(AssertedSession {
                    account: AccountStatus::Disabled(Cid::INVESTIGATED),
                    ..session
                }),
                ..good
            }),
            "may not be used",
        ),
    ];
    for (sign_in, reason) in cases {
        let refused = check(&one, &two, sign_in).expect_err(reason);
        assert!(refused.contains(reason), "{refused}");
    }
}

#[test]
fn an_asserted_session_counts_where_single_sign_on_does_not_but_never_under_prompt_login() {
    let mut facts = returning();
    facts.client.sso = false;
    assert_eq!(next_step(&facts), Step::EnterEmail);
    facts.browser.session.as_mut().expect("a session").origin = SessionOrigin::Asserted;
    assert!(matches!(next_step(&facts), Step::Issue(Issuance { sign_in: SignIn::Session, .. })));
    facts.asked.prompt = Prompt::Login;
    assert_eq!(next_step(&facts), Step::EnterEmail);
}

#[test]
fn an_asserted_session_that_lacks_a_level_is_no_sign_in_under_prompt_none() {
    let mut facts = returning();
    facts.browser.session.as_mut().expect("a session").origin = SessionOrigin::Asserted;
    facts.asked.vectors = vectors(&["P9.Cp.Cd"]);
    facts.rules.proving = policy::Proving::Available;
    assert!(matches!(next_step(&facts), Step::Prove(_)));
    facts.asked.prompt = Prompt::None;
    assert!(matches!(next_step(&facts), Step::Return { code: ErrorCode::InteractionRequired, .. }));
}
