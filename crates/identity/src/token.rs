//! `/token`: codes and refresh tokens become tokens.

use std::net::IpAddr;

use account_store::{
    AuditEntry, AuditEvent, Batch, GrantView, RehearsalCounts, RevocationReason, WriteFault,
};
use policy::{
    AccountStatus, Consequence, Exchange, ExchangeRequest, GrantFacts, Refresh, RefreshFacts, RefreshRequest,
    RefreshToken, Successor, TokenRefusal,
};
use vocabulary::{Digest, Explanation, GrantType, Instant, Lifetime, Milestone, TokenErrorCode};

use crate::client_authentication::{Authenticated, Form, TokenFailure};
use crate::id_token_jti;
use crate::issued::{Tokens, give_tokens};
use crate::refresh_token;
use crate::service::{Identity, Inner};

/// How often a lost race is decided again before it is given up.
const ROUNDS: u32 = 3;

/// A successful answer (F-37).
#[derive(Debug, serde::Serialize)]
pub struct TokenAnswer {
    /// The access token.
    pub access_token: String,
    /// Always `bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    /// The access token's scopes.
    pub scope: String,
    /// The ID token; for codes only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// The refresh token, for clients that get one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
}

/// What a decision leads to.
enum Outcome {
    Answer(Box<TokenAnswer>),
    Raced,
}

impl Identity {
    /// Answers a token request.
    ///
    /// # Errors
    /// The first failed check, with a reference; or our own failure.
    ///
    /// Spec: F-33 to F-40
    pub async fn token(
        &self,
        form: &[(String, String)],
        network: IpAddr,
    ) -> Result<TokenAnswer, TokenFailure> {
        let inner = &self.0;
        let form = Form::new(form);
        let now = inner.clock.now();
        if let Some(name) = form.repeated() {
            let explanation =
                explanation("F-28", "a parameter was sent more than once", name, "each parameter once");
            return Err(inner.refused(None, TokenErrorCode::InvalidRequest, explanation, network).await);
        }
        let caller = inner.authenticate(&form, network, now).await?;
        inner.notes.call(&caller.client.client.id, network, now);
        let grant_type = match form.get("grant_type").map(GrantType::try_from) {
            Some(Ok(grant_type)) => grant_type,
            Some(Err(_)) => {
                let received = form.get("grant_type").unwrap_or_default();
                let explanation = explanation(
                    "F-33",
                    "grant_type is not offered",
                    received,
                    "authorization_code or refresh_token",
                );
                return Err(inner
                    .refused(Some(&caller), TokenErrorCode::UnsupportedGrantType, explanation, network)
                    .await);
            }
            None => {
                let explanation = explanation(
                    "F-33",
                    "grant_type is missing",
                    "nothing",
                    "authorization_code or refresh_token",
                );
                return Err(inner
                    .refused(Some(&caller), TokenErrorCode::InvalidRequest, explanation, network)
                    .await);
            }
        };
        for _ in 0..ROUNDS {
            let outcome = match grant_type {
                GrantType::AuthorizationCode => inner.exchange(&caller, &form, now, network).await?,
                GrantType::RefreshToken => inner.refresh(&caller, &form, now, network).await?,
            };
            if let Outcome::Answer(answer) = outcome {
                return Ok(*answer);
            }
        }
        Err(crate::fault::Fault::Bug("a token request lost every race").into())
    }
}

impl Inner {
    async fn exchange(
        &self,
        caller: &Authenticated,
        form: &Form<'_>,
        now: Instant,
        network: IpAddr,
    ) -> Result<Outcome, TokenFailure> {
        let Some(code) = form.get("code") else {
            let explanation = explanation("F-32", "code is missing", "nothing", "the code from the redirect");
            return Err(self
                .refused(Some(caller), TokenErrorCode::InvalidRequest, explanation, network)
                .await);
        };
        let view = self.store.grant_view_by_code(&Digest::of(code.as_bytes())).await?;
        let facts = view.as_ref().map(grant_facts);
        let request = ExchangeRequest {
            client: &caller.client.client,
            redirect_uri: form.get("redirect_uri"),
            code_verifier: form.get("code_verifier"),
        };
        let decided = policy::exchange(facts.as_ref(), &request, now);
        let (view, Exchange { scopes, refresh_token }) = match (decided, view) {
            (Ok(exchange), Some(view)) => (view, exchange),
            (Err(refusal), view) => {
                let refusal = (refusal, RevocationReason::CodeReuse);
                return Err(self.punish(caller, view.as_ref(), refusal, network).await);
            }
            (Ok(_), None) => return Err(crate::fault::Fault::Bug("an exchange without a grant").into()),
        };
        let refresh_until =
            (refresh_token == RefreshToken::Given).then(|| now.after(Lifetime::REFRESH_TOKEN));
        let id_token_jti = id_token_jti::from_random(self.random());
        let mut batch = self.spend(caller, now);
        batch.redeem_grant(view.grant.id, id_token_jti, refresh_until, now);
        self.audit_grant(&view, AuditEvent::TokensIssued { grant: view.grant.id }, now, &mut batch);
        self.reach_with(&view.grant.client_id, &[Milestone::CodeExchanged], &mut batch);
        if !self.settle(caller, batch, network).await? {
            return Ok(Outcome::Raced);
        }
        let refresh = refresh_until.map(|_| refresh_token::text(&self.secrets.refresh, view.grant.id, 1));
        let tokens = Tokens { scopes, generation: 1, id_token_jti: Some(id_token_jti), refresh, now };
        Ok(Outcome::Answer(Box::new(give_tokens(self, &view, &tokens)?)))
    }

    async fn refresh(
        &self,
        caller: &Authenticated,
        form: &Form<'_>,
        now: Instant,
        network: IpAddr,
    ) -> Result<Outcome, TokenFailure> {
        let Some(presented) = form.get("refresh_token") else {
            let explanation =
                explanation("F-36", "refresh_token is missing", "nothing", "the latest refresh token");
            return Err(self
                .refused(Some(caller), TokenErrorCode::InvalidRequest, explanation, network)
                .await);
        };
        let named = refresh_token::read(&self.secrets.refresh, presented);
        let view = match named {
            Some((grant, _)) => self.store.grant_view(grant).await?,
            None => None,
        };
        let facts = view.as_ref().and_then(refresh_facts);
        let request = RefreshRequest {
            client: &caller.client.client,
            generation: named.map_or(0, |(_, generation)| generation),
            scope: form.get("scope"),
        };
        let decided = policy::refresh(facts.as_ref(), &request, &self.settings.profile, now);
        let (view, decided) = match (decided, view) {
            (Ok(decided), Some(view)) => (view, decided),
            (Err(refusal), view) => {
                let refusal = (refusal, RevocationReason::RefreshReuse);
                return Err(self.punish(caller, view.as_ref(), refusal, network).await);
            }
            (Ok(_), None) => return Err(crate::fault::Fault::Bug("a refresh without a grant").into()),
        };
        let mut batch = self.spend(caller, now);
        let grant = view.grant.id;
        let (scopes, generation, event) = match decided {
            Refresh::Rotate { scopes, generation } => {
                batch.rotate_grant(grant, view.grant.generation, now.after(Lifetime::REFRESH_TOKEN));
                let event = AuditEvent::TokensRefreshed { grant, generation: i64::from(generation) };
                (scopes, generation, event)
            }
            Refresh::Resend { scopes, generation } => {
                (scopes, generation, AuditEvent::TokensResent { grant, generation: i64::from(generation) })
            }
        };
        self.audit_grant(&view, event, now, &mut batch);
        self.reach_with(&view.grant.client_id, &[Milestone::Refreshed], &mut batch);
        if !self.settle(caller, batch, network).await? {
            return Ok(Outcome::Raced);
        }
        if let Some(rehearsing) = self.published().rehearsal_of(&view.grant.client_id, now) {
            self.notes.rehearsal(
                rehearsing.rehearsal.id,
                RehearsalCounts { refreshes: 1, ..RehearsalCounts::default() },
            );
        }
        let refresh = Some(refresh_token::text(&self.secrets.refresh, view.grant.id, generation));
        let tokens = Tokens { scopes, generation, id_token_jti: None, refresh, now };
        Ok(Outcome::Answer(Box::new(give_tokens(self, &view, &tokens)?)))
    }

    /// A batch whose first statement spends the caller's assertion; once an hour it says when the caller's key was used.
    fn spend(&self, caller: &Authenticated, now: Instant) -> Batch {
        let mut batch = self.store.batch();
        batch.insert_assertion_id(&caller.client.client.id, &caller.jti, caller.expires_at, now);
        if let Some(key) = &caller.key_use {
            batch.put_key_use(&caller.client.client.id, key, now);
        }
        batch
    }

    /// Writes; `false` when somebody else was faster with the same grant.
    async fn settle(
        &self,
        caller: &Authenticated,
        batch: Batch,
        network: IpAddr,
    ) -> Result<bool, TokenFailure> {
        match self.store.write(batch).await {
            Ok(_) => Ok(true),
            Err(WriteFault::Conflict { index: 0, .. }) => {
                Err(self.replayed(&caller.client.client.id, network).await)
            }
            Err(WriteFault::Conflict { .. }) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Tells a refusal, and revokes the grant when the refusal says so: userinfo and refresh notice at once.
    async fn punish(
        &self,
        caller: &Authenticated,
        view: Option<&GrantView>,
        (refusal, reason): (TokenRefusal, RevocationReason),
        network: IpAddr,
    ) -> TokenFailure {
        let now = self.clock.now();
        let mut batch = self.spend(caller, now);
        if let (Consequence::RevokeGrant, Some(view)) = (refusal.consequence, view) {
            batch.revoke_grant(view.grant.id, reason, now);
            let refused = match reason {
                RevocationReason::RefreshReuse => Milestone::RefreshReplayRefused,
                _ => Milestone::CodeReplayRefused,
            };
            self.reach_with(&caller.client.client.id, &[refused], &mut batch);
            self.audit_grant(
                view,
                AuditEvent::GrantRevoked { grant: view.grant.id, reason },
                now,
                &mut batch,
            );
        }
        match self.settle(caller, batch, network).await {
            Ok(_) => {}
            Err(failure) => return failure,
        }
        let reference =
            self.record_refusal(Some(&caller.client.client.id), &refusal.explanation, network).await;
        TokenFailure::Refused {
            code: refusal.code,
            description: format!("{} ({reference})", refusal.description),
            reference,
            explanation: refusal.explanation,
        }
    }

    async fn refused(
        &self,
        caller: Option<&Authenticated>,
        code: TokenErrorCode,
        explanation: Explanation,
        network: IpAddr,
    ) -> TokenFailure {
        let client = caller.map(|caller| &caller.client.client.id);
        if let Some(caller) = caller {
            let batch = self.spend(caller, self.clock.now());
            if let Err(failure) = self.settle(caller, batch, network).await {
                return failure;
            }
        }
        let reference = self.record_refusal(client, &explanation, network).await;
        let description = format!("{} ({reference})", explanation.check);
        TokenFailure::Refused { code, description, reference, explanation: Box::new(explanation) }
    }

    fn audit_grant(&self, view: &GrantView, event: AuditEvent, now: Instant, batch: &mut Batch) {
        batch.record(&AuditEntry {
            id: self.event_id(),
            at: now,
            event,
            account_id: Some(view.account.id),
            client_id: Some(view.grant.client_id.clone()),
            reference: None,
        });
    }
}

fn status(view: &GrantView) -> AccountStatus {
    view.account.disabled.map_or(AccountStatus::Active, AccountStatus::Disabled)
}

fn grant_facts(view: &GrantView) -> GrantFacts {
    let grant = &view.grant;
    GrantFacts {
        client: grant.client_id.clone(),
        redirect_uri: grant.redirect_uri.clone(),
        challenge: grant.challenge.clone(),
        scopes: grant.scopes,
        expires_at: grant.code_expires_at,
        redeemed_at: grant.redeemed_at,
        revoked_at: grant.revoked.map(|revocation| revocation.at),
        account: status(view),
    }
}

/// Nothing when the grant has no refresh token.
fn refresh_facts(view: &GrantView) -> Option<RefreshFacts> {
    let grant = &view.grant;
    let expires_at = grant.refresh_until?;
    let used = grant.generation <= grant.generation_used;
    Some(RefreshFacts {
        client: grant.client_id.clone(),
        scopes: grant.scopes,
        generation: u32::try_from(grant.generation).ok()?,
        rotated_at: expires_at.before(Lifetime::REFRESH_TOKEN),
        latest: if used { Successor::Used } else { Successor::Unused },
        expires_at,
        revoked_at: grant.revoked.map(|revocation| revocation.at),
        account: status(view),
    })
}

fn explanation(rule: &str, check: &str, received: &str, expected: &str) -> Explanation {
    let received: String = received.chars().filter(|c| !c.is_control()).take(120).collect();
    Explanation {
        rule: rule.to_owned(),
        check: check.to_owned(),
        received,
        expected: expected.to_owned(),
        mend: format!("Send {expected}."),
    }
}
