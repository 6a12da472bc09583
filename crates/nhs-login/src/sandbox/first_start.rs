//! What the demo makes on a fresh machine: secrets of its own, kept for the next start.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use identity::Chance;

const SECRETS: &str = "secrets.toml";
const NAMES: [&str; 4] = ["sealing_keys", "lookup_key", "token_key", "form_key"];

/// The file of generated secrets in `folder`, made at the first start. Nobody else may read it.
///
/// # Errors
/// When the folder or the file cannot be written.
pub(crate) fn secrets(folder: &Path, chance: &dyn Chance) -> io::Result<PathBuf> {
    let path = folder.join(SECRETS);
    if !path.is_file() {
        let mut text = String::from(
            "# Made at the first start of the demo. Without these the database is unreadable.\n[secrets]\n",
        );
        for name in NAMES {
            let mut bytes = [0; 32];
            chance.fill(&mut bytes);
            let line = [name, " = \"", &STANDARD.encode(bytes), "\"\n"].concat();
            text.push_str(&line);
        }
        write_private(&path, text.as_bytes())?;
    }
    Ok(path)
}

/// Writes a file that only its owner may read, whole or not at all.
///
/// # Errors
/// When the folder or the file cannot be written.
pub(crate) fn write_private(path: &Path, contents: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let draft = path.with_extension("new");
    let mut file = private(&draft)?;
    file.write_all(contents)?;
    file.sync_all()?;
    fs::rename(draft, path)
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sevens;

    impl Chance for Sevens {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[test]
    fn secrets_are_made_once_and_only_their_owner_reads_them() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("data");
        let path = secrets(&inner, &Sevens).unwrap();
        let first = fs::read_to_string(&path).unwrap();
        fs::write(&path, first.replace("BwcH", "CAgI")).unwrap();
        let kept = fs::read_to_string(secrets(&inner, &Sevens).unwrap()).unwrap();
        assert!(kept.contains("CAgI"), "the second start keeps what the first made");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(
                fs::metadata(secrets(&folder.path().join("b"), &Sevens).unwrap())
                    .unwrap()
                    .permissions()
                    .mode()
                    & 0o777,
                0o600
            );
        }
    }
}
