//! Where PDS is and how long it may take, as the configuration says.

use crate::endpoint::Endpoint;
use crate::pds::circuit::CircuitLimits;
use crate::pds::key::PdsKey;
use crate::pds::patience::Patience;
use crate::settings::TimeLimits;

/// The Personal Demographics Service.
#[derive(Debug, Clone)]
pub struct PdsSettings {
    /// The FHIR base: `https://api.service.nhs.uk/personal-demographics/FHIR/R4`.
    pub base: Endpoint,
    /// Where access tokens come from: `https://api.service.nhs.uk/oauth2/token`. It is also the assertion's audience.
    pub token_endpoint: Endpoint,
    /// Who we are.
    pub key: PdsKey,
    /// How long one request may take.
    pub limits: TimeLimits,
    /// How often a read is tried again, and how long all of it may take.
    pub patience: Patience,
    /// When nobody is made to wait any more.
    pub circuit: CircuitLimits,
}
