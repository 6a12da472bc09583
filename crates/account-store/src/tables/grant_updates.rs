//! The writes of `grants`.

use vocabulary::{AccountId, ClientId, GrantId, Instant};

use crate::batch::{Batch, Expect};
use crate::statement::register;
use crate::tables::grants::{Grant, RevocationReason};

register! { "grants";
    INSERT = "INSERT INTO grants (grant_id, code_digest, account_id, client_id, redirect_uri, scopes, vot, \
        level, nonce, challenge, auth_time, session_digest, created_at, code_expires_at, generation, \
        generation_used) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 0, 0)";
    REDEEM = "UPDATE grants SET redeemed_at = $2, id_token_jti = $3, generation = 1, refresh_until = $4 \
        WHERE grant_id = $1 AND redeemed_at IS NULL AND revoked_at IS NULL AND code_expires_at > $2";
    ROTATE = "UPDATE grants SET generation = generation + 1, refresh_until = $3 \
        WHERE grant_id = $1 AND generation = $2 AND revoked_at IS NULL";
    MARK_USED = "UPDATE grants SET generation_used = $2 WHERE grant_id = $1 AND generation_used < $2";
    REVOKE = "UPDATE grants SET revoked_at = $2, revoked_reason = $3 \
        WHERE grant_id = $1 AND revoked_at IS NULL";
    REVOKE_ALL = "UPDATE grants SET revoked_at = $2, revoked_reason = $3 \
        WHERE account_id = $1 AND revoked_at IS NULL";
    REVOKE_AT_CLIENT = "UPDATE grants SET revoked_at = $3, revoked_reason = $4 \
        WHERE account_id = $1 AND client_id = $2 AND revoked_at IS NULL";
}

impl Batch {
    /// Adds a grant with its code; what redemption and refresh write later is not read.
    pub fn insert_grant(&mut self, grant: &Grant) -> &mut Self {
        let values = vec![
            grant.id.into(),
            (&grant.code_digest).into(),
            grant.account_id.into(),
            (&grant.client_id).into(),
            grant.redirect_uri.as_str().into(),
            grant.scopes.to_string().into(),
            grant.vot.to_string().into(),
            grant.level.as_str().into(),
            grant.nonce.as_deref().into(),
            grant.challenge.as_ref().map(vocabulary::CodeChallenge::as_str).into(),
            grant.auth_time.into(),
            grant.session.as_ref().into(),
            grant.created_at.into(),
            grant.code_expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Redeems the code: generation 1. A conflict when it was redeemed, ended or has expired, so that of two
    /// redemptions at the same instant one wins (F-34).
    pub fn redeem_grant(
        &mut self,
        id: GrantId,
        id_token_jti: [u8; 16],
        refresh_until: Option<Instant>,
        now: Instant,
    ) -> &mut Self {
        let values = vec![id.into(), now.into(), id_token_jti.as_slice().into(), refresh_until.into()];
        self.push(&REDEEM, Expect::Exactly(1), values)
    }

    /// Gives the next generation of tokens to a grant that is still at `generation`; a conflict when it is not,
    /// or was ended (F-36).
    pub fn rotate_grant(&mut self, id: GrantId, generation: i64, refresh_until: Instant) -> &mut Self {
        self.push(&ROTATE, Expect::Exactly(1), vec![id.into(), generation.into(), refresh_until.into()])
    }

    /// Records that the access token of `generation` was used: its predecessor can no longer be fetched again.
    pub fn mark_generation_used(&mut self, id: GrantId, generation: i64) -> &mut Self {
        self.push(&MARK_USED, Expect::Any, vec![id.into(), generation.into()])
    }

    /// Ends a grant; the first reason stays.
    pub fn revoke_grant(&mut self, id: GrantId, reason: RevocationReason, now: Instant) -> &mut Self {
        self.push(&REVOKE, Expect::Any, vec![id.into(), now.into(), reason.as_str().into()])
    }

    /// Ends every grant of an account.
    pub fn revoke_grants(&mut self, account: AccountId, reason: RevocationReason, now: Instant) -> &mut Self {
        self.push(&REVOKE_ALL, Expect::Any, vec![account.into(), now.into(), reason.as_str().into()])
    }

    /// Ends every grant of an account at one client.
    pub fn revoke_grants_at(
        &mut self,
        account: AccountId,
        client: &ClientId,
        reason: RevocationReason,
        now: Instant,
    ) -> &mut Self {
        let values = vec![account.into(), client.into(), now.into(), reason.as_str().into()];
        self.push(&REVOKE_AT_CLIENT, Expect::Any, values)
    }
}
