//! A drawn card that nobody could take for a document: it says SPECIMEN across everything.

use image::{Rgb, RgbImage, imageops};

use crate::id_check::font;
use crate::id_check::mark;
use crate::id_check::scenario::Scenario;

const WIDTH: u32 = 1280;
const HEIGHT: u32 = 800;

/// Of a face scan.
const FRAME: (u32, u32) = (640, 480);

const TABLE: Rgb<u8> = Rgb([96, 84, 72]);
const CARD: Rgb<u8> = Rgb([222, 232, 236]);
const BAND: Rgb<u8> = Rgb([0, 94, 184]);
const PORTRAIT: Rgb<u8> = Rgb([188, 198, 204]);
const INK: Rgb<u8> = Rgb([33, 43, 50]);
const SKIN: Rgb<u8> = Rgb([176, 128, 98]);
const STAMP: Rgb<u8> = Rgb([213, 40, 27]);

/// The edges of the card.
const LEFT: u32 = 120;
const TOP: u32 = 70;
const RIGHT: u32 = 1160;
const BOTTOM: u32 = 730;

/// A blur that leaves nothing to read, and the squares of the mark just so.
const BLUR: f32 = 4.0;

/// The photo of a card for `scenario`, with its mark.
pub(crate) fn photo(scenario: Scenario) -> RgbImage {
    let mut photo = RgbImage::from_pixel(WIDTH, HEIGHT, TABLE);
    if scenario == Scenario::NoDocument {
        cloth(&mut photo);
    } else {
        card(&mut photo, scenario);
    }
    mark::draw(&mut photo, scenario);
    if scenario == Scenario::Blurred { imageops::fast_blur(&photo, BLUR) } else { photo }
}

/// Four frames of a face, two in a row.
pub(crate) fn scan() -> RgbImage {
    let mut frame = RgbImage::from_pixel(FRAME.0, FRAME.1, TABLE);
    cloth(&mut frame);
    face(&mut frame, (FRAME.0 / 2, FRAME.1 / 2), 140);
    four_of(&frame)
}

/// Four frames of a card, two in a row.
pub(crate) fn still_scan() -> RgbImage {
    let card = photo(Scenario::Pass);
    four_of(&imageops::resize(&card, FRAME.0, FRAME.1, imageops::FilterType::Triangle))
}

fn four_of(frame: &RgbImage) -> RgbImage {
    let mut all = RgbImage::new(2 * FRAME.0, 2 * FRAME.1);
    for (across, down) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        imageops::replace(&mut all, frame, i64::from(across * FRAME.0), i64::from(down * FRAME.1));
    }
    all
}

/// A chequered table cloth: as sharp as a document, and none.
fn cloth(photo: &mut RgbImage) {
    const CHECK: u32 = 20;
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        if (x / CHECK + y / CHECK).is_multiple_of(2) {
            *pixel = PORTRAIT;
        }
    }
}

fn card(photo: &mut RgbImage, scenario: Scenario) {
    fill(photo, (LEFT, TOP), (RIGHT, BOTTOM), CARD);
    fill(photo, (LEFT, TOP), (RIGHT, TOP + 90), BAND);
    write(photo, "SPECIMEN IDENTITY CARD", (LEFT + 30, TOP + 25), 6, CARD);
    fill(photo, (LEFT + 40, TOP + 130), (LEFT + 360, TOP + 530), PORTRAIT);
    match scenario {
        Scenario::NoFace => {}
        Scenario::TwoFaces => {
            face(photo, (LEFT + 120, TOP + 330), 70);
            face(photo, (LEFT + 280, TOP + 330), 70);
        }
        _ => face(photo, (LEFT + 200, TOP + 330), 120),
    }
    let expires = if scenario == Scenario::Expired { "01-01-2015" } else { "01-01-2036" };
    let born = if scenario == Scenario::TooYoung { "01-01-2020" } else { "01-01-1990" };
    let lines = ["NAME", "NOBODY AT ALL", "DATE OF BIRTH", born, "EXPIRES", expires];
    for (line, down) in lines.into_iter().zip((140..).step_by(62)) {
        write(photo, line, (LEFT + 410, TOP + down), 5, INK);
    }
    write(photo, "SPECIMEN", (LEFT + 410, TOP + 515), 11, STAMP);
    write(photo, "IDXXXSPECIMEN<<<NOT<A<DOCUMENT<<<<", (LEFT + 20, BOTTOM - 55), 5, INK);
}

fn fill(photo: &mut RgbImage, (left, top): (u32, u32), (right, bottom): (u32, u32), ink: Rgb<u8>) {
    for (x, y) in (left..right).flat_map(|x| (top..bottom).map(move |y| (x, y))) {
        photo.put_pixel(x, y, ink);
    }
}

fn write(photo: &mut RgbImage, text: &str, (left, top): (u32, u32), dot: u32, ink: Rgb<u8>) {
    for (character, column) in text.chars().zip((0..).step_by(6)) {
        for (row, bits) in (0..font::HEIGHT).zip(font::rows(character)) {
            for bit in (0..font::WIDTH).filter(|bit| bits >> (font::WIDTH - 1 - bit) & 1 == 1) {
                let corner = (left + (column + bit) * dot, top + row * dot);
                fill(photo, corner, (corner.0 + dot, corner.1 + dot), ink);
            }
        }
    }
}

/// Two eyes and a mouth in a circle.
fn face(photo: &mut RgbImage, (x, y): (u32, u32), radius: u32) {
    disc(photo, (x, y), radius, SKIN);
    disc(photo, (x - radius / 3, y - radius / 4), radius / 8, INK);
    disc(photo, (x + radius / 3, y - radius / 4), radius / 8, INK);
    fill(photo, (x - radius / 3, y + radius / 2), (x + radius / 3, y + radius / 2 + 8), INK);
}

fn disc(photo: &mut RgbImage, (x, y): (u32, u32), radius: u32, ink: Rgb<u8>) {
    let inside = |px: u32, py: u32| px.abs_diff(x).pow(2) + py.abs_diff(y).pow(2) <= radius.pow(2);
    for (px, py) in (x - radius..=x + radius).flat_map(|px| (y - radius..=y + radius).map(move |py| (px, py)))
    {
        if inside(px, py) {
            photo.put_pixel(px, py, ink);
        }
    }
}
