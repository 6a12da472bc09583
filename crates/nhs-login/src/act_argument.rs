//! What every command takes that changes one thing.

use clap::Args;
use vocabulary::{IncidentNumber, Malformed};

use crate::command::ConfigArgument;

/// For which incident, and where the configuration is. The console asks for the number as well: the audit says why, whoever did it.
#[derive(Debug, Clone, Args)]
pub struct ActArgument {
    /// The incident number of the service desk; it is recorded.
    #[arg(long, value_name = "NUMBER", value_parser = incident_number)]
    pub incident: IncidentNumber,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
    pub config: ConfigArgument,
}

/// An incident number, as clap reads it.
///
/// # Errors
/// When it is none.
pub(crate) fn incident_number(text: &str) -> Result<IncidentNumber, Malformed> {
    IncidentNumber::try_from(text)
}
