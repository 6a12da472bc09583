//! Where photos and videos of people who prove who they are lie, and what they may be.

use std::path::PathBuf;
use std::time::Duration;

use evidence::{
    BucketKeys, BucketSettings, EvidenceFault, EvidencePlace, EvidenceStore, PhotoLimits, VideoLimits,
};
use url::Url;
use vocabulary::{Lifetime, Malformed, Secret};

use crate::configuration::mode::Mode;
use crate::configuration::reader::Reader;

const MEGA: u32 = 1_000_000;

/// Where evidence lies, what it may be, and how long it is kept.
#[derive(Debug, Clone)]
pub struct EvidenceConfig {
    /// The folder or the bucket.
    pub place: EvidencePlace,
    /// What a photo may be.
    pub photos: PhotoLimits,
    /// What a video may be.
    pub videos: VideoLimits,
    /// When evidence of a decided case is shown no longer without a reason.
    ///
    /// Source: Journeys 8
    pub archived_after: Lifetime,
    /// When it is deleted.
    ///
    /// Source: Journeys 8
    pub kept: Lifetime,
    /// After the last change of a case that was not sent: when it is deleted.
    pub draft: Lifetime,
    /// Files that one account may send.
    pub files: u32,
    /// In this time.
    pub files_window: Lifetime,
    /// How long after its end a document is accepted. Source: Journeys 9, decision 14
    pub expired_id: Lifetime,
    /// By when people are told the result, in words.
    ///
    /// Source: Journeys 9, decision 18
    pub answered_within: String,
    /// What is added while checks take longer.
    pub notice: Option<String>,
}

impl EvidenceConfig {
    /// The store, sealed with the keys that seal everything else at rest.
    ///
    /// # Errors
    /// When the place or a key cannot be used.
    pub fn store(&self, sealing: &[Secret<[u8; 32]>]) -> Result<EvidenceStore, EvidenceFault> {
        EvidenceStore::open(&self.place, sealing)
    }
}

pub(crate) fn read(reader: &mut Reader, mode: Mode) -> Option<EvidenceConfig> {
    let place = place(reader, mode);
    let megapixels = u64::from(reader.number("evidence.photo_megapixels", 5..=100)) * u64::from(MEGA);
    let photos = PhotoLimits {
        max_bytes: megabytes(reader, "evidence.photo_megabytes", 50),
        max_pixels: megapixels,
        max_alloc: megapixels * 6,
        ..PhotoLimits::default()
    };
    let videos = VideoLimits {
        max_bytes: megabytes(reader, "evidence.video_megabytes", 200),
        max_duration: reader.lifetime("evidence.longest_video_seconds", 10..=300).duration(),
    };
    let archived_after = reader.lifetime("evidence.archived_after_days", 1..=3650);
    let kept = reader.lifetime("evidence.kept_days", 1..=3650);
    if kept < archived_after {
        reader.fault("evidence.kept_days", "must not be less than evidence.archived_after_days");
    }
    let answered_within = reader.text("id_checks.answered_within");
    if answered_within.trim().is_empty() {
        reader.fault("id_checks.answered_within", "must say by when people are told, such as \"24 hours\"");
    }
    let notice = reader.given("id_checks.notice");
    let draft = reader.lifetime("evidence.draft_days", 1..=365);
    let (files, files_window) = (
        reader.number("evidence.files", 5..=10_000),
        reader.lifetime("evidence.files_window_hours", 1..=720),
    );
    let expired_id = reader.lifetime("id_checks.expired_id_days", 0..=3650);
    Some(EvidenceConfig {
        place: place?,
        photos,
        videos,
        archived_after,
        kept,
        draft,
        files,
        files_window,
        expired_id,
        answered_within,
        notice,
    })
}

fn megabytes(reader: &mut Reader, key: &str, most: u32) -> usize {
    let bytes = reader.number(key, 1..=most).saturating_mul(MEGA);
    usize::try_from(bytes).unwrap_or(usize::MAX)
}

fn place(reader: &mut Reader, mode: Mode) -> Option<EvidencePlace> {
    let region = reader.given("evidence.region");
    let endpoint = endpoint(reader, mode);
    let id = reader.given("evidence.access_key_id");
    let secret = reader.secret("evidence.access_key");
    let timeout: Duration = reader.lifetime("evidence.timeout_seconds", 1..=300).duration();
    if id.is_some() != secret.is_some() {
        reader.fault("evidence.access_key_id", "must be set together with evidence.access_key");
    }
    let url = reader.required("evidence.url", address)?;
    let (bucket, prefix) = match url {
        Address::Folder(folder) => return Some(EvidencePlace::Folder(folder)),
        Address::Bucket { bucket, prefix } => (bucket, prefix),
    };
    if region.is_none() {
        reader.fault("evidence.region", "must be set when evidence.url is a bucket");
    }
    let keys = id.zip(secret).map(|(id, secret)| BucketKeys { id, secret });
    Some(EvidencePlace::Bucket(BucketSettings { bucket, prefix, region: region?, endpoint, keys, timeout }))
}

/// The address of the bucket's service. Bytes are sealed, but whoever listens should not learn their names either.
fn endpoint(reader: &mut Reader, mode: Mode) -> Option<String> {
    const KEY: &str = "evidence.endpoint";
    let url = reader.parsed(KEY, Url::parse)?;
    let known = url.scheme() == "https" || (url.scheme() == "http" && !mode.is_production());
    if !known || url.host_str().is_none() {
        reader.fault(KEY, "must be an address that starts with https://");
    }
    Some(url.as_str().trim_end_matches('/').to_owned())
}

#[derive(Debug, PartialEq, Eq)]
enum Address {
    Folder(PathBuf),
    Bucket { bucket: String, prefix: String },
}

fn address(text: &str) -> Result<Address, Malformed> {
    let fault = Malformed::new("evidence url", "must be a folder, or s3:// and the name of a bucket");
    let Some(rest) = text.strip_prefix("s3://") else {
        let is_folder = !text.contains("://");
        return if is_folder { Ok(Address::Folder(PathBuf::from(text))) } else { Err(fault) };
    };
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    if bucket.len() < 3 || !bucket.bytes().all(legal) {
        return Err(fault);
    }
    let prefix = prefix.trim_matches('/').to_owned();
    Ok(Address::Bucket { bucket: bucket.to_owned(), prefix })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::layers::{DEFAULTS, Layer, merged};

    fn read_with(mode: &str, keys: &str) -> (Option<EvidenceConfig>, Vec<String>) {
        let base = format!("mode = \"{mode}\"\n[evidence]\n{keys}");
        let values = merged(&[Layer::Embedded(DEFAULTS), Layer::Text(base)]).expect("the text is TOML");
        let mut reader = Reader::new(values);
        let mode = crate::configuration::mode::read(&mut reader);
        let config = read(&mut reader, mode);
        let faults = reader.faults().0.into_iter();
        let keys = faults.map(|fault| fault.key).filter(|key| key.starts_with("evidence."));
        let known = ["evidence.url", "evidence.region", "evidence.endpoint", "evidence.access_key_id"];
        let keys = keys.filter(|key| known.contains(&key.as_str()) || key == "evidence.kept_days");
        (config, keys.collect())
    }

    #[test]
    fn evidence_lies_in_a_folder_unless_a_bucket_is_named() {
        let (config, faults) = read_with("production", "");
        let config = config.unwrap();
        assert!(faults.is_empty());
        assert!(matches!(&config.place, EvidencePlace::Folder(folder) if folder.ends_with("data/evidence")));
        assert_eq!((config.photos.max_bytes, config.photos.max_pixels), (10_000_000, 40_000_000));
        assert_eq!((config.archived_after, config.kept), (Lifetime::days(42), Lifetime::days(183)));
    }

    #[test]
    fn a_bucket_is_read_with_its_prefix_and_its_keys() {
        let (config, faults) = read_with(
            "production",
            "url = \"s3://nhs-login/evidence/\"\nregion = \"eu-west-2\"\nendpoint = \"https://objects.example\"\n\
             access_key_id = \"an-id\"\naccess_key = \"a-secret\"",
        );
        assert!(faults.is_empty());
        let config = config.unwrap();
        let EvidencePlace::Bucket(bucket) = &config.place else { panic!("no bucket: {:?}", config.place) };
        assert_eq!((bucket.bucket.as_str(), bucket.prefix.as_str()), ("nhs-login", "evidence"));
        assert_eq!(bucket.endpoint.as_deref(), Some("https://objects.example"));
        assert!(bucket.keys.is_some());
        assert!(config.store(&[Secret::new([1; 32])]).is_ok());
    }

    #[test]
    fn what_is_wrong_with_a_bucket_is_told_by_key() {
        assert_eq!(read_with("sandbox", "url = \"s3://bucket\"").1, ["evidence.region"]);
        assert_eq!(read_with("sandbox", "url = \"ftp://bucket\"").1, ["evidence.url"]);
        assert_eq!(read_with("sandbox", "url = \"s3://a/b\"").1, ["evidence.url"]);
        assert_eq!(read_with("sandbox", "access_key_id = \"an-id\"").1, ["evidence.access_key_id"]);
        assert_eq!(read_with("sandbox", "kept_days = 41").1, ["evidence.kept_days"]);
    }

    #[test]
    fn a_bucket_without_tls_is_for_sandboxes_only() {
        let more = "endpoint = \"http://127.0.0.1:9000\"";
        assert!(read_with("sandbox", more).1.is_empty());
        assert_eq!(read_with("production", more).1, ["evidence.endpoint"]);
    }
}
