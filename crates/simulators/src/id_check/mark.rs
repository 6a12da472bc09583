//! The mark: eight squares in a row in the bottom left corner, black for one and white for zero, most significant first.
//!
//! A square is as wide and as high as a 64th of the photo's width, so a photo that was made smaller or larger, or
//! compressed anew, still carries it. The first four squares are the scenario's number, the last four are the same
//! with every bit turned: a plain corner, or any other photo, is no mark.

use image::{GrayImage, Luma, RgbImage};

use crate::id_check::scenario::Scenario;

const SQUARES: u32 = 8;
const PER_WIDTH: u32 = 64;

/// Grey values below this are black.
const BLACK: u32 = 80;
/// Grey values above this are white.
const WHITE: u32 = 175;

fn side(width: u32) -> u32 {
    width / PER_WIDTH
}

/// Draws the mark of `scenario`.
pub(crate) fn draw(photo: &mut RgbImage, scenario: Scenario) {
    let number = scenario.number();
    let byte = number << 4 | (!number & 0x0f);
    let side = side(photo.width());
    let top = photo.height() - side;
    for square in 0..SQUARES {
        let value = if byte >> (SQUARES - 1 - square) & 1 == 1 { 0 } else { 255 };
        for (x, y) in (0..side).flat_map(|x| (0..side).map(move |y| (square * side + x, top + y))) {
            photo.put_pixel(x, y, image::Rgb([value; 3]));
        }
    }
}

/// The scenario whose mark `photo` carries.
pub(crate) fn read(photo: &GrayImage) -> Option<Scenario> {
    let side = side(photo.width());
    if side < 4 || photo.height() < side {
        return None;
    }
    let top = photo.height() - side;
    let mut byte = 0_u8;
    for square in 0..SQUARES {
        let bit = match brightness(photo, square * side, top, side) {
            0..BLACK => 1,
            grey if grey > WHITE => 0,
            _ => return None,
        };
        byte = byte << 1 | bit;
    }
    let (number, turned) = (byte >> 4, byte & 0x0f);
    if number == !turned & 0x0f { Scenario::numbered(number) } else { None }
}

/// The mean grey of the middle of a square: its edges are blurred by whatever happened to the photo.
fn brightness(photo: &GrayImage, left: u32, top: u32, side: u32) -> u32 {
    let middle = side / 4..side - side / 4;
    let mut sum = 0;
    for (x, y) in middle.clone().flat_map(|x| middle.clone().map(move |y| (x, y))) {
        let Luma([grey]) = *photo.get_pixel(left + x, top + y);
        sum += u32::from(grey);
    }
    let edge = u32::try_from(middle.len()).expect("a square is small");
    sum / (edge * edge)
}

#[cfg(test)]
mod tests {
    use image::imageops::{self, FilterType};

    use super::*;

    fn marked(scenario: Scenario) -> RgbImage {
        let mut photo = RgbImage::from_pixel(1280, 800, image::Rgb([120, 140, 160]));
        draw(&mut photo, scenario);
        photo
    }

    #[test]
    fn every_mark_is_read_again() {
        for scenario in Scenario::ALL {
            assert_eq!(read(&imageops::grayscale(&marked(scenario))), Some(scenario));
        }
    }

    #[test]
    fn a_mark_survives_a_change_of_size() {
        for (width, height) in [(640, 400), (900, 563), (2000, 1250)] {
            for scenario in [Scenario::Blurred, Scenario::Malformed] {
                let changed = imageops::resize(&marked(scenario), width, height, FilterType::Triangle);
                assert_eq!(read(&imageops::grayscale(&changed)), Some(scenario), "{width}");
            }
        }
    }

    #[test]
    fn a_plain_photo_carries_no_mark() {
        for grey in [0, 60, 128, 255] {
            assert_eq!(read(&GrayImage::from_pixel(1280, 800, Luma([grey]))), None, "{grey}");
        }
        assert_eq!(read(&GrayImage::new(40, 40)), None);
    }
}
