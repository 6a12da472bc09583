//! References that a person can read out.

use std::fmt;

use crate::fault::Malformed;

/// A public error reference `CIDnnnn` (journeys.md, section 3): the same for everybody who sees that page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cid(u16);

impl Cid {
    /// Our own failure (X2).
    pub const SERVER_ERROR: Self = Self(1);
    /// We are very busy (X3).
    pub const UNAVAILABLE: Self = Self(2);
    /// No such page (X1).
    pub const NOT_FOUND: Self = Self(404);
    /// Unknown website or app, or Back after finishing (X4).
    pub const UNKNOWN_CLIENT: Self = Self(1004);
    /// The NHS record found is not the person's, or some of its details are wrong (D13, D14).
    pub const RECORD_NOT_MINE: Self = Self(1005);
    /// Another account has this NHS number (D12).
    pub const NUMBER_IN_USE: Self = Self(1006);
    /// The NHS number can no longer be used; checked at each log-in.
    pub const NHS_NUMBER_PROBLEM: Self = Self(2011);
    /// No client in the request (X4).
    pub const NO_CLIENT: Self = Self(2024);
    /// The ID check is not finished (I19), and until proving exists: the level cannot be reached yet.
    pub const PROOFING_UNFINISHED: Self = Self(2001);
    /// GP credentials no longer valid: new ones can be entered (G8).
    pub const GP_CREDENTIALS_INVALID: Self = Self(2020);
    /// The GP system gave no answer that we know (G4).
    pub const GP_DETAILS_UNKNOWN: Self = Self(7000);
    /// The GP system cannot confirm by its details: photo ID is needed (G4).
    pub const GP_NEEDS_PHOTO_ID: Self = Self(7009);
    /// The connection failed for no reason that we know (G8).
    pub const GP_CONNECTION_UNKNOWN: Self = Self(7028);
    /// The GP details belong to another NHS number (G4).
    pub const GP_OTHER_NUMBER: Self = Self(7100);
    /// The connection to the GP surgery works no longer.
    pub const GP_CONNECTION_LAPSED: Self = Self(7110);
    /// The photo ID service failed (I24).
    pub const PHOTO_ID_FAILED: Self = Self(9001);
    /// Disabled: errors, used by someone else, deceased (X13).
    pub const DISABLED: Self = Self(2012);
    /// Disabled: P9 number differs from P5 (X13).
    pub const LEVEL_MISMATCH: Self = Self(2013);
    /// Disabled: being investigated (X13).
    pub const INVESTIGATED: Self = Self(2014);
    /// Disabled: records mixed up (X13).
    pub const CONFUSION: Self = Self(2015);
    /// Disabled: the GP-held mobile belongs to someone else (X13).
    pub const MOBILE_MISMATCH: Self = Self(7031);

    /// The reference with this number.
    #[must_use]
    pub const fn new(number: u16) -> Self {
        Self(number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Cid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CID{:04}", self.0)
    }
}

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The reference of one refusal or failure, "XXXX-XXXX" in Crockford's base 32: finds its exact cause in the log and the console.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct IncidentReference([u8; 5]);

impl IncidentReference {
    /// The reference made of 5 random bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 5]) -> Self {
        Self(bytes)
    }

    /// Its 5 bytes, for storage.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 5] {
        &self.0
    }
}

impl fmt::Display for IncidentReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = self.0.iter().fold(0_u64, |acc, byte| (acc << 8) | u64::from(*byte));
        for place in (0..8).rev() {
            let index = usize::try_from((bits >> (place * 5)) & 31).unwrap_or(0);
            write!(f, "{}", char::from(ALPHABET[index]))?;
            if place == 4 {
                f.write_str("-")?;
            }
        }
        Ok(())
    }
}

impl TryFrom<&str> for IncidentReference {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("reference", "must be 8 letters and numbers, like 7F3K-9Q2D");
        let mut bits = 0_u64;
        let mut count = 0;
        for byte in text.bytes().filter(|byte| !matches!(byte, b'-' | b' ')) {
            let wanted = match byte.to_ascii_uppercase() {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other => other,
            };
            let value = ALPHABET.iter().position(|symbol| *symbol == wanted).ok_or(fault)?;
            bits = (bits << 5) | u64::try_from(value).map_err(|_| fault)?;
            count += 1;
            if count > 8 {
                return Err(fault);
            }
        }
        if count != 8 {
            return Err(fault);
        }
        let mut bytes = [0; 5];
        bytes.copy_from_slice(&bits.to_be_bytes()[3..]);
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_survives_being_read_out() {
        let reference = IncidentReference::from_bytes([1, 2, 3, 254, 255]);
        let said = reference.to_string().to_lowercase().replace('-', " ").replace('0', "o");
        assert_eq!(IncidentReference::try_from(said.as_str()), Ok(reference));
    }
}
