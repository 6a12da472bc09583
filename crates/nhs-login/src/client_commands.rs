//! The administrator's commands about client registrations.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use identity::{Compared, Identity, Imported, RegistrationChange, Severity, StoredClient, Switched, Use};
use vocabulary::{ClientDocument, ClientId, IncidentNumber};

use crate::administration::Administration;
use crate::client_file::{documents, name_of, text_of};
use crate::command::ClientsCommand;

impl Administration<'_> {
    /// `clients …`.
    ///
    /// # Errors
    /// When a file or folder cannot be used, there is no such client, a registration is not accepted, or the database cannot be used.
    ///
    /// Spec: F-59
    pub async fn obey_about_clients(&mut self, command: ClientsCommand) -> anyhow::Result<()> {
        match command {
            ClientsCommand::List(_) => self.list_clients().await,
            ClientsCommand::Show { client_id, .. } => self.show_client(&client_id).await,
            ClientsCommand::Export { folder, .. } => self.export_clients(&folder).await,
            ClientsCommand::Import { paths, dry_run: true, .. } => {
                self.compare_clients(&paths).await.map(drop)
            }
            ClientsCommand::Import { paths, incident, .. } => {
                self.import_clients(&paths, incident.as_ref()).await
            }
            ClientsCommand::Diff { paths, .. } => {
                let named = self.compare_clients(&paths).await?;
                self.say_unnamed(&named).await
            }
            ClientsCommand::Drafts { command } => self.obey_about_drafts(command).await,
            ClientsCommand::Disable { client_id, act } => {
                self.switch_client(&client_id, Use::Disabled, &act.incident).await
            }
            ClientsCommand::Enable { client_id, act } => {
                self.switch_client(&client_id, Use::Enabled, &act.incident).await
            }
        }
    }

    async fn list_clients(&mut self) -> anyhow::Result<()> {
        let clients = self.identity().await?.clients().await?;
        writeln!(self.out, "{:<32} {:<9} {:<21} name", "client id", "state", "changed")?;
        for client in clients {
            let state = if client.enabled { "enabled" } else { "disabled" };
            let (id, changed) = (client.client_id.as_str(), client.updated_at.to_string());
            writeln!(self.out, "{id:<32} {state:<9} {changed:<21} {}", client.document.name)?;
        }
        Ok(())
    }

    async fn show_client(&mut self, client_id: &str) -> anyhow::Result<()> {
        let id = ClientId::try_from(client_id)?;
        let identity = self.identity().await?;
        let Some(client) = identity.client(&id).await? else { bail!("there is no client {id}") };
        let state = if client.enabled { "enabled" } else { "disabled" };
        writeln!(self.out, "# {state}, revision {}, changed {}", client.revision, client.updated_at)?;
        for key in identity.client_keys(&client).await? {
            let used =
                key.last_used_at.map_or_else(|| "never used".to_owned(), |at| format!("last used {at}"));
            writeln!(self.out, "# key {}: {} bits, {used}", key.name, key.bits)?;
        }
        Ok(write!(self.out, "{}", text_of(&client.document)?)?)
    }

    /// Every client's file; one that says the same already stays as it is, with its comments.
    async fn export_clients(&mut self, folder: &Path) -> anyhow::Result<()> {
        let clients = self.identity().await?.clients().await?;
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        let mut present: BTreeMap<String, (PathBuf, ClientDocument)> = BTreeMap::new();
        for (path, document) in documents(&[folder.to_owned()])? {
            present.insert(document.client_id.clone(), (path, document));
        }
        for StoredClient { document, .. } in &clients {
            let id = &document.client_id;
            let (path, done) = match present.remove(id) {
                Some((path, written)) if written == *document => (path, "unchanged"),
                Some((path, _)) => (path, "updated"),
                None => (folder.join(name_of(id)), "created"),
            };
            if done != "unchanged" {
                fs::write(&path, text_of(document)?).with_context(|| path.display().to_string())?;
            }
            writeln!(self.out, "{id:<32} {done:<9} {}", path.display())?;
        }
        for (id, (path, _)) in present {
            writeln!(self.out, "{id:<32} is not registered: {}", path.display())?;
        }
        Ok(())
    }

    /// Checks every file first and then writes all of them.
    async fn import_clients(
        &mut self,
        paths: &[PathBuf],
        incident: Option<&IncidentNumber>,
    ) -> anyhow::Result<()> {
        let documents = documents(paths)?;
        let identity = self.identity().await?;
        refuse_faults(&identity, &documents).await?;
        for (path, document) in &documents {
            let changes = identity.compare_client(document).await?;
            let done = match identity.import_client(document, incident).await? {
                Imported::Created => "created",
                Imported::Updated => "updated",
                Imported::Unchanged => "unchanged",
                Imported::Refused(faults) => bail!("{}: {faults}", path.display()),
            };
            writeln!(self.out, "{:<32} {done:<9} {}", document.client_id, path.display())?;
            if let Compared::Update(changes) = changes {
                self.say_changes(&changes)?;
            }
            self.say_held_back(&identity, document).await?;
        }
        Ok(())
    }

    /// Says what importing would do; gives the clients that were named.
    async fn compare_clients(&mut self, paths: &[PathBuf]) -> anyhow::Result<Vec<String>> {
        let documents = documents(paths)?;
        let identity = self.identity().await?;
        refuse_faults(&identity, &documents).await?;
        for (path, document) in &documents {
            let (what, changes) = match identity.compare_client(document).await? {
                Compared::Create(changes) => ("new", changes),
                Compared::Update(changes) => ("changed", changes),
                Compared::Same => ("same", Vec::new()),
                Compared::Refused(faults) => bail!("{}: {faults}", path.display()),
            };
            writeln!(self.out, "{:<32} {what:<9} {}", document.client_id, path.display())?;
            self.say_changes(&changes)?;
            if what == "changed" && changes.is_empty() {
                writeln!(self.out, "  harmless  It is written differently and means the same.")?;
            }
            self.say_held_back(&identity, document).await?;
        }
        Ok(documents.into_iter().map(|(_, document)| document.client_id).collect())
    }

    pub(crate) fn say_changes(&mut self, changes: &[RegistrationChange]) -> anyhow::Result<()> {
        for change in changes {
            let severity = match change.severity {
                Severity::Breaks => "breaks",
                Severity::Adds => "adds",
                Severity::Harmless => "harmless",
            };
            writeln!(self.out, "  {severity:<9} {}", change.sentence)?;
        }
        Ok(())
    }

    async fn say_held_back(&mut self, identity: &Identity, document: &ClientDocument) -> anyhow::Result<()> {
        let id = ClientId::try_from(document.client_id.as_str())?;
        let is_off = identity.client(&id).await?.is_some_and(|client| !client.enabled);
        if is_off && document.enabled {
            writeln!(
                self.out,
                "  It stays disabled, whatever the file says: nhs-login clients enable {id} --incident NUMBER"
            )?;
        }
        Ok(())
    }

    async fn say_unnamed(&mut self, named: &[String]) -> anyhow::Result<()> {
        for client in self.identity().await?.clients().await? {
            let id = client.client_id.as_str();
            if !named.iter().any(|name| name == id) {
                writeln!(self.out, "{id:<32} is registered and has no file here")?;
            }
        }
        Ok(())
    }

    async fn switch_client(
        &mut self,
        client_id: &str,
        wanted: Use,
        incident: &IncidentNumber,
    ) -> anyhow::Result<()> {
        let id = ClientId::try_from(client_id)?;
        match (self.identity().await?.switch_client(&id, wanted, Some(incident)).await?, wanted) {
            (Switched::Unknown, _) => bail!("there is no client {id}"),
            (Switched::Done, Use::Disabled) => {
                writeln!(self.out, "{id} is disabled. Running nodes follow within seconds.")?;
            }
            (Switched::Done, Use::Enabled) => writeln!(self.out, "{id} is enabled.")?,
        }
        Ok(())
    }
}

/// Every fault of every file, before anything is done; two files about one client are one.
async fn refuse_faults(identity: &Identity, documents: &[(PathBuf, ClientDocument)]) -> anyhow::Result<()> {
    let mut faults = Vec::new();
    let mut seen = BTreeMap::new();
    for (path, document) in documents {
        if let Compared::Refused(found) = identity.compare_client(document).await? {
            faults.extend(found.0.iter().map(|fault| format!("{}: {fault}", path.display())));
        }
        if let Some(first) = seen.insert(document.client_id.as_str(), path) {
            let (one, other) = (first.display(), path.display());
            faults.push(format!("{other}: {} stands in {one} already", document.client_id));
        }
    }
    if faults.is_empty() { Ok(()) } else { bail!("nothing was imported:\n  - {}", faults.join("\n  - ")) }
}
