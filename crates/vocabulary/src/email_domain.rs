//! The domain of an email address, as block lists hold it.

use std::fmt;

use crate::contact::EmailAddress;
use crate::fault::Malformed;

/// The most characters of a domain name (RFC 1035 s2.3.4).
const LONGEST: usize = 253;

/// A domain name in lower case, an internationalised one in its ASCII form (`bücher.example` is `xn--bcher-kva.example`), without a dot at
/// its end.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EmailDomain(String);

impl EmailDomain {
    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The domain of this address; none when the address has a domain that is no name.
    #[must_use]
    pub fn of(email: &EmailAddress) -> Option<Self> {
        Self::try_from(email.domain()).ok()
    }

    /// The name and every name above it that is no top-level domain, the shortest first: `a.mail.example` gives `mail.example` and
    /// `a.mail.example`. Whoever blocks `mail.example` blocks what is below it as well.
    pub fn self_and_above(&self) -> impl Iterator<Item = &str> {
        let dots = self.0.char_indices().rev().filter(|(_, letter)| *letter == '.').skip(1);
        dots.map(|(place, _)| &self.0[place + 1..]).chain(std::iter::once(self.0.as_str()))
    }
}

impl fmt::Display for EmailDomain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for EmailDomain {
    type Error = Malformed;

    /// Takes a domain as people write it: with an `@` before it, in capitals, in any script.
    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("email domain", "must be a domain like mail.example");
        let bare = text.trim().trim_start_matches('@').trim_end_matches('.');
        if bare.is_empty()
            || bare.contains(|letter: char| letter.is_whitespace() || "/:@?#\\[]%".contains(letter))
        {
            return Err(fault);
        }
        let url::Host::Domain(name) = url::Host::parse(bare).map_err(|_| fault)? else { return Err(fault) };
        let last = name.rsplit('.').next().unwrap_or_default();
        let labels = name.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        });
        let is_name = labels && name.contains('.') && name.len() <= LONGEST && last.len() >= 2;
        if is_name { Ok(Self(name)) } else { Err(fault) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        EmailDomain::try_from(text).ok().map(|domain| domain.to_string())
    }

    #[test]
    fn a_domain_is_taken_as_people_write_it() {
        assert_eq!(parsed(" @Throwaway.Example. ").as_deref(), Some("throwaway.example"));
        assert_eq!(parsed("Bücher.example").as_deref(), Some("xn--bcher-kva.example"));
        assert_eq!(parsed("XN--BCHER-KVA.example").as_deref(), Some("xn--bcher-kva.example"));
    }

    #[test]
    fn what_is_no_domain_is_refused() {
        let long = format!("{}.example", "a".repeat(64));
        for text in [
            "",
            "@",
            "example",
            "a b.example",
            "192.0.2.1",
            "[::1]",
            "a..example",
            "-a.example",
            "x.e",
            "name@a.example",
            &long,
        ] {
            assert_eq!(parsed(text), None, "{text}");
        }
    }

    #[test]
    fn a_domain_knows_what_is_above_it() {
        let above = |text: &str| {
            let domain = EmailDomain::try_from(text).expect("a domain");
            domain.self_and_above().map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(above("mail.example"), ["mail.example"]);
        assert_eq!(above("a.b.mail.example"), ["mail.example", "b.mail.example", "a.b.mail.example"]);
    }
}
