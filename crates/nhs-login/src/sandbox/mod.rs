//! What only a sandbox has: simulators, synthetic people, the demo partner, secrets made at the first start.

mod demo;
mod demo_client;
mod first_start;
mod gp_patients;
mod partner;
mod people;
mod records;
mod seeds;
mod simulators;

pub use demo::{demo_config, welcome};
pub(crate) use demo_client::DemoKey;
pub(crate) use partner::partner;
pub use people::{PASSWORD, SyntheticPerson, SyntheticRecord, synthetic_people};
pub(crate) use records::people_to_prove;
pub(crate) use seeds::seed;
pub(crate) use simulators::Places;
pub use simulators::Simulators;
