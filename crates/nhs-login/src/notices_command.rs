//! The command line of what people are told, and of email domains.

use clap::{Args, Subcommand};

use crate::command::ConfigArgument;

/// What to do with email domains.
#[derive(Debug, Subcommand)]
pub enum EmailDomainsCommand {
    /// Refuse new addresses of these domains, and of the domains below them.
    Block(DomainsArgument),
    /// Accept them again.
    Unblock(DomainsArgument),
    /// The domains that were blocked last.
    List(ConfigArgument),
}

/// Some domains, for an incident.
#[derive(Debug, Args)]
pub struct DomainsArgument {
    /// Domains, such as throwaway.example; commas may stand between them.
    #[arg(required = true)]
    pub domains: Vec<String>,
    /// The incident number.
    #[arg(long)]
    pub incident: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
    pub config: ConfigArgument,
}

impl EmailDomainsCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::List(config) => config,
            Self::Block(argument) | Self::Unblock(argument) => &argument.config,
        }
    }
}

/// What to do with what people are told.
#[derive(Debug, Subcommand)]
pub enum NoticesCommand {
    /// Every alert, the service level and the share of automatic checks.
    List(ConfigArgument),
    /// Turn an alert on, or change the one about the same part.
    AlertOn {
        /// `mobile_match`, `gp_details` or `gp_connection`.
        part: String,
        /// `not_as_expected` or `down`.
        #[arg(long)]
        level: String,
        /// It is work that was planned.
        #[arg(long)]
        planned: bool,
        /// In how many minutes it ends, where that is known.
        #[arg(long, value_name = "MINUTES")]
        ends_in: Option<u32>,
        /// The incident number.
        #[arg(long)]
        incident: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Turn an alert off.
    AlertOff {
        /// As for `alert-on`.
        part: String,
        /// The incident number.
        #[arg(long)]
        incident: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Set by when people are told the result of their photo ID check.
    ServiceLevel {
        /// Hours; more than 24 need a message.
        hours: u32,
        /// `high_volume`, `incident`, `planned_maintenance`, `checker_incident`, `holidays` or `generic`.
        #[arg(long)]
        message: Option<String>,
        /// The incident number.
        #[arg(long)]
        incident: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
    /// Set the share of photo ID cases that are decided automatically.
    Automation {
        /// From 0 to 100, in steps of 5.
        percent: u8,
        /// The incident number.
        #[arg(long)]
        incident: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        config: ConfigArgument,
    },
}

impl NoticesCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::List(config)
            | Self::AlertOn { config, .. }
            | Self::AlertOff { config, .. }
            | Self::ServiceLevel { config, .. }
            | Self::Automation { config, .. } => config,
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use crate::command::CommandLine;

    #[test]
    fn the_commands_read_as_documented() {
        for line in [
            "nhs-login notices list",
            "nhs-login notices alert-on gp_details --level down --planned --ends-in 90 --incident INC-1",
            "nhs-login notices alert-off gp_details --incident INC-1",
            "nhs-login notices service-level 48 --message holidays --incident INC-1",
            "nhs-login notices automation 60 --incident INC-1",
            "nhs-login email-domains block a.example,b.example c.example --incident INC-1",
            "nhs-login email-domains list",
        ] {
            assert!(CommandLine::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
    }
}
