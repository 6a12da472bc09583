//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

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
}

/// What to do with signing keys.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Every published key with its state.
    List(ConfigArgument),
    /// The next key signs, the current one retires, a new next one is published.
    Rotate {
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
        /// Even when the next key was published too recently for every partner to know it.
        #[arg(long)]
        force: bool,
    },
}

/// What to do with registrations.
#[derive(Debug, Subcommand)]
pub enum ClientsCommand {
    /// Register every client of these TOML files or folders, or bring it up to date.
    Import {
        /// Files, or folders of *.toml.
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Every registered client.
    List(ConfigArgument),
    /// Refuse every request of a client from now on.
    Disable {
        /// Its client id.
        client_id: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
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
            "nhs-login keys rotate --force",
            "nhs-login clients import config/clients --config x.toml",
            "nhs-login clients list",
            "nhs-login clients disable some-app",
        ] {
            assert!(CommandLine::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
    }
}
