//! Sealed files, in a folder or in a bucket.

use std::error::Error;
use std::fmt;
use std::fs::{self, DirBuilder, File};
use std::io;
use std::path::{Path as FolderPath, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, ObjectStoreExt as _, PutPayload, RetryConfig};
use tokio::task::spawn_blocking;
use vocabulary::Secret;

use crate::blob::{BlobKey, BlobKind};
use crate::place::{BucketSettings, EvidencePlace};
use crate::seal::{KeyFault, Seal};

/// Why evidence cannot be stored or fetched. No text of the store's own is kept: it can hold the id of an access key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceFault {
    /// The sealing keys cannot be used.
    #[error(transparent)]
    Keys(#[from] KeyFault),
    /// The settings of the bucket cannot be used.
    #[error("the settings of the evidence bucket cannot be used")]
    Settings,
    /// The store refused our keys, or does not have the bucket.
    #[error("the evidence store refused access")]
    Refused,
    /// The file system or the network failed.
    #[error("the evidence store failed: {0}")]
    Unavailable(io::ErrorKind),
    /// The store failed in another way.
    #[error("the evidence store failed")]
    Failed,
    /// The file does not open: it was changed or moved, or its key is gone.
    #[error("a sealed file of evidence does not open")]
    Sealed,
}

/// Sealed files of evidence. Cloning it is cheap.
///
/// A file appears whole or not at all. In a folder `put` and `delete` return when the disk has both the file and its
/// folder's entry; a bucket promises the same by its protocol. Write the row that names a key **before** `put`, and
/// delete it **after** `delete`: then whatever a crash leaves behind still has a row, and is swept with it.
#[derive(Clone)]
pub struct EvidenceStore {
    store: Arc<dyn ObjectStore>,
    /// Where the files lie when no bucket holds them.
    folder: Option<PathBuf>,
    prefix: Path,
    seal: Arc<Seal>,
}

impl EvidenceStore {
    /// The store at `place`. The first sealing key seals; the others open what they sealed before a rotation.
    ///
    /// # Errors
    /// When a key or the place cannot be used. A bucket is not called yet.
    pub fn open(place: &EvidencePlace, keys: &[Secret<[u8; 32]>]) -> Result<Self, EvidenceFault> {
        match place {
            EvidencePlace::Folder(folder) => Self::local(folder, keys),
            EvidencePlace::Bucket(settings) => Ok(Self {
                store: bucket(settings)?,
                folder: None,
                prefix: Path::parse(&settings.prefix).map_err(|_| EvidenceFault::Settings)?,
                seal: Arc::new(Seal::new(keys)?),
            }),
        }
    }

    /// The store in `folder`, which is made when it is missing.
    ///
    /// # Errors
    /// When a key or the folder cannot be used.
    pub fn local(folder: &FolderPath, keys: &[Secret<[u8; 32]>]) -> Result<Self, EvidenceFault> {
        let seal = Arc::new(Seal::new(keys)?);
        make(folder).map_err(|fault| EvidenceFault::Unavailable(fault.kind()))?;
        let store = LocalFileSystem::new_with_prefix(folder).map_err(|fault| reason(&fault))?;
        Ok(Self {
            store: Arc::new(store.with_fsync(true)),
            folder: Some(folder.to_owned()),
            prefix: Path::default(),
            seal,
        })
    }

    /// Seals `bytes` and stores them as `key`.
    ///
    /// # Errors
    /// When the store does not take them; then nothing, or all of it, is stored.
    pub async fn put(&self, key: &BlobKey, kind: BlobKind, bytes: Vec<u8>) -> Result<(), EvidenceFault> {
        let (seal, name) = (Arc::clone(&self.seal), *key);
        let sealed = spawn_blocking(move || {
            let mut bytes = bytes;
            let header = seal.seal(&name, kind, &mut bytes);
            PutPayload::from_iter([Bytes::from(header), Bytes::from(bytes)])
        });
        let sealed = sealed.await.map_err(|_| EvidenceFault::Failed)?;
        self.store.put(&self.path(key), sealed).await.map_err(|fault| reason(&fault))?;
        Ok(())
    }

    /// The bytes stored as `key`; none when there are none.
    ///
    /// # Errors
    /// When the store fails, or what it gives is not what was stored there.
    pub async fn get(&self, key: &BlobKey, kind: BlobKind) -> Result<Option<Vec<u8>>, EvidenceFault> {
        let sealed = match self.store.get(&self.path(key)).await {
            Ok(found) => found.bytes().await.map_err(|fault| reason(&fault))?,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(fault) => return Err(reason(&fault)),
        };
        let (seal, name) = (Arc::clone(&self.seal), *key);
        let opened = spawn_blocking(move || seal.open(&name, kind, sealed.into()));
        let opened = opened.await.map_err(|_| EvidenceFault::Failed)?;
        opened.ok_or(EvidenceFault::Sealed).map(Some)
    }

    /// Deletes what is stored as `key`, and what an interrupted `put` left of it. Nothing to delete is fine.
    ///
    /// # Errors
    /// When the store fails; then ask again later.
    pub async fn delete(&self, key: &BlobKey) -> Result<(), EvidenceFault> {
        if let Some(folder) = &self.folder {
            let [first, second, name] = key.segments();
            let folder = folder.join(first).join(second);
            let done = spawn_blocking(move || remove(&folder, &name)).await;
            return done
                .map_err(|_| EvidenceFault::Failed)?
                .map_err(|fault| EvidenceFault::Unavailable(fault.kind()));
        }
        match self.store.delete(&self.path(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(fault) => Err(reason(&fault)),
        }
    }

    fn path(&self, key: &BlobKey) -> Path {
        key.segments().into_iter().fold(self.prefix.clone(), Path::join)
    }
}

impl fmt::Debug for EvidenceStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.folder.is_some() { "EvidenceStore(folder)" } else { "EvidenceStore(bucket)" })
    }
}

fn bucket(settings: &BucketSettings) -> Result<Arc<dyn ObjectStore>, EvidenceFault> {
    let plain = settings.endpoint.as_ref().is_some_and(|endpoint| endpoint.starts_with("http://"));
    let options = ClientOptions::new()
        .with_timeout(settings.timeout)
        .with_connect_timeout(settings.timeout.min(Duration::from_secs(5)))
        .with_allow_http(plain);
    let retry = RetryConfig { max_retries: 2, retry_timeout: settings.timeout * 3, ..RetryConfig::default() };
    // Not every S3-compatible service knows the request that deletes many.
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(&settings.bucket)
        .with_region(&settings.region)
        .with_client_options(options)
        .with_retry(retry)
        .with_disable_bulk_delete(true);
    if let Some(endpoint) = &settings.endpoint {
        builder = builder.with_endpoint(endpoint);
    }
    if let Some(keys) = &settings.keys {
        builder = builder.with_access_key_id(&keys.id).with_secret_access_key(keys.secret.expose());
    }
    Ok(Arc::new(builder.build().map_err(|_| EvidenceFault::Settings)?))
}

/// Makes the folder, for the service's own user alone.
fn make(folder: &FolderPath) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Removes `name`, and its unfinished copies, `name#1` and so on, which the library leaves when the process ends. The
/// folder is written to disk, so that a power cut does not bring back what was deleted.
fn remove(folder: &FolderPath, name: &str) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(fault) => return Err(fault),
    };
    for entry in entries {
        let entry = entry?;
        let found = entry.file_name();
        let rest = found.to_str().and_then(|found| found.strip_prefix(name));
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('#')) {
            match fs::remove_file(entry.path()) {
                Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
                _ => {}
            }
        }
    }
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

fn reason(fault: &object_store::Error) -> EvidenceFault {
    use object_store::Error as Store;
    if matches!(
        fault,
        Store::PermissionDenied { .. } | Store::Unauthenticated { .. } | Store::NotFound { .. }
    ) {
        return EvidenceFault::Refused;
    }
    let mut cause: Option<&(dyn Error + 'static)> = Some(fault);
    while let Some(error) = cause {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return EvidenceFault::Unavailable(error.kind());
        }
        cause = error.source();
    }
    EvidenceFault::Failed
}
