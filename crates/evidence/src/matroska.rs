//! `WebM` and Matroska: a walk over elements (RFC 8794, RFC 9559), bounded, that never looks at the pictures.
//!
//! A recorder in a browser knows neither sizes nor the duration when it begins. So the walk enters the elements that
//! matter by going on behind their heads, whatever their size, and time is also measured on the blocks themselves.

use std::ops::Range;
use std::time::Duration;

use crate::mp4_time::number;
use crate::video::{Contents, VideoFault, VideoFormat};

/// A minute of sixty pictures and fifty pieces of sound a second has about seven thousand blocks.
const MOST_ELEMENTS: usize = 500_000;

const HEADER: u64 = 0x1A45_DFA3;
const DOC_TYPE: u64 = 0x4282;
const ENTERED: [u64; 7] = [HEADER, 0x1853_8067, 0x1549_A966, 0x1654_AE6B, 0xAE, 0x1F43_B675, 0xA0]; // Segment, Info, Tracks, TrackEntry, Cluster, BlockGroup
const TIMESTAMP_SCALE: u64 = 0x2A_D7B1;
const DURATION: u64 = 0x4489;
const TRACK_TYPE: u64 = 0x83;
const CLUSTER_TIMESTAMP: u64 = 0xE7;
const BLOCKS: [u64; 2] = [0xA3, 0xA1]; // SimpleBlock, Block
// Tags, Attachments, Title, DateUTC, SegmentFilename, the name of a track, CRC-32 (it would no longer be right), Void.
const CLEARED: [u64; 8] = [0x1254_C367, 0x1941_A469, 0x7BA9, 0x4461, 0x7384, 0x536E, 0xBF, VOID];
const VOID: u64 = 0xEC;

#[derive(Debug, Clone)]
struct Element {
    id: u64,
    start: usize,
    body: usize,
    /// None when its size is not known: it ends where something begins that cannot be in it.
    end: Option<usize>,
}

#[derive(Debug, Clone)]
struct Reading {
    format: VideoFormat,
    /// Nanoseconds of a tick.
    scale: u64,
    said: f64,
    cluster: i64,
    played: Option<(i64, i64)>,
    contents: Contents,
    clear: Vec<Range<usize>>,
}

/// Reads `file`, and overwrites what it says beside pictures and sound. Offsets stay as they are.
pub(crate) fn read_and_clear(file: &mut [u8]) -> Result<(VideoFormat, Contents), VideoFault> {
    let mut reading = Reading {
        format: VideoFormat::Matroska,
        scale: 1_000_000,
        said: 0.0,
        cluster: 0,
        played: None,
        contents: Contents::default(),
        clear: Vec::new(),
    };
    let mut at = 0;
    for _ in 0..MOST_ELEMENTS {
        if at == file.len() {
            reading.contents.duration = reading.duration()?;
            reading.clear.iter().for_each(|range| void(&mut file[range.clone()]));
            return Ok((reading.format, reading.contents));
        }
        let element = element(file, at)?;
        if ENTERED.contains(&element.id) {
            at = element.body;
            continue;
        }
        at = element.end.ok_or(VideoFault::Broken)?;
        reading.take(&element, &file[element.body..at], at)?;
    }
    Err(VideoFault::Broken)
}

impl Reading {
    fn take(&mut self, element: &Element, body: &[u8], end: usize) -> Result<(), VideoFault> {
        match element.id {
            DOC_TYPE if body.starts_with(b"webm") => self.format = VideoFormat::WebM,
            TIMESTAMP_SCALE => self.scale = whole(body)?,
            DURATION => self.said = real(body)?,
            TRACK_TYPE => match whole(body)? {
                1 => self.contents.has_pictures = true,
                2 => self.contents.has_sound = true,
                _ => {}
            },
            CLUSTER_TIMESTAMP => {
                self.cluster = i64::try_from(whole(body)?).map_err(|_| VideoFault::Broken)?;
            }
            id if BLOCKS.contains(&id) => self.block(body)?,
            id if CLEARED.contains(&id) => self.clear.push(element.start..end),
            _ => {}
        }
        Ok(())
    }

    /// A block: the number of its track, then its time within the cluster.
    fn block(&mut self, body: &[u8]) -> Result<(), VideoFault> {
        let (_, width) = variable(body, 0, 8)?;
        let within = number(body, width, 2)?;
        let within = u16::try_from(within).map_err(|_| VideoFault::Broken)?.cast_signed();
        let time = self.cluster.saturating_add(i64::from(within));
        let (first, last) = self.played.unwrap_or((time, time));
        self.played = Some((first.min(time), last.max(time)));
        Ok(())
    }

    /// The longer of what is said and what is there.
    fn duration(&self) -> Result<Duration, VideoFault> {
        let (first, last) = self.played.ok_or(VideoFault::Broken)?;
        let played = last.abs_diff(first).saturating_mul(self.scale);
        #[expect(clippy::cast_precision_loss, reason = "a rounded nanosecond does not matter")]
        let said = Duration::try_from_secs_f64(self.said * self.scale as f64 / 1e9).unwrap_or(Duration::MAX);
        Ok(said.max(Duration::from_nanos(played)))
    }
}

/// The element at `at`, whole: one that goes on behind the end of the file has been cut off.
fn element(file: &[u8], at: usize) -> Result<Element, VideoFault> {
    let (_, id_width) = variable(file, at, 4)?;
    let id = number(file, at, id_width)?;
    let (size, size_width) = variable(file, at + id_width, 8)?;
    let body = at + id_width + size_width;
    let unknown = size == (1 << (7 * size_width)) - 1;
    let end = usize::try_from(size).ok().and_then(|size| body.checked_add(size));
    if unknown {
        return Ok(Element { id, start: at, body, end: None });
    }
    let end = end.filter(|end| *end <= file.len()).ok_or(VideoFault::Broken)?;
    Ok(Element { id, start: at, body, end: Some(end) })
}

/// A number whose leading zeros say how many bytes it has: its value without the marker, and its width.
fn variable(bytes: &[u8], at: usize, widest: usize) -> Result<(u64, usize), VideoFault> {
    let first = *bytes.get(at).ok_or(VideoFault::Broken)?;
    let width = first.leading_zeros() as usize + 1;
    if width > widest {
        return Err(VideoFault::Broken);
    }
    let value = number(bytes, at, width)?;
    Ok((value & ((1 << (7 * width)) - 1), width))
}

fn whole(body: &[u8]) -> Result<u64, VideoFault> {
    if body.len() > 8 { Err(VideoFault::Broken) } else { number(body, 0, body.len()) }
}

fn real(body: &[u8]) -> Result<f64, VideoFault> {
    let value = match body.len() {
        4 => number(body, 0, 4)
            .ok()
            .and_then(|bits| u32::try_from(bits).ok())
            .map(|bits| f64::from(f32::from_bits(bits))),
        8 => number(body, 0, 8).ok().map(f64::from_bits),
        _ => None,
    };
    value.filter(|value| value.is_finite() && *value >= 0.0).ok_or(VideoFault::Broken)
}

/// Makes an element of nothing out of `element`, which has at least two bytes.
fn void(element: &mut [u8]) {
    let length = element.len();
    element.fill(0);
    element[0] = 0xEC;
    if let Ok(short) = u8::try_from(length - 2)
        && short < 0x7F
    {
        element[1] = 0x80 | short;
        return;
    }
    element[1..9].copy_from_slice(&(length as u64 - 9).to_be_bytes());
    element[1] = 1;
}
