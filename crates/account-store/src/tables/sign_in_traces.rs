//! `sign_in_traces`: the way of a sign-in: what was asked, which target was chosen and why, the pages, the end. Names an account
//! by its identifier and nobody otherwise. Deleted after `expires_at`, 30 days after its beginning; steps go with their trace.

use vocabulary::{AccountId, Cid, ClientId, IncidentReference, Instant, TraceId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "trace_id, client_id, account_id, began_at, asked, choice, ending, ended_at, expires_at"
    };
}

register! { "sign_in_traces";
    FIND = concat!("SELECT ", columns!(), " FROM sign_in_traces WHERE reference = $1 ORDER BY began_at DESC");
    LIST = concat!("SELECT ", columns!(), " FROM sign_in_traces ORDER BY began_at DESC LIMIT $1");
    LIST_OF_CLIENT = concat!("SELECT ", columns!(), " FROM sign_in_traces WHERE client_id = $1 \
        ORDER BY began_at DESC LIMIT $2");
    LIST_OF_ACCOUNT = concat!("SELECT ", columns!(), " FROM sign_in_traces WHERE account_id = $1 \
        ORDER BY began_at DESC LIMIT $2");
    RECORD = "INSERT INTO sign_in_traces (trace_id, reference, client_id, account_id, began_at, asked, choice, \
        ending, ended_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
        ON CONFLICT (trace_id) DO UPDATE SET \
        account_id = COALESCE(excluded.account_id, sign_in_traces.account_id), choice = excluded.choice, \
        ending = COALESCE(sign_in_traces.ending, excluded.ending), \
        ended_at = COALESCE(sign_in_traces.ended_at, excluded.ended_at)";
    STEPS = "SELECT position, at, page, cid FROM sign_in_trace_steps WHERE trace_id = $1 ORDER BY at, position";
    RECORD_STEP = "INSERT INTO sign_in_trace_steps (trace_id, position, at, page, cid) VALUES ($1, $2, $3, $4, $5) \
        ON CONFLICT (trace_id, position) DO NOTHING";
}

/// The way of a sign-in, without its steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// Its identifier.
    pub id: TraceId,
    /// Who asked.
    pub client_id: ClientId,
    /// Whose sign-in it was, once that was known.
    pub account_id: Option<AccountId>,
    /// When the request came.
    pub began_at: Instant,
    /// What was asked, as JSON.
    pub asked: String,
    /// The target and the reasons, as JSON.
    pub choice: String,
    /// How it ended, in a word of policy's; none while it is open or when it was left.
    pub ending: Option<String>,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// When it is forgotten.
    pub expires_at: Instant,
}

/// A page that a person was asked to do something on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceStep {
    /// What tells it from the others of its trace; in order for those of the same moment.
    pub position: i64,
    /// When it was first reached.
    pub at: Instant,
    /// The page's name.
    pub page: String,
    /// The reference that the page shows, where it stops somebody.
    pub cid: Option<Cid>,
}

fn read(mut row: Row) -> Result<Trace, StoreFault> {
    Ok(Trace {
        id: row.bytes()?,
        client_id: row.word()?,
        account_id: row.bytes_or_null()?,
        began_at: row.instant()?,
        asked: row.text()?,
        choice: row.text()?,
        ending: row.text_or_null()?,
        ended_at: row.instant_or_null()?,
        expires_at: row.instant()?,
    })
}

fn read_step(mut row: Row) -> Result<TraceStep, StoreFault> {
    let (position, at, page) = (row.int()?, row.instant()?, row.text()?);
    let cid = row.int_or_null()?.and_then(|number| u16::try_from(number).ok()).map(Cid::new);
    Ok(TraceStep { position, at, page, cid })
}

impl Store {
    /// The traces of a reference, newest first: one, but for a coincidence.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_traces(&self, reference: IncidentReference) -> Result<Vec<Trace>, StoreFault> {
        let values = vec![reference.as_bytes().as_slice().into()];
        self.query(&FIND, values).await?.into_iter().map(read).collect()
    }

    /// The newest `limit` traces.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_traces(&self, limit: u32) -> Result<Vec<Trace>, StoreFault> {
        self.query(&LIST, vec![i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// The newest `limit` traces of a client's requests.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_traces_of_client(
        &self,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<Trace>, StoreFault> {
        let values = vec![client.into(), i64::from(limit).into()];
        self.query(&LIST_OF_CLIENT, values).await?.into_iter().map(read).collect()
    }

    /// The newest `limit` traces of an account's sign-ins.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_traces_of_account(
        &self,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<Trace>, StoreFault> {
        let values = vec![account.into(), i64::from(limit).into()];
        self.query(&LIST_OF_ACCOUNT, values).await?.into_iter().map(read).collect()
    }

    /// The steps of a trace, in order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_trace_steps(&self, trace: TraceId) -> Result<Vec<TraceStep>, StoreFault> {
        self.query(&STEPS, vec![trace.into()]).await?.into_iter().map(read_step).collect()
    }
}

impl Batch {
    /// Begins a trace, or adds to one: the account once it is known, the latest choice, the first end.
    pub fn record_trace(&mut self, trace: &Trace) -> &mut Self {
        let values = vec![
            trace.id.into(),
            trace.id.reference().as_bytes().as_slice().into(),
            (&trace.client_id).into(),
            trace.account_id.into(),
            trace.began_at.into(),
            trace.asked.as_str().into(),
            trace.choice.as_str().into(),
            trace.ending.as_deref().into(),
            trace.ended_at.into(),
            trace.expires_at.into(),
        ];
        self.push(&RECORD, Expect::Exactly(1), values)
    }

    /// Adds a step to a trace that is there; one that another node wrote at the same place stays.
    pub fn record_trace_step(&mut self, trace: TraceId, step: &TraceStep) -> &mut Self {
        let values = vec![
            trace.into(),
            step.position.into(),
            step.at.into(),
            step.page.as_str().into(),
            step.cid.map(|cid| i64::from(cid.number())).into(),
        ];
        self.push(&RECORD_STEP, Expect::Any, values)
    }
}
