//! The NHS Personal Demographics Service (PDS), FHIR R4, in application-restricted access.
//!
//! A search finds one record or none; a look-up reads the record of one NHS number. Both are reads: they are tried
//! again within a budget, and a circuit keeps people from waiting for a service that does not answer.

mod answer;
mod circuit;
mod client;
mod key;
mod patience;
mod patient;
mod settings;
mod token;
mod wire;

pub use circuit::CircuitLimits;
pub use client::{Clock, Lookup, Pds, PdsFault, PersonSought, Random, Search};
pub use key::PdsKey;
pub use patience::Patience;
pub use settings::PdsSettings;
