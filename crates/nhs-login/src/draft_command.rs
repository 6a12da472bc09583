//! The command line of the drafts of client registrations.

use clap::{Args, Subcommand};

use crate::command::{ActArgument, ConfigArgument};
use crate::people_command::Looking;

/// What to do with drafts: the changes that operators and partners propose.
#[derive(Debug, Subcommand)]
pub enum DraftsCommand {
    /// Every draft that is being written or waits for approval.
    List(Looking),
    /// What a draft changes for the partner, and the version to decide about.
    Review {
        /// The draft, as `list` prints it.
        draft: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        looking: Looking,
    },
    /// Let a draft take effect. Whoever worked on it cannot.
    Approve(OnDraft),
    /// End a draft without effect.
    Reject {
        /// Why; its author reads this. Nothing about patients.
        #[arg(long)]
        note: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        on: OnDraft,
    },
}

/// Who decides about which draft, for which incident.
#[derive(Debug, Clone, Args)]
pub struct OnDraft {
    /// The draft, as `list` prints it.
    pub draft: String,
    /// The version that `review` printed: what was changed since then is not decided about.
    #[arg(long)]
    pub version: i64,
    /// The user name of the operator who decides: their rights count, and their name is recorded.
    #[arg(long, value_name = "USERNAME")]
    pub operator: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
    pub act: ActArgument,
}

impl DraftsCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::List(looking) | Self::Review { looking, .. } => &looking.config,
            Self::Approve(on) | Self::Reject { on, .. } => &on.act.config,
        }
    }
}
