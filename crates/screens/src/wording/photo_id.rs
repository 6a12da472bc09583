//! Photo ID, photos of it and videos. Journeys 2.7; file problems as in 5.4.

use std::fmt;

/// What is not accepted as photo ID, on I5 and in E13 and E14. Journeys 2.7
pub const NOT_ACCEPTED: [&str; 7] = [
    "paper ID",
    "driver qualification card",
    "travel card",
    "bus pass",
    "NHS ID card",
    "university or school card",
    "ID with anything handwritten on it, apart from your signature",
];

/// What is wrong with the answer to I2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HavePhotoIdProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for HavePhotoIdProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select if you have photo ID with you")
    }
}

/// What is wrong with the answer to I5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentProblem {
    /// Nothing was chosen.
    Empty,
    /// "Other photo ID" without saying which; belongs to [`crate::fields::OTHER_DOCUMENT`].
    OtherEmpty,
}

impl fmt::Display for DocumentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Select the type of photo ID you have",
            Self::OtherEmpty => "Select which other photo ID you have",
        })
    }
}

/// What is wrong with the answer to I6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoWayProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for PhotoWayProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select how you want to send a photo")
    }
}

/// What is wrong with the answer to I20.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkToProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for LinkToProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select where we should send the link")
    }
}

/// What is wrong with the file of I7, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoFileProblem {
    /// None was chosen.
    Missing,
    /// More than one was sent.
    TooMany,
    /// It has no content.
    Empty,
    /// Not a kind that is taken.
    WrongType,
    /// Larger than is taken.
    TooLarge {
        /// The largest, megabytes.
        megabytes: u64,
    },
    /// Too few pixels to read.
    TooSmall,
    /// It did not arrive whole.
    UploadFailed,
    /// Too many files were sent before.
    TooOften,
}

impl fmt::Display for PhotoFileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "Select a photo",
            Self::TooMany => "You can only select 1 photo",
            Self::Empty => "The selected photo is empty",
            Self::WrongType => "The selected photo must be a JPG or PNG",
            Self::TooLarge { megabytes } => {
                return write!(f, "The selected photo must be smaller than {megabytes}MB");
            }
            Self::TooSmall => "The selected photo must be larger, so that we can read it",
            Self::UploadFailed => "The selected photo could not be uploaded – try again",
            Self::TooOften => "You have sent too many photos and videos – try again tomorrow",
        })
    }
}

/// What is wrong with the answer to I8, blurred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlurProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for BlurProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select what you want to do with this photo")
    }
}

/// What is wrong with the answer to I13.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoMethodProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for VideoMethodProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select how you want to give us the numbers")
    }
}

/// What is wrong with the file of I14, at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VideoFileProblem {
    /// None was chosen.
    Missing,
    /// More than one was sent.
    TooMany,
    /// It has no content.
    Empty,
    /// A photo.
    Photo,
    /// Not a kind that is taken.
    WrongType,
    /// Larger than is taken.
    TooLarge {
        /// The largest, megabytes.
        megabytes: u64,
    },
    /// Longer than is taken.
    TooLong {
        /// The longest, seconds.
        seconds: u64,
    },
    /// It did not arrive whole.
    UploadFailed,
    /// Too many files were sent before.
    TooOften,
}

impl fmt::Display for VideoFileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "Select a video",
            Self::TooMany => "You can only select 1 video",
            Self::Empty => "The selected video is empty",
            Self::Photo => "You selected a photo. Select a video",
            Self::WrongType => "The selected video must be an MP4, MOV or WEBM",
            Self::TooLarge { megabytes } => {
                return write!(f, "The selected video must be smaller than {megabytes}MB");
            }
            Self::TooLong { seconds } => {
                return write!(f, "The selected video must be {seconds} seconds or shorter");
            }
            Self::UploadFailed => "The selected video could not be uploaded – try again",
            Self::TooOften => "You have sent too many photos and videos – try again tomorrow",
        })
    }
}
