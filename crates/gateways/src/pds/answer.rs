//! What PDS's answers mean.

use std::time::Duration;

use jiff::civil::Date;
use vocabulary::NhsNumber;

use crate::delivery::Trouble;
use crate::http::Answer;
use crate::pds::client::{Lookup, PdsFault, Search};
use crate::pds::wire::{OperationOutcome, Resource};

/// Why one try brought nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TryFault {
    /// 429, with the wait that PDS asks for.
    Busy(Option<Duration>),
    /// No answer, or one that says the fault is PDS's own; `again` when another try may help.
    Unavailable { again: bool },
    /// 401: the access token is not accepted.
    TokenRefused,
    /// Any other refusal: an operator has to mend something.
    Refused,
    /// An answer that makes no sense.
    Malformed,
}

impl From<TryFault> for PdsFault {
    fn from(fault: TryFault) -> Self {
        match fault {
            TryFault::Busy(_) => Self::Busy,
            TryFault::Unavailable { .. } => Self::Unavailable,
            TryFault::TokenRefused | TryFault::Refused => Self::Refused,
            TryFault::Malformed => Self::Malformed,
        }
    }
}

impl From<Trouble> for TryFault {
    fn from(trouble: Trouble) -> Self {
        tracing::warn!(provider = "pds", trouble = trouble.as_str(), "no answer");
        Self::Unavailable { again: true }
    }
}

/// The record that a search found.
pub(crate) fn search(answer: &Answer, today: Date) -> Result<Search, TryFault> {
    if answer.status != 200 {
        return Err(refusal(answer, outcome_code(&answer.body)));
    }
    match serde_json::from_slice(&answer.body) {
        Ok(Resource::Bundle(bundle)) => match bundle.entry.as_slice() {
            [] => Ok(Search::None),
            [entry] => {
                let record = entry.resource.record(today).ok_or(TryFault::Malformed)?;
                Ok(Search::One(Box::new(record)))
            }
            _ => Ok(Search::Several),
        },
        Ok(Resource::OperationOutcome(outcome)) if code_of(&outcome) == Some("TOO_MANY_MATCHES") => {
            Ok(Search::Several)
        }
        _ => Err(malformed()),
    }
}

/// The record under the number `asked`.
pub(crate) fn lookup(answer: &Answer, asked: &NhsNumber, today: Date) -> Result<Lookup, TryFault> {
    if answer.status == 200 {
        let Ok(Resource::Patient(patient)) = serde_json::from_slice(&answer.body) else {
            return Err(malformed());
        };
        if patient.is_invalidated() {
            return Ok(Lookup::Invalidated);
        }
        let record = Box::new(patient.record(today).ok_or_else(malformed)?);
        let same = record.nhs_number == *asked;
        return Ok(if same { Lookup::Found(record) } else { Lookup::Superseded(record) });
    }
    match (answer.status, outcome_code(&answer.body)) {
        (404, Some("INVALIDATED_RESOURCE")) => Ok(Lookup::Invalidated),
        (404, Some("RESOURCE_NOT_FOUND")) | (400, Some("INVALID_RESOURCE_ID")) => Ok(Lookup::NotFound),
        (_, code) => Err(refusal(answer, code)),
    }
}

/// Why the token endpoint, or PDS, did not do what was asked.
pub(crate) fn refusal(answer: &Answer, code: Option<&'static str>) -> TryFault {
    let (status, code) = (answer.status, code.unwrap_or("none"));
    tracing::warn!(provider = "pds", status, code, "a request was not answered as asked");
    match status {
        401 => TryFault::TokenRefused,
        429 => TryFault::Busy(answer.retry_after),
        408 | 502..=504 => TryFault::Unavailable { again: true },
        500.. => TryFault::Unavailable { again: false },
        400..=499 => TryFault::Refused,
        _ => TryFault::Malformed,
    }
}

fn malformed() -> TryFault {
    tracing::warn!(provider = "pds", "an answer could not be read");
    TryFault::Malformed
}

fn outcome_code(body: &[u8]) -> Option<&'static str> {
    match serde_json::from_slice(body) {
        Ok(Resource::OperationOutcome(outcome)) => code_of(&outcome),
        _ => None,
    }
}

/// The documented codes; anything else is not repeated into the log.
fn code_of(outcome: &OperationOutcome) -> Option<&'static str> {
    const CODES: [&str; 14] = [
        "ACCESS_DENIED",
        "ADDITIONAL_PROPERTIES",
        "INVALIDATED_RESOURCE",
        "INVALID_RESOURCE_ID",
        "INVALID_SEARCH_DATA",
        "INVALID_VALUE",
        "MISSING_VALUE",
        "RESOURCE_NOT_FOUND",
        "SERVER_ERROR",
        "SERVICE_UNAVAILABLE",
        "TOO_MANY_MATCHES",
        "TOO_MANY_REQUESTS",
        "UNABLE_TO_CALL_SERVICE",
        "UNSUPPORTED_SERVICE",
    ];
    let details = outcome.issue.iter().filter_map(|issue| issue.details.as_ref());
    let mut given = details.flat_map(|details| &details.coding).filter_map(|coding| coding.code.as_deref());
    given.find_map(|code| CODES.into_iter().find(|known| *known == code))
}

#[cfg(test)]
mod tests;
