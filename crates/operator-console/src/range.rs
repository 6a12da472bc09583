//! The part of a file that a player asks for (RFC 9110, 14): one range, or the whole.

/// What to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it: nothing, or something that is not one range of bytes, was asked for.
    Whole,
    /// From the first to the last byte, both included.
    Some(usize, usize),
    /// Nothing of it: what was asked for is not there.
    Beyond,
}

/// The part of a file of `length` bytes that a `Range` header asks for.
pub(crate) fn part(range: Option<&str>, length: usize) -> Part {
    let Some((first, last)) = range.and_then(|text| text.strip_prefix("bytes=")?.split_once('-')) else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<usize>().ok();
    let (first, last) = match (first.trim().is_empty(), number(first), number(last)) {
        (true, _, Some(count)) => (length.saturating_sub(count), length.saturating_sub(1)),
        (false, Some(first), Some(last)) if last >= first => (first, last.min(length.saturating_sub(1))),
        (false, Some(first), None) if last.trim().is_empty() => (first, length.saturating_sub(1)),
        _ => return Part::Whole,
    };
    if first < length && first <= last { Part::Some(first, last) } else { Part::Beyond }
}

#[cfg(test)]
mod tests {
    use super::{Part, part};

    #[test]
    fn one_range_is_cut_out_of_the_file() {
        assert_eq!(part(Some("bytes=0-"), 10), Part::Some(0, 9));
        assert_eq!(part(Some("bytes=2-5"), 10), Part::Some(2, 5));
        assert_eq!(part(Some("bytes=2-500"), 10), Part::Some(2, 9));
        assert_eq!(part(Some("bytes=-3"), 10), Part::Some(7, 9));
        assert_eq!(part(Some("bytes=-300"), 10), Part::Some(0, 9));
    }

    #[test]
    fn what_is_no_single_range_is_answered_with_the_whole() {
        for text in ["bytes=0-1,4-5", "items=0-1", "bytes=5-2", "bytes=x-", "bytes=-", "bytes"] {
            assert_eq!(part(Some(text), 10), Part::Whole, "{text}");
        }
        assert_eq!(part(None, 10), Part::Whole);
    }

    #[test]
    fn a_range_behind_the_end_is_refused() {
        for (text, length) in [("bytes=10-", 10), ("bytes=10-12", 10), ("bytes=0-", 0), ("bytes=-0", 10)] {
            assert_eq!(part(Some(text), length), Part::Beyond, "{text}");
        }
    }
}
