//! Whether a photo looks sharp.

use image::{GrayImage, RgbImage, imageops};

/// Whether a photo looks sharp enough to read small print. A guess that asks a person to look again, never a refusal.
///
/// Source: Journeys I8
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sharpness {
    /// It has clear edges.
    Sharp,
    /// It may be too blurry.
    Blurred,
}

/// The longest edge of the picture that is measured: print that a person can read at this size has edges here, and
/// the noise of a camera's sensor is averaged away.
const MEASURED_EDGE: u32 = 1200;

/// Parts per side. A document may fill a corner of the photo only, on a plain table.
const PARTS: u32 = 4;

/// How many of the sixteen parts have to be sharp.
const SHARP_PARTS: usize = 2;

/// Variance of the Laplacian of grey values, 0 to 255, from which a part counts as sharp.
const LEAST_VARIANCE: f64 = 80.0;

/// Measures `picture`: variance of the Laplacian, in parts.
pub(crate) fn measure(picture: &RgbImage) -> Sharpness {
    let grey = measured(picture);
    let (width, height) = (grey.width() / PARTS, grey.height() / PARTS);
    let parts = (0..PARTS).flat_map(|row| (0..PARTS).map(move |column| (column * width, row * height)));
    let sharp = parts.filter(|corner| variance(&grey, *corner, (width, height)) >= LEAST_VARIANCE).count();
    if sharp >= SHARP_PARTS { Sharpness::Sharp } else { Sharpness::Blurred }
}

fn measured(picture: &RgbImage) -> GrayImage {
    let (width, height) = shrunk(picture.dimensions(), MEASURED_EDGE);
    if (width, height) == picture.dimensions() {
        return imageops::grayscale(picture);
    }
    imageops::grayscale(&imageops::thumbnail(picture, width, height))
}

/// The size with the same shape whose longest edge is at most `edge`.
pub(crate) fn shrunk((width, height): (u32, u32), edge: u32) -> (u32, u32) {
    let longest = width.max(height);
    if longest <= edge {
        return (width, height);
    }
    let scaled = |side: u32| {
        let side = u64::from(side) * u64::from(edge) / u64::from(longest);
        u32::try_from(side).unwrap_or(edge).max(1)
    };
    (scaled(width), scaled(height))
}

/// The variance of the Laplacian inside one part.
fn variance(grey: &GrayImage, (left, top): (u32, u32), (width, height): (u32, u32)) -> f64 {
    let at = |x: u32, y: u32| f64::from(grey.get_pixel(x, y).0[0]);
    let (mut count, mut sum, mut squares) = (0.0, 0.0, 0.0);
    for y in top.max(1)..(top + height).min(grey.height().saturating_sub(1)) {
        for x in left.max(1)..(left + width).min(grey.width().saturating_sub(1)) {
            let edge = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4.0 * at(x, y);
            count += 1.0;
            sum += edge;
            squares += edge * edge;
        }
    }
    if count < 1.0 { 0.0 } else { squares / count - (sum / count) * (sum / count) }
}
