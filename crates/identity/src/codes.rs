//! Six-digit codes: made, sent, entered.

use account_store::{AuditEvent, Batch, CodeMeta, OneTimeCode as StoredCode, OutboxMessage, OutboxState};
use credentials::{CodeContext, CodeSource};
use vocabulary::{EmailAddress, Message, MessageId, PhoneKind, PhoneNumber, Secret};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::progress::{Code, Purpose};
use crate::service::Inner;

/// Where a code goes.
#[derive(Debug, Clone)]
pub(crate) enum Destination {
    Email(EmailAddress),
    /// A number that is being confirmed: its sends are counted by the number as well.
    NewPhone(PhoneNumber),
    /// A number on the account.
    KnownPhone(PhoneNumber),
}

impl Destination {
    /// The address or number.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Email(email) => email.normal(),
            Self::NewPhone(phone) | Self::KnownPhone(phone) => phone.e164(),
        }
    }

    /// What sends are counted by besides the account, so that nobody is flooded by strangers who type their number.
    pub(crate) fn counted(&self) -> Option<&str> {
        match self {
            Self::Email(_) | Self::NewPhone(_) => Some(self.text()),
            Self::KnownPhone(_) => None,
        }
    }

    const fn kind(&self) -> Option<PhoneKind> {
        match self {
            Self::Email(_) => None,
            Self::NewPhone(phone) | Self::KnownPhone(phone) => Some(phone.kind()),
        }
    }

    fn recipient(&self) -> Secret<String> {
        Secret::new(match self {
            Self::Email(email) => email.as_str().to_owned(),
            Self::NewPhone(phone) | Self::KnownPhone(phone) => phone.e164().to_owned(),
        })
    }

    fn message(&self, purpose: Purpose, code: Secret<String>) -> Message {
        match self.kind() {
            None => Message::ConfirmEmail { code },
            Some(PhoneKind::Mobile) if purpose == Purpose::MatchMobile => Message::RecordCode { code },
            Some(PhoneKind::Mobile) => Message::TextCode { code },
            Some(PhoneKind::Landline) => Message::CallCode { code },
        }
    }
}

/// The account's number of this kind.
pub(crate) fn sign_in_destination(ground: &Ground, kind: PhoneKind) -> Result<Destination, Fault> {
    let account = ground.account.as_ref().ok_or(Fault::Bug("a sign-in code without an account"))?;
    let phone = match kind {
        PhoneKind::Mobile => account.mobile.as_ref(),
        PhoneKind::Landline => account.landline.as_ref(),
    };
    let phone = phone.ok_or(Fault::Bug("a sign-in code to a phone that is not there"))?;
    Ok(Destination::KnownPhone(phone.number.clone()))
}

/// What binds a code: this ticket, this account, this destination.
pub(crate) fn owner(ground: &Ground, target: &str) -> Result<Vec<u8>, Fault> {
    let ticket = ground.ticket.as_ref().ok_or(Fault::Bug("a code without a ticket"))?;
    let subject = ground.subject().ok_or(Fault::Bug("a code without an account"))?;
    Ok([ticket.id.as_bytes(), subject.id.as_bytes(), target.as_bytes()].concat())
}

impl Inner {
    /// Makes a code, remembers its digest and puts its message into the outbox: all in `batch`, so that a crash loses neither or both.
    pub(crate) fn send_code(
        &self,
        ground: &mut Ground,
        purpose: Purpose,
        target: &Destination,
        batch: &mut Batch,
    ) -> Result<(), Fault> {
        let subject = ground.subject().ok_or(Fault::Bug("a code without an account"))?;
        let fixed = self.static_codes.as_ref().filter(|_| subject.static_code);
        let code = fixed.unwrap_or(&CodeSource::random()).next(self.random());
        let rules = &self.settings.rules;
        let lifetime = if purpose == Purpose::ConfirmEmail { rules.email_code } else { rules.phone_code };
        let owner = owner(ground, target.text())?;
        let context = CodeContext { purpose: purpose.proves(), owner: &owner };
        let issued = code.issue(&self.secrets.codes, &context, ground.now, lifetime);
        let ticket = ground.ticket.as_ref().ok_or(Fault::Bug("a code without a ticket"))?;
        batch.put_code(&StoredCode {
            ticket_id: ticket.id,
            purpose: purpose.stored(),
            digest: issued.digest,
            target: Some(Secret::new(target.text().to_owned())),
            created_at: ground.now,
            expires_at: issued.expires_at,
        });
        let message = target.message(purpose, code.text().clone());
        let channel = message.channel();
        self.post(&message, target.recipient(), ground.now, batch);
        self.audit(ground, AuditEvent::CodeSent { purpose: purpose.stored(), channel }, batch);
        let subject = ground.subject().map(|account| account.id.to_string());
        if ground.progress.subject != subject {
            ground.progress.shown = 0;
            ground.progress.subject = subject;
        }
        ground.progress.code = Some(Code {
            purpose,
            kind: target.kind().map(Into::into),
            expires_at: issued.expires_at.micros(),
        });
        Ok(())
    }

    /// Puts a message into the outbox.
    pub(crate) fn post(
        &self,
        message: &Message,
        recipient: Secret<String>,
        now: vocabulary::Instant,
        batch: &mut Batch,
    ) {
        batch.insert_message(&OutboxMessage {
            id: MessageId::from_bytes(self.random()),
            kind: message.kind(),
            channel: message.channel(),
            recipient,
            content: Some(crate::outbox::content(message)),
            created_at: now,
            due_at: now,
            attempts: 0,
            state: OutboxState::Waiting { lease_until: None },
            outcome: None,
        });
    }

    /// What is known of the code that is out.
    pub(crate) async fn code_out(
        &self,
        ground: &Ground,
        purpose: Purpose,
    ) -> Result<Option<CodeMeta>, Fault> {
        let ticket = ground.ticket.as_ref().ok_or(Fault::Bug("a code without a ticket"))?;
        Ok(self.store.code_meta(ticket.id, purpose.stored()).await?)
    }
}
