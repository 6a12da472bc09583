//! Whether a picture has enough light, and not too much.

use image::RgbImage;

/// Whether what a picture shows can be made out. A guess that asks for another picture, never a refusal of a person.
///
/// Source: Journeys 1.8, the face scan
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Light {
    /// Too little light.
    TooDark,
    /// Enough, and not too much.
    Even,
    /// Too much light.
    TooBright,
}

/// Of so many pixels one is looked at.
const STEP: usize = 7;

/// Mean of grey values, 0 to 255, below which nothing can be made out. Low: dark skin in ordinary light is far above it.
const DARKEST: u64 = 24;

/// Mean of grey values above which there is hardly anything but light. High: pale skin before a white wall is below it.
const BRIGHTEST: u64 = 235;

/// Measures `picture`: the mean of its grey values (ITU-R BT.601).
pub(crate) fn measure(picture: &RgbImage) -> Light {
    let (mut sum, mut count) = (0_u64, 0_u64);
    for pixel in picture.pixels().step_by(STEP) {
        let [red, green, blue] = pixel.0.map(u64::from);
        sum += (299 * red + 587 * green + 114 * blue) / 1000;
        count += 1;
    }
    match sum.checked_div(count) {
        Some(mean) if mean < DARKEST => Light::TooDark,
        Some(mean) if mean > BRIGHTEST => Light::TooBright,
        _ => Light::Even,
    }
}

#[cfg(test)]
mod tests {
    use image::Rgb;

    use super::*;

    #[test]
    fn a_picture_of_the_night_is_too_dark_and_one_of_a_lamp_too_bright() {
        let of = |grey: u8| measure(&RgbImage::from_pixel(40, 30, Rgb([grey; 3])));
        assert_eq!((of(0), of(20)), (Light::TooDark, Light::TooDark));
        assert_eq!((of(30), of(128), of(230)), (Light::Even, Light::Even, Light::Even));
        assert_eq!((of(240), of(255)), (Light::TooBright, Light::TooBright));
        assert_eq!(measure(&RgbImage::from_pixel(40, 30, Rgb([0, 200, 0]))), Light::Even);
    }
}
