//! The command line of signing keys.

use clap::Subcommand;

use crate::command::{ActArgument, ConfigArgument};

/// What to do with signing keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Every key with its stage: announced, published, signing or retired.
    List(ConfigArgument),
    /// Make the next key and tell its days; it is in no JWKS yet.
    Announce {
        /// Days from now until it may be published.
        #[arg(long, default_value_t = 14)]
        publish_in_days: u16,
        /// Days from then until it may sign.
        #[arg(long, default_value_t = 14)]
        sign_in_days: u16,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Put the announced key into the JWKS.
    Publish {
        /// Even before the day that was announced.
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// The published key signs, the current one retires.
    Rotate {
        /// Even when the next key was published too recently for every partner to know it.
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// Sign one client's tokens with the published key for some minutes: a partner that reads the JWKS again notices nothing.
    Rehearse {
        /// Its client id.
        client_id: String,
        /// How long, 1 to 60.
        #[arg(long, default_value_t = 10)]
        minutes: u8,
        /// End the rehearsal that goes on instead.
        #[arg(long)]
        end: bool,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        act: ActArgument,
    },
    /// The next steps with their days.
    Schedule(ConfigArgument),
    /// Which partners have fetched a key, as far as that can be inferred.
    Fetched {
        /// Its key id; without it the published one.
        #[arg(long)]
        key: Option<String>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
}

impl KeysCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::List(config) | Self::Schedule(config) | Self::Fetched { config, .. } => config,
            Self::Announce { act, .. }
            | Self::Publish { act, .. }
            | Self::Rotate { act, .. }
            | Self::Rehearse { act, .. } => &act.config,
        }
    }
}
