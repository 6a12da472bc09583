//! The administrator's commands about partner users.

use anyhow::{Context as _, bail};
use identity::{ClientGiven, NewOperator};
use vocabulary::{ClientId, OperatorRole};

use crate::administration::Administration;
use crate::command::PartnersCommand;
use crate::operators::password_in;

impl Administration<'_> {
    /// `partners …`.
    ///
    /// # Errors
    /// When something given is not what it must be, there is nobody or no client of that name, or the database cannot be used.
    pub async fn obey_about_partners(&mut self, command: PartnersCommand) -> anyhow::Result<()> {
        match command {
            PartnersCommand::Add { username, name, clients, password_file, act } => {
                let incident = &act.incident;
                let password = password_file.as_deref().map(password_in).transpose()?;
                let clients = self.known_clients(&clients).await?;
                let roles = [OperatorRole::partner()].into_iter().collect();
                let new = NewOperator { username: username.clone(), name, roles, password };
                self.add_operator(new, incident).await?;
                let username = username.to_lowercase();
                for client in &clients {
                    let given =
                        self.identity().await?.bind_partner(&username, client, Some(incident)).await?;
                    self.say_given(&username, client, given, "has")?;
                }
                Ok(())
            }
            PartnersCommand::Bind { username, client_id, act } => {
                let client = client_of(&client_id)?;
                let incident = Some(&act.incident);
                let given = self.identity().await?.bind_partner(&username, &client, incident).await?;
                self.say_given(&username, &client, given, "has")
            }
            PartnersCommand::Unbind { username, client_id, act } => {
                let client = client_of(&client_id)?;
                let incident = Some(&act.incident);
                let given = self.identity().await?.unbind_partner(&username, &client, incident).await?;
                self.say_given(&username, &client, given, "no longer has")
            }
            PartnersCommand::List(_) => self.list_partners().await,
        }
    }

    /// Nobody is added when one of the clients is not there.
    async fn known_clients(&mut self, ids: &[String]) -> anyhow::Result<Vec<ClientId>> {
        let mut clients = Vec::new();
        for id in ids {
            let client = client_of(id)?;
            if self.identity().await?.client(&client).await?.is_none() {
                bail!("there is no client {client}");
            }
            clients.push(client);
        }
        Ok(clients)
    }

    fn say_given(
        &mut self,
        username: &str,
        client: &ClientId,
        given: ClientGiven,
        verb: &str,
    ) -> anyhow::Result<()> {
        match given {
            ClientGiven::Done => Ok(writeln!(self.out, "{username} {verb} the client {client}.")?),
            ClientGiven::Already => Ok(writeln!(self.out, "{username} {verb} the client {client} already.")?),
            ClientGiven::UnknownUser => bail!("there is no user {username}"),
            ClientGiven::UnknownClient => bail!("there is no client {client}"),
        }
    }

    async fn list_partners(&mut self) -> anyhow::Result<()> {
        let users = self.identity().await?.list_partner_users().await?;
        writeln!(self.out, "{:<32} {:<9} {:<24} clients", "user name", "state", "name")?;
        for user in users {
            let state = if user.is_disabled { "disabled" } else { "enabled" };
            let clients = user.clients.iter().map(ClientId::as_str).collect::<Vec<_>>().join(" ");
            writeln!(self.out, "{:<32} {state:<9} {:<24} {clients}", user.username, user.name)?;
        }
        Ok(())
    }
}

fn client_of(text: &str) -> anyhow::Result<ClientId> {
    ClientId::try_from(text).with_context(|| text.to_owned())
}
