//! `/userinfo`: the claims a person agreed to share, and the client's own string about them.

use account_store::{AuditEntry, AuditEvent, GrantView, RehearsalCounts};
use policy::{Claim, Place, released};
use serde_json::{Map, Value, json};
use tokens::{AccessClaims, encrypt_for_partner, verify_access_token};
use vocabulary::{ClientId, IncidentReference, Instant, Scope, ScopeSet, Secret};

use crate::access_jti;
use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::userinfo_refusal::UserinfoRefusal;

/// The longest string a client may keep about a person, in characters (F-49).
const LONGEST_METADATA: usize = 1024;

/// Why userinfo was not given (F-48).
#[derive(Debug)]
pub enum UserinfoFailure {
    /// The request or its token is not good enough.
    Refused {
        /// Why.
        refusal: UserinfoRefusal,
        /// What finds the cause.
        reference: IncidentReference,
    },
    /// We failed.
    Fault(Fault),
}

impl<T: Into<Fault>> From<T> for UserinfoFailure {
    fn from(fault: T) -> Self {
        Self::Fault(fault.into())
    }
}

impl Identity {
    /// The claims behind an access token.
    ///
    /// # Errors
    /// When the token is not ours, has expired or was revoked; or the store fails.
    ///
    /// Spec: F-45 to F-48
    pub async fn userinfo(&self, token: &str) -> Result<Map<String, Value>, UserinfoFailure> {
        let inner = &self.0;
        let now = inner.clock.now();
        let (access, view) = inner.bearer(token, now).await?;
        inner.reach_userinfo(&view.grant.client_id).await;
        Ok(claims(&inner.settings.issuer, &view, access.scopes))
    }

    /// Sets, makes (`auto`) or clears (empty) the client's own string about this person.
    ///
    /// # Errors
    /// As [`Self::userinfo`]; when the scope is missing or the string is too long.
    ///
    /// Spec: F-49
    pub async fn set_client_metadata(&self, token: &str, value: &str) -> Result<(), UserinfoFailure> {
        let inner = &self.0;
        let now = inner.clock.now();
        let (access, view) = inner.bearer(token, now).await?;
        if !access.scopes.and(agreed(&view)).contains(Scope::ClientMetadata) {
            return Err(inner.refuse_userinfo(UserinfoRefusal::Scope, Some(&access.client_id)));
        }
        if value.chars().count() > LONGEST_METADATA {
            return Err(inner.refuse_userinfo(UserinfoRefusal::TooLong, Some(&access.client_id)));
        }
        let (account, client) = (view.account.id, &view.grant.client_id);
        let mut batch = inner.store.batch();
        let event = if value.is_empty() {
            batch.delete_client_metadata(account, client);
            AuditEvent::MetadataRemoved
        } else {
            let value =
                if value == "auto" { inner.random_metadata(&view, now).await? } else { value.to_owned() };
            batch.put_client_metadata(account, client, &Secret::new(value));
            AuditEvent::MetadataChanged
        };
        batch.record(&AuditEntry {
            id: inner.event_id(),
            at: now,
            event,
            account_id: Some(account),
            client_id: Some(client.clone()),
            reference: None,
        });
        inner.write(batch).await?;
        Ok(())
    }
}

impl Inner {
    /// The grant behind an access token; its use is noted, so that the refresh token before it cannot be fetched again.
    async fn bearer(&self, token: &str, now: Instant) -> Result<(AccessClaims, GrantView), UserinfoFailure> {
        let published = self.published();
        let access = verify_access_token(&published.keyring, token, &self.settings.issuer, now)
            .map_err(|fault| self.refuse_userinfo(fault.into(), None))?;
        let refuse = |refusal| self.refuse_userinfo(refusal, Some(&access.client_id));
        let (grant, generation) =
            access_jti::read(&access.jti).ok_or_else(|| refuse(UserinfoRefusal::NotOurs))?;
        let view = self.store.grant_view(grant).await?;
        let view = view.ok_or_else(|| refuse(UserinfoRefusal::GrantGone))?;
        if let Some(refusal) = unusable(&view, &access.client_id, generation) {
            return Err(refuse(refusal));
        }
        if self.registry.find(&access.client_id).await?.is_none() {
            return Err(refuse(UserinfoRefusal::ClientDisabled));
        }
        if let Some(rehearsing) = published.rehearsal_of(&access.client_id, now)
            && rehearsing.is_named_by(token)
        {
            self.notes.rehearsal(
                rehearsing.rehearsal.id,
                RehearsalCounts { userinfo: 1, ..RehearsalCounts::default() },
            );
        }
        if generation > 1 && i64::from(generation) > view.grant.generation_used {
            let mut batch = self.store.batch();
            batch.mark_generation_used(grant, i64::from(generation));
            self.write(batch).await?;
        }
        Ok((access, view))
    }

    /// A random number, encrypted so that only the client can read it.
    async fn random_metadata(&self, view: &GrantView, now: Instant) -> Result<String, UserinfoFailure> {
        let refuse = |refusal| self.refuse_userinfo(refusal, Some(&view.grant.client_id));
        let client = self.registry.find(&view.grant.client_id).await?;
        let client = client.ok_or_else(|| refuse(UserinfoRefusal::ClientDisabled))?;
        let key = client.keys.encryption_key(now).ok_or_else(|| refuse(UserinfoRefusal::NoClientKey))?;
        let number = u128::from_be_bytes(self.random()).to_string();
        encrypt_for_partner(key, number.as_bytes())
            .map_err(|_| Fault::Bug("a number was not encrypted").into())
    }
}

/// Why a token that verifies is of no use any more.
fn unusable(view: &GrantView, client: &ClientId, generation: u32) -> Option<UserinfoRefusal> {
    let grant = &view.grant;
    if grant.revoked.is_some() {
        Some(UserinfoRefusal::Revoked)
    } else if view.account.disabled.is_some() {
        Some(UserinfoRefusal::AccountDisabled)
    } else if grant.redeemed_at.is_none()
        || grant.client_id != *client
        || i64::from(generation) > grant.generation
    {
        Some(UserinfoRefusal::NotOurs)
    } else {
        None
    }
}

/// The scopes that the person agrees to share with this client now.
fn agreed(view: &GrantView) -> ScopeSet {
    let consent = view.consent.as_ref().filter(|consent| consent.withdrawn_at.is_none());
    consent.map_or(ScopeSet::EMPTY, |consent| consent.scopes)
}

/// The answer: absent values are left out (F-45).
fn claims(issuer: &str, view: &GrantView, scopes: ScopeSet) -> Map<String, Value> {
    let GrantView { grant, account, .. } = view;
    let mut out = Map::new();
    out.insert("iss".to_owned(), json!(issuer));
    out.insert("aud".to_owned(), json!(grant.client_id.as_str()));
    out.insert("sub".to_owned(), json!(account.subject.as_str()));
    for claim in released(Place::Userinfo, scopes.and(agreed(view)), account.level) {
        if let Some(value) = value(claim, view) {
            out.insert(claim.as_str().to_owned(), value);
        }
    }
    out
}

fn value(claim: Claim, view: &GrantView) -> Option<Value> {
    let account = &view.account;
    let person = account.person.as_ref();
    Some(match claim {
        Claim::NhsNumber => json!(person?.nhs_number?.as_str()),
        Claim::Birthdate => json!(person?.birthdate.to_string()),
        Claim::FamilyName => json!(person?.family_name.as_str()),
        Claim::GivenName => json!(person?.given_name.as_ref()?.as_str()),
        Claim::IdentityProofingLevel => json!(account.level.as_str()),
        Claim::Email => json!(account.email.as_str()),
        Claim::EmailVerified => json!(account.email_confirmed_at.is_some()),
        Claim::PhoneNumber => json!(account.mobile.as_ref()?.number.e164()),
        Claim::PhoneNumberVerified => json!(account.mobile.as_ref().map(|_| true)?),
        Claim::PhoneNumberPdsMatched => json!(account.mobile.as_ref()?.pds_matched),
        Claim::LandlineNumber => json!(account.landline.as_ref()?.number.e164()),
        Claim::LandlineNumberVerified => json!(account.landline.as_ref().map(|_| true)?),
        Claim::GpRegistrationDetails => json!({"gp_ods_code": person?.gp_ods_code.as_ref()?.as_str()}),
        Claim::GpIntegrationCredentials => json!({
            "gp_user_id": person?.gp_user_id.as_ref()?.expose(),
            "gp_linkage_key": person?.gp_linkage_key.as_ref()?.expose(),
            "gp_ods_code": person?.gp_ods_code.as_ref()?.as_str(),
        }),
        Claim::ClientUserMetadata => json!(view.client_metadata.as_ref()?.expose()),
        Claim::Surname | Claim::RequestingPatient => return None,
    })
}
