//! The challenge of a face scan.

/// The colours that a screen may show.
const COLOURS: [&str; 5] = ["red", "blue", "green", "yellow", "white"];

/// The colours of a face scan, in their order, that come from the digits of a case: nobody can film them beforehand.
///
/// Journeys 2.7 I9, I11
#[must_use]
pub fn scan_colours(digits: [u8; 4]) -> [&'static str; 4] {
    digits.map(|digit| COLOURS[usize::from(digit) % COLOURS.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_is_a_colour_and_the_order_is_that_of_the_digits() {
        assert_eq!(scan_colours([0, 1, 2, 3]), ["red", "blue", "green", "yellow"]);
        assert_eq!(scan_colours([9, 4, 5, 0]), ["white", "white", "red", "red"]);
    }
}
