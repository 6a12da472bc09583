//! A video: recognised, measured, and freed of what it says beside its pictures and its sound.

use std::time::Duration;

use crate::signature::{Content, ForeignFormat, recognise};
use crate::{matroska, mp4};

/// Recorders stop late, and round up.
const FORGIVEN: Duration = Duration::from_secs(1);

/// How large and how long a video may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VideoLimits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// How long it plays. One second more is forgiven.
    pub max_duration: Duration,
}

impl Default for VideoLimits {
    /// 50 MB, 60 seconds.
    fn default() -> Self {
        Self { max_bytes: 50_000_000, max_duration: Duration::from_mins(1) }
    }
}

/// What kind of file a video is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VideoFormat {
    /// MP4, and 3GP.
    Mp4,
    /// MOV.
    QuickTime,
    /// `WebM`.
    WebM,
    /// Matroska.
    Matroska,
}

impl VideoFormat {
    /// The media type with which it is played back.
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::QuickTime => "video/quicktime",
            Self::WebM => "video/webm",
            Self::Matroska => "video/x-matroska",
        }
    }

    /// The format that has this media type.
    #[must_use]
    pub fn from_media_type(text: &str) -> Option<Self> {
        let all = [Self::Mp4, Self::QuickTime, Self::WebM, Self::Matroska];
        all.into_iter().find(|format| format.media_type() == text)
    }
}

/// A video as it is kept.
///
/// Pictures and sound are the sender's own, untouched: they are not decoded here. Titles, tags, places and
/// attachments are overwritten with nothing, at the same length.
#[derive(Clone, PartialEq, Eq)]
pub struct Video {
    /// What kind of file it is.
    pub format: VideoFormat,
    /// The file.
    pub bytes: Vec<u8>,
    /// How long it plays, the longest of what its parts say.
    pub duration: Duration,
    /// Whether it has a sound track; spoken numbers need one.
    pub has_sound: bool,
}

impl std::fmt::Debug for Video {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Video({:?}, {:?}, {} bytes)", self.format, self.duration, self.bytes.len())
    }
}

/// Why a file is no video that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VideoFault {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than allowed.
    #[error("the file is too large")]
    TooLarge,
    /// It plays longer than allowed.
    #[error("the video is too long")]
    TooLong,
    /// Nothing that is accepted as a video, or one with sound only.
    #[error("the file is not a video that is accepted")]
    NotAVideo,
    /// A photo was sent instead.
    #[error("the file is a photo")]
    IsAPhoto,
    /// It starts like a video and is damaged, incomplete, or plays nothing.
    #[error("the video is damaged or incomplete")]
    Broken,
}

/// What a container says about what it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Contents {
    pub(crate) duration: Duration,
    pub(crate) has_pictures: bool,
    pub(crate) has_sound: bool,
}

/// The video in `bytes`: MP4, MOV, `WebM` or Matroska, whatever its name.
///
/// # Errors
/// Why it cannot be used.
///
/// Source: Journeys I13 to I15
pub fn video(bytes: Vec<u8>, limits: &VideoLimits) -> Result<Video, VideoFault> {
    if bytes.is_empty() {
        return Err(VideoFault::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(VideoFault::TooLarge);
    }
    let mut bytes = bytes;
    let (format, contents) = match recognise(&bytes) {
        Content::Mp4 => (VideoFormat::Mp4, mp4::read_and_clear(&mut bytes)?),
        Content::QuickTime => (VideoFormat::QuickTime, mp4::read_and_clear(&mut bytes)?),
        Content::Matroska => matroska::read_and_clear(&mut bytes)?,
        Content::Foreign(ForeignFormat::Video | ForeignFormat::Pdf) | Content::Unknown => {
            return Err(VideoFault::NotAVideo);
        }
        Content::Jpeg | Content::Png | Content::Foreign(_) => return Err(VideoFault::IsAPhoto),
    };
    if !contents.has_pictures {
        return Err(VideoFault::NotAVideo);
    }
    if contents.duration > limits.max_duration.saturating_add(FORGIVEN) {
        return Err(VideoFault::TooLong);
    }
    Ok(Video { format, bytes, duration: contents.duration, has_sound: contents.has_sound })
}
