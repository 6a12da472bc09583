//! Vectors of trust (F-50 to F-54).

use std::fmt;

use crate::fault::Malformed;

/// How far a person's identity is proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ProofingLevel {
    /// Email and phone confirmed.
    P0,
    /// Details matched to one record.
    P5,
    /// Identity proven.
    P9,
}

impl ProofingLevel {
    /// The three levels, lowest first.
    pub const ALL: [Self; 3] = [Self::P0, Self::P5, Self::P9];

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::P0 => "P0",
            Self::P5 => "P5",
            Self::P9 => "P9",
        }
    }
}

impl TryFrom<&str> for ProofingLevel {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        Self::ALL
            .into_iter()
            .find(|level| level.as_str() == text)
            .ok_or(Malformed::new("identity proofing level", "must be P0, P5 or P9"))
    }
}

impl fmt::Display for ProofingLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing a person has shown in this session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Credential {
    /// Password.
    Cp,
    /// Registered device: a code to a phone, or a remembered device.
    Cd,
    /// Shared key: authenticator app.
    Ck,
    /// Asymmetric key: passkey, FIDO UAF.
    Cm,
}

impl Credential {
    /// The four credentials.
    pub const ALL: [Self; 4] = [Self::Cp, Self::Cd, Self::Ck, Self::Cm];

    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cp => "Cp",
            Self::Cd => "Cd",
            Self::Ck => "Ck",
            Self::Cm => "Cm",
        }
    }
}

/// A set of credentials.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct CredentialSet(u8);

impl CredentialSet {
    /// None.
    pub const EMPTY: Self = Self(0);

    /// The set whose bits are `bits` (as [`Self::bits`] gave them); unknown bits are dropped.
    #[must_use]
    pub const fn from_bits(bits: u8) -> Self {
        Self(bits & 0b1111)
    }

    /// Its bits, for storage.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// This set and `credential`.
    #[must_use]
    pub const fn with(self, credential: Credential) -> Self {
        Self(self.0 | (1 << (credential as u8)))
    }

    /// Whether `credential` is in it.
    #[must_use]
    pub const fn contains(self, credential: Credential) -> bool {
        self.0 & (1 << (credential as u8)) != 0
    }

    /// Whether every credential of `self` is in `other`.
    #[must_use]
    pub const fn is_subset(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    /// Those of `self` that are not in `other`.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those in either.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many it holds.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Its credentials in the fixed order.
    pub fn iter(self) -> impl Iterator<Item = Credential> {
        Credential::ALL.into_iter().filter(move |credential| self.contains(*credential))
    }
}

impl FromIterator<Credential> for CredentialSet {
    fn from_iter<I: IntoIterator<Item = Credential>>(credentials: I) -> Self {
        credentials.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl fmt::Debug for CredentialSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// One vector: an identity level, or any; credentials that are all required (F-51).
///
/// `P9.Cp.Cd` asks for P9 with password and device; `P5` for P5 with any credential; `Cm` for any level with an asymmetric key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VectorOfTrust {
    level: Option<ProofingLevel>,
    credentials: CredentialSet,
}

impl VectorOfTrust {
    /// The vector of `level` and `credentials`.
    #[must_use]
    pub const fn new(level: Option<ProofingLevel>, credentials: CredentialSet) -> Self {
        Self { level, credentials }
    }

    /// The level it names; none means any.
    #[must_use]
    pub const fn level(self) -> Option<ProofingLevel> {
        self.level
    }

    /// The credentials it names; empty means any.
    #[must_use]
    pub const fn credentials(self) -> CredentialSet {
        self.credentials
    }

    /// Whether F-52 lists it: credentials are none, Cp, Cp.Cd, Cp.Ck or Cm.
    #[must_use]
    pub fn is_supported(self) -> bool {
        use Credential::{Cd, Ck, Cm, Cp};
        [vec![], vec![Cp], vec![Cp, Cd], vec![Cp, Ck], vec![Cm]]
            .into_iter()
            .any(|set| self.credentials == set.into_iter().collect())
    }
}

impl TryFrom<&str> for VectorOfTrust {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        const FAULT: Malformed = Malformed::new("vtr", "must hold vectors like P9.Cp.Cd");
        let mut vector = Self { level: None, credentials: CredentialSet::EMPTY };
        for part in text.split('.') {
            if let Ok(level) = ProofingLevel::try_from(part) {
                if vector.level.replace(level).is_some() {
                    return Err(FAULT);
                }
            } else if let Some(credential) = Credential::ALL.into_iter().find(|known| known.as_str() == part)
            {
                if vector.credentials.contains(credential) {
                    return Err(FAULT);
                }
                vector.credentials = vector.credentials.with(credential);
            } else {
                return Err(FAULT);
            }
        }
        Ok(vector)
    }
}

impl fmt::Display for VectorOfTrust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = true;
        for part in self
            .level
            .map(ProofingLevel::as_str)
            .into_iter()
            .chain(self.credentials.iter().map(Credential::as_str))
        {
            if !first {
                f.write_str(".")?;
            }
            first = false;
            f.write_str(part)?;
        }
        Ok(())
    }
}

/// What a client asks for: one to eight vectors, any of which will do, in the client's order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct VectorRequest(Vec<VectorOfTrust>);

impl VectorRequest {
    /// The request a client makes by sending no `vtr` (F-21).
    #[must_use]
    pub fn default_p9() -> Self {
        use Credential::{Cd, Ck, Cm, Cp};
        let p9 = |credentials: &[Credential]| {
            VectorOfTrust::new(Some(ProofingLevel::P9), credentials.iter().copied().collect())
        };
        Self(vec![p9(&[Cp, Cd]), p9(&[Cp, Ck]), p9(&[Cm])])
    }

    /// Its vectors, in the client's order.
    #[must_use]
    pub fn vectors(&self) -> &[VectorOfTrust] {
        &self.0
    }

    /// A request of these vectors.
    ///
    /// # Errors
    /// When there are none, or more than eight.
    pub fn of(vectors: Vec<VectorOfTrust>) -> Result<Self, Malformed> {
        if vectors.is_empty() || vectors.len() > 8 {
            return Err(Malformed::new("vtr", "must hold 1 to 8 vectors"));
        }
        Ok(Self(vectors))
    }
}

/// Parses already-decoded vectors; the door decodes the JSON array.
impl TryFrom<&[String]> for VectorRequest {
    type Error = Malformed;

    fn try_from(texts: &[String]) -> Result<Self, Malformed> {
        Self::of(texts.iter().map(|text| VectorOfTrust::try_from(text.as_str())).collect::<Result<_, _>>()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_print_as_they_parse() {
        for text in ["P9.Cp.Cd", "P0.Cm", "P5", "Cm", "P9.Cp.Ck"] {
            assert_eq!(VectorOfTrust::try_from(text).expect(text).to_string(), text);
        }
        for text in ["", "P1", "P9.P5", "Cp.Cp", "P9.", "p9", "P9..Cp", "P9.Cp.Cd "] {
            assert!(VectorOfTrust::try_from(text).is_err(), "{text}");
        }
    }
}
