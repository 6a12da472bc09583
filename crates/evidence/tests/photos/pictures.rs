//! Pictures of nobody, drawn for the tests.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage, imageops};

/// Something like a printed page: rows of dark strokes on paper.
pub(crate) fn page(width: u32, height: u32) -> RgbImage {
    let stroke = (width / 160).max(3);
    RgbImage::from_fn(width, height, |x, y| {
        let (column, row) = (x / stroke, y / stroke);
        let ink = row % 4 != 3 && (column * 7 + row * 5) % 11 < 4;
        if ink { Rgb([30, 30, 50]) } else { Rgb([235, 230, 220]) }
    })
}

/// The same picture out of focus: three passes of a box of `radius` pixels.
pub(crate) fn blurred(picture: &RgbImage, radius: u32) -> RgbImage {
    (0..3).fold(picture.clone(), |picture, _| {
        let rows = smeared(&picture, radius);
        imageops::rotate270(&smeared(&imageops::rotate90(&rows), radius))
    })
}

fn smeared(picture: &RgbImage, radius: u32) -> RgbImage {
    let (width, _) = picture.dimensions();
    let window = |x: u32| (x.saturating_sub(radius), (x + radius).min(width - 1));
    let mut out = picture.clone();
    for y in 0..picture.height() {
        let mut sums = vec![0u32];
        sums.extend((0..width).scan(0, |sum, x| {
            *sum += u32::from(picture.get_pixel(x, y).0[1]);
            Some(*sum)
        }));
        for x in 0..width {
            let (first, last) = window(x);
            let sum = sums[last as usize + 1] - sums[first as usize];
            let grey = u8::try_from(sum / (last - first + 1)).expect("a mean of bytes is a byte");
            out.put_pixel(x, y, Rgb([grey; 3]));
        }
    }
    out
}

fn file(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    picture.write_to(&mut file, format).expect("the picture is written");
    file.into_inner()
}

pub(crate) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    file(picture, ImageFormat::Jpeg)
}

pub(crate) fn png(picture: &RgbImage) -> Vec<u8> {
    file(picture, ImageFormat::Png)
}

/// The JPEG `file` with one more segment behind its start.
pub(crate) fn with_segment(file: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a segment is short").to_be_bytes();
    [&file[..2], &[0xFF, marker], &length, body, &file[2..]].concat()
}

/// EXIF as phones write it: which way is up, who made the device, and where it was.
pub(crate) fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x03".to_vec();
    exif.extend_from_slice(b"\x01\x0F\0\x02\0\0\0\x08\0\0\0\x32"); // maker, text at 50
    exif.extend_from_slice(&[1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend_from_slice(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x3A"); // place, at 58
    exif.extend_from_slice(b"\0\0\0\0MARKED \0");
    exif.extend_from_slice(b"\0\x01\0\x1B\0\x02\0\0\0\x08\0\0\0\x4C\0\0\0\0MARKED \0"); // how the place was found
    exif
}

/// A PNG file whose head promises a huge picture, over a little compressed emptiness.
pub(crate) fn bomb(width: u32, height: u32) -> Vec<u8> {
    let small = png(&RgbImage::new(64, 64));
    let mut head = b"IHDR".to_vec();
    head.extend_from_slice(&width.to_be_bytes());
    head.extend_from_slice(&height.to_be_bytes());
    head.extend_from_slice(&[8, 2, 0, 0, 0]);
    let check = checksum(&head).to_be_bytes();
    [&small[..12], &head, &check, &small[33..]].concat()
}

/// The JPEG `file` with its one scan repeated.
pub(crate) fn scan_bomb(file: &[u8], times: usize) -> Vec<u8> {
    let scan = file.windows(2).rposition(|pair| pair == [0xFF, 0xDA]).expect("there is a scan");
    let end = file.len() - 2;
    let repeated = file[scan..scan + 14].repeat(times);
    [&file[..end], &repeated, &file[end..]].concat()
}

/// CRC-32 as PNG has it.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(
            sum ^ u32::from(*byte),
            |sum, _| {
                if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 }
            },
        )
    })
}
