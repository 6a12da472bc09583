//! Sealed files in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use evidence::{BlobKey, BlobKind, EvidenceFault, EvidencePlace, EvidenceStore, KeyFault};
use tempfile::TempDir;
use vocabulary::Secret;

const OLD: [u8; 32] = [1; 32];
const NEW: [u8; 32] = [2; 32];
const KEY: BlobKey = BlobKey::from_bytes([0xA7; 16]);
const OTHER: BlobKey = BlobKey::from_bytes([0xB8; 16]);

fn store(folder: &TempDir, keys: &[[u8; 32]]) -> EvidenceStore {
    let keys: Vec<_> = keys.iter().copied().map(Secret::new).collect();
    EvidenceStore::local(&folder.path().join("evidence"), &keys).expect("the folder can be used")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

async fn photo_in(store: &EvidenceStore) {
    store.put(&KEY, BlobKind::Photo, b"a photo".to_vec()).await.expect("it is stored");
}

#[tokio::test]
async fn what_was_stored_comes_back_until_it_is_deleted() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder, &[NEW]);
    assert_eq!(store.get(&KEY, BlobKind::Photo).await, Ok(None));
    photo_in(&store).await;
    assert_eq!(store.get(&KEY, BlobKind::Photo).await, Ok(Some(b"a photo".to_vec())));
    assert_eq!(store.get(&OTHER, BlobKind::Photo).await, Ok(None));
    store.delete(&KEY).await.unwrap();
    assert_eq!(store.get(&KEY, BlobKind::Photo).await, Ok(None));
    store.delete(&KEY).await.unwrap();
    assert!(files(folder.path()).is_empty());
}

#[tokio::test]
async fn empty_and_large_files_come_back() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder, &[NEW]);
    for bytes in [Vec::new(), vec![7; 3_000_000]] {
        store.put(&KEY, BlobKind::Video, bytes.clone()).await.unwrap();
        assert!(store.get(&KEY, BlobKind::Video).await == Ok(Some(bytes)));
    }
}

#[tokio::test]
async fn what_lies_in_the_folder_shows_nothing() {
    let folder = TempDir::new().unwrap();
    photo_in(&store(&folder, &[NEW])).await;
    let files = files(folder.path());
    assert_eq!(files.len(), 1);
    assert!(files[0].ends_with(format!("a7/a7/{}", "a7".repeat(14))));
    let stored = fs::read(&files[0]).unwrap();
    assert!(!stored.windows(7).any(|part| part == b"a photo"));
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_service_can_read_the_folder() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    photo_in(&store(&folder, &[NEW])).await;
    let mode = fs::metadata(folder.path().join("evidence")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[tokio::test]
async fn a_file_that_was_changed_does_not_open() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder, &[NEW]);
    photo_in(&store).await;
    let file = &files(folder.path())[0];
    let good = fs::read(file).unwrap();
    for at in 0..good.len() {
        let mut changed = good.clone();
        changed[at] ^= 1;
        fs::write(file, changed).unwrap();
        assert_eq!(store.get(&KEY, BlobKind::Photo).await, Err(EvidenceFault::Sealed), "byte {at}");
    }
    for length in [0, 1, 16, 17, good.len() - 1] {
        fs::write(file, &good[..length]).unwrap();
        assert_eq!(store.get(&KEY, BlobKind::Photo).await, Err(EvidenceFault::Sealed), "{length} bytes");
    }
}

#[tokio::test]
async fn a_file_under_another_name_or_of_another_kind_does_not_open() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder, &[NEW]);
    photo_in(&store).await;
    assert_eq!(store.get(&KEY, BlobKind::Video).await, Err(EvidenceFault::Sealed));
    let moved = folder.path().join("evidence/b8/b8");
    fs::create_dir_all(&moved).unwrap();
    fs::copy(&files(folder.path())[0], moved.join("b8".repeat(14))).unwrap();
    assert_eq!(store.get(&OTHER, BlobKind::Photo).await, Err(EvidenceFault::Sealed));
}

#[tokio::test]
async fn files_of_the_old_key_open_until_it_is_gone() {
    let folder = TempDir::new().unwrap();
    photo_in(&store(&folder, &[OLD])).await;
    let rotated = store(&folder, &[NEW, OLD]);
    assert_eq!(rotated.get(&KEY, BlobKind::Photo).await, Ok(Some(b"a photo".to_vec())));
    rotated.put(&OTHER, BlobKind::Photo, b"another".to_vec()).await.unwrap();
    let without_old = store(&folder, &[NEW]);
    assert_eq!(without_old.get(&OTHER, BlobKind::Photo).await, Ok(Some(b"another".to_vec())));
    assert_eq!(without_old.get(&KEY, BlobKind::Photo).await, Err(EvidenceFault::Sealed));
}

#[tokio::test]
async fn what_an_interrupted_upload_left_is_deleted_too() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder, &[NEW]);
    photo_in(&store).await;
    store.put(&OTHER, BlobKind::Photo, b"another".to_vec()).await.unwrap();
    let leaf = folder.path().join("evidence/a7/a7");
    fs::write(leaf.join(format!("{}#1", "a7".repeat(14))), b"half").unwrap();
    store.delete(&KEY).await.unwrap();
    assert!(files(&leaf).is_empty());
    assert_eq!(files(folder.path()).len(), 1);
}

#[tokio::test]
async fn a_folder_that_is_a_file_is_told_at_the_start() {
    let folder = TempDir::new().unwrap();
    let place = EvidencePlace::Folder(folder.path().join("evidence"));
    fs::write(folder.path().join("evidence"), b"").unwrap();
    let opened = EvidenceStore::open(&place, &[Secret::new(NEW)]);
    assert!(matches!(opened.err(), Some(EvidenceFault::Unavailable(_))));
}

#[test]
fn keys_that_cannot_be_used_are_told_at_the_start() {
    let folder = TempDir::new().unwrap();
    let opened = |keys: &[Secret<[u8; 32]>]| EvidenceStore::local(folder.path(), keys).err();
    assert_eq!(opened(&[]), Some(EvidenceFault::Keys(KeyFault::NoKey)));
    assert_eq!(opened(&[Secret::new(NEW), Secret::new(NEW)]), Some(EvidenceFault::Keys(KeyFault::SameKey)));
}
