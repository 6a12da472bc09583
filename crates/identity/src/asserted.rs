//! `asserted_login_identity`: the sign-in that a client passes on to another client, or to itself to reach a higher level.
//!
//! The token is good once, so it is verified, looked up and used up when the request comes; the ticket then remembers the session that
//! it led to. Whatever is wrong with it, the request goes on as though it had not been sent, and only the log and "explain this error" know
//! why. One thing is kept of a refused token that a client did sign about a sign-in of its own: it says who is meant, so a session of
//! somebody else in this browser does not answer in their place.
//!
//! What it costs. The token travels through a browser without being bound to it: a web view has no cookies of ours to bind it to. So somebody
//! can give their own token to another person, who is then signed in as them (login CSRF), or steal one on its way. F-56 accepts that. What
//! limits it: the token lives 60 seconds, is accepted once on all nodes, and only from a client that the receiving client has listed; `state`
//! binds the answer to the browser in which the receiving client began; a session that is in the browser is neither replaced nor ended, unless
//! the person goes on to show a credential; a session that is made has a secret of its own, so nobody can have planted it, and ends with the
//! one it came from; and each use is in the audit under the client that asserted it.

use account_store::{AuditEvent, Grant, SignInView, WriteFault};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use policy::{
    AccountStatus, AssertedFacts, AssertedSession, AssertedSignIn, SessionOrigin, asserted_login,
    asserted_twice,
};
use tokens::{AssertedLogin, AssertedLoginFault, read_unverified_client, verify_asserted_login};
use vocabulary::{AccountId, ClientId, Digest, Explanation, Prompt};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::id_token_jti;
use crate::progress::Asserted;
use crate::registry::RegisteredClient;
use crate::service::Inner;

/// Why a token was refused.
type Refused = Box<Explanation>;

impl Inner {
    /// Uses up the request's token, if it has one. Under `prompt=login` it is ignored: no session counts there.
    ///
    /// Spec: F-26, F-56
    pub(crate) async fn use_asserted_login(&self, ground: &mut Ground) -> Result<(), Fault> {
        let Some(token) = ground.request.asserted_login.take() else { return Ok(()) };
        if ground.request.prompt == Prompt::Login {
            return Ok(());
        }
        if let Err(explanation) = self.take_asserted_login(ground, &token).await? {
            let client = &ground.client.client.id;
            self.record_refusal(Some(client), &explanation, ground.network).await;
        }
        Ok(())
    }

    /// What the token led to, at a later request of the ticket.
    pub(crate) async fn gather_asserted(&self, ground: &mut Ground) -> Result<(), Fault> {
        let Some(asserted) = ground.progress.asserted.clone() else { return Ok(()) };
        let view = match asserted.session.as_deref().and_then(digest) {
            Some(digest) => self.view_for(ground, &digest).await?,
            None => None,
        };
        match view {
            Some(view) => ground.adopt(view),
            None => ground.keep_only(&asserted.account),
        }
        Ok(())
    }

    async fn take_asserted_login(
        &self,
        ground: &mut Ground,
        token: &str,
    ) -> Result<Result<(), Refused>, Fault> {
        let sender = match self.sender(token).await? {
            Ok(sender) => sender,
            Err(refused) => return Ok(Err(refused)),
        };
        let longest = self.settings.rules.asserted_login;
        let login = match verify_asserted_login(token, &sender.keys, &sender.client.id, longest, ground.now) {
            Ok(login) => login,
            Err(fault) => return Ok(Err(Box::new(fault.explanation()))),
        };
        let grant = match id_token_jti::read(&login.id_token_jti) {
            Some(jti) => self.store.find_grant_by_id_token(&jti).await?,
            None => None,
        };
        let view = match grant.as_ref().and_then(|grant| grant.session) {
            Some(digest) => self.view_for(ground, &digest).await?,
            None => None,
        };
        if let Some(grant) = grant.as_ref().filter(|grant| grant.client_id == sender.client.id) {
            ground.mean(grant.account_id, None);
        }
        let facts = AssertedFacts {
            sender: &sender.client,
            receiver: &ground.client.client,
            sign_in: grant.as_ref().map(|grant| sign_in(grant, view.as_ref())),
            now: ground.now,
        };
        if let Err(refused) = asserted_login(&facts) {
            return Ok(Err(refused));
        }
        let view = view.ok_or(Fault::Bug("an asserted login without a session"))?;
        if !self.spend_asserted(&sender.client.id, &login, view.account.id, ground).await? {
            return Ok(Err(Box::new(asserted_twice())));
        }
        ground.mean(view.account.id, Some(&view.session.digest));
        ground.adopt(view);
        Ok(Ok(()))
    }

    /// The client that the token says it is from.
    async fn sender(&self, token: &str) -> Result<Result<std::sync::Arc<RegisteredClient>, Refused>, Fault> {
        let named = match read_unverified_client(token) {
            Ok(client) => client.issuer,
            Err(fault) => return Ok(Err(Box::new(AssertedLoginFault::from(fault).explanation()))),
        };
        let known = match named.as_deref().and_then(|name| ClientId::try_from(name).ok()) {
            Some(id) => self.registry.find(&id).await?,
            None => None,
        };
        Ok(known.ok_or_else(|| {
            Box::new(Explanation {
                rule: "F-56".to_owned(),
                check: "iss names no enabled client".to_owned(),
                received: "another value".to_owned(),
                expected: "the client_id of the client that signed the token".to_owned(),
                mend: "Set iss to the client_id of the client that the ID token was issued to.".to_owned(),
            })
        }))
    }

    async fn view_for(&self, ground: &Ground, session: &Digest) -> Result<Option<SignInView>, Fault> {
        Ok(self.store.sign_in_view(session, &ground.client.client.id, ground.now).await?)
    }

    /// Remembers the token's `jti` until it expires; `false` when it was used before, on whichever node.
    async fn spend_asserted(
        &self,
        sender: &ClientId,
        login: &AssertedLogin,
        account: AccountId,
        ground: &Ground,
    ) -> Result<bool, Fault> {
        // Apart from the identifiers of client assertions, which a partner may count on its own.
        let jti = Digest::of(format!("asserted_login_identity {}", login.jti).as_bytes());
        let mut batch = self.store.batch();
        batch.insert_assertion_id(sender, &jti, login.expires_at, ground.now);
        self.audit_about(account, Some(sender.clone()), AuditEvent::LoginAsserted, &mut batch);
        match self.store.write(batch).await {
            Ok(_) => Ok(true),
            Err(WriteFault::Conflict { .. }) => Ok(false),
            Err(fault) => Err(fault.into()),
        }
    }
}

fn sign_in(grant: &Grant, view: Option<&SignInView>) -> AssertedSignIn {
    AssertedSignIn {
        client: grant.client_id.clone(),
        revoked_at: grant.revoked.map(|revocation| revocation.at),
        session: view.map(|view| AssertedSession {
            expires_at: view.session.expires_at,
            account: view.account.disabled.map_or(AccountStatus::Active, AccountStatus::Disabled),
        }),
    }
}

fn digest(text: &str) -> Option<Digest> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    Digest::try_from(bytes.as_slice()).ok()
}

impl Ground {
    /// Notes who is meant: from now on no session of somebody else answers this request.
    fn mean(&mut self, account: AccountId, session: Option<&Digest>) {
        let account = account.to_string();
        self.keep_only(&account);
        let session = session.map(|digest| URL_SAFE_NO_PAD.encode(digest.as_bytes()));
        self.progress.asserted = Some(Asserted { account, session });
    }

    /// Looks away from a session of another account; it goes on in its browser.
    fn keep_only(&mut self, account: &str) {
        if self.account.as_ref().is_some_and(|known| known.id.to_string() != account) {
            self.session = None;
            self.account = None;
            self.consent = None;
        }
    }

    /// The asserted session stands in for the browser's, unless the browser's is of the same account and as much was shown in it.
    fn adopt(&mut self, view: SignInView) {
        let own = self
            .session
            .take()
            .filter(|own| own.account_id == view.account.id && view.session.factors.is_subset(own.factors));
        self.session = Some(own.unwrap_or(view.session));
        self.account = Some(view.account);
        self.consent = view.consent;
        self.origin = SessionOrigin::Asserted;
    }
}
