//! What is taken as a video, and what is kept of it.

mod containers;

use std::time::Duration;

use evidence::{Video, VideoFault, VideoFormat, VideoLimits, video};
use proptest::prelude::*;
use rstest::rstest;

use crate::containers::{Webm, element, fragmented, framed, movie, track, unsized_element};

fn taken(file: &[u8]) -> Result<Video, VideoFault> {
    video(file.to_vec(), &VideoLimits::default())
}

fn contains(file: &[u8], part: &[u8]) -> bool {
    file.windows(part.len()).any(|window| window == part)
}

#[rstest]
#[case::mp4(*b"isom", VideoFormat::Mp4)]
#[case::phone(*b"3gp4", VideoFormat::Mp4)]
#[case::mov(*b"qt  ", VideoFormat::QuickTime)]
fn a_recorded_movie_is_taken(#[case] brand: [u8; 4], #[case] format: VideoFormat) {
    let video = taken(&movie(brand, 12_500)).unwrap();
    assert_eq!((video.format, video.duration), (format, Duration::from_millis(12_500)));
    assert!(video.has_sound);
}

#[test]
fn a_movie_of_a_browser_is_as_long_as_its_fragments() {
    let video = taken(&fragmented(30, 1_000)).unwrap();
    assert_eq!(video.duration, Duration::from_secs(30));
    assert_eq!(taken(&fragmented(62, 1_000)), Err(VideoFault::TooLong));
}

#[test]
fn a_recording_of_a_browser_is_as_long_as_its_blocks() {
    let video = taken(&Webm::default().lasting(20_000).file()).unwrap();
    assert_eq!((video.format, video.duration), (VideoFormat::WebM, Duration::from_secs(20)));
    assert!(video.has_sound);
}

#[test]
fn a_matroska_file_that_says_its_duration_is_taken() {
    let file = Webm { doc_type: "matroska", said: Some(5_000.0), ..Webm::default() }.lasting(4_000).file();
    let video = taken(&file).unwrap();
    assert_eq!((video.format, video.duration), (VideoFormat::Matroska, Duration::from_secs(5)));
}

#[rstest]
#[case::said(movie(*b"isom", 61_001))]
#[case::played(Webm::default().lasting(61_001).file())]
#[case::played_though_less_is_said(Webm { said: Some(1_000.0), ..Webm::default() }.lasting(90_000).file())]
fn a_video_of_more_than_a_minute_is_too_long(#[case] file: Vec<u8>) {
    assert_eq!(taken(&file), Err(VideoFault::TooLong));
}

#[rstest]
#[case::movie(movie(*b"isom", 60_900))]
#[case::webm(Webm::default().lasting(60_900).file())]
fn a_video_of_a_minute_whose_recorder_stopped_late_is_not(#[case] file: Vec<u8>) {
    assert!(taken(&file).is_ok());
}

#[test]
fn a_short_header_does_not_hide_a_long_track() {
    let long = track(1, *b"vide", 1_000, 90_000);
    let file = [
        framed(*b"ftyp", b"isom\0\0\0\0"),
        framed(*b"moov", &[containers::header(1_000, 1_000), long].concat()),
    ];
    assert_eq!(taken(&file.concat()), Err(VideoFault::TooLong));
}

#[test]
fn places_titles_and_tags_of_a_movie_are_gone_and_nothing_moves() {
    let file = movie(*b"qt  ", 5_000);
    assert!(contains(&file, b"+51.5-000.1/MARKED"));
    let kept = taken(&file).unwrap().bytes;
    assert_eq!(kept.len(), file.len());
    assert!(!contains(&kept, b"MARKED") && !contains(&kept, b"udta") && !contains(&kept, b"uuid"));
    assert!(contains(&kept, b"the pictures"));
    assert!(taken(&kept).is_ok());
}

#[rstest]
#[case::short(10)]
#[case::just_short(110)]
#[case::just_long(120)]
#[case::long(5_000)]
fn titles_tags_and_attachments_of_a_webm_file_are_gone(#[case] length: usize) {
    let tag = [b"MARKED".repeat(2), vec![b'x'; length]].concat();
    let file = Webm { tag, ..Webm::default() }.lasting(5_000).file();
    assert!(contains(&file, b"MARKED"));
    let kept = taken(&file).unwrap().bytes;
    assert_eq!(kept.len(), file.len());
    assert!(!contains(&kept, b"MARKED"));
    assert_eq!(taken(&kept).unwrap().duration, Duration::from_secs(5));
}

#[test]
fn sound_alone_is_no_video() {
    let only_sound = [containers::header(1_000, 5_000), track(1, *b"soun", 1_000, 5_000)].concat();
    let file = [framed(*b"ftyp", b"M4A \0\0\0\0"), framed(*b"moov", &only_sound)].concat();
    assert_eq!(taken(&file), Err(VideoFault::NotAVideo));
    let file = Webm { tracks: vec![2], ..Webm::default() }.lasting(5_000).file();
    assert_eq!(taken(&file), Err(VideoFault::NotAVideo));
}

#[test]
fn pictures_alone_are_a_video_without_sound() {
    let file = Webm { tracks: vec![1], ..Webm::default() }.lasting(5_000).file();
    assert!(!taken(&file).unwrap().has_sound);
}

#[rstest]
#[case::nothing(b"", VideoFault::Empty)]
#[case::text(b"a letter", VideoFault::NotAVideo)]
#[case::pdf(b"%PDF-1.7\n", VideoFault::NotAVideo)]
#[case::avi(b"RIFF\0\0\0\0AVI LIST", VideoFault::NotAVideo)]
#[case::jpeg(b"\xFF\xD8\xFF\xE0", VideoFault::IsAPhoto)]
#[case::png(b"\x89PNG\r\n\x1A\n", VideoFault::IsAPhoto)]
#[case::heic(b"\0\0\0\x18ftypheic", VideoFault::IsAPhoto)]
#[case::webp(b"RIFF\0\0\0\0WEBP", VideoFault::IsAPhoto)]
#[case::only_a_head(b"\0\0\0\x10ftypisom\0\0\0\0", VideoFault::Broken)]
#[case::a_box_without_end(b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x04moov", VideoFault::Broken)]
#[case::an_element_without_end(b"\x1A\x45\xDF\xA3\x80\x00", VideoFault::Broken)]
fn a_file_is_known_by_its_content(#[case] file: &[u8], #[case] fault: VideoFault) {
    assert_eq!(taken(file), Err(fault));
}

#[test]
fn an_empty_recording_is_broken() {
    assert_eq!(taken(&movie(*b"isom", 0)), Err(VideoFault::Broken));
    assert_eq!(taken(&Webm::default().file()), Err(VideoFault::Broken));
}

#[rstest]
#[case::movie(movie(*b"isom", 5_000))]
#[case::webm(Webm { tag: b"a tag".to_vec(), ..Webm::default() }.lasting(5_000).file())]
fn a_file_that_broke_off_is_broken(#[case] file: Vec<u8>) {
    for missing in [1, 3] {
        assert_eq!(taken(&file[..file.len() - missing]), Err(VideoFault::Broken), "{missing} bytes missing");
    }
}

#[test]
fn a_file_with_more_bytes_than_allowed_is_too_large() {
    let file = movie(*b"isom", 5_000);
    let limits = |max_bytes| VideoLimits { max_bytes, ..VideoLimits::default() };
    assert!(video(file.clone(), &limits(file.len())).is_ok());
    assert_eq!(video(file.clone(), &limits(file.len() - 1)), Err(VideoFault::TooLarge));
}

#[test]
fn a_file_of_nothing_but_tiny_parts_is_given_up() {
    let boxes = [framed(*b"ftyp", b"isom\0\0\0\0"), framed(*b"free", b"").repeat(200_000)].concat();
    assert_eq!(taken(&boxes), Err(VideoFault::Broken));
    let void = element(&[0xEC], b"").repeat(600_000);
    let elements =
        [element(&[0x1A, 0x45, 0xDF, 0xA3], b""), unsized_element(&[0x18, 0x53, 0x80, 0x67]), void];
    assert_eq!(taken(&elements.concat()), Err(VideoFault::Broken));
}

#[rstest]
#[case(VideoFormat::Mp4)]
#[case(VideoFormat::QuickTime)]
#[case(VideoFormat::WebM)]
#[case(VideoFormat::Matroska)]
fn a_format_survives_its_media_type(#[case] format: VideoFormat) {
    assert_eq!(VideoFormat::from_media_type(format.media_type()), Some(format));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_end_the_program(
        start in prop_oneof![
            Just(b"\0\0\0\x10ftypisom\0\0\0\0".to_vec()),
            Just(b"\0\0\0\x10ftypqt  \0\0\0\0\0\0\0\0moov".to_vec()),
            Just(b"\x1A\x45\xDF\xA3\x80\x18\x53\x80\x67\xFF".to_vec()),
            Just(Vec::new()),
        ],
        rest in proptest::collection::vec(any::<u8>(), 0..1_000),
    ) {
        let _ = taken(&[start, rest].concat());
    }

    #[test]
    fn damaged_videos_never_end_the_program_and_what_is_kept_is_as_long(
        which in 0..3,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = match which {
            0 => movie(*b"isom", 5_000),
            1 => fragmented(5, 1_000),
            _ => Webm { tag: b"a tag".to_vec(), said: Some(5_000.0), ..Webm::default() }.lasting(5_000).file(),
        };
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if let Ok(video) = taken(&file) {
            prop_assert_eq!(video.bytes.len(), file.len());
        }
    }
}
