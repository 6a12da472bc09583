//! What is known and was said about a case: the sealed `outcome` of the case.
//!
//! **What takes effect** (`proving::effect`, once the time to take a decision back is over) is [`Outcome::nhs_number`]: the record that an
//! ID checker found to be the person's. It is there in an approved case only. CID1006 and CID2013 are judged then, and not before. Nothing
//! of the notes is ever for the person.

use std::collections::BTreeMap;

use account_store::Case;
use serde::{Deserialize, Serialize};
use vocabulary::{
    Answer, GivenName, NameUse, NhsNumber, PatientRecord, PhoneNumber, Question, RecordName, Secret,
};

use crate::checking::case_file::CaseDetails;
use crate::fault::Fault;
use crate::proving::answers::Found;

/// What checkers found and said.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Outcome {
    /// The NHS number of an approved case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) nhs_number: Option<String>,
    /// [`Question::as_str`] to [`Answer::as_str`].
    pub(crate) answers: BTreeMap<String, String>,
    /// What the last search was made with; none before the first one.
    pub(crate) subject: Option<CaseDetails>,
    /// What the last search came to.
    pub(crate) trace: TraceWord,
    /// The one live record that it found.
    pub(crate) traced: Option<TracedRecord>,
    /// [`vocabulary::DeclineReason::as_str`], of a declined case.
    pub(crate) reason: Option<String>,
    /// The note of the decision.
    pub(crate) note: Option<String>,
    /// The note of the move to the holding list.
    pub(crate) holding_note: Option<String>,
}

/// What a search came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TraceWord {
    #[default]
    NotRun,
    Single,
    NotFound,
    Several,
    Deceased,
    /// The number of the SMSP code.
    Failed(u8),
}

/// A record that was traced: what an account keeps of it, and the names it had before.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct TracedRecord {
    #[serde(flatten)]
    pub(crate) found: Found,
    /// Other names on the record, "first middle last".
    #[serde(default)]
    pub(crate) earlier_names: Vec<String>,
}

impl TracedRecord {
    /// What is kept of `record`; none when it has no present name or date of birth, so that it can be nobody's.
    pub(crate) fn of(record: &PatientRecord, own: Option<&PhoneNumber>) -> Option<Self> {
        let found = Found::of(record, own)?;
        let current = record.current_name();
        let others = record.names.iter().filter(|name| Some(*name) != current && is_a_name(name));
        Some(Self { found, earlier_names: others.map(in_full).collect() })
    }
}

/// A nickname is on no document.
fn is_a_name(name: &RecordName) -> bool {
    name.use_ != NameUse::Nickname
}

fn in_full(name: &RecordName) -> String {
    let mut words: Vec<&str> = name.given.iter().map(GivenName::as_str).collect();
    words.push(name.family.as_str());
    words.join(" ")
}

impl Outcome {
    /// The number of the record that was found to be the person's; of a declined case, that of the one record that the last search found.
    pub(crate) fn record_number(&self) -> Option<NhsNumber> {
        let traced = self.traced.as_ref().map(|traced| traced.found.nhs_number.as_str());
        NhsNumber::try_from(self.nhs_number.as_deref().or(traced)?).ok()
    }

    /// What was said about `case` so far.
    pub(crate) fn of(case: &Case) -> Result<Self, Fault> {
        match &case.outcome {
            Some(json) => serde_json::from_slice(json.expose())
                .map_err(|_| Fault::Bug("a stored outcome does not parse")),
            None => Ok(Self::default()),
        }
    }

    /// As it is stored.
    pub(crate) fn to_json(&self) -> Result<Secret<Vec<u8>>, Fault> {
        let text = serde_json::to_vec(self).map_err(|_| Fault::Bug("an outcome does not serialise"))?;
        Ok(Secret::new(text))
    }

    pub(crate) fn answer(&self, question: Question) -> Option<Answer> {
        self.answers.get(question.as_str()).and_then(|word| Answer::try_from(word.as_str()).ok())
    }

    /// Keeps `answers` in place of the earlier ones.
    pub(crate) fn keep_answers(&mut self, answers: &[(Question, Answer)]) {
        let words = answers.iter().map(|(question, answer)| (question.as_str(), answer.as_str()));
        self.answers = words.map(|(question, answer)| (question.to_owned(), answer.to_owned())).collect();
    }
}
