//! One-time codes: six digits by text, call or email.

use std::fmt;

use vocabulary::{Digest, Instant, Lifetime, Sandbox, Secret};

use crate::mac::MacKey;

const CODES: u32 = 1_000_000;
/// The largest multiple of a million that 32 bits hold: numbers below it give every code equally often.
const FAIR_LIMIT: u32 = u32::MAX - u32::MAX % CODES;

/// A six-digit security code. Debug shows nothing of it.
#[derive(Clone)]
pub struct OneTimeCode(Secret<String>);

/// What is wrong with a code as typed, before it is compared with anything.
///
/// Journeys 2.0, code field (Std)
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TypedCodeFault {
    /// Nothing was typed.
    #[error("no code was entered")]
    Empty,
    /// What was typed is not six digits.
    #[error("the code is not six digits")]
    NotSixDigits,
}

impl OneTimeCode {
    /// The code made of 32 random bytes of the caller; every code is equally likely.
    ///
    /// The bytes are eight numbers of which the first fair one counts. That all eight are unfair happens once in 2^97
    /// calls, and then the last one is used all the same.
    #[must_use]
    pub fn from_random(bytes: [u8; 32]) -> Self {
        let mut number = 0;
        for four in bytes.chunks_exact(4) {
            number = four.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
            if number < FAIR_LIMIT {
                break;
            }
        }
        Self(Secret::new(format!("{:06}", number % CODES)))
    }

    /// The code in what a person typed or pasted: spaces and hyphens are dropped wherever they stand.
    ///
    /// # Errors
    /// When nothing is left, or it is not six digits.
    ///
    /// Journeys 2.0, code field (Std)
    pub fn from_typed(typed: &str) -> Result<Self, TypedCodeFault> {
        let digits: String = typed.chars().filter(|c| !is_separator(*c)).take(7).collect();
        if digits.is_empty() {
            return Err(TypedCodeFault::Empty);
        }
        if digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            Ok(Self(Secret::new(digits)))
        } else {
            Err(TypedCodeFault::NotSixDigits)
        }
    }

    /// Its six digits, for the message that carries it.
    #[must_use]
    pub const fn text(&self) -> &Secret<String> {
        &self.0
    }

    /// What is stored instead of it, until `now` + `lifetime` (5 minutes for a phone, 1 hour for an email: policy's
    /// numbers).
    #[must_use]
    pub fn issue(
        &self,
        key: &MacKey,
        context: &CodeContext<'_>,
        now: Instant,
        lifetime: Lifetime,
    ) -> IssuedCode {
        IssuedCode { digest: self.digest(key, context), expires_at: now.after(lifetime) }
    }

    fn digest(&self, key: &MacKey, context: &CodeContext<'_>) -> Digest {
        let label = context.purpose.label();
        key.digest("one-time code", &[label, context.owner, self.0.expose().as_bytes()])
    }
}

/// White space of any script, zero-width characters that come with a paste, and everything that looks like a hyphen.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

impl fmt::Debug for OneTimeCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OneTimeCode(…)")
    }
}

/// What a code proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodePurpose {
    /// An email address during registration (Journeys 1.2, screen R3).
    ConfirmEmail,
    /// A phone number during registration (screen R5).
    ConfirmPhone,
    /// The second factor of a sign-in (screen S4).
    SignIn,
    /// The mobile number on the NHS record (screen V4).
    MatchMobile,
}

impl CodePurpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::ConfirmEmail => b"confirm email",
            Self::ConfirmPhone => b"confirm phone",
            Self::SignIn => b"sign in",
            Self::MatchMobile => b"match mobile",
        }
    }
}

/// What binds a code: it counts for one purpose and one owner, and its digest means nothing anywhere else.
#[derive(Debug, Clone, Copy)]
pub struct CodeContext<'a> {
    /// What it proves.
    pub purpose: CodePurpose,
    /// Whose it is: the bytes of the ticket or account id, with the destination it was sent to when that may change.
    pub owner: &'a [u8],
}

/// A code that was sent, as it is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IssuedCode {
    /// The keyed digest of the code in its context.
    pub digest: Digest,
    /// From this moment on it is expired.
    pub expires_at: Instant,
}

/// What a typed code turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeCheck {
    /// The code that was sent, in time.
    Right,
    /// Another code.
    Wrong,
    /// The code that was sent, or another one, but too late.
    Expired,
}

impl IssuedCode {
    /// What `typed` is at `now`. An expired code is `Expired` whether it is right or not, so that nobody learns more by
    /// trying; the comparison takes constant time.
    #[must_use]
    pub fn check(
        &self,
        typed: &OneTimeCode,
        key: &MacKey,
        context: &CodeContext<'_>,
        now: Instant,
    ) -> CodeCheck {
        let right = typed.digest(key, context) == self.digest;
        match (now < self.expires_at, right) {
            (false, _) => CodeCheck::Expired,
            (true, true) => CodeCheck::Right,
            (true, false) => CodeCheck::Wrong,
        }
    }
}

/// Where codes come from. A production process can only have the random source: the other one asks for the witness of
/// sandbox mode.
#[derive(Debug, Clone)]
pub struct CodeSource(Source);

#[derive(Debug, Clone)]
enum Source {
    Random,
    Static(OneTimeCode),
}

impl CodeSource {
    /// Codes made of the caller's random bytes.
    #[must_use]
    pub const fn random() -> Self {
        Self(Source::Random)
    }

    /// Always `code`, in sandbox mode only (Journeys 7: 190696).
    #[must_use]
    pub const fn fixed(code: OneTimeCode, _sandbox: Sandbox) -> Self {
        Self(Source::Static(code))
    }

    /// The next code. The random bytes are used unless the source is fixed.
    #[must_use]
    pub fn next(&self, random: [u8; 32]) -> OneTimeCode {
        match &self.0 {
            Source::Random => OneTimeCode::from_random(random),
            Source::Static(code) => code.clone(),
        }
    }
}
