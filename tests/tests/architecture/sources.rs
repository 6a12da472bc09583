//! The files that the laws are about.

use std::fs;
use std::path::{Path, PathBuf};

/// A file: its path from the repository's root, and its text.
#[derive(Debug, Clone)]
pub(crate) struct SourceFile {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl SourceFile {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    /// Whether the whole file is there for tests: in a folder `tests` or `benches`, or in the package of tests.
    pub(crate) fn is_for_tests(&self) -> bool {
        let mut folders = self.path.split('/');
        folders.any(|folder| matches!(folder, "tests" | "benches"))
    }

    /// The room it is in, by its folder under `crates`.
    pub(crate) fn room(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// The path below its room.
    pub(crate) fn inner_path(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split_once('/').map(|(_, inner)| inner)
    }
}

const FOLDERS: [&str; 8] = [".ci", "config", "crates", "deploy", "docs", "migrations", "tests", "xtask"];
const ENDINGS: [&str; 11] = ["rs", "toml", "sql", "html", "css", "js", "mjs", "ts", "md", "json", "sh"];
/// Fetched or made, not written here.
const NOT_OURS: [&str; 6] =
    ["node_modules", "target", "dist", "package-lock.json", "test-results", "playwright-report"];

/// Every Rust file.
pub(crate) fn rust() -> Vec<SourceFile> {
    all()
        .into_iter()
        .filter(|file| Path::new(&file.path).extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// Every file that somebody wrote.
pub(crate) fn all() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the repository");
    let mut files = Vec::new();
    for folder in FOLDERS {
        walk(root, &root.join(folder), &mut files);
    }
    files
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<SourceFile>) {
    // A folder may be missing; an unreadable one would be missed by the count of files.
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if NOT_OURS.contains(&name.as_ref()) || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            walk(root, &path, files);
        } else if path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known)) {
            let relative = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().into_owned();
            if let Ok(text) = fs::read_to_string(&path) {
                files.push(SourceFile { path: relative, text });
            }
        }
    }
}
