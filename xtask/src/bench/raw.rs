//! What one RSA-2048 operation of the library costs on one core, with the key parsed once.

use std::thread::{self, available_parallelism};
use std::time::Duration;

use anyhow::{Context as _, ensure};
use tokens::{KeyState, SigningAlgorithm, SigningKey};
use vocabulary::Instant;

use crate::bench::process::thread_cpu;

const SIGNATURES: u32 = 1_500;
const VERIFICATIONS: u32 = 15_000;

/// CPU time of one operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Raw {
    /// RS512 signature.
    pub(crate) sign: Duration,
    /// Its verification.
    pub(crate) verify: Duration,
    /// A signature while every other core signs, too: how much the cores of this machine take from each other. It says
    /// what part of a missed target is the machine's; targets use `sign`.
    pub(crate) sign_beside_others: Duration,
}

impl Raw {
    /// The lesser of each.
    pub(crate) fn least(self, other: Self) -> Self {
        Self {
            sign: self.sign.min(other.sign),
            verify: self.verify.min(other.verify),
            sign_beside_others: self.sign_beside_others.min(other.sign_beside_others),
        }
    }
}

/// Measures both.
///
/// # Errors
/// When the library or the kernel refuses.
pub(crate) fn measure() -> anyhow::Result<Raw> {
    let key = new_key()?;
    let message = [b'm'; 700];
    let signature = key.raw_sign(&message)?;
    let sign = average(SIGNATURES, || Ok(key.raw_sign(&message).map(drop)?))?;
    let verify = average(VERIFICATIONS, || {
        ensure!(key.verifying_key().raw_verify(&message, &signature), "a signature does not verify");
        Ok(())
    })?;
    Ok(Raw { sign, verify, sign_beside_others: on_every_core(&key, &message)? })
}

fn on_every_core(key: &SigningKey, message: &[u8]) -> anyhow::Result<Duration> {
    let sign = || average(SIGNATURES, || Ok(key.raw_sign(message).map(drop)?));
    let cores = available_parallelism().map_or(1, std::num::NonZero::get);
    thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(sign)).collect();
        let mine = sign()?;
        for other in others {
            other.join().ok().context("a signing thread was lost")??;
        }
        Ok(mine)
    })
}

/// A new key pair.
///
/// # Errors
/// When the library cannot generate one.
pub(crate) fn new_key() -> anyhow::Result<SigningKey> {
    let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
    Ok(SigningKey::generate(SigningAlgorithm::Rs512, state)?)
}

fn average(count: u32, mut operation: impl FnMut() -> anyhow::Result<()>) -> anyhow::Result<Duration> {
    let before = thread_cpu()?;
    for _ in 0..count {
        operation()?;
    }
    Ok(thread_cpu()?.saturating_sub(before) / count)
}
