//! Why a request was refused, for the developer who sent it.

/// What "explain this error" shows: the failed check, what came, what was expected, what to change.
///
/// Only redacted values go in: no token, no code, no personal data.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Explanation {
    /// The rule's number, for example `F-15`.
    pub rule: String,
    /// The failed check, for example `redirect_uri is not registered`.
    pub check: String,
    /// What was received, redacted and cut to a readable length.
    pub received: String,
    /// What would have passed.
    pub expected: String,
    /// What to change, as an instruction.
    pub mend: String,
}
