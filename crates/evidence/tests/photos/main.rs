//! What is taken as a photo, and what is kept of it.

mod pictures;

use evidence::{ForeignFormat, Photo, PhotoFault, PhotoLimits, Sharpness, photo};
use image::{Rgb, RgbImage};
use proptest::prelude::*;
use rstest::rstest;

use crate::pictures::{blurred, bomb, exif, jpeg, page, png, scan_bomb, with_segment};

fn taken(bytes: &[u8]) -> Result<Photo, PhotoFault> {
    photo(bytes, &PhotoLimits::default())
}

fn shown(photo: &Photo) -> RgbImage {
    image::load_from_memory(&photo.jpeg).expect("what is kept is a picture").into_rgb8()
}

/// White, with a black top left corner.
fn marked(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| if x < 100 && y < 100 { Rgb([0; 3]) } else { Rgb([255; 3]) })
}

#[rstest]
#[case::jpeg(jpeg(&page(800, 600)))]
#[case::png(png(&page(800, 600)))]
fn a_photo_is_kept_as_a_jpeg_of_the_same_picture(#[case] file: Vec<u8>) {
    let photo = taken(&file).unwrap();
    assert_eq!((photo.width, photo.height), (800, 600));
    assert!(photo.jpeg.starts_with(&[0xFF, 0xD8, 0xFF]));
    let distance: u64 = shown(&photo)
        .pixels()
        .zip(page(800, 600).pixels())
        .map(|(one, other)| u64::from(one.0[1].abs_diff(other.0[1])))
        .sum();
    assert!(distance < 800 * 600 * 12, "another picture: {distance}");
}

#[rstest]
#[case::as_it_is(1, (800, 600), (10, 10))]
#[case::upside_down(3, (800, 600), (790, 590))]
#[case::a_quarter_to_the_right(6, (600, 800), (590, 10))]
#[case::a_quarter_to_the_left(8, (600, 800), (10, 790))]
fn a_photo_is_turned_the_right_way_up(
    #[case] orientation: u8,
    #[case] size: (u32, u32),
    #[case] corner: (u32, u32),
) {
    let photo = taken(&with_segment(&jpeg(&marked(800, 600)), 0xE1, &exif(orientation))).unwrap();
    assert_eq!((photo.width, photo.height), size);
    let shown = shown(&photo);
    assert!(shown.get_pixel(corner.0, corner.1).0[0] < 64, "the dark corner is not at {corner:?}");
    assert_eq!(shown.pixels().filter(|pixel| pixel.0[0] < 128).count() / 1000, 10);
}

#[test]
fn place_device_comments_and_hidden_files_are_gone() {
    let mut file = with_segment(&jpeg(&page(800, 600)), 0xE1, &exif(1));
    file = with_segment(&file, 0xFE, b"a comment that is MARKED");
    file = with_segment(&file, 0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>MARKED</x>");
    file.extend_from_slice(b"PK\x03\x04 a second file that is MARKED");
    assert!(file.windows(6).filter(|part| *part == b"MARKED").count() >= 4);
    let kept = taken(&file).unwrap().jpeg;
    for secret in [&b"MARKED"[..], b"Exif", b"PK\x03\x04", b"http"] {
        assert!(!kept.windows(secret.len()).any(|part| part == secret), "{secret:?} is left");
    }
}

#[test]
fn a_large_photo_is_made_smaller_and_keeps_its_shape() {
    let photo = taken(&jpeg(&page(5000, 2500))).unwrap();
    assert_eq!((photo.width, photo.height), (4096, 2048));
}

#[test]
fn a_small_file_that_unpacks_into_a_huge_picture_is_refused() {
    let file = bomb(60_000, 60_000);
    assert!(file.len() < 5_000);
    assert_eq!(taken(&file), Err(PhotoFault::TooManyPixels));
    let limits = PhotoLimits { max_alloc: 1_000_000, ..PhotoLimits::default() };
    assert_eq!(photo(&png(&page(800, 600)), &limits), Err(PhotoFault::TooManyPixels));
}

#[test]
fn a_photo_with_more_scans_than_a_camera_makes_is_refused() {
    assert_eq!(taken(&scan_bomb(&jpeg(&page(800, 600)), 1_000)), Err(PhotoFault::Broken));
}

#[test]
fn the_sizes_of_the_limits_themselves_are_allowed() {
    let file = jpeg(&page(600, 400));
    let limits = PhotoLimits { max_bytes: file.len(), max_pixels: 600 * 400, ..PhotoLimits::default() };
    assert!(photo(&file, &limits).is_ok());
    assert!(photo(&jpeg(&page(400, 600)), &PhotoLimits::default()).is_ok());
    let one_less = PhotoLimits { max_bytes: file.len() - 1, ..limits };
    assert_eq!(photo(&file, &one_less), Err(PhotoFault::TooLarge));
    let one_less = PhotoLimits { max_pixels: 600 * 400 - 1, ..limits };
    assert_eq!(photo(&file, &one_less), Err(PhotoFault::TooManyPixels));
}

#[rstest]
#[case(599, 400)]
#[case(600, 399)]
#[case(399, 600)]
fn a_picture_in_which_nothing_can_be_read_is_too_small(#[case] width: u32, #[case] height: u32) {
    assert_eq!(taken(&jpeg(&page(width, height))), Err(PhotoFault::TooSmall));
}

#[rstest]
#[case::jpeg(jpeg(&page(800, 600)))]
#[case::png(png(&page(800, 600)))]
fn a_file_that_broke_off_is_broken(#[case] file: Vec<u8>) {
    for part in [12, 200, file.len() / 2, file.len() - file.len() / 10] {
        assert_eq!(taken(&file[..part]), Err(PhotoFault::Broken), "{part} of {} bytes", file.len());
    }
}

#[rstest]
#[case::nothing(b"", PhotoFault::Empty)]
#[case::text(b"a letter", PhotoFault::NotAnImage)]
#[case::a_page(b"<html><img src=x></html>", PhotoFault::NotAnImage)]
#[case::a_drawing(b"<svg xmlns='http://www.w3.org/2000/svg'/>", PhotoFault::NotAnImage)]
#[case::pdf(b"%PDF-1.7\n", PhotoFault::UnsupportedFormat(ForeignFormat::Pdf))]
#[case::gif(b"GIF89a\x01\0\x01\0", PhotoFault::UnsupportedFormat(ForeignFormat::Gif))]
#[case::heic(b"\0\0\0\x18ftypheic\0\0\0\0", PhotoFault::UnsupportedFormat(ForeignFormat::Heic))]
#[case::avif(b"\0\0\0\x18ftypavif\0\0\0\0", PhotoFault::UnsupportedFormat(ForeignFormat::Avif))]
#[case::webp(b"RIFF\x10\0\0\0WEBPVP8 ", PhotoFault::UnsupportedFormat(ForeignFormat::Webp))]
#[case::tiff(b"II*\0\x08\0\0\0", PhotoFault::UnsupportedFormat(ForeignFormat::Tiff))]
#[case::bmp(b"BM\x3a\0\0\0\0\0\0\0\x36\0", PhotoFault::UnsupportedFormat(ForeignFormat::Bmp))]
#[case::video(b"\0\0\0\x18ftypisom\0\0\0\0", PhotoFault::UnsupportedFormat(ForeignFormat::Video))]
#[case::a_lie(b"\xFF\xD8\xFF\xE0 not really", PhotoFault::Broken)]
fn a_file_is_known_by_its_content(#[case] file: &[u8], #[case] fault: PhotoFault) {
    assert_eq!(taken(file), Err(fault));
}

#[rstest]
#[case::large((2400, 1800))]
#[case::small((700, 500))]
fn print_is_sharp_until_it_is_blurred(#[case] (width, height): (u32, u32)) {
    let page = page(width, height);
    assert_eq!(taken(&jpeg(&page)).unwrap().sharpness, Sharpness::Sharp);
    let blurred = blurred(&page, width / 100);
    assert_eq!(taken(&jpeg(&blurred)).unwrap().sharpness, Sharpness::Blurred);
}

#[test]
fn a_sharp_card_on_an_empty_table_is_sharp() {
    let mut table = RgbImage::from_pixel(2400, 1800, Rgb([120, 100, 80]));
    image::imageops::replace(&mut table, &page(1300, 800), 200, 200);
    assert_eq!(taken(&jpeg(&table)).unwrap().sharpness, Sharpness::Sharp);
}

#[test]
fn a_photo_does_not_show_its_bytes() {
    let photo = taken(&jpeg(&page(800, 600))).unwrap();
    assert!(format!("{photo:?}").len() < 80);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn arbitrary_bytes_never_end_the_program(
        start in prop_oneof![
            Just(b"\xFF\xD8\xFF".to_vec()),
            Just(b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec()),
            Just(Vec::new()),
        ],
        rest in proptest::collection::vec(any::<u8>(), 0..2_000),
    ) {
        let limits = PhotoLimits { min_long_edge: 1, min_short_edge: 1, ..PhotoLimits::default() };
        let _ = photo(&[start, rest].concat(), &limits);
    }

    #[test]
    fn damaged_photos_never_end_the_program(
        is_png in any::<bool>(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<proptest::sample::Index>(),
    ) {
        let picture = page(64, 48);
        let mut file = if is_png { png(&picture) } else { with_segment(&jpeg(&picture), 0xE1, &exif(6)) };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        file.truncate(cut.index(file.len() * 2).min(file.len()));
        let limits = PhotoLimits { min_long_edge: 1, min_short_edge: 1, ..PhotoLimits::default() };
        let _ = photo(&file, &limits);
    }
}
