//! The one parse error of this room.

/// A value that does not have its required form. It names the field and what is expected, never what was received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field} {expected}")]
pub struct Malformed {
    /// The field's name in the specification's words.
    pub field: &'static str,
    /// What a well-formed value is, as the end of a sentence: "must be …".
    pub expected: &'static str,
}

impl Malformed {
    /// A fault for `field`, with the end of the sentence that says what is expected.
    #[must_use]
    pub const fn new(field: &'static str, expected: &'static str) -> Self {
        Self { field, expected }
    }
}
