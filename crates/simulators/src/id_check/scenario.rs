//! What a photo makes the provider say.

/// What a photo makes the provider say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scenario {
    /// All is well.
    Pass,
    /// The photo is blurred: not readable.
    Blurred,
    /// There is no document in it.
    NoDocument,
    /// There is no face on it.
    NoFace,
    /// There are two faces.
    TwoFaces,
    /// The document expired years ago.
    Expired,
    /// It looks forged.
    SuspectedFraud,
    /// The provider does not know.
    Unsure,
    /// The document names somebody else.
    OtherName,
    /// The face in the video is another one.
    OtherFace,
    /// Too young.
    TooYoung,
    /// The verdict comes at the fourth look.
    Slow,
    /// The provider asks to slow down, every time.
    Busy,
    /// The provider fails, every time.
    Broken,
    /// The provider answers something that makes no sense.
    Malformed,
}

impl Scenario {
    /// Every scenario; its place in this list is what the mark says.
    pub const ALL: [Self; 15] = [
        Self::Pass,
        Self::Blurred,
        Self::NoDocument,
        Self::NoFace,
        Self::TwoFaces,
        Self::Expired,
        Self::SuspectedFraud,
        Self::Unsure,
        Self::OtherName,
        Self::OtherFace,
        Self::TooYoung,
        Self::Slow,
        Self::Busy,
        Self::Broken,
        Self::Malformed,
    ];

    /// Its name, in the address of the sample.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Blurred => "blurred",
            Self::NoDocument => "no-document",
            Self::NoFace => "no-face",
            Self::TwoFaces => "two-faces",
            Self::Expired => "expired",
            Self::SuspectedFraud => "suspected-fraud",
            Self::Unsure => "unsure",
            Self::OtherName => "other-name",
            Self::OtherFace => "other-face",
            Self::TooYoung => "too-young",
            Self::Slow => "slow",
            Self::Busy => "busy",
            Self::Broken => "broken",
            Self::Malformed => "malformed",
        }
    }

    /// What the provider does, for the page of samples.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Pass => "passed, with the expected names",
            Self::Blurred => "not readable when looked at; DeniedNotReadableID when submitted",
            Self::NoDocument => "no document found; DeniedUnsupportedID",
            Self::NoFace => "no face found; unsure",
            Self::TwoFaces => "two faces found; unsure",
            Self::Expired => "DeniedDocumentExpired",
            Self::SuspectedFraud => "DeniedSuspectedFraud",
            Self::Unsure => "unsure: people have to look",
            Self::OtherName => "passed, with somebody else's names",
            Self::OtherFace => "DeniedFaceMismatch",
            Self::TooYoung => "DeniedAgeRequirementNotMet",
            Self::Slow => "passed, at the fourth look",
            Self::Busy => "429, every time",
            Self::Broken => "500, every time",
            Self::Malformed => "an answer that cannot be read",
        }
    }

    /// The scenario with this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scenario| scenario.as_str() == name)
    }

    pub(crate) fn number(self) -> u8 {
        let place = Self::ALL.iter().position(|scenario| *scenario == self);
        place.and_then(|place| u8::try_from(place).ok()).expect("the list names every scenario")
    }

    pub(crate) fn numbered(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }
}
