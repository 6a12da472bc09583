//! `client_drafts`: registrations on their way to effect. Kept two years after their last change.

use vocabulary::{
    ChangedBy, ClientDocument, ClientId, DraftId, DraftState, IncidentNumber, Instant, OperatorId,
};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "draft_id, client_id, document, base, base_revision, state, changed_by, author, hands, incident, note, \
         decided_by, created_at, changed_at, version"
    };
}

register! { "client_drafts";
    GET = concat!("SELECT ", columns!(), " FROM client_drafts WHERE draft_id = $1");
    LIST_OPEN = concat!("SELECT ", columns!(), " FROM client_drafts \
        WHERE state IN ('draft', 'submitted') ORDER BY changed_at, draft_id LIMIT $1");
    LIST_BY_CLIENT = concat!("SELECT ", columns!(), " FROM client_drafts \
        WHERE client_id = $1 ORDER BY changed_at DESC, draft_id LIMIT $2");
    INSERT = concat!("INSERT INTO client_drafts (", columns!(), ") \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)");
    EDIT = "UPDATE client_drafts SET document = $3, base = $4, base_revision = $5, hands = $6, changed_at = $7, \
        state = 'draft', incident = NULL, version = version + 1 \
        WHERE draft_id = $1 AND version = $2 AND state IN ('draft', 'submitted')";
    SUBMIT = "UPDATE client_drafts SET state = 'submitted', hands = $3, incident = $4, changed_at = $5, \
        version = version + 1 WHERE draft_id = $1 AND version = $2 AND state = 'draft'";
    DECIDE = "UPDATE client_drafts SET state = $3, note = $4, decided_by = $5, changed_at = $6, \
        version = version + 1 WHERE draft_id = $1 AND version = $2 AND state IN ('draft', 'submitted')";
}

/// A registration on its way to effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientDraft {
    /// Its identifier.
    pub id: DraftId,
    /// The client that it is about.
    pub client_id: ClientId,
    /// The registration as it would be; it need not be complete before it is submitted.
    pub document: ClientDocument,
    /// The registration that it was made from; none for a new client.
    pub base: Option<ClientDocument>,
    /// The number of that registration's revision; 0 for a new client.
    pub base_revision: i64,
    /// How far it is.
    pub state: DraftState,
    /// From where it came.
    pub changed_by: ChangedBy,
    /// Who began it.
    pub author: OperatorId,
    /// Everybody who began, changed or submitted it.
    pub hands: Vec<OperatorId>,
    /// For which incident or change it was submitted.
    pub incident: Option<IncidentNumber>,
    /// Why it was not approved.
    pub note: String,
    /// Who approved or rejected it, or gave it up.
    pub decided_by: Option<OperatorId>,
    /// When it was begun.
    pub created_at: Instant,
    /// When it was last changed.
    pub changed_at: Instant,
    /// Counts changes.
    pub version: i64,
}

/// Another content of a draft.
#[derive(Debug, Clone, Copy)]
pub struct DraftEdit<'a> {
    /// The registration as it would be.
    pub document: &'a ClientDocument,
    /// The registration that it is made from.
    pub base: Option<&'a ClientDocument>,
    /// The number of that registration's revision.
    pub base_revision: i64,
    /// Everybody who worked on it by now.
    pub hands: &'a [OperatorId],
    /// When.
    pub at: Instant,
}

/// The end of a draft.
#[derive(Debug, Clone, Copy)]
pub struct DraftDecision<'a> {
    /// Approved, rejected or withdrawn.
    pub state: DraftState,
    /// Why, when it was not approved.
    pub note: &'a str,
    /// Who decided; none for the command line.
    pub by: OperatorId,
    /// When.
    pub at: Instant,
}

fn read(mut row: Row) -> Result<ClientDraft, StoreFault> {
    Ok(ClientDraft {
        id: row.bytes()?,
        client_id: row.word()?,
        document: row.document()?,
        base: row.document_or_null()?,
        base_revision: row.int()?,
        state: row.word()?,
        changed_by: row.word()?,
        author: row.bytes()?,
        hands: {
            let text = row.text()?;
            let hands: Result<Vec<_>, _> = text.split(' ').map(OperatorId::try_from).collect();
            hands.map_err(|_| row.damaged())?
        },
        incident: row.word_or_null()?,
        note: row.text()?,
        decided_by: row.bytes_or_null()?,
        created_at: row.instant()?,
        changed_at: row.instant()?,
        version: row.int()?,
    })
}

fn hands(operators: &[OperatorId]) -> Value {
    operators.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ").into()
}

impl Store {
    /// The draft of this identifier, whatever became of it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn client_draft(&self, id: DraftId) -> Result<Option<ClientDraft>, StoreFault> {
        self.query_one(&GET, vec![id.into()]).await?.map(read).transpose()
    }

    /// Drafts of which something may still become, the one that rests longest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_open_client_drafts(&self, limit: u32) -> Result<Vec<ClientDraft>, StoreFault> {
        self.query(&LIST_OPEN, vec![i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// The drafts about a client, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_client_drafts(
        &self,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<ClientDraft>, StoreFault> {
        let values = vec![client.into(), i64::from(limit).into()];
        self.query(&LIST_BY_CLIENT, values).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Begins a draft.
    pub fn insert_client_draft(&mut self, draft: &ClientDraft) -> &mut Self {
        let values = vec![
            draft.id.into(),
            (&draft.client_id).into(),
            Value::json(&draft.document),
            draft.base.as_ref().map_or(Value::Text(None), Value::json),
            draft.base_revision.into(),
            draft.state.as_str().into(),
            draft.changed_by.as_str().into(),
            draft.author.into(),
            hands(&draft.hands),
            draft.incident.as_ref().map(IncidentNumber::as_str).into(),
            draft.note.as_str().into(),
            draft.decided_by.into(),
            draft.created_at.into(),
            draft.changed_at.into(),
            draft.version.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Changes a draft, which is no longer submitted then; a conflict when it changed since `version` or is closed.
    pub fn edit_client_draft(&mut self, id: DraftId, version: i64, edit: &DraftEdit<'_>) -> &mut Self {
        let values = vec![
            id.into(),
            version.into(),
            Value::json(edit.document),
            edit.base.map_or(Value::Text(None), Value::json),
            edit.base_revision.into(),
            hands(edit.hands),
            edit.at.into(),
        ];
        self.push(&EDIT, Expect::Exactly(1), values)
    }

    /// Hands a draft to a second person, once `hands` worked on it; a conflict when it changed since `version` or is not being written.
    pub fn submit_client_draft(
        &mut self,
        id: DraftId,
        version: i64,
        by: (&[OperatorId], &IncidentNumber),
        at: Instant,
    ) -> &mut Self {
        let values = vec![id.into(), version.into(), hands(by.0), by.1.as_str().into(), at.into()];
        self.push(&SUBMIT, Expect::Exactly(1), values)
    }

    /// Ends a draft; a conflict when it changed since `version` or has ended. An approval puts the registration into the same batch.
    pub fn decide_client_draft(
        &mut self,
        id: DraftId,
        version: i64,
        decision: &DraftDecision<'_>,
    ) -> &mut Self {
        let values = vec![
            id.into(),
            version.into(),
            decision.state.as_str().into(),
            decision.note.into(),
            decision.by.into(),
            decision.at.into(),
        ];
        self.push(&DECIDE, Expect::Exactly(1), values)
    }
}
