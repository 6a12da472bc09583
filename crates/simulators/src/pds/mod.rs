//! The NHS Personal Demographics Service (PDS), FHIR R4, in application-restricted access, with its token endpoint.

mod assertion;
mod fold;
mod outcome;
mod patient;
mod record;
mod search;
mod server;
mod token;

pub use record::{Behaviour, PdsRecord, Standing};
pub use server::{AskedOfPds, PdsSetup, PdsSimulator, PublicKeySource};
