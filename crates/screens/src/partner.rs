//! How a partner's website or app is named in sentences.

/// A client's friendly name, and whether sentences say "the" before it ("the NHS App").
///
/// Journeys 2.9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerName {
    name: String,
    article: DefiniteArticle,
}

/// Whether a name needs "the".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefiniteArticle {
    /// "the NHS App".
    The,
    /// "Patient Access".
    None,
}

impl PartnerName {
    /// A name with or without its article.
    pub fn new(name: impl Into<String>, article: DefiniteArticle) -> Self {
        Self { name: name.into(), article }
    }

    /// The bare name, for buttons and headings such as "Continue to NHS App".
    #[must_use]
    pub fn bare(&self) -> &str {
        &self.name
    }

    /// The name inside a sentence.
    #[must_use]
    pub fn inside(&self) -> String {
        self.with_article("the ")
    }

    /// The name at the start of a sentence.
    #[must_use]
    pub fn at_start(&self) -> String {
        self.with_article("The ")
    }

    fn with_article(&self, article: &str) -> String {
        match self.article {
            DefiniteArticle::The => format!("{article}{}", self.name),
            DefiniteArticle::None => self.name.clone(),
        }
    }
}
