//! The command line of the client registry.

use std::path::PathBuf;

use clap::Subcommand;
use vocabulary::IncidentNumber;

use crate::act_argument::incident_number;
use crate::command::{ActArgument, ConfigArgument, DraftsCommand};

/// What to do with registrations.
#[derive(Debug, Subcommand)]
pub enum ClientsCommand {
    /// Every registered client.
    List(ConfigArgument),
    /// A registration as a file says it, with when its keys were last used.
    Show {
        /// Its client id.
        client_id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Write every registration into a file of its own. A file that says the same already stays as it is.
    Export {
        /// Where the files are, or will be.
        folder: PathBuf,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Register every client of these TOML files or folders, or bring it up to date.
    Import {
        /// Files, or folders of *.toml.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Say what would change, and change nothing.
        #[arg(long)]
        dry_run: bool,
        /// The incident number that is recorded with every change of this run; a deployment that brings files into effect may have none.
        #[arg(long, value_name = "NUMBER", value_parser = incident_number)]
        incident: Option<IncidentNumber>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// What importing these files or folders would change for the partners, and which clients they do not name.
    Diff {
        /// Files, or folders of *.toml.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Changes that operators and partners propose.
    Drafts {
        /// What to do with them.
        #[command(subcommand)]
        command: DraftsCommand,
    },
    /// Refuse every request of a client from now on.
    Disable {
        /// Its client id.
        client_id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Accept a client's requests again.
    Enable {
        /// Its client id.
        client_id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
}

impl ClientsCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::Drafts { command } => command.config(),
            Self::List(config)
            | Self::Show { config, .. }
            | Self::Export { config, .. }
            | Self::Import { config, .. }
            | Self::Diff { config, .. } => config,
            Self::Disable { act, .. } | Self::Enable { act, .. } => &act.config,
        }
    }
}
