//! A log in that is reset: the password and the authenticator app of before work no more, and the operator is told so.
//!
//! A colleague who resets it learns nothing to log in with: the operator is sent a link, and sets up both alone. Else one person could be two,
//! and approve what they asked for. Only an administrator of the machine, who could change the database as well, is told a password.

use account_store::{Batch, Operator, OperatorChange, OperatorInvitation, PasswordOf};
use credentials::InvitationSecret;
use vocabulary::{EmailAddress, IncidentNumber, InvitationId, Message, OperatorId, Permission, Secret};

use crate::access::colleagues::ColleagueChanged;
use crate::access::invitations::{InvitationTaken, hours};
use crate::access::managers::Doer;
use crate::access::passwords::Wanted;
use crate::checking::{OperatorBrowser, SignedInOperator};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

impl Identity {
    /// Forgets a colleague's password and authenticator app, ends their sessions and sends them a link to `console`, the address of the
    /// operator pages, with which they set up both again. A link that was sent before works no more.
    ///
    /// # Errors
    /// When `by` may not; [`Fault::Busy`] when too many passwords are being hashed; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn reset_colleague(
        &self,
        by: &SignedInOperator,
        id: OperatorId,
        incident: &IncidentNumber,
        console: &str,
    ) -> Result<ColleagueChanged, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        if id == by.id() {
            return Ok(ColleagueChanged::Oneself);
        }
        let Some(operator) = inner.store.operator(id).await? else { return Ok(ColleagueChanged::Unknown) };
        let Some(email) = address_of(&operator) else { return Ok(ColleagueChanged::NoAddress) };
        let (secret, now) = (InvitationSecret::from_random(inner.random()), inner.clock.now());
        let mut batch = inner.store.batch();
        inner.forget_log_in(&operator, Doer::Colleague(by, incident), &mut batch).await?;
        batch.insert_operator_invitation(&OperatorInvitation {
            id: InvitationId::from_bytes(inner.random()),
            digest: secret.digest(),
            email: email.clone(),
            name: Secret::new(operator.name.clone()),
            roles: operator.roles.clone(),
            invited_by: Some(by.id()),
            created_at: now,
            expires_at: now.after(inner.settings.access.invitation),
        });
        inner.send_reset(&email, Some((&secret, console)), &mut batch);
        if !inner.commit(batch).await? {
            return Ok(ColleagueChanged::Raced);
        }
        inner.mail.notify_one();
        Ok(ColleagueChanged::Done)
    }

    /// Forgets an operator's password and authenticator app, ends their sessions and gives them a new password, told once: whoever sets up
    /// the next app was handed something new, and changes it when they log in. They are told by email where their user name is an
    /// address. None when there is nobody of that name.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being hashed; when the store fails, or somebody else changed them at the same instant.
    pub async fn reset_authenticator(
        &self,
        username: &str,
        incident: Option<&IncidentNumber>,
    ) -> Result<Option<Secret<String>>, Fault> {
        let inner = &self.0;
        let Some(operator) = inner.store.find_operator(username).await? else { return Ok(None) };
        let mut batch = inner.store.batch();
        let password = inner.forget_log_in(&operator, Doer::CommandLine(incident), &mut batch).await?;
        if let Some(email) = address_of(&operator) {
            inner.send_reset(&email, None, &mut batch);
        }
        if !inner.commit(batch).await? {
            return Err(Fault::Store("somebody else changed the operator at the same time".to_owned()));
        }
        inner.mail.notify_one();
        Ok(Some(password))
    }
}

/// Where an operator can be written to: their user name, when it is an address.
pub(crate) fn address_of(operator: &Operator) -> Option<EmailAddress> {
    EmailAddress::try_from(operator.username.as_str()).ok()
}

impl Inner {
    /// Adds what makes everything of before work no more: the password, the authenticator app, the sessions and a link. Gives the password
    /// that works from now on.
    async fn forget_log_in(
        &self,
        operator: &Operator,
        doer: Doer<'_>,
        batch: &mut Batch,
    ) -> Result<Secret<String>, Fault> {
        let password = self.temporary_password();
        let hash = self.hash_password(password.clone()).await?;
        let hash = Secret::new(hash.as_str().to_owned());
        batch.update_operator_totp(operator.id, operator.version, None);
        batch.update_operator_password(operator.id, operator.version + 1, &hash, PasswordOf::Temporary);
        batch.delete_operator_sessions(operator.id);
        if let Some(email) = address_of(operator) {
            batch.delete_operator_invitation_to(&email);
        }
        for what in [OperatorChange::SecondFactor, OperatorChange::Password] {
            self.audit_change(operator.id, what, doer, batch);
        }
        Ok(password)
    }

    /// Tells an operator that their log in was reset, with the link, where there is one, and the address of its pages.
    pub(crate) fn send_reset(
        &self,
        to: &EmailAddress,
        link: Option<(&InvitationSecret, &str)>,
        batch: &mut Batch,
    ) {
        let link =
            link.map(|(secret, at)| Secret::new(format!("{at}/invitation/{}", secret.text().expose())));
        let message = Message::OperatorReset { link, hours: hours(self.settings.access.invitation) };
        self.post(&message, Secret::new(to.as_str().to_owned()), self.clock.now(), batch);
    }

    /// Takes the link that was sent to an operator: the password is their own, and their next code sets up an app.
    pub(crate) async fn take_reset(
        &self,
        (invitation, operator): (&OperatorInvitation, &Operator),
        browser: &OperatorBrowser,
        wanted: Wanted,
    ) -> Result<InvitationTaken, Fault> {
        if operator.disabled_at.is_some() {
            return Ok(InvitationTaken::Gone);
        }
        let hash = self.hash_password(wanted.password).await?;
        let hash = Secret::new(hash.as_str().to_owned());
        let mut batch = self.store.batch();
        batch.take_operator_invitation(&invitation.digest, self.clock.now());
        batch.update_operator_password(operator.id, operator.version, &hash, PasswordOf::TheirOwn);
        batch.delete_operator_sessions(operator.id);
        self.audit_taken(invitation.id, operator.id, OperatorChange::Password, &mut batch);
        let cookie = self.begin_operator_session(operator.id, browser, None, &mut batch);
        let done = self.commit(batch).await?;
        Ok(if done { InvitationTaken::Next { cookie } } else { InvitationTaken::Gone })
    }
}
