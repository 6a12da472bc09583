//! Where PostgreSQL's programs are, and as whom they run.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An ordinary user for a server that refuses to run as root.
#[derive(Debug, Clone, Copy)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// The directory of PostgreSQL's programs: the newest packaged one, else the first on the PATH.
pub(crate) fn directory() -> Option<PathBuf> {
    let mut packaged: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    packaged.sort();
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let newest_first = packaged.into_iter().rev().map(|(_, directory)| directory);
    newest_first.chain(on_path.into_iter().flatten()).find(|directory| {
        ["initdb", "postgres", "createdb", "pg_isready"].iter().all(|name| directory.join(name).is_file())
    })
}

/// Whom to become when `owned`, a file this process made, shows that it runs as root; nobody otherwise.
pub(crate) fn user_instead_of_root(owned: &Path) -> Option<User> {
    let is_root = fs::metadata(owned).is_ok_and(|metadata| metadata.uid() == 0);
    if !is_root {
        return None;
    }
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let find = |name: &str| {
        accounts.lines().find_map(|line| {
            let mut fields = line.split(':');
            let named = fields.next() == Some(name);
            let uid = fields.nth(1)?.parse().ok()?;
            let gid = fields.next()?.parse().ok()?;
            named.then_some(User { uid, gid })
        })
    };
    find("postgres").or_else(|| find("nobody"))
}

/// `program`, to be run as `user`.
pub(crate) fn command(program: &Path, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    if let Some(User { uid, gid }) = user {
        command.uid(uid).gid(gid);
    }
    command
}
