//! Names of sealed files.

use std::fmt;

use vocabulary::Malformed;

/// The name of one sealed file: 128 random bits, never made from anything about a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobKey([u8; 16]);

impl BlobKey {
    /// The key made of these 16 bytes; the caller's random source supplies them.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its 16 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Two levels of folders and a name, so that no folder grows without end.
    pub(crate) fn segments(&self) -> [String; 3] {
        let text = self.to_string();
        [text[..2].to_owned(), text[2..4].to_owned(), text[4..].to_owned()]
    }
}

impl TryFrom<&[u8]> for BlobKey {
    type Error = Malformed;

    fn try_from(bytes: &[u8]) -> Result<Self, Malformed> {
        let bytes = <[u8; 16]>::try_from(bytes);
        bytes.map(Self).map_err(|_| Malformed::new("blob key", "must be 16 bytes"))
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobKey({self})")
    }
}

/// What a sealed file holds. It is part of the seal: a video does not open as a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlobKind {
    /// A photo, or a picture of a face.
    Photo,
    /// A video.
    Video,
}

impl BlobKind {
    pub(crate) const fn tag(self) -> u8 {
        match self {
            Self::Photo => 1,
            Self::Video => 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_lies_two_folders_deep() {
        let key = BlobKey::from_bytes(*b"\x0a\xbc\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\xff");
        assert_eq!(key.segments().join("/"), "0a/bc/0102030405060708090a0b0c0dff");
        assert_eq!(BlobKey::try_from(key.as_bytes().as_slice()), Ok(key));
        assert!(BlobKey::try_from(&[0; 15][..]).is_err());
    }
}
