//! Email addresses and phone numbers: normalised for look-up, the original kept, masked for screens.

use std::fmt;

/// What is wrong with a typed email address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailProblem {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// It is no address of the form name@domain.
    #[error("is not an email address")]
    Form,
    /// Fewer than 7 characters (journeys.md S1).
    #[error("is shorter than 7 characters")]
    TooShort,
}

/// An email address: as typed, and normalised (lower case, no surrounding space) for look-up.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    typed: String,
    normal: String,
}

impl EmailAddress {
    /// The address as it was typed, without surrounding space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.typed
    }

    /// What look-ups use: lower case.
    #[must_use]
    pub fn normal(&self) -> &str {
        &self.normal
    }

    /// The part before the @, lower case.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.normal.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// The part after the @, lower case.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.normal.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// `ws••••••@gmail.com`: the first two characters, then six bullets.
    #[must_use]
    pub fn masked(&self) -> String {
        let start: String = self.local_part().chars().take(2).collect();
        format!("{start}••••••@{}", self.domain())
    }
}

impl TryFrom<&str> for EmailAddress {
    type Error = EmailProblem;

    fn try_from(text: &str) -> Result<Self, EmailProblem> {
        let typed = text.trim();
        if typed.is_empty() {
            return Err(EmailProblem::Empty);
        }
        let (local, domain) = typed.rsplit_once('@').ok_or(EmailProblem::Form)?;
        let local_legal = !local.is_empty()
            && local.len() <= 64
            && local
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        if !local_legal || !is_domain(domain) || typed.len() > 254 {
            return Err(EmailProblem::Form);
        }
        if typed.len() < 7 {
            return Err(EmailProblem::TooShort);
        }
        Ok(Self { typed: typed.to_owned(), normal: typed.to_lowercase() })
    }
}

fn is_domain(text: &str) -> bool {
    text.len() <= 253
        && text.contains('.')
        && text.split('.').all(|label| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
        && text
            .rsplit('.')
            .next()
            .is_some_and(|last| last.len() >= 2 && !last.bytes().all(|byte| byte.is_ascii_digit()))
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

/// Which way a number can receive a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PhoneKind {
    /// A text message.
    Mobile,
    /// An automated voice call.
    Landline,
}

/// What is wrong with a typed phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneProblem {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// It is no number of the kind asked for.
    #[error("is not a number of this kind")]
    Form,
    /// Premium, personal or non-geographic: never called (journeys.md R4b).
    #[error("is a number that cannot be called")]
    NotCallable,
    /// Its country is not accepted; the list is configuration (journeys.md R4).
    #[error("is in a country that is not accepted")]
    Country,
}

/// A phone number in E.164 (`+447700900123`) with its kind.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PhoneNumber {
    e164: String,
    kind: PhoneKind,
}

impl PhoneNumber {
    /// A UK mobile number as people type it: `07…`, `+44 7…`, `0044 7…`, with spaces, brackets or hyphens.
    ///
    /// # Errors
    /// When nothing was typed, or it is not a UK mobile number.
    ///
    /// Journeys 2.2 R4
    pub fn uk_mobile(text: &str) -> Result<Self, PhoneProblem> {
        let national = uk_national(text)?;
        // 070 is personal numbering and 076 pagers (but 07624 is Isle of Man mobile): not mobiles.
        let mobile = national.len() == 10
            && national.starts_with('7')
            && !national.starts_with("70")
            && (!national.starts_with("76") || national.starts_with("7624"));
        if !mobile {
            return Err(PhoneProblem::Form);
        }
        Ok(Self { e164: format!("+44{national}"), kind: PhoneKind::Mobile })
    }

    /// A UK geographic landline number (01, 02). 03 rings an organisation, not a home.
    ///
    /// # Errors
    /// When nothing was typed, it is not a UK landline, or it is premium or non-geographic.
    ///
    /// Journeys 2.2 R4b
    pub fn uk_landline(text: &str) -> Result<Self, PhoneProblem> {
        let national = uk_national(text)?;
        match national.as_bytes().first() {
            Some(b'1' | b'2') if (9..=10).contains(&national.len()) => {}
            Some(b'3' | b'5' | b'8' | b'9') if national.len() >= 7 => return Err(PhoneProblem::NotCallable),
            _ => return Err(PhoneProblem::Form),
        }
        Ok(Self { e164: format!("+44{national}"), kind: PhoneKind::Landline })
    }

    /// An international mobile number: `+` or `00`, country code, number. `refused` lists country codes that are not accepted ("1").
    ///
    /// # Errors
    /// When nothing was typed, it has not that form, or its country code is refused.
    ///
    /// Journeys 2.2 R4
    pub fn international_mobile(text: &str, refused: &[String]) -> Result<Self, PhoneProblem> {
        let digits = squeeze(text)?;
        let number =
            digits.strip_prefix('+').or_else(|| digits.strip_prefix("00")).ok_or(PhoneProblem::Form)?;
        if number.starts_with("44") {
            return Self::uk_mobile(text);
        }
        let legal = (8..=15).contains(&number.len())
            && !number.starts_with('0')
            && number.bytes().all(|b| b.is_ascii_digit());
        if !legal {
            return Err(PhoneProblem::Form);
        }
        if refused.iter().any(|code| number.starts_with(code.as_str())) {
            return Err(PhoneProblem::Country);
        }
        Ok(Self { e164: format!("+{number}"), kind: PhoneKind::Mobile })
    }

    /// A stored number, already in E.164.
    ///
    /// # Errors
    /// When it is not.
    pub fn stored(e164: &str, kind: PhoneKind) -> Result<Self, PhoneProblem> {
        let legal = e164.strip_prefix('+').is_some_and(|digits| {
            (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
        });
        if legal { Ok(Self { e164: e164.to_owned(), kind }) } else { Err(PhoneProblem::Form) }
    }

    /// The number in E.164.
    #[must_use]
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The number as people here write it: "07700 900123", "020 7946 0123", and abroad in E.164.
    #[must_use]
    pub fn national(&self) -> String {
        let Some(rest) = self.e164.strip_prefix("+44") else { return self.e164.clone() };
        let digits = format!("0{rest}");
        let groups: &[usize] = match digits.as_bytes() {
            [b'0', b'2', ..] => &[3, 4],
            [b'0', b'1', b'1', ..] | [b'0', b'1', _, b'1', ..] | [b'0', b'3', ..] => &[4, 3],
            _ => &[5],
        };
        let mut out = String::with_capacity(digits.len() + groups.len());
        let mut left = digits.as_str();
        for length in groups {
            let Some((group, rest)) = left.split_at_checked(*length) else { break };
            out.push_str(group);
            out.push(' ');
            left = rest;
        }
        out.push_str(left);
        out
    }

    /// How it receives a code.
    #[must_use]
    pub const fn kind(&self) -> PhoneKind {
        self.kind
    }

    /// The last three digits, for "ending 695".
    #[must_use]
    pub fn last_three(&self) -> &str {
        &self.e164[self.e164.len() - 3..]
    }
}

/// Digits and a leading plus; spaces, brackets, dots and hyphens dropped.
fn squeeze(text: &str) -> Result<String, PhoneProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(PhoneProblem::Empty);
    }
    let mut out = String::with_capacity(text.len());
    for (index, character) in text.char_indices() {
        match character {
            '0'..='9' => out.push(character),
            '+' if index == 0 => out.push('+'),
            ' ' | '(' | ')' | '-' | '.' | '\u{a0}' | '\u{2011}' | '\u{2013}' => {}
            _ => return Err(PhoneProblem::Form),
        }
    }
    if out.len() > 20 { Err(PhoneProblem::Form) } else { Ok(out) }
}

/// The national significant number: no trunk zero, no country code.
fn uk_national(text: &str) -> Result<String, PhoneProblem> {
    let digits = squeeze(text)?;
    let rest = digits.strip_prefix("+44").or_else(|| digits.strip_prefix("0044"));
    let national = match rest {
        Some(rest) => rest.strip_prefix('0').unwrap_or(rest),
        None => digits.strip_prefix('0').ok_or(PhoneProblem::Form)?,
    };
    if national.is_empty() || !national.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PhoneProblem::Form);
    }
    Ok(national.to_owned())
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber(…{})", self.last_three())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_as_people_here_write_it() {
        for (e164, written) in [
            ("+447700900123", "07700 900123"),
            ("+441632960123", "01632 960123"),
            ("+442079460123", "020 7946 0123"),
            ("+441134960123", "0113 496 0123"),
            ("+441214960123", "0121 496 0123"),
            ("+3537777666555", "+3537777666555"),
        ] {
            let number = PhoneNumber::stored(e164, PhoneKind::Mobile).unwrap();
            assert_eq!(number.national(), written);
        }
    }

    #[test]
    fn every_way_people_write_a_uk_mobile_is_the_same_number() {
        for text in
            ["07700 900123", "+44 7700 900123", "0044 7700 900 123", "(07700) 900-123", "+44 (0)7700 900123"]
        {
            assert_eq!(PhoneNumber::uk_mobile(text).expect(text).e164(), "+447700900123", "{text}");
        }
        for text in ["020 7946 0018", "07700 90012", "+353 7777 666555", "070 1234 5678", "abc", "7700900123"]
        {
            assert_eq!(PhoneNumber::uk_mobile(text), Err(PhoneProblem::Form), "{text}");
        }
    }

    #[test]
    fn premium_numbers_are_never_called() {
        assert_eq!(PhoneNumber::uk_landline("0909 879 0123"), Err(PhoneProblem::NotCallable));
        assert_eq!(PhoneNumber::uk_landline("0845 123 4567"), Err(PhoneProblem::NotCallable));
        assert_eq!(PhoneNumber::uk_landline("0300 123 4567"), Err(PhoneProblem::NotCallable));
        assert_eq!(PhoneNumber::uk_landline("020 7946 0018").expect("landline").e164(), "+442079460018");
        assert_eq!(PhoneNumber::uk_landline("07700 900123"), Err(PhoneProblem::Form));
    }

    #[test]
    fn a_refused_country_is_named_as_such() {
        let refused = ["1".to_owned()];
        assert_eq!(
            PhoneNumber::international_mobile("+1 202 555 0143", &refused),
            Err(PhoneProblem::Country)
        );
        assert_eq!(
            PhoneNumber::international_mobile("+353 7777 666555", &refused).expect("Ireland").e164(),
            "+3537777666555"
        );
    }

    #[test]
    fn an_address_is_looked_up_in_lower_case_and_kept_as_typed() {
        let address = EmailAddress::try_from(" Ada.Lovelace@Example.COM ").expect("address");
        assert_eq!(
            (address.as_str(), address.normal()),
            ("Ada.Lovelace@Example.COM", "ada.lovelace@example.com")
        );
        assert_eq!(EmailAddress::try_from("a@b.uk"), Err(EmailProblem::TooShort));
        for bad in [
            "nobody",
            "a@b",
            "a b@example.com",
            ".a@example.com",
            "a@-example.com",
            "a@example.123",
            "a\r\nbcc:x@example.com",
        ] {
            assert_eq!(EmailAddress::try_from(bad), Err(EmailProblem::Form), "{bad}");
        }
    }
}
