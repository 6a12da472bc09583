//! The administrator's commands about operators.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};
use identity::{NewOperator, OperatorAdded, OperatorSwitched, RoleMatrix, Use};
use vocabulary::{IncidentNumber, OperatorRole, OperatorRoles, Secret};

use crate::administration::Administration;
use crate::command::OperatorsCommand;

impl Administration<'_> {
    /// `operators …`.
    ///
    /// # Errors
    /// When something given is not what it must be, there is nobody of that name, or the database cannot be used.
    pub async fn obey_about_operators(&mut self, command: OperatorsCommand) -> anyhow::Result<()> {
        match command {
            OperatorsCommand::Add { username, name, roles, password_file, act } => {
                let password = password_file.as_deref().map(password_in).transpose()?;
                let roles = roles_of(&roles, &self.identity().await?.settings().roles)?;
                self.add_operator(NewOperator { username, name, roles, password }, &act.incident).await
            }
            OperatorsCommand::List(_) => self.list_operators().await,
            OperatorsCommand::Roles { username, roles, act } => {
                let identity = self.identity().await?;
                let roles = roles_of(&roles, &identity.settings().roles)?;
                let done = identity.set_operator_roles(&username, roles, Some(&act.incident)).await?;
                self.say_switched(&username, &done, "has these roles from the next request on")
            }
            OperatorsCommand::Disable { username, act } => {
                let (identity, incident) = (self.identity().await?, Some(&act.incident));
                let done = identity.switch_operator(&username, Use::Disabled, incident).await?;
                self.say_switched(&username, &done, "is disabled and logged out")
            }
            OperatorsCommand::Enable { username, act } => {
                let (identity, incident) = (self.identity().await?, Some(&act.incident));
                let done = identity.switch_operator(&username, Use::Enabled, incident).await?;
                self.say_switched(&username, &done, "may log in again")
            }
            OperatorsCommand::ResetAuthenticator { username, act } => {
                let (identity, incident) = (self.identity().await?, Some(&act.incident));
                let password = identity.reset_authenticator(&username, incident).await?;
                let Some(password) = password else { bail!("there is no operator {username}") };
                self.say_password(&username, &password)
            }
        }
    }

    pub(crate) async fn add_operator(
        &mut self,
        new: NewOperator,
        incident: &IncidentNumber,
    ) -> anyhow::Result<()> {
        let username = new.username.clone();
        match self.identity().await?.add_operator(new, Some(incident)).await? {
            OperatorAdded::Added { password: Some(password) } => self.say_password(&username, &password),
            OperatorAdded::Added { password: None } => {
                Ok(writeln!(self.out, "{username} may log in, and sets up an authenticator app then.")?)
            }
            OperatorAdded::Exists => bail!("there is an operator {username} already"),
            OperatorAdded::Refused(why) => bail!("{username} was not added: {why}"),
        }
    }

    async fn list_operators(&mut self) -> anyhow::Result<()> {
        let operators = self.identity().await?.list_operators().await?;
        writeln!(
            self.out,
            "{:<32} {:<9} {:<13} {:<24} name",
            "user name", "state", "authenticator", "roles"
        )?;
        for operator in operators {
            let state = if operator.disabled_at.is_some() { "disabled" } else { "enabled" };
            let app = if operator.has_authenticator { "set up" } else { "not yet" };
            let roles = operator.roles.to_string();
            writeln!(
                self.out,
                "{:<32} {state:<9} {app:<13} {roles:<24} {}",
                operator.username, operator.name
            )?;
        }
        Ok(())
    }

    fn say_password(&mut self, username: &str, password: &Secret<String>) -> anyhow::Result<()> {
        writeln!(
            self.out,
            "{username} logs in with this password, which is not shown again, sets up an authenticator app and chooses their own password then:\n{}",
            password.expose()
        )?;
        Ok(())
    }

    fn say_switched(&mut self, username: &str, done: &OperatorSwitched, what: &str) -> anyhow::Result<()> {
        match done {
            OperatorSwitched::Done => Ok(writeln!(self.out, "{username} {what}.")?),
            OperatorSwitched::Unknown => bail!("there is no operator {username}"),
            OperatorSwitched::LastManager => {
                bail!(
                    "{username} is the last operator who may manage operators; give somebody else that role first"
                )
            }
            OperatorSwitched::Raced => bail!("somebody else changed {username} at the same time; try again"),
        }
    }
}

fn roles_of(words: &[String], matrix: &RoleMatrix) -> anyhow::Result<OperatorRoles> {
    let role = |word: &String| {
        let known = OperatorRole::try_from(word.as_str()).ok().filter(|role| matrix.knows(role));
        known.with_context(|| {
            let roles: Vec<&str> = matrix.iter().map(|(role, _)| role.as_str()).collect();
            format!("{word} is no role; there are: {}", roles.join(", "))
        })
    };
    words.iter().map(role).collect()
}

pub(crate) fn password_in(path: &Path) -> anyhow::Result<Secret<String>> {
    let text = Secret::new(fs::read_to_string(path).with_context(|| path.display().to_string())?);
    Ok(Secret::new(text.expose().trim_end_matches(['\r', '\n']).to_owned()))
}
