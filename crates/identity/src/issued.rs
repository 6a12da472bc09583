//! Tokens as they are given: which claims, signed with the current key.

use account_store::{Account, GrantView, Person, RehearsalCounts};
use policy::{Claim, Place, released};
use tokens::{AccessTokenClaims, IdTokenClaims, sign_access_token, sign_id_token};
use vocabulary::{Instant, Lifetime, ScopeSet, Secret};

use crate::access_jti;
use crate::fault::Fault;
use crate::id_token_jti;
use crate::service::Inner;
use crate::token::TokenAnswer;

/// What is to be given.
pub(crate) struct Tokens {
    pub(crate) scopes: ScopeSet,
    pub(crate) generation: u32,
    /// For a code: the ID token's jti, as [`id_token_jti::from_random`] made it.
    pub(crate) id_token_jti: Option<[u8; 16]>,
    pub(crate) refresh: Option<Secret<String>>,
    pub(crate) now: Instant,
}

/// Signs the tokens of a grant.
///
/// Spec: F-37, F-39 to F-42
pub(crate) fn give_tokens(inner: &Inner, view: &GrantView, tokens: &Tokens) -> Result<TokenAnswer, Fault> {
    let published = inner.published();
    let (ring, rehearsing) = published.ring_for(&view.grant.client_id, tokens.now);
    if let Some(rehearsing) = rehearsing {
        inner
            .notes
            .rehearsal(rehearsing.rehearsal.id, RehearsalCounts { tokens: 1, ..RehearsalCounts::default() });
    }
    let access = access_claims(inner, view, tokens);
    let access_token =
        sign_access_token(ring, &access).map_err(|_| Fault::Bug("an access token was not signed"))?;
    let id_token = match tokens.id_token_jti {
        Some(jti) => {
            let claims = id_claims(inner, view, tokens, jti);
            Some(sign_id_token(ring, &claims).map_err(|_| Fault::Bug("an ID token was not signed"))?)
        }
        None => None,
    };
    Ok(TokenAnswer {
        access_token,
        token_type: "bearer",
        expires_in: Lifetime::ACCESS_TOKEN.whole_seconds(),
        scope: tokens.scopes.to_string(),
        id_token,
        refresh_token: tokens.refresh.as_ref().map(|token| token.expose().clone()),
    })
}

fn access_claims(inner: &Inner, view: &GrantView, tokens: &Tokens) -> AccessTokenClaims {
    let GrantView { grant, account, .. } = view;
    let claims = released(Place::AccessToken, tokens.scopes, account.level);
    let person = account.person.as_ref();
    AccessTokenClaims {
        issuer: inner.settings.issuer.clone(),
        subject: account.subject.clone(),
        client_id: grant.client_id.clone(),
        issued_at: tokens.now,
        expires_at: tokens.now.after(Lifetime::ACCESS_TOKEN),
        jti: access_jti::text(grant.id, tokens.generation),
        scopes: tokens.scopes,
        authenticated_at: grant.auth_time,
        vot: grant.vot,
        vtm: inner.vtm.clone(),
        nhs_number: person
            .and_then(|person| person.nhs_number)
            .filter(|_| claims.contains(&Claim::NhsNumber)),
    }
}

fn id_claims(inner: &Inner, view: &GrantView, tokens: &Tokens, jti: [u8; 16]) -> IdTokenClaims {
    let GrantView { grant, account, .. } = view;
    let claims = released(Place::IdToken, tokens.scopes, account.level);
    let about = |claim: Claim| person(account).filter(|_| claims.contains(&claim));
    IdTokenClaims {
        issuer: inner.settings.issuer.clone(),
        subject: account.subject.clone(),
        client_id: grant.client_id.clone(),
        issued_at: tokens.now,
        expires_at: tokens.now.after(Lifetime::ID_TOKEN),
        jti: id_token_jti::text(jti),
        authenticated_at: grant.auth_time,
        nonce: grant.nonce.clone(),
        vot: grant.vot,
        vtm: inner.vtm.clone(),
        level: account.level,
        nhs_number: about(Claim::NhsNumber).and_then(|person| person.nhs_number),
        birthdate: about(Claim::Birthdate).map(|person| person.birthdate),
        family_name: about(Claim::FamilyName).map(|person| person.family_name.clone()),
        surname: about(Claim::Surname).map(|person| person.family_name.clone()),
    }
}

const fn person(account: &Account) -> Option<&Person> {
    account.person.as_ref()
}
