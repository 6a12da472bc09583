//! The command line of operators.

use std::path::PathBuf;

use clap::Subcommand;

use crate::command::{ActArgument, ConfigArgument};

/// What to do with operators.
#[derive(Debug, Subcommand)]
pub enum OperatorsCommand {
    /// Add somebody. Without a password file a password is made and printed once; the first log in sets up their authenticator app.
    Add {
        /// What they log in with: an email address, or a name without spaces and colons.
        #[arg(long)]
        username: String,
        /// What colleagues call them.
        #[arg(long)]
        name: String,
        /// `id_checker`, `supervisor`, `admin` or `nsd`; may be given several times.
        #[arg(long = "role", required = true, value_name = "ROLE")]
        roles: Vec<String>,
        /// A file with their password alone in it.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Everybody, with their roles.
    List(ConfigArgument),
    /// Set what somebody may do, from their next request on.
    Roles {
        /// What they log in with.
        username: String,
        /// As for `add`; all they have.
        #[arg(long = "role", required = true, value_name = "ROLE")]
        roles: Vec<String>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Refuse somebody from now on: they are logged out, and their open cases go back.
    Disable {
        /// What they log in with.
        username: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Let somebody in again.
    Enable {
        /// What they log in with.
        username: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Forget somebody's authenticator app and print a new password, once.
    ResetAuthenticator {
        /// What they log in with.
        username: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
}

impl OperatorsCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::List(config) => config,
            Self::Add { act, .. }
            | Self::Roles { act, .. }
            | Self::Disable { act, .. }
            | Self::Enable { act, .. }
            | Self::ResetAuthenticator { act, .. } => &act.config,
        }
    }
}
