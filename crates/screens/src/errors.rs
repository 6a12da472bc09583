//! What was wrong with a form: one message per field, in the order of the page.

use std::fmt::Display;

/// The problems of a form, in field order. Empty on a page that is shown for the first time.
///
/// Journeys 5.4: the summary links to the field, the field shows the same words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Errors(Vec<FieldError>);

/// One problem of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    field: String,
    message: String,
}

static NONE: Errors = Errors(Vec::new());

impl Errors {
    /// A form without problems.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The same empty list for every page without a form.
    #[must_use]
    pub fn none() -> &'static Self {
        &NONE
    }

    /// A single problem: a field of [`crate::fields`] and words of [`crate::wording`].
    #[must_use]
    pub fn of(field: &str, problem: impl Display) -> Self {
        Self::new().with(field, problem)
    }

    /// The list with one more problem at its end.
    #[must_use]
    pub fn with(mut self, field: &str, problem: impl Display) -> Self {
        self.add(field, problem);
        self
    }

    /// Adds a problem at the end; call it in the order of the fields on the page.
    pub fn add(&mut self, field: &str, problem: impl Display) {
        self.0.push(FieldError { field: field.to_owned(), message: problem.to_string() });
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first message about this field.
    #[must_use]
    pub fn message(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|error| error.field == field).map(|error| error.message.as_str())
    }

    /// The lines of the error summary: a problem that two fields share is said once, and leads to the first of them.
    pub fn summary(&self) -> impl Iterator<Item = &FieldError> {
        let is_first = |place: usize, error: &FieldError| {
            self.0[..place].iter().all(|earlier| earlier.message != error.message)
        };
        self.0
            .iter()
            .enumerate()
            .filter(move |(place, error)| is_first(*place, error))
            .map(|(_, error)| error)
    }

    /// The problems in order.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }
}

impl FieldError {
    /// The id of the field that the summary links to.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// The words shown.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}
