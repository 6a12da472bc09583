//! The administrator's commands about partner users, as the command line reads them.

use std::path::PathBuf;

use clap::Subcommand;

use crate::command::{ActArgument, ConfigArgument};

/// What to do with partner users.
#[derive(Debug, Subcommand)]
pub enum PartnersCommand {
    /// Add somebody with the role partner, and give them clients. Without a password file a password is made and printed once; the first
    /// log in sets up their authenticator app.
    Add {
        /// What they log in with: an email address, or a name without spaces and colons.
        #[arg(long)]
        username: String,
        /// What they are called.
        #[arg(long)]
        name: String,
        /// A client that is theirs; may be given several times.
        #[arg(long = "client", required = true, value_name = "CLIENT_ID")]
        clients: Vec<String>,
        /// A file with their password alone in it.
        #[arg(long, value_name = "FILE")]
        password_file: Option<PathBuf>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Give somebody a client.
    Bind {
        /// What they log in with.
        username: String,
        /// The client.
        client_id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Take a client from somebody, at once.
    Unbind {
        /// What they log in with.
        username: String,
        /// The client.
        client_id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Everybody who has a client, with their clients.
    List(ConfigArgument),
}

impl PartnersCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::List(config) => config,
            Self::Add { act, .. } | Self::Bind { act, .. } | Self::Unbind { act, .. } => &act.config,
        }
    }
}
