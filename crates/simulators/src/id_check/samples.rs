//! Files to send: a photo for each scenario, and a video.

use std::io::Cursor;

use image::RgbImage;
use image::codecs::jpeg::JpegEncoder;

use crate::id_check::scenario::Scenario;
use crate::id_check::specimen;

const QUALITY: u8 = 88;

/// A picture of a dark room, as JPEG.
///
/// # Panics
/// Never: a black picture can be encoded.
#[must_use]
pub fn sample_dark_photo() -> Vec<u8> {
    let mut file = std::io::Cursor::new(Vec::new());
    let black = image::RgbImage::new(1280, 960);
    black.write_to(&mut file, image::ImageFormat::Jpeg).expect("a black picture is encoded");
    file.into_inner()
}

/// A face scan as the page makes it, as JPEG: four frames of a face before a sharp background.
///
/// # Panics
/// Never: the encoder writes into memory.
#[must_use]
pub fn sample_scan() -> Vec<u8> {
    encoded(&specimen::scan())
}

/// A face scan for which somebody held the photo of a card before the camera, as JPEG: its simulator does not believe it.
///
/// # Panics
/// Never: the encoder writes into memory.
#[must_use]
pub fn sample_still_scan() -> Vec<u8> {
    encoded(&specimen::still_scan())
}

/// Ticks of a second in the video.
const SCALE: u32 = 1000;
const SECONDS: u32 = 8;

/// The photo of a drawn card as a JPEG file; the provider's simulator says to it what `scenario` says.
///
/// # Panics
/// Never: the encoder writes into memory.
#[must_use]
pub fn sample_photo(scenario: Scenario) -> Vec<u8> {
    encoded(&specimen::photo(scenario))
}

fn encoded(picture: &RgbImage) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let encoder = JpegEncoder::new_with_quality(&mut file, QUALITY);
    picture.write_with_encoder(encoder).expect("memory takes every byte");
    file.into_inner()
}

/// An MP4 file of eight seconds with a picture track and a sound track that hold nothing: enough for everything that
/// does not decode it.
#[must_use]
pub fn sample_video() -> Vec<u8> {
    let brands = [b"isom".as_slice(), &512_u32.to_be_bytes(), b"isom", b"mp41"].concat();
    let movie = [movie_header(), track(1, *b"vide"), track(2, *b"soun")].concat();
    [part(*b"ftyp", &brands), part(*b"moov", &movie), part(*b"mdat", &[0; 4096])].concat()
}

/// A box: its length, its name, what is in it (ISO/IEC 14496-12).
fn part(name: [u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len() + 8).expect("a box here is small");
    [&length.to_be_bytes(), name.as_slice(), body].concat()
}

fn movie_header() -> Vec<u8> {
    let mut body = vec![0; 100];
    put(&mut body, 12, SCALE);
    put(&mut body, 16, SCALE * SECONDS);
    put(&mut body, 20, 0x0001_0000);
    put(&mut body, 96, 3);
    part(*b"mvhd", &body)
}

fn track(id: u32, kind: [u8; 4]) -> Vec<u8> {
    let mut header = vec![0; 84];
    put(&mut header, 0, 3);
    put(&mut header, 12, id);
    put(&mut header, 20, SCALE * SECONDS);
    let mut media_header = vec![0; 24];
    put(&mut media_header, 12, SCALE);
    put(&mut media_header, 16, SCALE * SECONDS);
    let mut handler = vec![0; 25];
    handler[8..12].copy_from_slice(&kind);
    let media = [part(*b"mdhd", &media_header), part(*b"hdlr", &handler), part(*b"minf", &[])].concat();
    part(*b"trak", &[part(*b"tkhd", &header), part(*b"mdia", &media)].concat())
}

fn put(body: &mut [u8], at: usize, number: u32) {
    body[at..at + 4].copy_from_slice(&number.to_be_bytes());
}

#[cfg(test)]
mod tests {
    use image::ImageFormat;

    use super::*;
    use crate::id_check::mark;

    #[test]
    fn every_sample_is_a_photo_that_says_its_scenario() {
        for scenario in Scenario::ALL {
            let file = sample_photo(scenario);
            let photo = image::load_from_memory_with_format(&file, ImageFormat::Jpeg).unwrap();
            assert_eq!(mark::read(&photo.to_luma8()), Some(scenario));
        }
    }

    #[test]
    fn the_sample_video_is_a_whole_row_of_boxes() {
        let file = sample_video();
        let (mut at, mut names) = (0, Vec::new());
        while at < file.len() {
            let length = u32::from_be_bytes(file[at..at + 4].try_into().unwrap());
            names.push(file[at + 4..at + 8].to_vec());
            at += usize::try_from(length).unwrap();
        }
        assert_eq!(at, file.len());
        assert_eq!(names, [b"ftyp", b"moov", b"mdat"]);
    }
}
