//! Which network a request came from, past the proxies we trust and no further.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use http::HeaderMap;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// A range of addresses such as `10.0.0.0/8` or `fd00::/8`; a single address is a range of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    mask: u128,
    v4: bool,
}

/// A text that is not a range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

impl std::fmt::Display for Malformed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("must be an address or a range, like 10.0.0.0/8")
    }
}

impl std::error::Error for Malformed {}

impl Network {
    /// Whether the address lies in the range.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let (bits, v4) = bits_of(address.to_canonical());
        v4 == self.v4 && bits & self.mask == self.base
    }
}

impl FromStr for Network {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.trim(), None),
        };
        let (bits, v4) = bits_of(address.parse().map_err(|_| Malformed)?);
        let most: u32 = if v4 { 32 } else { 128 };
        let length = length.map_or(Ok(most), |length| length.parse().map_err(|_| Malformed))?;
        if length > most {
            return Err(Malformed);
        }
        // The upper bits that an IPv4 address does not have are zero, so the mask may keep them.
        let mask = u128::MAX.checked_shl(most - length).unwrap_or(0);
        Ok(Self { base: bits & mask, mask, v4 })
    }
}

fn bits_of(address: IpAddr) -> (u128, bool) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), true),
        IpAddr::V6(address) => (address.to_bits(), false),
    }
}

/// The client's address: the peer, or, when the peer is a trusted proxy, the rightmost address of
/// `X-Forwarded-For` that is not one. What stands further left was written by strangers.
pub(crate) fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> IpAddr {
    let is_trusted = |address| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    if !is_trusted(client) {
        return client;
    }
    let lines: Vec<&str> =
        headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).collect();
    for entry in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let Some(address) = parse_entry(entry.trim()) else { break };
        client = address;
        if !is_trusted(client) {
            break;
        }
    }
    client
}

/// An address with or without a port and brackets, as proxies write them.
fn parse_entry(entry: &str) -> Option<IpAddr> {
    let bare = entry.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().or_else(|_| entry.parse::<SocketAddr>().map(|socket| socket.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append(FORWARDED_FOR, line.parse().unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        client_address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_its_own_address() {
        assert_eq!(seen("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1, 203.0.113.9"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["198.51.100.1", "203.0.113.9"]), "203.0.113.9");
    }

    #[test]
    fn trusted_proxies_are_passed_from_right_to_left() {
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, 10.9.9.9"]), "203.0.113.9");
        assert_eq!(seen("fd00::1", &["203.0.113.9:4711, fd00::2"]), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["10.1.1.1"]), "10.1.1.1");
        assert_eq!(seen("::ffff:10.0.0.1", &["[2001:db8::1]"]), "2001:db8::1");
        assert_eq!(seen("::ffff:10.0.0.1", &["[2001:db8::1]:443"]), "2001:db8::1");
    }

    #[test]
    fn what_is_not_an_address_ends_the_walk() {
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, unknown, 10.2.2.2"]), "10.2.2.2");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[""]), "10.0.0.1");
    }

    #[test]
    fn a_range_contains_its_addresses_of_its_own_family_only() {
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everything.contains("198.51.100.1".parse().unwrap()));
        assert!(!everything.contains("2001:db8::1".parse().unwrap()));
        let one: Network = "192.0.2.7".parse().unwrap();
        assert!(one.contains("192.0.2.7".parse().unwrap()));
        assert!(!one.contains("192.0.2.8".parse().unwrap()));
        let half: Network = "2001:db8:8000::/33".parse().unwrap();
        assert!(half.contains("2001:db8:ffff::1".parse().unwrap()));
        assert!(!half.contains("2001:db8:1::1".parse().unwrap()));
    }

    #[test]
    fn texts_that_are_no_range_are_refused() {
        for text in ["", "10.0.0.0/33", "fd00::/129", "10.0.0/8", "10.0.0.0/", "10.0.0.0/-1", "proxy"] {
            assert_eq!(text.parse::<Network>(), Err(Malformed), "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_forwarded_a_stranger_is_seen_as_it_is(lines in prop::collection::vec("[ -~]{0,100}", 0..4)) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            prop_assert_eq!(seen("203.0.113.9", &lines), "203.0.113.9");
        }

        #[test]
        fn what_stands_left_of_what_our_proxy_wrote_changes_nothing(
            left in prop::collection::vec("[ -~]{0,100}", 0..4),
            client in any::<[u8; 4]>().prop_map(std::net::Ipv4Addr::from),
        ) {
            prop_assume!(client.octets()[0] != 10);
            let line = format!("{}, {client}", left.join(","));
            prop_assert_eq!(seen("10.0.0.1", &[&line]), client.to_string());
        }

        #[test]
        fn whatever_bytes_are_forwarded_the_client_is_the_proxy_or_was_named(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
        ) {
            let mut headers = HeaderMap::new();
            if let Ok(value) = http::HeaderValue::from_bytes(&bytes) {
                headers.append(FORWARDED_FOR, value);
            }
            let (proxy, trusted) = ("10.0.0.1".parse().unwrap(), ["10.0.0.0/8".parse().unwrap()]);
            let client = client_address(proxy, &headers, &trusted);
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let named = text.split(',').filter_map(|entry| parse_entry(entry.trim())).any(|entry| entry == client);
            prop_assert!(client == proxy || named, "{client} of {text:?}");
        }
    }
}
