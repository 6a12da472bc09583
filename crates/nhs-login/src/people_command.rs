//! The command line of the service desk.

use clap::{Args, Subcommand};

use crate::command::ConfigArgument;

/// Who acts on which account, for which incident.
#[derive(Debug, Clone, Args)]
pub struct OnAccount {
    /// The account, as `people find` prints it.
    pub account: String,
    /// The user name of the operator who acts: their rights count, and their name is recorded.
    #[arg(long, value_name = "USERNAME")]
    pub operator: String,
    /// The incident number that is recorded.
    #[arg(long, value_name = "NUMBER")]
    pub incident: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
    pub config: ConfigArgument,
}

/// Who looks.
#[derive(Debug, Clone, Args)]
pub struct Looking {
    /// The user name of the operator who looks: their rights count, and their name is recorded.
    #[arg(long, value_name = "USERNAME")]
    pub operator: String,
    #[command(flatten)]
    #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
    pub config: ConfigArgument,
}

/// What to do about a person.
#[derive(Debug, Subcommand)]
pub enum PeopleCommand {
    /// Find accounts. What is looked for is read from standard input, so that no list of processes shows it.
    Find {
        /// `email`, `account_id`, `phone` or `nhs_number`.
        #[arg(long, value_name = "KIND")]
        by: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        looking: Looking,
    },
    /// Show an account, as far as the operator's roles see it.
    Show {
        /// The account, as `people find` prints it.
        account: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        looking: Looking,
    },
    /// Show what happened to an account, newest first.
    History {
        /// The account, as `people find` prints it.
        account: String,
        /// Where an older page begins, as the page before it says.
        #[arg(long)]
        from: Option<String>,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        looking: Looking,
    },
    /// Show the erasures that wait for a second operator.
    Erasures(Looking),
    /// Disable an account: the person is logged out everywhere and told by email.
    Disable {
        /// `id_checker_issue`, `level_mismatch`, `patient_confusion` or `other`.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        on: OnAccount,
    },
    /// Enable a disabled account.
    Enable(OnAccount),
    /// Take a disabled account back to P0, without demographics.
    Cleanse {
        /// The mobile and landline numbers go as well.
        #[arg(long)]
        remove_phones: bool,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        on: OnAccount,
    },
    /// Change the mobile number. The new one is read from standard input.
    ChangeMobile(OnAccount),
    /// Remove the mobile number.
    RemoveMobile(OnAccount),
    /// Remove the landline number.
    RemoveLandline(OnAccount),
    /// Rule out proving by the mobile number that the GP surgery has.
    BlockMobileMatch {
        /// `another_person`, `shared_number`, `safeguarding`, `person_asked`, `put_right` or `other`.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        on: OnAccount,
    },
    /// Allow it again.
    AllowMobileMatch {
        /// As for `block-mobile-match`.
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        #[expect(missing_docs, reason = "clap shows a comment here as the command's own")]
        on: OnAccount,
    },
    /// Log the person out everywhere and forget their devices.
    EndSessions(OnAccount),
    /// Ask for a cleansed account to be erased; another operator approves it.
    Erase(OnAccount),
    /// Erase an account, as another operator asked.
    ApproveErasure(OnAccount),
    /// Withdraw an erasure that waits.
    WithdrawErasure(OnAccount),
}

impl PeopleCommand {
    /// Where the configuration is.
    #[must_use]
    pub const fn config(&self) -> &ConfigArgument {
        match self {
            Self::Find { looking, .. }
            | Self::Show { looking, .. }
            | Self::History { looking, .. }
            | Self::Erasures(looking) => &looking.config,
            Self::Disable { on, .. }
            | Self::Cleanse { on, .. }
            | Self::BlockMobileMatch { on, .. }
            | Self::AllowMobileMatch { on, .. }
            | Self::Enable(on)
            | Self::ChangeMobile(on)
            | Self::RemoveMobile(on)
            | Self::RemoveLandline(on)
            | Self::EndSessions(on)
            | Self::Erase(on)
            | Self::ApproveErasure(on)
            | Self::WithdrawErasure(on) => &on.config,
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
            "nhs-login people find --by email --operator desk",
            "nhs-login people show AAAAAAAAAAAAAAAAAAAAAA --operator desk --config x.toml",
            "nhs-login people history AAAAAAAAAAAAAAAAAAAAAA --operator desk",
            "nhs-login people erasures --operator desk",
            "nhs-login people disable AAAAAAAAAAAAAAAAAAAAAA --reason other --operator desk --incident INC-1",
            "nhs-login people cleanse A --remove-phones --operator admin --incident INC-1",
            "nhs-login people change-mobile A --operator admin --incident INC-1",
            "nhs-login people block-mobile-match A --reason other --operator desk --incident INC-1",
            "nhs-login people approve-erasure A --operator admin --incident INC-1",
        ] {
            assert!(CommandLine::try_parse_from(line.split(' ')).is_ok(), "{line}");
        }
        for line in [
            "nhs-login people find someone@example.com --by email --operator desk",
            "nhs-login people enable A --operator desk",
            "nhs-login people enable A --incident INC-1",
        ] {
            assert!(CommandLine::try_parse_from(line.split(' ')).is_err(), "{line}");
        }
    }
}
