//! The text of a refresh token: which grant, which generation, and the proof that we made it.

use credentials::{MacKey, derive_refresh};
use subtle::ConstantTimeEq as _;
use vocabulary::{GrantId, Secret};

/// The refresh token of `grant`'s `generation`.
///
/// Spec: F-36
pub(crate) fn text(key: &MacKey, grant: GrantId, generation: u32) -> Secret<String> {
    let proof = derive_refresh(key, &grant, generation);
    Secret::new(format!("{grant}.{generation:x}.{}", proof.expose()))
}

/// What a presented token names, when we made it; otherwise nothing.
pub(crate) fn read(key: &MacKey, presented: &str) -> Option<(GrantId, u32)> {
    if presented.len() > 128 {
        return None;
    }
    let mut parts = presented.splitn(3, '.');
    let grant = GrantId::try_from(parts.next()?).ok()?;
    let generation = u32::from_str_radix(parts.next()?, 16).ok()?;
    let expected = text(key, grant, generation);
    let genuine: bool = expected.expose().as_bytes().ct_eq(presented.as_bytes()).into();
    genuine.then_some((grant, generation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_tokens_are_read() {
        let key = MacKey::new(&Secret::new([7; 32]));
        let grant = GrantId::from_bytes([3; 16]);
        let token = text(&key, grant, 2);
        assert_eq!(read(&key, token.expose()), Some((grant, 2)));
        assert_eq!(read(&key, &token.expose().replace(".2.", ".3.")), None);
        assert_eq!(read(&key, &token.expose().to_uppercase()), None);
        assert_eq!(read(&MacKey::new(&Secret::new([8; 32])), token.expose()), None);
    }
}
