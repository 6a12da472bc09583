//! The store, opened and on the right schema.

use std::path::Path;

use account_store::Store;
use anyhow::{Context as _, bail};
use vocabulary::Instant;

use crate::configuration::Config;
use crate::wiring;

/// What to do about a schema that is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Migration {
    /// Bring it up to date.
    Do,
    /// Refuse: an operator runs `migrate`, once, before the nodes of a new version start.
    MustBeDone,
}

/// The store that the configuration names.
pub(crate) async fn open(config: &Config, migration: Migration, now: Instant) -> anyhow::Result<Store> {
    let url = config.database.url.expose();
    if let Some(folder) = url.strip_prefix("sqlite:").and_then(|path| Path::new(path).parent()) {
        std::fs::create_dir_all(folder).with_context(|| format!("database.url: {}", folder.display()))?;
    }
    let store = Store::open(url, wiring::store_options(config)?).await.context("database.url")?;
    if migration == Migration::Do {
        for number in store.migrate(now).await? {
            tracing::info!(number, "migrated");
        }
        return Ok(store);
    }
    let version = store.schema_version().await?;
    let wanted = Store::wanted_version();
    if version != wanted {
        bail!(
            "the database has schema {version}, this program needs {wanted}: run `nhs-login migrate --config FILE`"
        );
    }
    Ok(store)
}
