//! The administrator's commands: everything that does not serve.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context as _, bail};
use identity::{Chance, Clock, Identity, Imported, Parts, RegisteredClient, Switched, Use};
use vocabulary::{ClientDocument, ClientId};

use crate::configuration::Config;
use crate::store::{Migration, open};
use crate::wiring;

/// What the commands work with.
pub struct Administration<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where random bytes come from.
    pub chance: Arc<dyn Chance>,
    /// Where answers go.
    pub out: &'a mut (dyn Write + Send),
}

impl Administration<'_> {
    /// `migrate`.
    ///
    /// # Errors
    /// When the database cannot be brought up to date; then nothing has changed.
    pub async fn migrate(&mut self) -> anyhow::Result<()> {
        let store = open(self.config, Migration::Do, self.clock.now()).await?;
        writeln!(self.out, "The database has schema {}.", store.schema_version().await?)?;
        Ok(())
    }

    /// `clients import`: checks every file first and then writes all of them.
    ///
    /// # Errors
    /// Every fault of every file; then nothing was written.
    pub async fn import_clients(&mut self, paths: &[PathBuf]) -> anyhow::Result<()> {
        let documents = documents(paths)?;
        let identity = self.identity().await?;
        let http_allowed = !self.config.mode.is_production();
        let mut faults = Vec::new();
        for (path, document) in &documents {
            if let Err(found) = RegisteredClient::check(document, http_allowed) {
                faults.extend(found.0.iter().map(|fault| format!("{}: {fault}", path.display())));
            }
        }
        if !faults.is_empty() {
            bail!("nothing was imported:\n  - {}", faults.join("\n  - "));
        }
        for (path, document) in &documents {
            let done = match identity.import_client(document).await? {
                Imported::Created => "created",
                Imported::Updated => "updated",
                Imported::Unchanged => "unchanged",
                Imported::Refused(faults) => bail!("{}: {faults}", path.display()),
            };
            writeln!(self.out, "{:<32} {done:<9} {}", document.client_id, path.display())?;
        }
        Ok(())
    }

    /// `clients list`.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list_clients(&mut self) -> anyhow::Result<()> {
        let store = open(self.config, Migration::MustBeDone, self.clock.now()).await?;
        writeln!(self.out, "{:<32} {:<9} {:<21} name", "client id", "state", "changed")?;
        for client in store.list_clients().await? {
            let state = if client.enabled { "enabled" } else { "disabled" };
            let (id, changed) = (client.client_id.as_str(), client.updated_at.to_string());
            writeln!(self.out, "{id:<32} {state:<9} {changed:<21} {}", client.document.name)?;
        }
        Ok(())
    }

    /// `clients disable`.
    ///
    /// # Errors
    /// When there is no such client.
    pub async fn disable_client(&mut self, client_id: &str) -> anyhow::Result<()> {
        let id = ClientId::try_from(client_id)?;
        match self.identity().await?.switch_client(&id, Use::Disabled).await? {
            Switched::Done => writeln!(self.out, "{id} is disabled. Running nodes follow within seconds.")?,
            Switched::Unknown => bail!("there is no client {id}"),
        }
        Ok(())
    }

    pub(crate) async fn identity(&self) -> anyhow::Result<Identity> {
        let store = open(self.config, Migration::MustBeDone, self.clock.now()).await?;
        let parts = Parts {
            store,
            settings: wiring::settings(self.config, self.config.place.issuer.as_str())?,
            secrets: wiring::secrets(self.config),
            passwords: wiring::password_pool(self.config.passwords)?,
            clock: Arc::clone(&self.clock),
            chance: Arc::clone(&self.chance),
            outside: identity::Outside::default(),
        };
        Ok(Box::pin(Identity::start(parts)).await?)
    }
}

/// The registrations in these files and folders, by file name.
fn documents(paths: &[PathBuf]) -> anyhow::Result<Vec<(PathBuf, ClientDocument)>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            files.extend(toml_files(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let document = toml::from_str(&text).with_context(|| path.display().to_string())?;
        Ok((path, document))
    };
    files.into_iter().map(read).collect()
}

fn toml_files(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
