//! Sandbox or production.

use vocabulary::Sandbox;

use crate::configuration::reader::Reader;

/// Which rules the process runs under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Synthetic people only; what is sandbox-only may be switched on.
    Sandbox(Sandbox),
    /// Real people; anything sandbox-only is a fault.
    Production,
}

impl Mode {
    /// The witness that sandbox-only parts ask for.
    #[must_use]
    pub const fn sandbox(self) -> Option<Sandbox> {
        match self {
            Self::Sandbox(witness) => Some(witness),
            Self::Production => None,
        }
    }

    /// Whether real people are served.
    #[must_use]
    pub const fn is_production(self) -> bool {
        matches!(self, Self::Production)
    }
}

/// An unreadable mode counts as production, so that nothing sandbox-only slips through beside that fault.
pub(crate) fn read(reader: &mut Reader) -> Mode {
    let sandbox = reader.choice("mode", &[("sandbox", true), ("production", false)]) == Some(true);
    if sandbox && !cfg!(feature = "sandbox") {
        reader.fault("mode", "cannot be sandbox: this program was built without its sandbox");
        return Mode::Production;
    }
    match Sandbox::when(if sandbox { "sandbox" } else { "production" }) {
        Some(witness) => Mode::Sandbox(witness),
        None => Mode::Production,
    }
}
