//! The witness that this process runs in sandbox mode.

/// Proof that the process runs in sandbox mode: a static one-time code, simulators and fault injection ask for it.
///
/// Only the configuration makes one, and it refuses to in production mode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sandbox(());

impl Sandbox {
    /// The witness, when `mode` (the configuration's `mode` key) says `sandbox`; otherwise nothing.
    #[must_use]
    pub fn when(mode: &str) -> Option<Self> {
        (mode == "sandbox").then_some(Self(()))
    }
}
