//! What the provider is given.

use std::fmt;

use bytes::Bytes;
use vocabulary::{CaseId, DateOfBirth, DocumentKind, FamilyName, GivenName, Secret};

/// A photo, as a JPEG file. Debug shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Jpeg(pub Bytes);

impl fmt::Debug for Jpeg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Jpeg({} bytes)", self.0.len())
    }
}

/// What kind of file a clip is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClipFormat {
    /// MP4, and 3GP.
    Mp4,
    /// MOV.
    QuickTime,
    /// `WebM`.
    WebM,
    /// Matroska.
    Matroska,
}

impl ClipFormat {
    /// Its media type.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::WebM => "video/webm",
            Self::Matroska => "video/x-matroska",
        }
    }
}

/// A moving picture. Debug shows its length only.
#[derive(Clone, PartialEq, Eq)]
pub struct Clip {
    /// What kind of file it is.
    pub format: ClipFormat,
    /// The file.
    pub bytes: Bytes,
}

impl fmt::Debug for Clip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clip({:?}, {} bytes)", self.format, self.bytes.len())
    }
}

/// What shows that the person of the document is here.
#[derive(Debug, Clone)]
pub enum FaceEvidence {
    /// A video in which four digits are said, signed or shown (I13).
    Video {
        /// The video.
        clip: Clip,
        /// The digits that were asked for.
        digits: Secret<String>,
    },
    /// A live scan (I11).
    Scan {
        /// Its frames, two in a row in one picture.
        picture: Jpeg,
        /// The colours that the screen showed, one for each frame, in their order.
        colours: [&'static str; 4],
    },
}

impl FaceEvidence {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Video { .. } => "video",
            Self::Scan { .. } => "scan",
        }
    }

    /// Its media type and its bytes.
    pub(crate) const fn file(&self) -> (&'static str, &Bytes) {
        match self {
            Self::Video { clip, .. } => (clip.format.media_type(), &clip.bytes),
            Self::Scan { picture, .. } => ("image/jpeg", &picture.0),
        }
    }
}

/// Who the document should name, so that small errors of reading can be told from another person's document.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Last name.
    pub family: FamilyName,
    /// First and middle names; none for somebody with one name.
    pub given: Option<GivenName>,
    /// Date of birth.
    pub born: DateOfBirth,
}

/// One case. The case id is the idempotency key.
#[derive(Debug, Clone)]
pub struct Submission {
    /// Which case.
    pub case: CaseId,
    /// Which kind of document.
    pub document: DocumentKind,
    /// Its front, or its photo page.
    pub front: Jpeg,
    /// Its back, when it has one that counts.
    pub back: Option<Jpeg>,
    /// The face.
    pub face: FaceEvidence,
    /// Who it should be.
    pub expected: Expected,
}

/// Which side of a document a photo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The front, or the photo page.
    Front,
    /// The back.
    Back,
}

impl Side {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
        }
    }
}
