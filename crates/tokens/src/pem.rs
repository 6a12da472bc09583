//! PEM armour (RFC 7468): the label and the bytes of the first block.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

pub(crate) struct PemBlock<'a> {
    pub(crate) label: &'a str,
    pub(crate) der: Zeroizing<Vec<u8>>,
    pub(crate) rest: &'a str,
}

/// The first block in `text`; nothing when there is none that is well formed.
pub(crate) fn first_block(text: &str) -> Option<PemBlock<'_>> {
    const BEGIN: &str = "-----BEGIN ";
    let (_, after_begin) = text.split_once(BEGIN)?;
    let (label, after_label) = after_begin.split_once("-----")?;
    let end = format!("-----END {label}-----");
    let (body, rest) = after_label.split_once(end.as_str())?;
    let compact: Zeroizing<String> =
        Zeroizing::new(body.chars().filter(|c| !c.is_ascii_whitespace()).collect());
    let der = Zeroizing::new(STANDARD.decode(compact.as_bytes()).ok()?);
    Some(PemBlock { label, der, rest })
}
