//! The fields of a form, read but not yet understood.

use std::fmt;

use url::form_urlencoded;
use vocabulary::Secret;

/// More fields than any form of ours has.
const MOST_FIELDS: usize = 100;

/// Names and values in the order they came. Debug shows names only: values are people's data.
#[derive(Clone, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded` text, as in a body or a query; `None` when there are
    /// absurdly many fields. Bytes that are no UTF-8 become replacement characters.
    #[must_use]
    pub fn parse(text: &[u8]) -> Option<Self> {
        Self::parse_up_to(text, MOST_FIELDS)
    }

    /// The same for a form in which one thing may be said many times.
    pub(crate) fn parse_up_to(text: &[u8], most: usize) -> Option<Self> {
        let fields: Vec<_> = form_urlencoded::parse(text).take(most + 1).map(own).collect();
        (fields.len() <= most).then_some(Self(fields))
    }

    /// The value of a field; the first, should there be several.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The value of a field as typed, empty when it is missing.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// The value of a field that must not be printed, empty when it is missing.
    #[must_use]
    pub fn secret(&self, name: &str) -> Secret<String> {
        Secret::new(self.text(name).to_owned())
    }

    /// Whether a tick box is ticked.
    #[must_use]
    pub fn is_ticked(&self, name: &str) -> bool {
        self.get(name) == Some("yes")
    }

    /// Whether any field is given more than once.
    #[must_use]
    pub fn has_duplicates(&self) -> bool {
        self.0
            .iter()
            .enumerate()
            .any(|(place, (name, _))| self.0[..place].iter().any(|(earlier, _)| earlier == name))
    }

    /// All of them, in order, to keep.
    #[must_use]
    pub fn into_pairs(self) -> Vec<(String, String)> {
        self.0
    }

    /// All of them, in order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

fn own((name, value): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)) -> (String, String) {
    (name.into_owned(), value.into_owned())
}

impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn fields_are_decoded_and_missing_ones_are_empty() {
        let fields = Fields::parse(b"email=ada%40example.org&name=Ada+L&remember=yes").unwrap();
        assert_eq!(fields.text("email"), "ada@example.org");
        assert_eq!(fields.text("name"), "Ada L");
        assert_eq!(fields.text("code"), "");
        assert!(fields.is_ticked("remember"));
        assert!(!fields.is_ticked("international"));
        assert!(!fields.has_duplicates());
    }

    #[test]
    fn a_field_given_twice_is_noticed() {
        assert!(Fields::parse(b"code=1&remember=yes&code=1").unwrap().has_duplicates());
    }

    #[test]
    fn a_flood_of_fields_is_not_read() {
        assert!(Fields::parse("a=b&".repeat(MOST_FIELDS + 1).as_bytes()).is_none());
        assert!(Fields::parse("a=b&".repeat(MOST_FIELDS).as_bytes()).is_some());
    }

    #[test]
    fn what_people_type_is_never_printed() {
        let fields = Fields::parse(b"password=hunter2hunter2").unwrap();
        assert_eq!(format!("{fields:?}"), r#"["password"]"#);
    }

    proptest! {
        #[test]
        fn whatever_bytes_come_they_are_few_fields_or_none(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
            let Some(fields) = Fields::parse(&bytes) else { return Ok(()) };
            prop_assert!(fields.pairs().len() <= MOST_FIELDS);
            let names: std::collections::BTreeSet<_> = fields.pairs().iter().map(|(name, _)| name).collect();
            prop_assert_eq!(fields.has_duplicates(), names.len() < fields.pairs().len());
            for (name, _) in fields.pairs() {
                let first = fields.pairs().iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
                prop_assert_eq!(fields.get(name), first);
            }
        }

        #[test]
        fn what_a_browser_sends_is_read_as_it_was_typed(
            typed in prop::collection::vec((any::<String>(), any::<String>()), 0..20),
        ) {
            let sent = form_urlencoded::Serializer::new(String::new()).extend_pairs(&typed).finish();
            prop_assert_eq!(Fields::parse(sent.as_bytes()).unwrap().into_pairs(), typed);
        }
    }
}
