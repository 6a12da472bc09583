//! A photo: recognised, decoded within limits, and written anew.

use std::io::Cursor;

use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::PngDecoder;
use image::metadata::Orientation;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageError, Limits, RgbImage, imageops};

use crate::jpeg;
use crate::light::{self, Light};
use crate::sharpness::{Sharpness, measure, shrunk};
use crate::signature::{Content, ForeignFormat, recognise};

/// Of the pictures that we write: no artefact that a checker could take for a trace of forgery.
const QUALITY: u8 = 92;

/// How large a photo may be, and how small.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoLimits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Pixels of the picture. Decoding takes up to nine bytes of memory for each.
    pub max_pixels: u64,
    /// Bytes that the decoded picture may take.
    pub max_alloc: u64,
    /// Pixels of the longer edge, at least.
    pub min_long_edge: u32,
    /// Pixels of the shorter edge, at least.
    pub min_short_edge: u32,
    /// Pixels of the longer edge of what is kept; a larger picture is made smaller.
    pub kept_long_edge: u32,
}

impl Default for PhotoLimits {
    /// 10 MB, 40 million pixels, 600 by 400 at least, 4096 kept.
    fn default() -> Self {
        Self {
            max_bytes: 10_000_000,
            max_pixels: 40_000_000,
            max_alloc: 256 * 1024 * 1024,
            min_long_edge: 600,
            min_short_edge: 400,
            kept_long_edge: 4096,
        }
    }
}

/// A photo as it is kept: the right way up, in a file that holds the picture and nothing else.
///
/// Everybody who looks at it later, person or machine, sees these same pixels.
#[derive(Clone, PartialEq, Eq)]
pub struct Photo {
    /// The picture as a new JPEG file without any metadata.
    pub jpeg: Vec<u8>,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Whether it looks sharp.
    pub sharpness: Sharpness,
    /// Whether it has enough light.
    pub light: Light,
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Photo({} × {}, {:?}, {} bytes)", self.width, self.height, self.sharpness, self.jpeg.len())
    }
}

/// Why a file is no photo that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoFault {
    /// It has no bytes.
    #[error("the file is empty")]
    Empty,
    /// It has more bytes than allowed.
    #[error("the file is too large")]
    TooLarge,
    /// Nothing that is known.
    #[error("the file is not a picture")]
    NotAnImage,
    /// Something known that is not accepted.
    #[error("{0} is not accepted as a photo")]
    UnsupportedFormat(ForeignFormat),
    /// Too few pixels to read anything.
    #[error("the picture is too small")]
    TooSmall,
    /// More pixels than allowed, whatever the size of the file.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// It starts like a picture and cannot be decoded to its end.
    #[error("the picture is damaged or incomplete")]
    Broken,
}

/// The photo in `bytes`, a JPEG or PNG file whatever its name. Takes up to a second of processor time and, at the
/// default limits, 400 MB of memory: call it on a thread that may block, few at the same time.
///
/// Colours are taken as sRGB and transparency is dropped.
///
/// # Errors
/// Why it cannot be used; nothing in it says what the picture shows.
///
/// Source: Journeys I7, I8, 5.4
pub fn photo(bytes: &[u8], limits: &PhotoLimits) -> Result<Photo, PhotoFault> {
    if bytes.is_empty() {
        return Err(PhotoFault::Empty);
    }
    if bytes.len() > limits.max_bytes {
        return Err(PhotoFault::TooLarge);
    }
    let file = Cursor::new(bytes);
    let (picture, orientation) = match recognise(bytes) {
        Content::Jpeg if !jpeg::is_whole(bytes) => return Err(PhotoFault::Broken),
        Content::Jpeg => decoded(JpegDecoder::new(file).map_err(|fault| reason(&fault))?, limits)?,
        Content::Png => {
            let decoder = PngDecoder::with_limits(file, of_library(limits));
            decoded(decoder.map_err(|fault| reason(&fault))?, limits)?
        }
        Content::Mp4 | Content::QuickTime | Content::Matroska => {
            return Err(PhotoFault::UnsupportedFormat(ForeignFormat::Video));
        }
        Content::Foreign(format) => return Err(PhotoFault::UnsupportedFormat(format)),
        Content::Unknown => return Err(PhotoFault::NotAnImage),
    };
    written(picture, orientation, limits)
}

fn of_library(limits: &PhotoLimits) -> Limits {
    let mut of_library = Limits::no_limits();
    of_library.max_alloc = Some(limits.max_alloc);
    of_library
}

/// Looks at the size first: nothing is allocated for a picture that is refused.
fn decoded(
    mut decoder: impl ImageDecoder,
    limits: &PhotoLimits,
) -> Result<(RgbImage, Orientation), PhotoFault> {
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.max_pixels || decoder.total_bytes() > limits.max_alloc {
        return Err(PhotoFault::TooManyPixels);
    }
    if width.max(height) < limits.min_long_edge || width.min(height) < limits.min_short_edge {
        return Err(PhotoFault::TooSmall);
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let picture = DynamicImage::from_decoder(decoder).map_err(|fault| reason(&fault))?;
    Ok((picture.into_rgb8(), orientation))
}

fn written(
    mut picture: RgbImage,
    orientation: Orientation,
    limits: &PhotoLimits,
) -> Result<Photo, PhotoFault> {
    let (sharpness, light) = (measure(&picture), light::measure(&picture));
    let kept = shrunk(picture.dimensions(), limits.kept_long_edge);
    if kept != picture.dimensions() {
        picture = imageops::thumbnail(&picture, kept.0, kept.1);
    }
    let mut picture = DynamicImage::ImageRgb8(picture);
    picture.apply_orientation(orientation);
    let picture = picture.into_rgb8();
    let (width, height) = picture.dimensions();
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY)
        .encode(picture.as_raw(), width, height, ExtendedColorType::Rgb8)
        .map_err(|_| PhotoFault::TooManyPixels)?;
    Ok(Photo { jpeg, width, height, sharpness, light })
}

fn reason(fault: &ImageError) -> PhotoFault {
    if matches!(fault, ImageError::Limits(_)) { PhotoFault::TooManyPixels } else { PhotoFault::Broken }
}
