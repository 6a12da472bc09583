//! `operator_invitations`: who was sent a link to set up their log in to the console and has not come yet, found by the digest of the link's
//! secret. One to the address of an operator is there because their log in was reset. Deleted when taken or cancelled, or seven days after
//! `expires_at`.

use vocabulary::{Digest, EmailAddress, Instant, InvitationId, OperatorId, OperatorRoles, Secret};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;
use crate::vault::Vault;

const EMAIL: &str = "operator_invitations.email";
const NAME: &str = "operator_invitations.name";

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "invitation_id, digest, email, name, roles, invited_by, created_at, expires_at"
    };
}

register! { "operator_invitations";
    GET = concat!("SELECT ", columns!(), " FROM operator_invitations WHERE invitation_id = $1");
    FIND = concat!("SELECT ", columns!(), " FROM operator_invitations WHERE digest = $1 AND expires_at > $2");
    LIST = concat!("SELECT ", columns!(), " FROM operator_invitations ORDER BY created_at, invitation_id");
    INSERT = "INSERT INTO operator_invitations (invitation_id, digest, email, email_key, name, roles, invited_by, \
        created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    RENEW = "UPDATE operator_invitations SET digest = $2, expires_at = $3 WHERE invitation_id = $1";
    TAKE = "DELETE FROM operator_invitations WHERE digest = $1 AND expires_at > $2";
    DELETE = "DELETE FROM operator_invitations WHERE invitation_id = $1";
    DELETE_TO = "DELETE FROM operator_invitations WHERE email_key = $1";
}

/// Somebody who was invited.
#[derive(Debug, Clone)]
pub struct OperatorInvitation {
    /// Its identifier.
    pub id: InvitationId,
    /// The digest of the link's secret.
    pub digest: Digest,
    /// Where the link was sent, and what they will sign in with; sealed in the database.
    pub email: EmailAddress,
    /// What colleagues will call them; sealed in the database.
    pub name: Secret<String>,
    /// What they will be allowed to do.
    pub roles: OperatorRoles,
    /// Who invited them; none when it was the command line.
    pub invited_by: Option<OperatorId>,
    /// When.
    pub created_at: Instant,
    /// Until when the link works.
    pub expires_at: Instant,
}

fn read(vault: &Vault, mut row: Row) -> Result<OperatorInvitation, StoreFault> {
    let id: InvitationId = row.bytes()?;
    let digest = row.bytes()?;
    let email = vault.open_text(EMAIL, id.as_bytes(), &row.blob()?)?;
    Ok(OperatorInvitation {
        id,
        digest,
        email: EmailAddress::try_from(email.expose().as_str()).map_err(|_| row.damaged())?,
        name: vault.open_text(NAME, id.as_bytes(), &row.blob()?)?,
        roles: row.word()?,
        invited_by: row.bytes_or_null()?,
        created_at: row.instant()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// The invitation of this identifier, expired or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn operator_invitation(
        &self,
        id: InvitationId,
    ) -> Result<Option<OperatorInvitation>, StoreFault> {
        self.query_one(&GET, vec![id.into()]).await?.map(|row| read(self.vault(), row)).transpose()
    }

    /// The invitation whose link has this digest, while it works; it is not taken.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_operator_invitation(
        &self,
        digest: &Digest,
        now: Instant,
    ) -> Result<Option<OperatorInvitation>, StoreFault> {
        let row = self.query_one(&FIND, vec![digest.into(), now.into()]).await?;
        row.map(|row| read(self.vault(), row)).transpose()
    }

    /// Every invitation that was not taken, expired ones too, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_operator_invitations(&self) -> Result<Vec<OperatorInvitation>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(|row| read(self.vault(), row)).collect()
    }
}

impl Batch {
    /// Adds an invitation; a conflict when one to this address is there.
    pub fn insert_operator_invitation(&mut self, invitation: &OperatorInvitation) -> &mut Self {
        let (id, vault) = (invitation.id.as_bytes(), self.vault());
        let values = vec![
            invitation.id.into(),
            (&invitation.digest).into(),
            vault.seal(EMAIL, id, invitation.email.as_str().as_bytes()).into(),
            (&vault.email_key(&invitation.email)).into(),
            vault.seal(NAME, id, invitation.name.expose().as_bytes()).into(),
            invitation.roles.to_string().into(),
            invitation.invited_by.into(),
            invitation.created_at.into(),
            invitation.expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Gives an invitation another link, which works until then; the one before works no more. A conflict when it is gone.
    pub fn renew_operator_invitation(
        &mut self,
        id: InvitationId,
        digest: &Digest,
        expires_at: Instant,
    ) -> &mut Self {
        self.push(&RENEW, Expect::Exactly(1), vec![id.into(), digest.into(), expires_at.into()])
    }

    /// Takes the invitation of this link: a conflict when it was taken, cancelled or has expired.
    pub fn take_operator_invitation(&mut self, digest: &Digest, now: Instant) -> &mut Self {
        self.push(&TAKE, Expect::Exactly(1), vec![digest.into(), now.into()])
    }

    /// Cancels an invitation; a conflict when it is gone.
    pub fn delete_operator_invitation(&mut self, id: InvitationId) -> &mut Self {
        self.push(&DELETE, Expect::Exactly(1), vec![id.into()])
    }

    /// Makes the link that was sent to this address, if any, work no more.
    pub fn delete_operator_invitation_to(&mut self, email: &EmailAddress) -> &mut Self {
        let values = vec![(&self.vault().email_key(email)).into()];
        self.push(&DELETE_TO, Expect::Any, values)
    }
}
