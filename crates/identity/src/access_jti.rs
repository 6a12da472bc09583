//! The jti of an access token: which grant and which generation, so that userinfo needs one look-up to know whether it was revoked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::GrantId;

/// The jti of `grant`'s access token of `generation`.
pub(crate) fn text(grant: GrantId, generation: u32) -> String {
    let mut bytes = [0; 20];
    bytes[..16].copy_from_slice(grant.as_bytes());
    bytes[16..].copy_from_slice(&generation.to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The grant and generation that a jti of ours names.
pub(crate) fn read(jti: &str) -> Option<(GrantId, u32)> {
    let bytes: [u8; 20] = URL_SAFE_NO_PAD.decode(jti).ok()?.try_into().ok()?;
    let (grant, generation) = bytes.split_at(16);
    Some((GrantId::try_from(grant).ok()?, u32::from_be_bytes(generation.try_into().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jti_names_its_grant_and_generation() {
        let grant = GrantId::from_bytes([9; 16]);
        assert_eq!(read(&text(grant, 70_000)), Some((grant, 70_000)));
        assert_eq!(read("nonsense"), None);
    }
}
