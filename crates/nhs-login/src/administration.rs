//! The administrator's commands: everything that does not serve.

use std::io::Write;
use std::sync::Arc;

use identity::{Chance, Clock, Identity, Parts};

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
