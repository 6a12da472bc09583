//! `client_revisions`: every registration that ever held, with who wanted it. Earlier ones are kept eight years.

use vocabulary::{ChangedBy, ClientDocument, ClientId, DraftId, IncidentNumber, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "client_id, revision, document, changed_by, author, approved_by, draft_id, incident, made_at"
    };
}

register! { "client_revisions";
    LIST = concat!("SELECT ", columns!(), " FROM client_revisions \
        WHERE client_id = $1 AND revision < $2 ORDER BY revision DESC LIMIT $3");
    GET = concat!("SELECT ", columns!(), " FROM client_revisions WHERE client_id = $1 AND revision = $2");
    INSERT = concat!("INSERT INTO client_revisions (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)");
}

/// A registration that held once, or holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRevision {
    /// Whose.
    pub client_id: ClientId,
    /// Counts from 1.
    pub revision: i64,
    /// The whole registration.
    pub document: ClientDocument,
    /// From where it came.
    pub changed_by: ChangedBy,
    /// Who wrote it; none for the command line.
    pub author: Option<OperatorId>,
    /// The second person; none where nobody else had to approve it.
    pub approved_by: Option<OperatorId>,
    /// The draft that it was.
    pub draft_id: Option<DraftId>,
    /// For which incident or change.
    pub incident: Option<IncidentNumber>,
    /// Since when it held.
    pub made_at: Instant,
}

fn read(mut row: Row) -> Result<ClientRevision, StoreFault> {
    Ok(ClientRevision {
        client_id: row.word()?,
        revision: row.int()?,
        document: row.document()?,
        changed_by: row.word()?,
        author: row.bytes_or_null()?,
        approved_by: row.bytes_or_null()?,
        draft_id: row.bytes_or_null()?,
        incident: row.word_or_null()?,
        made_at: row.instant()?,
    })
}

impl Store {
    /// The revisions of a client before revision `before`, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_client_revisions(
        &self,
        client: &ClientId,
        before: i64,
        limit: u32,
    ) -> Result<Vec<ClientRevision>, StoreFault> {
        let values = vec![client.into(), before.into(), i64::from(limit).into()];
        self.query(&LIST, values).await?.into_iter().map(read).collect()
    }

    /// One revision of a client.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn client_revision(
        &self,
        client: &ClientId,
        revision: i64,
    ) -> Result<Option<ClientRevision>, StoreFault> {
        self.query_one(&GET, vec![client.into(), revision.into()]).await?.map(read).transpose()
    }
}

impl Batch {
    /// Remembers a registration that takes effect; a conflict when the client has a revision of this number.
    pub fn insert_client_revision(&mut self, revision: &ClientRevision) -> &mut Self {
        let values = vec![
            (&revision.client_id).into(),
            revision.revision.into(),
            Value::json(&revision.document),
            revision.changed_by.as_str().into(),
            revision.author.into(),
            revision.approved_by.into(),
            revision.draft_id.into(),
            revision.incident.as_ref().map(IncidentNumber::as_str).into(),
            revision.made_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }
}
