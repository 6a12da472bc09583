//! What a file is, by its first bytes.

use std::fmt;

/// A format that is recognised, and not accepted where it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ForeignFormat {
    /// HEIC or HEIF, as some phones keep photos.
    Heic,
    /// AVIF.
    Avif,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// TIFF, and the raw formats of cameras that are made of it.
    Tiff,
    /// PDF.
    Pdf,
    /// A video.
    Video,
}

impl fmt::Display for ForeignFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heic => "HEIC",
            Self::Avif => "AVIF",
            Self::Webp => "WebP",
            Self::Gif => "GIF",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Pdf => "PDF",
            Self::Video => "video",
        })
    }
}

/// What the first bytes say. Only a full reading shows whether it is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    Jpeg,
    Png,
    Mp4,
    QuickTime,
    Matroska,
    /// Something known that no parser of ours reads.
    Foreign(ForeignFormat),
    Unknown,
}

/// Recognises `bytes`.
pub(crate) fn recognise(bytes: &[u8]) -> Content {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Content::Jpeg,
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Content::Png,
        [0x1A, 0x45, 0xDF, 0xA3, ..] => Content::Matroska,
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Content::Foreign(ForeignFormat::Gif),
        [b'%', b'P', b'D', b'F', b'-', ..] => Content::Foreign(ForeignFormat::Pdf),
        [b'I', b'I', 0x2A, 0, ..] | [b'M', b'M', 0, 0x2A, ..] => Content::Foreign(ForeignFormat::Tiff),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => {
            Content::Foreign(ForeignFormat::Webp)
        }
        [b'R', b'I', b'F', b'F', _, _, _, _, b'A', b'V', b'I', b' ', ..] => {
            Content::Foreign(ForeignFormat::Video)
        }
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Content::Foreign(ForeignFormat::Bmp),
        [_, _, _, _, rest @ ..] => boxed(rest),
        _ => Content::Unknown,
    }
}

/// A file of boxes: the name of the first one, and for `ftyp` its brand.
fn boxed(after_size: &[u8]) -> Content {
    match after_size {
        [b'f', b't', b'y', b'p', a, b, c, d, ..] => match &[*a, *b, *c, *d] {
            b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
                Content::Foreign(ForeignFormat::Heic)
            }
            b"avif" | b"avis" => Content::Foreign(ForeignFormat::Avif),
            b"qt  " => Content::QuickTime,
            _ => Content::Mp4,
        },
        // QuickTime files older than `ftyp`.
        [b'm', b'o', b'o', b'v', ..] | [b'm', b'd', b'a', b't', ..] | [b'w', b'i', b'd', b'e', ..] => {
            Content::QuickTime
        }
        _ => Content::Unknown,
    }
}
