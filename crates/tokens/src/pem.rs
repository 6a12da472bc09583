//! PEM armour (RFC 7468): the label and the bytes of the first block, and the way back.

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

/// `der` in lines of 64 characters under this label.
pub(crate) fn armoured(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(64));
        pem.push_str(line);
        pem.push('\n');
        rest = more;
    }
    pem.push_str("-----END ");
    pem.push_str(label);
    pem.push_str("-----\n");
    pem
}
