//! F-36: rotation, the lost answer, re-use.

use policy::{
    AccountStatus, Consequence, Profile, Refresh, RefreshFacts, RefreshRequest, Successor, refresh,
};
use vocabulary::{Cid, ClientId, Instant, Lifetime, ScopeSet};

use crate::fixtures::{NOW, client};

struct Situation {
    family: Option<RefreshFacts>,
    generation: u32,
    scope: Option<&'static str>,
    profile: Profile,
    may_refresh: bool,
    now: Instant,
}

impl Situation {
    /// Generation 3 is the latest and is presented.
    fn ordinary() -> Self {
        let family = RefreshFacts {
            client: ClientId::try_from("app").unwrap(),
            scopes: ScopeSet::known_in("openid email phone"),
            generation: 3,
            rotated_at: NOW,
            latest: Successor::Unused,
            expires_at: NOW.after(Lifetime::REFRESH_TOKEN),
            revoked_at: None,
            account: AccountStatus::Active,
        };
        Self {
            family: Some(family),
            generation: 3,
            scope: None,
            profile: Profile::NHS,
            may_refresh: true,
            now: NOW.after(Lifetime::seconds(30)),
        }
    }

    fn family(&mut self) -> &mut RefreshFacts {
        self.family.as_mut().unwrap()
    }
}

const SITUATIONS: &[(&str, fn(&mut Situation))] = &[
    ("latest", |_| {}),
    ("latest, its access token used", |s| s.family().latest = Successor::Used),
    ("the one before, answer may be lost", |s| s.generation = 2),
    ("the one before, answer arrived", |s| {
        s.generation = 2;
        s.family().latest = Successor::Used;
    }),
    ("the one before, answer arrived, fapi2 within its grace (C13)", |s| {
        s.generation = 2;
        s.family().latest = Successor::Used;
        s.profile = Profile::FAPI2;
    }),
    ("the one before, answer arrived, fapi2 after its grace", |s| {
        s.generation = 2;
        s.family().latest = Successor::Used;
        s.profile = Profile::FAPI2;
        s.now = NOW.after(Lifetime::seconds(60));
    }),
    ("two before", |s| s.generation = 1),
    ("two before, long after everything expired", |s| {
        s.generation = 1;
        s.now = NOW.after(Lifetime::days(40));
    }),
    ("a generation that does not exist yet", |s| s.generation = 4),
    ("unknown family", |s| s.family = None),
    ("another client", |s| s.family().client = ClientId::try_from("other").unwrap()),
    ("client no longer allowed refresh tokens", |s| s.may_refresh = false),
    ("revoked", |s| s.family().revoked_at = Some(NOW)),
    ("expired (F-40)", |s| s.now = NOW.after(Lifetime::days(30))),
    ("account disabled", |s| s.family().account = AccountStatus::Disabled(Cid::DISABLED)),
    ("scope narrows", |s| s.scope = Some("openid")),
    ("scope the same, other order", |s| s.scope = Some("phone email openid")),
    ("scope widens", |s| s.scope = Some("openid profile")),
    ("scope with an unknown word", |s| s.scope = Some("openid fhir/launch")),
    ("scope of unknown words only", |s| s.scope = Some("fhir/launch")),
    ("empty scope", |s| s.scope = Some("")),
];

#[test]
fn each_refresh_has_its_answer() {
    let mut table = String::new();
    for (name, change) in SITUATIONS {
        let mut situation = Situation::ordinary();
        change(&mut situation);
        let mut client = client();
        client.refresh_tokens = situation.may_refresh;
        let request =
            RefreshRequest { client: &client, generation: situation.generation, scope: situation.scope };
        let answer = match refresh(situation.family.as_ref(), &request, &situation.profile, situation.now) {
            Ok(Refresh::Rotate { scopes, generation }) => format!("rotate to {generation} for {scopes}"),
            Ok(Refresh::Resend { scopes, generation }) => format!("resend {generation} for {scopes}"),
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
        table += &format!("{name:<62} {answer}\n");
    }
    insta::assert_snapshot!(table);
}
