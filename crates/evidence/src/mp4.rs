//! MP4 and MOV: a walk over boxes (ISO/IEC 14496-12), bounded, that never looks at the pictures.

use std::ops::Range;

use crate::mp4_time::{Fragment, Times, number};
use crate::video::{Contents, VideoFault};

/// A minute in fragments of a tenth of a second has about six thousand boxes.
const MOST_BOXES: usize = 100_000;

/// One box: its name, and where it stands.
#[derive(Debug, Clone)]
struct Part {
    name: [u8; 4],
    name_at: usize,
    body: Range<usize>,
}

/// Reads `file`, and overwrites what it says beside pictures and sound. Offsets stay as they are.
pub(crate) fn read_and_clear(file: &mut [u8]) -> Result<Contents, VideoFault> {
    let mut walk =
        Walk { file, boxes: 0, times: Times::default(), clear: Vec::new(), contents: Contents::default() };
    walk.whole_file()?;
    let Walk { mut contents, times, clear, .. } = walk;
    contents.duration = times.longest().ok_or(VideoFault::Broken)?;
    for part in clear {
        file[part.name_at..part.name_at + 4].copy_from_slice(b"free");
        file[part.body].fill(0);
    }
    Ok(contents)
}

struct Walk<'a> {
    file: &'a [u8],
    boxes: usize,
    times: Times,
    clear: Vec<Part>,
    contents: Contents,
}

impl Walk<'_> {
    fn whole_file(&mut self) -> Result<(), VideoFault> {
        let parts = self.parts(0..self.file.len())?;
        if !parts.iter().any(|part| &part.name == b"moov") {
            return Err(VideoFault::Broken);
        }
        for part in parts {
            match &part.name {
                b"moov" => self.movie(part.body)?,
                b"moof" => self.fragments(part.body)?,
                _ => self.beside(part),
            }
        }
        Ok(())
    }

    /// Place, device, titles, and space in which anything could be left.
    fn beside(&mut self, part: Part) {
        if matches!(&part.name, b"udta" | b"meta" | b"uuid" | b"free" | b"skip" | b"wide") {
            self.clear.push(part);
        }
    }

    fn movie(&mut self, body: Range<usize>) -> Result<(), VideoFault> {
        for part in self.parts(body)? {
            let bytes = &self.file[part.body.clone()];
            match &part.name {
                b"mvhd" => self.times.movie(bytes)?,
                b"trak" => self.track(part.body)?,
                b"mvex" => {
                    for part in self.parts(part.body)? {
                        self.times.extends(part.name, &self.file[part.body])?;
                    }
                }
                _ => self.beside(part),
            }
        }
        Ok(())
    }

    fn track(&mut self, body: Range<usize>) -> Result<(), VideoFault> {
        let mut id = 0;
        let mut media = None;
        for part in self.parts(body)? {
            match &part.name {
                b"tkhd" => {
                    let bytes = &self.file[part.body];
                    let at = if bytes.first() == Some(&1) { 20 } else { 12 };
                    id = number(bytes, at, 4)?;
                }
                b"mdia" => media = Some(part.body),
                _ => self.beside(part),
            }
        }
        let Some(media) = media else { return Ok(()) };
        let parts = self.parts(media)?;
        let body = |name: &[u8; 4]| {
            let part = parts.iter().find(|part| part.name == *name).ok_or(VideoFault::Broken)?;
            Ok::<&[u8], VideoFault>(&self.file[part.body.clone()])
        };
        let kind = body(b"hdlr")?.get(8..12).ok_or(VideoFault::Broken)?;
        let plays = matches!(kind, b"vide" | b"soun");
        self.contents.has_pictures |= kind == b"vide";
        self.contents.has_sound |= kind == b"soun";
        self.times.track(id, body(b"mdhd")?, plays)
    }

    fn fragments(&mut self, body: Range<usize>) -> Result<(), VideoFault> {
        for part in self.parts(body)? {
            if &part.name != b"traf" {
                continue;
            }
            let mut fragment = Fragment::default();
            for part in self.parts(part.body)? {
                fragment.read(part.name, &self.file[part.body], &self.times)?;
            }
            self.times.fragment(&fragment);
        }
        Ok(())
    }

    /// The boxes in `range`, one after the other.
    fn parts(&mut self, range: Range<usize>) -> Result<Vec<Part>, VideoFault> {
        let mut parts = Vec::new();
        let mut at = range.start;
        // Fewer bytes than a box has are padding.
        while range.end - at >= 8 {
            self.boxes += 1;
            if self.boxes > MOST_BOXES {
                return Err(VideoFault::Broken);
            }
            let part = part(self.file, at, range.end)?;
            at = part.body.end;
            parts.push(part);
        }
        Ok(parts)
    }
}

/// The box at `at`, whole: one that goes on behind `end` has been cut off.
fn part(file: &[u8], at: usize, end: usize) -> Result<Part, VideoFault> {
    let short = number(file, at, 4)?;
    let name = file.get(at + 4..at + 8).and_then(|name| name.try_into().ok()).ok_or(VideoFault::Broken)?;
    let (header, length) = match short {
        0 => (8, (end - at) as u64),
        1 => (16, number(file, at + 8, 8)?),
        _ => (8, short),
    };
    let length = usize::try_from(length).map_err(|_| VideoFault::Broken)?;
    if length < header || length > end - at {
        return Err(VideoFault::Broken);
    }
    Ok(Part { name, name_at: at + 4, body: at + header..at + length })
}
