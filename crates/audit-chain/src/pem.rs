//! PEM armour (RFC 7468) around one block.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use vocabulary::Secret;

/// The bytes of the first block called `label`.
pub(crate) fn block(text: &str, label: &str) -> Option<Secret<Vec<u8>>> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (body, _) = rest.split_once(&format!("-----END {label}-----"))?;
    let compact = Secret::new(body.chars().filter(|c| !c.is_ascii_whitespace()).collect::<String>());
    STANDARD.decode(compact.expose().as_bytes()).ok().map(Secret::new)
}

/// `der` as a block. Short ones only: the body stays on one line.
pub(crate) fn armoured(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
}
