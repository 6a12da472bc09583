//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use crate::act_argument::ActArgument;
pub use crate::client_command::ClientsCommand;
pub use crate::draft_command::{DraftsCommand, OnDraft};
pub use crate::keys_command::KeysCommand;
pub use crate::notices_command::{DomainsArgument, EmailDomainsCommand, NoticesCommand};
pub use crate::operators_command::OperatorsCommand;
pub use crate::partners_command::PartnersCommand;
use crate::people_command::{Looking, PeopleCommand};

/// An OpenID Connect provider for patients.
#[derive(Debug, Parser)]
#[command(name = "nhs-login", version, about, arg_required_else_help = true)]
pub struct CommandLine {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Where the configuration is.
#[derive(Debug, Clone, Default, Args)]
pub struct ConfigArgument {
    /// A TOML file; config/default.toml explains every key.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Everything on this machine, with synthetic people: the service, its simulators and a demo partner.
    #[cfg(feature = "sandbox")]
    Demo(ConfigArgument),
    /// Serve as the configuration says.
    Serve(ConfigArgument),
    /// Bring the database up to date.
    Migrate(ConfigArgument),
    /// Show every fault of the configuration at once.
    CheckConfig(ConfigArgument),
    /// Signing keys.
    Keys {
        /// What to do with them.
        #[command(subcommand)]
        command: KeysCommand,
    },
    /// Partner registrations.
    Clients {
        /// What to do with them.
        #[command(subcommand)]
        command: ClientsCommand,
    },
    /// Email domains that cannot register.
    EmailDomains {
        /// What to do with them.
        #[command(subcommand)]
        command: EmailDomainsCommand,
    },
    /// What people are told: alerts in their journeys, how long photo ID checks take; and the share of automatic checks.
    Notices {
        /// What to do with them.
        #[command(subcommand)]
        command: NoticesCommand,
    },
    /// People and their accounts: what the service desk does.
    People {
        /// What to do.
        #[command(subcommand)]
        command: PeopleCommand,
    },
    /// Who looks after which client, at the partner pages.
    Partners {
        /// What to do with them.
        #[command(subcommand)]
        command: PartnersCommand,
    },
    /// Who works in the operator console.
    Operators {
        /// What to do with them.
        #[command(subcommand)]
        command: OperatorsCommand,
    },
    /// The failed check behind an error number: what came, what was expected, what to change.
    Explain {
        /// The error number, like 7F3K-9Q2D.
        reference: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        looking: Looking,
    },
    /// Which vectors a log in asked for, which was chosen and why, and which pages came.
    Trace {
        /// An error number, a client ID or an account ID.
        what: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        looking: Looking,
    },
    /// The record of everything that happened, and the signed checkpoints over it.
    Audit {
        /// What to do with it.
        #[command(subcommand)]
        command: AuditCommand,
    },
}

/// What to do with the audit.
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Find every event and checkpoint that was changed, removed, moved or added since it was signed.
    Verify {
        /// A head that was kept elsewhere, as `head` and the log print it: NUMBER:HASH; may be given several times.
        #[arg(long, value_name = "NUMBER:HASH")]
        expect: Vec<String>,
        /// A file with the public keys to trust, and no others, as `key` prints them; may be given several times.
        #[arg(long = "key", value_name = "FILE")]
        keys: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// The newest checkpoint as NUMBER:HASH, to be kept elsewhere.
    Head(ConfigArgument),
    /// The public key of the checkpoints' signatures, to be kept elsewhere.
    Key(ConfigArgument),
    /// Every event that fits, newest first.
    Export(AuditExport),
}

/// What to export, and how.
#[derive(Debug, Args)]
pub struct AuditExport {
    /// `csv` or `jsonl`.
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub format: ExportFormat,
    /// A file that does not exist yet; without it, standard output.
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Of an account, by its id.
    #[arg(long)]
    pub account: Option<String>,
    /// At a client, by its id.
    #[arg(long)]
    pub client: Option<String>,
    /// By an operator, or done to them, by what they log in with.
    #[arg(long)]
    pub operator: Option<String>,
    /// About a photo ID case, by its id.
    #[arg(long)]
    pub case: Option<String>,
    /// For an incident.
    #[arg(long)]
    pub incident: Option<String>,
    /// An event by its name, such as `signed_in`; may be given several times.
    #[arg(long = "event", value_name = "EVENT")]
    pub kinds: Vec<String>,
    /// Not before, such as 2026-11-29 or 2026-11-29T10:00:00Z.
    #[arg(long)]
    pub from: Option<String>,
    /// Before.
    #[arg(long)]
    pub until: Option<String>,
    /// The configuration.
    #[command(flatten)]
    pub config: ConfigArgument,
}

/// How events are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// JSON, one object a line.
    Jsonl,
}

impl AuditCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::Verify { config, .. } | Self::Head(config) | Self::Key(config) => config,
            Self::Export(export) => &export.config,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }

    #[test]
    fn the_commands_read_as_documented() {
        for line in [
            "nhs-login serve --config x.toml",
            "nhs-login migrate --config x.toml",
            "nhs-login check-config --config x.toml",
            "nhs-login keys list --config x.toml",
            "nhs-login keys announce --publish-in-days 7 --sign-in-days 14 --incident INC-1",
            "nhs-login keys publish --force --incident INC-1",
            "nhs-login keys rotate --force --incident INC-1",
            "nhs-login keys rehearse some-app --minutes 5 --config x.toml --incident INC-1",
            "nhs-login keys rehearse some-app --end --incident INC-1",
            "nhs-login keys schedule",
            "nhs-login keys fetched --key abc",
            "nhs-login clients import config/clients --config x.toml",
            "nhs-login clients import config/clients --incident INC-1",
            "nhs-login clients list",
            "nhs-login clients show some-app",
            "nhs-login clients export config/clients",
            "nhs-login clients import --dry-run config/clients",
            "nhs-login clients diff config/clients",
            "nhs-login clients disable some-app --incident INC-1",
            "nhs-login clients enable some-app --incident INC-1",
            "nhs-login partners add --username dana --name Dana --client my-app --client my-other-app --incident INC-1",
            "nhs-login partners bind dana my-app --incident INC-1",
            "nhs-login partners unbind dana my-app --incident INC-1",
            "nhs-login partners list --config x.toml",
            "nhs-login operators add --username anna --name Anna --role id_checker --role supervisor --incident INC-1",
            "nhs-login operators list --config x.toml",
            "nhs-login operators roles anna --role nsd --incident INC-1",
            "nhs-login operators disable anna --incident INC-1",
            "nhs-login operators enable anna --incident INC-1",
            "nhs-login operators reset-authenticator anna --incident INC-1",
            "nhs-login audit verify --expect 3:ab --key audit.pem --config x.toml",
            "nhs-login audit head",
            "nhs-login audit key",
            "nhs-login audit export --format jsonl --client app --event signed_in --from 2026-11-01",
        ] {
            assert!(CommandLine::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
    }

    #[test]
    fn nothing_is_changed_without_an_incident_number() {
        for line in [
            "nhs-login keys announce",
            "nhs-login keys publish",
            "nhs-login keys rotate --force",
            "nhs-login keys rehearse some-app",
            "nhs-login clients disable some-app",
            "nhs-login clients enable some-app",
            "nhs-login partners add --username dana --name Dana --client my-app",
            "nhs-login partners bind dana my-app",
            "nhs-login partners unbind dana my-app",
            "nhs-login operators add --username anna --name Anna --role nsd",
            "nhs-login operators roles anna --role nsd",
            "nhs-login operators disable anna",
            "nhs-login operators enable anna",
            "nhs-login operators reset-authenticator anna",
        ] {
            let words = || line.split(' ');
            assert!(CommandLine::try_parse_from(words()).is_err(), "{line}");
            assert!(CommandLine::try_parse_from(words().chain(["--incident", "?"])).is_err(), "{line}");
            assert!(CommandLine::try_parse_from(words().chain(["--incident", "INC-1"])).is_ok(), "{line}");
        }
    }
}
