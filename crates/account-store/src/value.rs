//! What travels to and from both databases: whole numbers, texts and bytes.

use std::fmt;

use vocabulary::{
    AccountId, CaseId, ClientId, Digest, DraftId, EventId, GrantId, Instant, InvitationId, MessageId,
    OperatorId, RehearsalId, SessionId, TicketId, TraceId,
};

use crate::fault::StoreFault;

/// A parameter or a column. Instants are microseconds, yes and no are 1 and 0.
#[derive(Clone, PartialEq, Eq)]
pub enum Value {
    /// BIGINT; INTEGER in SQLite.
    Int(Option<i64>),
    /// TEXT.
    Text(Option<String>),
    /// BYTEA; BLOB in SQLite.
    Blob(Option<Vec<u8>>),
}

impl Value {
    /// A document of plain data, as JSON text.
    pub(crate) fn json<T: serde::Serialize>(document: &T) -> Self {
        Self::Text(Some(serde_json::to_string(document).expect("plain data with text keys is always JSON")))
    }
}

/// Shows numbers; texts and bytes may be personal data.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => write!(f, "Int({value:?})"),
            Self::Text(value) => write!(f, "Text({})", if value.is_some() { "…" } else { "NULL" }),
            Self::Blob(value) => write!(f, "Blob({})", if value.is_some() { "…" } else { "NULL" }),
        }
    }
}

macro_rules! value_from {
    ($($kind:ident: $source:ty, $value:ident => $convert:expr;)+) => {$(
        impl From<$source> for Value {
            fn from($value: $source) -> Self {
                Self::$kind(Some($convert))
            }
        }
        impl From<Option<$source>> for Value {
            fn from(value: Option<$source>) -> Self {
                Self::$kind(value.map(|$value| $convert))
            }
        }
    )+};
}

value_from! {
    Int: i64, value => value;
    Int: bool, value => i64::from(value);
    Int: Instant, value => value.micros();
    Text: String, value => value;
    Text: &str, value => value.to_owned();
    Text: &ClientId, value => value.as_str().to_owned();
    Blob: Vec<u8>, value => value;
    Blob: &[u8], value => value.to_vec();
    Blob: &Digest, value => value.as_bytes().to_vec();
    Blob: AccountId, value => value.as_bytes().to_vec();
    Blob: TicketId, value => value.as_bytes().to_vec();
    Blob: SessionId, value => value.as_bytes().to_vec();
    Blob: CaseId, value => value.as_bytes().to_vec();
    Blob: GrantId, value => value.as_bytes().to_vec();
    Blob: MessageId, value => value.as_bytes().to_vec();
    Blob: EventId, value => value.as_bytes().to_vec();
    Blob: InvitationId, value => value.as_bytes().to_vec();
    Blob: OperatorId, value => value.as_bytes().to_vec();
    Blob: RehearsalId, value => value.as_bytes().to_vec();
    Blob: TraceId, value => value.as_bytes().to_vec();
    Blob: DraftId, value => value.as_bytes().to_vec();
}

/// A row of an answer, read from left to right: each getter takes the next column of the statement's list.
#[derive(Debug)]
pub struct Row {
    statement: &'static str,
    columns: std::vec::IntoIter<Value>,
}

impl Row {
    pub(crate) fn new(statement: &'static str, columns: Vec<Value>) -> Self {
        Self { statement, columns: columns.into_iter() }
    }

    /// The fault of a value that this program cannot have written.
    pub(crate) const fn damaged(&self) -> StoreFault {
        StoreFault::Damaged(self.statement)
    }

    pub(crate) fn int_or_null(&mut self) -> Result<Option<i64>, StoreFault> {
        match self.columns.next() {
            Some(Value::Int(value)) => Ok(value),
            Some(Value::Text(None) | Value::Blob(None)) => Ok(None),
            _ => Err(self.damaged()),
        }
    }

    pub(crate) fn int(&mut self) -> Result<i64, StoreFault> {
        self.int_or_null()?.ok_or(self.damaged())
    }

    pub(crate) fn flag(&mut self) -> Result<bool, StoreFault> {
        Ok(self.int()? != 0)
    }

    pub(crate) fn instant(&mut self) -> Result<Instant, StoreFault> {
        self.int().map(Instant::from_micros)
    }

    pub(crate) fn instant_or_null(&mut self) -> Result<Option<Instant>, StoreFault> {
        Ok(self.int_or_null()?.map(Instant::from_micros))
    }

    pub(crate) fn text_or_null(&mut self) -> Result<Option<String>, StoreFault> {
        match self.columns.next() {
            Some(Value::Text(value)) => Ok(value),
            Some(Value::Int(None) | Value::Blob(None)) => Ok(None),
            _ => Err(self.damaged()),
        }
    }

    pub(crate) fn text(&mut self) -> Result<String, StoreFault> {
        self.text_or_null()?.ok_or(self.damaged())
    }

    pub(crate) fn blob_or_null(&mut self) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.columns.next() {
            Some(Value::Blob(value)) => Ok(value),
            Some(Value::Int(None) | Value::Text(None)) => Ok(None),
            _ => Err(self.damaged()),
        }
    }

    /// Whatever stands there, as bytes.
    pub(crate) fn raw(&mut self) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.columns.next() {
            Some(Value::Int(value)) => Ok(value.map(|number| number.to_be_bytes().to_vec())),
            Some(Value::Text(value)) => Ok(value.map(String::into_bytes)),
            Some(Value::Blob(value)) => Ok(value),
            None => Err(self.damaged()),
        }
    }

    pub(crate) fn blob(&mut self) -> Result<Vec<u8>, StoreFault> {
        self.blob_or_null()?.ok_or(self.damaged())
    }

    /// A word of the vocabulary that is stored as text.
    pub(crate) fn word<T: for<'a> TryFrom<&'a str>>(&mut self) -> Result<T, StoreFault> {
        self.word_or_null()?.ok_or(self.damaged())
    }

    pub(crate) fn word_or_null<T: for<'a> TryFrom<&'a str>>(&mut self) -> Result<Option<T>, StoreFault> {
        let text = self.text_or_null()?;
        text.map(|text| T::try_from(&text).map_err(|_| self.damaged())).transpose()
    }

    /// A document of plain data that is stored as JSON text.
    pub(crate) fn document<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, StoreFault> {
        self.document_or_null()?.ok_or(self.damaged())
    }

    pub(crate) fn document_or_null<T: serde::de::DeserializeOwned>(
        &mut self,
    ) -> Result<Option<T>, StoreFault> {
        let text = self.text_or_null()?;
        text.map(|text| serde_json::from_str(&text).map_err(|_| self.damaged())).transpose()
    }

    /// An identifier or digest that is stored as bytes.
    pub(crate) fn bytes<T: for<'a> TryFrom<&'a [u8]>>(&mut self) -> Result<T, StoreFault> {
        self.bytes_or_null()?.ok_or(self.damaged())
    }

    pub(crate) fn bytes_or_null<T: for<'a> TryFrom<&'a [u8]>>(&mut self) -> Result<Option<T>, StoreFault> {
        let bytes = self.blob_or_null()?;
        bytes.map(|bytes| T::try_from(&bytes).map_err(|_| self.damaged())).transpose()
    }
}
