//! Where sealed files lie, as an operator says it.

use std::path::PathBuf;
use std::time::Duration;

use vocabulary::Secret;

/// Where sealed files lie.
#[derive(Debug, Clone)]
pub enum EvidencePlace {
    /// A folder that nobody but the service needs to read. It is made when it is missing. Several nodes may share it
    /// over a network.
    Folder(PathBuf),
    /// An S3-compatible bucket.
    Bucket(BucketSettings),
}

/// An S3-compatible bucket.
#[derive(Debug, Clone)]
pub struct BucketSettings {
    /// The bucket's name.
    pub bucket: String,
    /// Stands before every name in it; may be empty.
    pub prefix: String,
    /// The region's name.
    pub region: String,
    /// The address of the service, such as `https://objects.example`; none means Amazon's own of that region. A
    /// plain `http` address is spoken to without TLS: the caller decides whether that is fit.
    pub endpoint: Option<String>,
    /// The keys; none means the role that the machine has.
    pub keys: Option<BucketKeys>,
    /// How long one attempt may take. An attempt is repeated twice.
    pub timeout: Duration,
}

/// The keys of a bucket.
#[derive(Debug, Clone)]
pub struct BucketKeys {
    /// The access key's id.
    pub id: String,
    /// The access key.
    pub secret: Secret<String>,
}
