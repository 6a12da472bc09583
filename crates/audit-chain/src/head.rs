//! A checkpoint's number and hash: what is worth keeping elsewhere.

use std::fmt;

use vocabulary::Digest;

/// Which checkpoint the chain had reached. Kept outside the database it shows that no newer part was cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The checkpoint's number, from 1.
    pub number: i64,
    /// Its hash.
    pub hash: Digest,
}

/// A text that is no head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be NUMBER:HASH with 64 hexadecimal digits, as `audit head` prints it")]
pub struct HeadFault;

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.number)?;
        self.hash.as_bytes().iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl TryFrom<&str> for Head {
    type Error = HeadFault;

    fn try_from(text: &str) -> Result<Self, HeadFault> {
        let (number, digits) = text.trim().split_once(':').ok_or(HeadFault)?;
        let number = number.parse().ok().filter(|number| *number > 0).ok_or(HeadFault)?;
        let (pairs, []) = digits.as_bytes().as_chunks::<2>() else { return Err(HeadFault) };
        let byte = |pair: &[u8; 2]| {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            u8::try_from(digit(0)? * 16 + digit(1)?).ok()
        };
        let bytes = pairs.iter().map(byte).collect::<Option<Vec<u8>>>().ok_or(HeadFault)?;
        Ok(Self { number, hash: Digest::try_from(bytes.as_slice()).map_err(|_| HeadFault)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_survives_its_text() {
        let head = Head { number: 12, hash: Digest::of(b"x") };
        assert_eq!(Head::try_from(head.to_string().as_str()), Ok(head));
    }

    #[test]
    fn other_texts_are_refused() {
        let hash = "ab".repeat(32);
        for text in ["", "1", "1:", "1:ab", &format!("0:{hash}"), &format!("x:{hash}"), &format!("1:{hash}0")]
        {
            assert_eq!(Head::try_from(text), Err(HeadFault), "{text}");
        }
        assert_eq!(Head::try_from(format!("1:{}", "é".repeat(32)).as_str()), Err(HeadFault));
    }
}
