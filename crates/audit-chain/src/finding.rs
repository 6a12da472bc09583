//! What a walk along the chain found.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::Instant;

use crate::head::Head;

/// Something that is not as it was signed. Positions count every event from 1; checkpoints have numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the Display below says each in words")]
pub enum Finding {
    EventChanged { position: i64, event: Vec<u8>, checkpoint: i64 },
    EventMissing { position: i64, event: Vec<u8>, checkpoint: i64 },
    EventMoved { position: i64, was: i64, event: Vec<u8>, checkpoint: i64 },
    EventReplaced { position: i64, event: Vec<u8>, was: Vec<u8>, checkpoint: i64 },
    EventAdded { position: i64, event: Vec<u8> },
    BatchChanged { checkpoint: i64, first: i64, last: i64 },
    ListChanged { checkpoint: i64 },
    CheckpointChanged { checkpoint: i64 },
    CheckpointsMissing { first: i64, last: i64 },
    CheckpointNotChained { checkpoint: i64 },
    UnknownKey { checkpoint: i64, key_id: String },
    PruningChanged,
    PruningByUnknownKey { key_id: String },
    HeadUnlike { expected: Head },
    HeadMissing { expected: Head, last: i64 },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BatchChanged { checkpoint, first, last } => {
                write!(
                    f,
                    "the events at positions {first} to {last} are not those of checkpoint {checkpoint}"
                )
            }
            Self::ListChanged { checkpoint } => {
                write!(f, "the list of events beside checkpoint {checkpoint} was changed")
            }
            Self::CheckpointChanged { checkpoint } => write!(f, "checkpoint {checkpoint} was changed"),
            Self::CheckpointsMissing { first, last } if first == last => {
                write!(f, "checkpoint {first} is missing")
            }
            Self::CheckpointsMissing { first, last } => {
                write!(f, "checkpoints {first} to {last} are missing")
            }
            Self::CheckpointNotChained { checkpoint } => {
                write!(f, "checkpoint {checkpoint} does not follow the one before it")
            }
            Self::UnknownKey { checkpoint, key_id } => {
                write!(
                    f,
                    "checkpoint {checkpoint} names the key {key_id}, which is none of those that are trusted"
                )
            }
            Self::PruningChanged => f.write_str("the record of what retention deleted was changed"),
            Self::PruningByUnknownKey { key_id } => {
                f.write_str("the record of what retention deleted names the key ")?;
                write!(f, "{key_id}, which is none of those that are trusted")
            }
            Self::HeadUnlike { expected } => {
                write!(f, "checkpoint {} has another hash than the expected head {expected}", expected.number)
            }
            Self::HeadMissing { expected, last } => {
                write!(
                    f,
                    "the chain ends with checkpoint {last}: it was cut off before the expected head {expected}"
                )
            }
            about_an_event => about_an_event.fmt_event(f),
        }
    }
}

impl Finding {
    fn fmt_event(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |event: &[u8]| URL_SAFE_NO_PAD.encode(event);
        match self {
            Self::EventChanged { position, event, checkpoint } => {
                write!(
                    f,
                    "event {} at position {position} (checkpoint {checkpoint}) was changed",
                    name(event)
                )
            }
            Self::EventMissing { position, event, checkpoint } => {
                write!(f, "event {} at position {position} (checkpoint {checkpoint}) is missing", name(event))
            }
            Self::EventMoved { position, was, event, checkpoint } => {
                write!(f, "event {} stands at position {position} ", name(event))?;
                write!(f, "and was at {was} (checkpoint {checkpoint})")
            }
            Self::EventReplaced { position, event, was, checkpoint } => {
                write!(f, "event {} stands at position {position} (checkpoint {checkpoint}) ", name(event))?;
                write!(f, "in the place of {}", name(was))
            }
            Self::EventAdded { position, event } => {
                write!(f, "event {} stands at position {position}, which no checkpoint covers", name(event))
            }
            _ => Ok(()),
        }
    }
}

/// What was looked at, and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many checkpoints were read.
    pub checkpoints: u64,
    /// How many events they cover.
    pub events: u64,
    /// The newest checkpoint; none when there is none, or only what retention left.
    pub head: Option<Head>,
    /// When that one was made.
    pub head_at: Option<Instant>,
    /// Up to which checkpoint retention has deleted.
    pub pruned_through: Option<i64>,
    /// The first findings.
    pub findings: Vec<Finding>,
    /// How many more there are than [`Report::findings`] holds.
    pub more: u64,
}

impl Report {
    /// Whether everything is as it was signed.
    #[must_use]
    pub const fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many findings there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.more.saturating_add(u64::try_from(self.findings.len()).unwrap_or(u64::MAX))
    }
}
