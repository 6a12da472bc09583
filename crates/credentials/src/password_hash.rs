//! Argon2id hashes as PHC strings.

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Block, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use subtle::ConstantTimeEq as _;

/// The length of a salt in bytes.
pub const SALT_LENGTH: usize = 16;

const OUTPUT_LENGTH: usize = 32;
/// A stored hash that asks for more memory than this is not ours (1 GiB).
const MAX_MEMORY_KIB: u32 = 1024 * 1024;
const MAX_PASSES: u32 = 16;

/// A text that is not an Argon2id hash of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an Argon2id PHC string with a salt and 32 bytes of output")]
pub struct MalformedHash;

/// What one hash costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HashCost {
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl HashCost {
    /// 19 MiB, two passes, one lane: 15 to 16 ms.
    pub const STANDARD: Self = Self { memory_kib: 19_456, passes: 2, lanes: 1 };

    /// The cost of `memory_kib` KiB, `passes` and `lanes`; nothing when Argon2 does not allow it or it is beyond reason.
    #[must_use]
    pub fn new(memory_kib: u32, passes: u32, lanes: u32) -> Option<Self> {
        let cost = Self { memory_kib, passes, lanes };
        let within_reason = memory_kib <= MAX_MEMORY_KIB && passes <= MAX_PASSES;
        (within_reason && cost.checked_params().is_some()).then_some(cost)
    }

    fn checked_params(self) -> Option<Params> {
        Params::new(self.memory_kib, self.passes, self.lanes, Some(OUTPUT_LENGTH)).ok()
    }

    fn params(self) -> Params {
        self.checked_params().expect("a cost is checked when it is made")
    }
}

/// A stored password hash: Argon2id, version 19, with its cost and salt. Debug shows nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Phc {
    text: String,
    cost: HashCost,
    salt: Vec<u8>,
    output: [u8; OUTPUT_LENGTH],
}

impl Phc {
    /// The PHC string, to be stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What verifying it costs.
    #[must_use]
    pub const fn cost(&self) -> HashCost {
        self.cost
    }

    /// Whether it should be made again because `wanted` is another cost.
    #[must_use]
    pub fn needs_rehash(&self, wanted: HashCost) -> bool {
        self.cost != wanted
    }
}

impl TryFrom<&str> for Phc {
    type Error = MalformedHash;

    fn try_from(text: &str) -> Result<Self, MalformedHash> {
        let parsed = PasswordHash::new(text).map_err(|_| MalformedHash)?;
        let is_ours =
            parsed.algorithm.as_str() == "argon2id" && parsed.version == Some(Version::V0x13.into());
        let number = |name: &str| parsed.params.get_decimal(name).ok_or(MalformedHash);
        let cost = HashCost::new(number("m")?, number("t")?, number("p")?).filter(|_| is_ours);
        let output = parsed.hash.ok_or(MalformedHash)?;
        Ok(Self {
            text: text.to_owned(),
            cost: cost.ok_or(MalformedHash)?,
            salt: parsed.salt.ok_or(MalformedHash)?.to_vec(),
            output: output.as_bytes().try_into().map_err(|_| MalformedHash)?,
        })
    }
}

impl fmt::Debug for Phc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phc(…)")
    }
}

/// Hashes with memory that is kept from one call to the next. Not made before the first call.
#[derive(Debug, Default)]
pub(crate) struct Hasher {
    blocks: Vec<Block>,
}

impl Hasher {
    /// A hash of `password` under `salt`.
    pub(crate) fn hash(&mut self, password: &[u8], salt: [u8; SALT_LENGTH], cost: HashCost) -> Phc {
        let output = self.output(password, &salt, cost);
        let HashCost { memory_kib, passes, lanes } = cost;
        let (salt_text, output_text) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(output));
        let text = format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${salt_text}${output_text}");
        Phc { text, cost, salt: salt.to_vec(), output }
    }

    /// Whether `password` is the one `hash` was made of.
    pub(crate) fn matches(&mut self, password: &[u8], hash: &Phc) -> bool {
        self.output(password, &hash.salt, hash.cost).ct_eq(&hash.output).into()
    }

    /// The same work as [`Self::matches`] for an account that does not exist.
    pub(crate) fn pretend(&mut self, password: &[u8], cost: HashCost) {
        std::hint::black_box(self.output(password, &[0; SALT_LENGTH], cost));
    }

    fn output(&mut self, password: &[u8], salt: &[u8], cost: HashCost) -> [u8; OUTPUT_LENGTH] {
        let params = cost.params();
        let needed = params.block_count();
        if self.blocks.len() != needed {
            // An old hash of another cost must not leave a larger buffer behind.
            self.blocks = vec![Block::new(); needed];
        }
        let mut output = [0; OUTPUT_LENGTH];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into_with_memory(password, salt, &mut output, &mut self.blocks)
            .expect("salt, output and memory have the lengths that the parameters ask for");
        output
    }
}
