//! The `jti` of an ID token: a version 4 UUID, stored as its 16 bytes so that the grant is found again (F-56).

use vocabulary::Subject;

/// The 16 bytes of a new one.
pub(crate) fn from_random(random: [u8; 16]) -> [u8; 16] {
    // The text of a UUID made of random bytes always reads back.
    read(&text(random)).unwrap_or(random)
}

/// Its text.
pub(crate) fn text(bytes: [u8; 16]) -> String {
    Subject::from_random(bytes).as_str().to_owned()
}

/// The bytes of a text that could be one of ours.
pub(crate) fn read(text: &str) -> Option<[u8; 16]> {
    let hex: String = text.chars().filter(|letter| *letter != '-').collect();
    let is_hex = hex.len() == 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let bits = u128::from_str_radix(&hex, 16).ok().filter(|_| is_hex)?;
    let bytes = bits.to_be_bytes();
    (self::text(bytes) == text).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_what_the_token_says() {
        for random in [[0; 16], [0xff; 16], [0x5a; 16]] {
            let stored = from_random(random);
            assert_eq!(read(&text(stored)), Some(stored));
        }
    }

    #[test]
    fn another_text_names_no_token() {
        let ours = text(from_random([0x5a; 16]));
        for other in [
            "",
            "x",
            &ours.to_uppercase(),
            &ours.replace('-', ""),
            &format!("{ours}0"),
            "+".repeat(32).as_str(),
        ] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
