//! How long an MP4 or MOV file plays: by its movie header, its tracks, and the fragments that a recorder in a
//! browser writes.

use std::time::Duration;

use crate::video::VideoFault;

const MOST_TRACKS: usize = 64;

/// A big-endian number of `width` bytes, at most eight.
pub(crate) fn number(bytes: &[u8], at: usize, width: usize) -> Result<u64, VideoFault> {
    let end = at.checked_add(width).ok_or(VideoFault::Broken)?;
    let bytes = bytes.get(at..end).ok_or(VideoFault::Broken)?;
    Ok(bytes.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
}

/// `ticks` of which `scale` make a second.
fn duration(ticks: u64, scale: u64) -> Option<Duration> {
    let micros = u128::from(ticks).checked_mul(1_000_000)?.checked_div(u128::from(scale))?;
    Some(Duration::from_micros(u64::try_from(micros).unwrap_or(u64::MAX)))
}

/// The time scale and the duration of `mvhd` or `mdhd`, which begin alike. All ones mean "not known".
fn scale_and_ticks(bytes: &[u8]) -> Result<(u64, u64), VideoFault> {
    let (scale_at, width) = if bytes.first() == Some(&1) { (20, 8) } else { (12, 4) };
    let scale = number(bytes, scale_at, 4)?;
    let ticks = number(bytes, scale_at + 4, width)?;
    let unknown = if width == 8 { u64::MAX } else { u64::from(u32::MAX) };
    if scale == 0 {
        return Err(VideoFault::Broken);
    }
    Ok((scale, if ticks == unknown { 0 } else { ticks }))
}

#[derive(Debug, Clone, Default)]
struct Track {
    id: u64,
    scale: u64,
    plays: bool,
    sample: u64,
    fragments: Option<(u64, u64)>,
}

/// Everything a file says about time.
#[derive(Debug, Clone, Default)]
pub(crate) struct Times {
    scale: u64,
    extended: u64,
    said: Vec<Duration>,
    tracks: Vec<Track>,
}

impl Times {
    /// Reads `mvhd`.
    pub(crate) fn movie(&mut self, bytes: &[u8]) -> Result<(), VideoFault> {
        let (scale, ticks) = scale_and_ticks(bytes)?;
        self.scale = scale;
        self.said.extend(duration(ticks, scale));
        Ok(())
    }

    /// Reads the `mdhd` of a track. Only tracks with pictures or sound count.
    pub(crate) fn track(&mut self, id: u64, bytes: &[u8], plays: bool) -> Result<(), VideoFault> {
        let (scale, ticks) = scale_and_ticks(bytes)?;
        if plays {
            self.said.extend(duration(ticks, scale));
        }
        let track = self.entry(id)?;
        (track.scale, track.plays) = (scale, plays);
        Ok(())
    }

    /// Reads a box of `mvex`.
    pub(crate) fn extends(&mut self, name: [u8; 4], bytes: &[u8]) -> Result<(), VideoFault> {
        match &name {
            b"mehd" => {
                let width = if bytes.first() == Some(&1) { 8 } else { 4 };
                self.extended = number(bytes, 4, width)?;
            }
            b"trex" => self.entry(number(bytes, 4, 4)?)?.sample = number(bytes, 12, 4)?,
            _ => {}
        }
        Ok(())
    }

    fn entry(&mut self, id: u64) -> Result<&mut Track, VideoFault> {
        let known = self.tracks.iter().position(|track| track.id == id);
        let index = known.unwrap_or(self.tracks.len());
        if index >= MOST_TRACKS {
            return Err(VideoFault::Broken);
        }
        if known.is_none() {
            self.tracks.push(Track { id, ..Track::default() });
        }
        Ok(&mut self.tracks[index])
    }

    /// Adds what one fragment of a track plays.
    pub(crate) fn fragment(&mut self, fragment: &Fragment) {
        let Some(track) = self.tracks.iter_mut().find(|track| track.id == fragment.track) else { return };
        let (first, end) = track.fragments.unwrap_or_else(|| {
            let start = fragment.start.unwrap_or(0);
            (start, start)
        });
        let start = fragment.start.unwrap_or(end);
        track.fragments = Some((first.min(start), end.max(start.saturating_add(fragment.plays))));
    }

    /// The longest duration of all that is said; none when nothing plays.
    pub(crate) fn longest(&self) -> Option<Duration> {
        let fragments = self.tracks.iter().filter(|track| track.plays).filter_map(|track| {
            let (first, end) = track.fragments?;
            duration(end - first, track.scale)
        });
        let all = self.said.iter().copied().chain(fragments).chain(duration(self.extended, self.scale));
        all.max().filter(|longest| !longest.is_zero())
    }
}

/// One fragment of one track, `traf`. Its header comes first.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fragment {
    track: u64,
    sample: u64,
    start: Option<u64>,
    plays: u64,
}

impl Fragment {
    /// Reads a box of `traf`.
    pub(crate) fn read(&mut self, name: [u8; 4], bytes: &[u8], times: &Times) -> Result<(), VideoFault> {
        match &name {
            b"tfhd" => self.header(bytes, times),
            b"tfdt" => {
                let width = if bytes.first() == Some(&1) { 8 } else { 4 };
                self.start = Some(number(bytes, 4, width)?);
                Ok(())
            }
            b"trun" => self.run(bytes),
            _ => Ok(()),
        }
    }

    fn header(&mut self, bytes: &[u8], times: &Times) -> Result<(), VideoFault> {
        let flags = number(bytes, 1, 3)?;
        self.track = number(bytes, 4, 4)?;
        let usual = times.tracks.iter().find(|track| track.id == self.track).map_or(0, |track| track.sample);
        let offset = 8 + if flags & 1 == 0 { 0 } else { 8 } + if flags & 2 == 0 { 0 } else { 4 };
        self.sample = if flags & 8 == 0 { usual } else { number(bytes, offset, 4)? };
        Ok(())
    }

    fn run(&mut self, bytes: &[u8]) -> Result<(), VideoFault> {
        let flags = number(bytes, 1, 3)?;
        let count = number(bytes, 4, 4)?;
        if flags & 0x100 == 0 {
            self.plays = self.plays.saturating_add(count.saturating_mul(self.sample));
            return Ok(());
        }
        let start = 8 + [1, 4].iter().filter(|flag| flags & **flag != 0).count() * 4;
        let stride = [0x100, 0x200, 0x400, 0x800].iter().filter(|flag| flags & **flag != 0).count() * 4;
        let samples = bytes.get(start..).unwrap_or_default().chunks_exact(stride);
        if (samples.len() as u64) < count {
            return Err(VideoFault::Broken);
        }
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        for sample in samples.take(count) {
            self.plays = self.plays.saturating_add(number(sample, 0, 4)?);
        }
        Ok(())
    }
}
