//! Whether a JPEG file is whole. The decoder fills what is missing with grey, and a photo that broke off on its way
//! would look like one with half a document.

/// A progressive photo has about ten scans. Each one costs a pass over the whole picture.
const MOST_SCANS: usize = 40;

const START_OF_SCAN: u8 = 0xDA;
const END_OF_IMAGE: u8 = 0xD9;

/// Whether the markers of `bytes` lead from the start of the image to its end, with no more scans than a camera makes.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    let mut at = 2;
    let mut scans = 0;
    while let Some((marker, after)) = next_marker(bytes, at) {
        match marker {
            END_OF_IMAGE => return scans > 0,
            START_OF_SCAN => scans += 1,
            _ => {}
        }
        let Some(length) = bytes.get(after..after.saturating_add(2)) else { return false };
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 || scans > MOST_SCANS {
            return false;
        }
        at = after + length;
    }
    false
}

/// The next marker at or behind `at` that stands for itself, and where its segment begins. Stuffed zeros, fill bytes
/// and restart markers are part of a scan's data.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<(u8, usize)> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0xFF => at += 1,
            0x00 | 0x01 | 0xD0..=0xD8 => at += 2,
            marker => return Some((marker, at + 2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_inside_a_segment_is_not_the_end_of_the_image() {
        let thumbnail = [0xFF, 0xD8, 0xFF, 0xE1, 0, 4, 0xFF, 0xD9, 0xFF, 0xDA, 0, 2, 1, 2, 3];
        assert!(!is_whole(&thumbnail));
        assert!(is_whole(&[&thumbnail[..], &[0xFF, 0xD9]].concat()));
    }

    #[test]
    fn stuffed_bytes_and_restarts_belong_to_the_scan() {
        assert!(is_whole(&[0xFF, 0xD8, 0xFF, 0xDA, 0, 2, 0xFF, 0, 0xFF, 0xD3, 7, 0xFF, 0xFF, 0xD9]));
    }
}
