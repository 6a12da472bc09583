//! The end of a sign-in: a code for the partner, or an error, and the browser goes back.

use account_store::{AuditEvent, Batch, Grant, Session, WriteFault};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use credentials::SessionSecret;
use policy::{Issuance, SessionOrigin, SignIn, Step};
use vocabulary::{CredentialSet, Digest, GrantId, Instant, Lifetime, Milestone};

use crate::browser::{Change, Cookies};
use crate::fault::Fault;
use crate::ground::{Ground, session_digest};
use crate::location::{code_location, described, error_location};
use crate::partner_pages::{of_code, of_return};
use crate::progress::End;
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// How long a doubled request gets the same answer.
const SAME_ANSWER: Lifetime = Lifetime::seconds(30);

/// Uses of an account are noted once a day: more would make every silent sign-in write to the row.
const NOTE_USE_AFTER: Lifetime = Lifetime::hours(24);

/// Where a finished sign-in goes.
#[derive(Debug, Clone)]
pub enum Finished {
    /// Back to the partner.
    Leave {
        /// The redirect URI with the answer.
        location: String,
    },
    /// Another tab was faster: the dispatcher looks again.
    LookAgain,
}

impl Identity {
    /// Ends a sign-in whose next step is `Issue` or `Return`.
    ///
    /// # Errors
    /// When the store fails, or the step is a page.
    ///
    /// Spec: F-30, F-32
    pub async fn finish(&self, mut visit: Visit) -> Result<Answer<Finished>, Fault> {
        let inner = &self.0;
        let mut cookies = Cookies::default();
        let mut batch = inner.store.batch();
        let (location, grant) = match *visit.step() {
            Step::Return { code, description } => {
                let reached = of_return(code, description);
                inner.reach_with(&visit.ground.client.client.id, reached.as_slice(), &mut batch);
                let reference = inner.trace_end(&visit.ground, visit.step());
                (error_location(&visit.ground.request, code, &described(description, reference)), None)
            }
            Step::Issue(issuance) => {
                let session = inner.establish(&visit, issuance, &mut cookies, &mut batch)?;
                let (code, grant) = inner.grant(&visit.ground, issuance, session, &mut batch)?;
                if let Some(browser) = &visit.ground.browser {
                    batch.record_browser_visit(browser, &visit.ground.client.client.id, visit.ground.now);
                }
                inner.trace_end(&visit.ground, visit.step());
                // Whoever typed a password here was looked up then.
                if issuance.sign_in != SignIn::Fresh {
                    inner.recheck_silently(&visit.ground);
                }
                (code_location(&visit.ground.request, &code), Some(grant.to_string()))
            }
            _ => return Err(Fault::Bug("a sign-in was finished at a page")),
        };
        let at = visit.ground.now.micros();
        visit.ground.progress.end = Some(End { location: location.clone(), grant, at });
        visit.ground.save(&mut batch)?;
        match inner.store.write(batch).await {
            Ok(_) => Ok(Answer { outcome: Finished::Leave { location }, cookies }),
            Err(WriteFault::Conflict { .. }) => Ok(Answer::of(Finished::LookAgain)),
            Err(fault) => Err(fault.into()),
        }
    }
}

impl Inner {
    /// A code for a session that already satisfies everything.
    pub(crate) async fn issue_at_once(
        &self,
        ground: Ground,
        issuance: Issuance,
    ) -> Result<Answer<String>, Fault> {
        let mut cookies = Cookies::default();
        let mut batch = self.store.batch();
        let session = ground.session.as_ref().ok_or(Fault::Bug("a silent sign-in without a session"))?;
        let session = self.carry_on(&ground, session, &mut cookies, &mut batch);
        let (code, _) = self.grant(&ground, issuance, session, &mut batch)?;
        self.reach_with(&ground.client.client.id, &[Milestone::SilentCode], &mut batch);
        if let Some(account) = &ground.account
            && account.last_used_at.after(NOTE_USE_AFTER) < ground.now
        {
            batch.touch_account(account.id, ground.now);
        }
        self.write(batch).await?;
        Ok(Answer { outcome: code_location(&ground.request, &code), cookies })
    }

    /// The session behind a silent sign-in. An asserted one (F-56) is the other browser's: a browser that has none gets its own, with a
    /// new secret and the end of the old one, so that nobody can have planted it and it lasts no longer.
    fn carry_on(
        &self,
        ground: &Ground,
        session: &Session,
        cookies: &mut Cookies,
        batch: &mut Batch,
    ) -> (Digest, Instant) {
        if ground.origin == SessionOrigin::Cookie || ground.has_own_session {
            return (session.digest, session.authenticated_at);
        }
        let secret = SessionSecret::from_random(self.random());
        let digest = secret.digest();
        batch.insert_session(&Session { digest, created_at: ground.now, ..session.clone() });
        self.audit(ground, AuditEvent::SignedInSilently, batch);
        cookies.session = Change::Set(secret.text());
        (digest, session.authenticated_at)
    }

    /// Where a ticket that ended leads: the same answer for a moment, unless its code was used; then nowhere.
    pub(crate) async fn ended(&self, end: &End, now: Instant) -> Result<Option<String>, Fault> {
        if now > Instant::from_micros(end.at).after(SAME_ANSWER) {
            return Ok(None);
        }
        if let Some(grant) = end.grant.as_deref().and_then(|text| GrantId::try_from(text).ok()) {
            let used = self.store.grant(grant).await?.is_none_or(|grant| grant.redeemed_at.is_some());
            if used {
                return Ok(None);
            }
        }
        Ok(Some(end.location.clone()))
    }

    /// The session behind the code: the one there is, or a new one with a new secret, so that nobody can have planted it.
    fn establish(
        &self,
        Visit { ground, browser, .. }: &Visit,
        issuance: Issuance,
        cookies: &mut Cookies,
        batch: &mut Batch,
    ) -> Result<(Digest, Instant), Fault> {
        let account = ground.account.as_ref().ok_or(Fault::Bug("a sign-in without an account"))?;
        let before = ground.session.as_ref();
        if issuance.sign_in == SignIn::Session {
            let session = before.ok_or(Fault::Bug("a session sign-in without a session"))?;
            return Ok(self.carry_on(ground, session, cookies, batch));
        }
        let shown_at = ground.progress.shown_at.map_or(ground.now, Instant::from_micros);
        let (authenticated_at, expires_at) = match (issuance.sign_in, before) {
            (SignIn::Extended, Some(session)) => (session.authenticated_at, session.expires_at),
            _ => (shown_at, shown_at.after(self.settings.rules.session)),
        };
        let secret = SessionSecret::from_random(self.random());
        let digest = secret.digest();
        if let Some(old) = session_digest(browser) {
            batch.delete_session(&old);
        }
        batch.insert_session(&Session {
            digest,
            account_id: account.id,
            factors: issuance.shown,
            authenticated_at,
            created_at: ground.now,
            expires_at,
        });
        batch.touch_account(account.id, ground.now);
        self.touch_used_device(ground, issuance.shown, batch);
        self.audit(ground, AuditEvent::SignedIn { factors: issuance.shown }, batch);
        cookies.session = Change::Set(secret.text());
        Ok((digest, authenticated_at))
    }

    /// A remembered device that stood in for a code lives on.
    fn touch_used_device(&self, ground: &Ground, shown: CredentialSet, batch: &mut Batch) {
        let stood_in = shown.minus(ground.progress.shown()).contains(vocabulary::Credential::Cd);
        if let (policy::Device::Remembered, Some(device), true) =
            (ground.remembered(), &ground.device, stood_in)
        {
            let expires_at = ground.now.after(self.settings.rules.remembered_device);
            batch.touch_device(&device.digest, ground.now, expires_at);
        }
    }

    fn grant(
        &self,
        ground: &Ground,
        issuance: Issuance,
        (session, auth_time): (Digest, Instant),
        batch: &mut Batch,
    ) -> Result<(String, GrantId), Fault> {
        let account = ground.account.as_ref().ok_or(Fault::Bug("a code without an account"))?;
        let code = URL_SAFE_NO_PAD.encode(self.random::<32>());
        let id = GrantId::from_bytes(self.ordered_id(ground.now));
        batch.insert_grant(&Grant {
            id,
            code_digest: Digest::of(code.as_bytes()),
            account_id: account.id,
            client_id: ground.client.client.id.clone(),
            redirect_uri: ground.request.redirect_uri.clone(),
            scopes: ground.request.scopes,
            vot: issuance.vot,
            level: account.level,
            nonce: ground.request.nonce.clone(),
            challenge: ground.request.challenge.clone(),
            auth_time,
            session: Some(session),
            created_at: ground.now,
            code_expires_at: ground.now.after(self.settings.profile.code_lifetime),
            redeemed_at: None,
            id_token_jti: None,
            generation: 0,
            generation_used: 0,
            refresh_until: None,
            revoked: None,
        });
        self.audit(ground, AuditEvent::CodeIssued { grant: id, level: account.level }, batch);
        self.reach_with(&ground.client.client.id, &of_code(&ground.request, issuance), batch);
        Ok((code, id))
    }
}
