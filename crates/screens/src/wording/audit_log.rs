//! The words of the audit: the names of its events, and what is wrong with a search.

use std::fmt;

/// What is wrong with a search in the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditLogProblem {
    /// Not what an account ID looks like.
    Account,
    /// Not what a client ID looks like.
    Client,
    /// Nobody logs in with this.
    Operator,
    /// Not what the ID of a case looks like.
    Case,
    /// Not what an incident number looks like.
    Incident,
    /// Not an event.
    Event,
    /// More events than are searched for at once.
    TooManyEvents,
    /// No date.
    From,
    /// No date.
    To,
    /// It ends before it begins.
    Order,
}

impl fmt::Display for AuditLogProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Account => "The account ID must be 22 letters, numbers, hyphens and underscores",
            Self::Client => "Enter a client ID as it is registered",
            Self::Operator => "There is no operator with this user name",
            Self::Case => "The ID of a case must be 22 letters, numbers, hyphens and underscores",
            Self::Incident => "The incident number must be 3 to 32 letters, numbers and hyphens",
            Self::Event => "There is no such event: select from the list",
            Self::TooManyEvents => "Select up to 30 events, or none for every event",
            Self::From => "From must be a real date, like 15 3 2026",
            Self::To => "To must be a real date, like 15 3 2026",
            Self::Order => "To must be the same day as From, or later",
        })
    }
}

/// The name of an event on pages: `gp_connected` as "GP connected".
#[must_use]
pub fn audit_event_name(stored: &str) -> String {
    let words: Vec<&str> = stored.split('_').map(spelled).collect();
    let text = words.join(" ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A detail of an event: `purpose` with `sign_in` as "Purpose: sign in".
#[must_use]
pub fn audit_detail(name: &str, value: &str) -> String {
    let is_word = value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b' ');
    let value = if is_word { value.replace('_', " ") } else { value.to_owned() };
    format!("{}: {value}", audit_event_name(name))
}

fn spelled(word: &str) -> &str {
    match word {
        "gp" => "GP",
        "cid" => "CID",
        "id" => "ID",
        "pds" => "PDS",
        "nhs" => "NHS",
        "sso" => "SSO",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_and_their_details_read_as_words() {
        assert_eq!(audit_event_name("gp_connected"), "GP connected");
        assert_eq!(audit_event_name("operator_sign_in_failed"), "Operator sign in failed");
        assert_eq!(audit_detail("purpose", "sign_in"), "Purpose: sign in");
        assert_eq!(audit_detail("cid", "2011"), "CID: 2011");
        assert_eq!(audit_detail("grant", "Ab_cd"), "Grant: Ab_cd");
        assert_eq!(audit_event_name(""), "");
    }
}
