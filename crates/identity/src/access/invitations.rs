//! Inviting somebody: a link by email, valid once, with which they choose their password.
//!
//! A GET of the link changes nothing (mail scanners open links): the page has a form, and only that takes the invitation, in the batch that
//! makes the operator. An operator whose log in was reset is sent such a link as well. The authenticator app is set up in the step after it, as at every first log-in.

use account_store::{AuditEvent, Operator, OperatorChange, OperatorInvitation, PasswordOf};
use credentials::{BrokenRule, InvitationSecret};
use vocabulary::{
    EmailAddress, IncidentNumber, Instant, InvitationId, Lifetime, Message, OperatorId, OperatorRoles,
    Permission, Secret,
};

use crate::access::passwords::Wanted;
use crate::checking::{OperatorBrowser, SignedInOperator};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// The most characters of a name.
const LONGEST_NAME: usize = 100;

/// Somebody to invite.
#[derive(Debug, Clone)]
pub struct Invite {
    /// What colleagues will call them.
    pub name: String,
    /// Where the link goes, and what they will log in with.
    pub email: EmailAddress,
    /// What they will be allowed to do.
    pub roles: OperatorRoles,
}

/// What is wrong with an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InviteProblem {
    /// No name, or one that is too long.
    Name,
    /// No role, or one that is not in the table.
    Roles,
}

/// What came of inviting somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invited {
    /// The link is on its way.
    Sent,
    /// Somebody logs in with this address already.
    IsOperator,
    /// They were invited before, and have not come yet.
    Waiting,
    /// It was not done.
    Refused(InviteProblem),
}

/// An invitation that was not taken, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationRow {
    /// Its identifier.
    pub id: InvitationId,
    /// Whom.
    pub name: String,
    /// Where the link went.
    pub email: String,
    /// What they will be allowed to do.
    pub roles: OperatorRoles,
    /// Until when the link works.
    pub expires_at: Instant,
    /// Whether that is over.
    pub expired: bool,
}

/// What came of sending an invitation again, or cancelling it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvitationChanged {
    /// Done.
    Done,
    /// It was taken or cancelled in the meantime.
    Gone,
}

/// What the page of a link shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationView {
    /// Whom.
    pub name: String,
    /// What they will log in with.
    pub email: String,
    /// The fewest characters of the password.
    pub password_minimum: usize,
}

/// What came of taking an invitation.
#[derive(Debug)]
pub enum InvitationTaken {
    /// They are an operator: set this cookie; the authenticator app comes next.
    Next {
        /// The new value of the console cookie.
        cookie: Secret<String>,
    },
    /// The password breaks these rules.
    Refused(Vec<BrokenRule>),
    /// It was taken or cancelled, has expired, or never was.
    Gone,
}

impl Identity {
    /// Invites somebody: an email with a link to `console`, the address of the operator pages, is put into the outbox.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn invite_operator(
        &self,
        by: &SignedInOperator,
        invite: Invite,
        incident: &IncidentNumber,
        console: &str,
    ) -> Result<Invited, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        let name = invite.name.trim().to_owned();
        if name.is_empty() || name.chars().count() > LONGEST_NAME || name.contains(char::is_control) {
            return Ok(Invited::Refused(InviteProblem::Name));
        }
        if !inner.are_known_roles(&invite.roles) {
            return Ok(Invited::Refused(InviteProblem::Roles));
        }
        if inner.store.find_operator(invite.email.normal()).await?.is_some() {
            return Ok(Invited::IsOperator);
        }
        let (secret, now) = (InvitationSecret::from_random(inner.random()), inner.clock.now());
        let invitation = OperatorInvitation {
            id: InvitationId::from_bytes(inner.random()),
            digest: secret.digest(),
            email: invite.email,
            name: Secret::new(name),
            roles: invite.roles,
            invited_by: Some(by.id()),
            created_at: now,
            expires_at: now.after(inner.settings.access.invitation),
        };
        let mut batch = inner.store.batch();
        batch.insert_operator_invitation(&invitation);
        inner.send_invitation(&invitation.email, &secret, console, &mut batch);
        let (id, roles) = (invitation.id, invitation.roles.clone());
        let event = AuditEvent::OperatorInvited { invitation: id, roles };
        inner.audit_act(Some(by.id()), Some(incident), event, &mut batch);
        if !inner.commit(batch).await? {
            return Ok(Invited::Waiting);
        }
        inner.mail.notify_one();
        Ok(Invited::Sent)
    }

    /// Every invitation that was not taken, the oldest first.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn invitations(&self, by: &SignedInOperator) -> Result<Vec<InvitationRow>, Fault> {
        by.must(Permission::ManageOperators)?;
        let now = self.0.clock.now();
        let invitations = self.0.store.list_operator_invitations().await?;
        Ok(invitations.into_iter().map(|invitation| row(invitation, now)).collect())
    }

    /// An invitation that was not taken.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn invitation(
        &self,
        by: &SignedInOperator,
        id: InvitationId,
    ) -> Result<Option<InvitationRow>, Fault> {
        by.must(Permission::ManageOperators)?;
        let now = self.0.clock.now();
        Ok(self.0.store.operator_invitation(id).await?.map(|invitation| row(invitation, now)))
    }

    /// Sends a new link, valid from now; the one before works no more.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn send_invitation_again(
        &self,
        by: &SignedInOperator,
        id: InvitationId,
        incident: &IncidentNumber,
        console: &str,
    ) -> Result<InvitationChanged, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        let Some(invitation) = inner.store.operator_invitation(id).await? else {
            return Ok(InvitationChanged::Gone);
        };
        let secret = InvitationSecret::from_random(inner.random());
        let expires_at = inner.clock.now().after(inner.settings.access.invitation);
        let mut batch = inner.store.batch();
        batch.renew_operator_invitation(id, &secret.digest(), expires_at);
        if inner.store.find_operator(invitation.email.normal()).await?.is_some() {
            inner.send_reset(&invitation.email, Some((&secret, console)), &mut batch);
        } else {
            inner.send_invitation(&invitation.email, &secret, console, &mut batch);
        }
        let event = AuditEvent::InvitationSentAgain { invitation: id };
        inner.audit_act(Some(by.id()), Some(incident), event, &mut batch);
        if !inner.commit(batch).await? {
            return Ok(InvitationChanged::Gone);
        }
        inner.mail.notify_one();
        Ok(InvitationChanged::Done)
    }

    /// Cancels an invitation: its link works no more.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn cancel_invitation(
        &self,
        by: &SignedInOperator,
        id: InvitationId,
        incident: &IncidentNumber,
    ) -> Result<InvitationChanged, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        let mut batch = inner.store.batch();
        batch.delete_operator_invitation(id);
        let event = AuditEvent::InvitationCancelled { invitation: id };
        inner.audit_act(Some(by.id()), Some(incident), event, &mut batch);
        let done = inner.commit(batch).await?;
        Ok(if done { InvitationChanged::Done } else { InvitationChanged::Gone })
    }

    /// What the page of this link shows; none when it works no more. Nothing is taken.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_invitation(&self, link: &str) -> Result<Option<InvitationView>, Fault> {
        let inner = &self.0;
        Ok(inner.invitation_of(link).await?.map(|invitation| InvitationView {
            name: invitation.name.expose().clone(),
            email: invitation.email.as_str().to_owned(),
            password_minimum: inner.operator_password_rules().minimum,
        }))
    }

    /// Takes the invitation of this link: it makes the operator with the password they chose, once, and begins their first log-in. Of an
    /// operator whose log in was reset it sets the password.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being hashed; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn take_invitation(
        &self,
        browser: &OperatorBrowser,
        link: &str,
        password: Secret<String>,
        confirmation: Secret<String>,
    ) -> Result<InvitationTaken, Fault> {
        let inner = &self.0;
        let Some(invitation) = inner.invitation_of(link).await? else { return Ok(InvitationTaken::Gone) };
        let wanted = Wanted { password, confirmation };
        let broken = inner.broken_by(invitation.email.normal(), &wanted);
        if !broken.is_empty() {
            return Ok(InvitationTaken::Refused(broken));
        }
        if let Some(operator) = inner.store.find_operator(invitation.email.normal()).await? {
            return inner.take_reset((&invitation, &operator), browser, wanted).await;
        }
        let hash = inner.hash_password(wanted.password).await?;
        let now = inner.clock.now();
        let operator = Operator {
            id: OperatorId::from_bytes(inner.random()),
            username: invitation.email.normal().to_owned(),
            name: invitation.name.expose().clone(),
            password_hash: Secret::new(hash.as_str().to_owned()),
            totp_secret: None,
            totp_last_step: 0,
            roles: invitation.roles,
            disabled_at: None,
            created_at: now,
            version: 0,
            password: PasswordOf::TheirOwn,
        };
        let mut batch = inner.store.batch();
        batch.take_operator_invitation(&invitation.digest, now).insert_operator(&operator);
        let added = OperatorChange::Added { roles: operator.roles.clone() };
        inner.audit_taken(invitation.id, operator.id, added, &mut batch);
        let cookie = inner.begin_operator_session(operator.id, browser, None, &mut batch);
        let done = inner.commit(batch).await?;
        Ok(if done { InvitationTaken::Next { cookie } } else { InvitationTaken::Gone })
    }
}

fn row(invitation: OperatorInvitation, now: Instant) -> InvitationRow {
    InvitationRow {
        id: invitation.id,
        name: invitation.name.expose().clone(),
        email: invitation.email.as_str().to_owned(),
        roles: invitation.roles,
        expires_at: invitation.expires_at,
        expired: invitation.expires_at <= now,
    }
}

impl Inner {
    /// Whether there is at least one role, and every one is in the table.
    pub(crate) fn are_known_roles(&self, roles: &OperatorRoles) -> bool {
        !roles.is_empty() && roles.iter().all(|role| self.settings.roles.knows(role))
    }

    async fn invitation_of(&self, link: &str) -> Result<Option<OperatorInvitation>, Fault> {
        let Ok(secret) = InvitationSecret::try_from(link) else { return Ok(None) };
        Ok(self.store.find_operator_invitation(&secret.digest(), self.clock.now()).await?)
    }

    /// Adds that an operator took their invitation, and what that changed.
    pub(crate) fn audit_taken(
        &self,
        invitation: InvitationId,
        operator: OperatorId,
        what: OperatorChange,
        batch: &mut account_store::Batch,
    ) {
        for event in [AuditEvent::InvitationTaken { invitation }, AuditEvent::OperatorChanged { what }] {
            self.audit_operator(Some(operator), event, batch);
        }
    }

    fn send_invitation(
        &self,
        to: &EmailAddress,
        secret: &InvitationSecret,
        console: &str,
        batch: &mut account_store::Batch,
    ) {
        let link = Secret::new(format!("{console}/invitation/{}", secret.text().expose()));
        let hours = hours(self.settings.access.invitation);
        let message = Message::OperatorInvitation { link, hours };
        self.post(&message, Secret::new(to.as_str().to_owned()), self.clock.now(), batch);
    }
}

pub(crate) fn hours(lifetime: Lifetime) -> u64 {
    u64::try_from(lifetime.minutes_rounded_up() / 60).unwrap_or(0)
}
