//! The embedded files: design system, own style and scripts, each already compressed.

/// One embedded file with its compressed forms and what its response says.
#[derive(Debug)]
pub struct Asset {
    /// The whole path that browsers ask for, from the leading slash.
    pub path: &'static str,
    /// The file as it is.
    pub bytes: &'static [u8],
    /// The same in gzip, when that is smaller.
    pub gzip: Option<&'static [u8]>,
    /// The same in brotli, when that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// The `Content-Type`.
    pub content_type: &'static str,
    /// A strong `ETag` of the uncompressed file, quotes included. A compressed answer needs its own.
    pub etag: &'static str,
    /// The name carries the content's hash, so browsers may keep the file for ever.
    pub immutable: bool,
}

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// The embedded file with this path, such as `/assets/images/nhsuk-icon-cross.svg`.
#[must_use]
pub fn asset(path: &str) -> Option<&'static Asset> {
    EMBEDDED.binary_search_by(|asset| asset.path.cmp(path)).ok().map(|place| &EMBEDDED[place])
}

/// Every embedded file, ordered by path.
#[must_use]
pub fn assets() -> &'static [Asset] {
    &EMBEDDED
}
