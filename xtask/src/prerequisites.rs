//! What the checks need on a machine, and how to get it.

use std::path::PathBuf;

use anyhow::bail;

use crate::test::{Options, Part};
use crate::{dependencies, shell};

const OLDEST_NODE: u32 = 20;

/// Something that must be there.
struct Need {
    name: &'static str,
    /// The part of the checks that needs it; none means all.
    part: Option<Part>,
    is_there: fn() -> bool,
    /// Debian's package.
    package: Option<&'static str>,
    /// How to get it elsewhere.
    how: &'static str,
}

const NEEDS: [Need; 8] = [
    Need {
        name: "rustfmt",
        part: None,
        is_there: || shell::output(&mut shell::cargo(&["fmt", "--version"])).is_some(),
        package: None,
        how: "rustup component add rustfmt",
    },
    Need {
        name: "clippy",
        part: None,
        is_there: || shell::output(&mut shell::cargo(&["clippy", "--version"])).is_some(),
        package: None,
        how: "rustup component add clippy",
    },
    Need {
        name: "node 20 or later",
        part: None,
        is_there: || node_version().is_some_and(|major| major >= OLDEST_NODE),
        package: Some("nodejs"),
        how: "https://nodejs.org, or your system's package nodejs",
    },
    Need {
        name: "npm",
        part: None,
        is_there: || shell::find("npm").is_some(),
        package: Some("npm"),
        how: "comes with node from https://nodejs.org, or your system's package npm",
    },
    Need {
        name: "PostgreSQL's initdb and postgres",
        part: Some(Part::Postgres),
        is_there: || shell::find("initdb").is_some() && shell::find("postgres").is_some(),
        package: Some("postgresql"),
        how: "your system's package postgresql, with its programs on PATH (no server has to run)",
    },
    Need {
        name: "Chromium",
        part: Some(Part::Browser),
        is_there: || chromium().is_some(),
        package: Some("chromium"),
        how: "your system's package chromium, or its path in NHS_LOGIN_CHROMIUM",
    },
    Need {
        name: "cargo-deny",
        part: Some(Part::Licences),
        is_there: dependencies::is_installed,
        package: None,
        how: "cargo install --locked cargo-deny",
    },
    Need {
        name: "git",
        part: Some(Part::Advisories),
        is_there: || shell::find("git").is_some(),
        package: Some("git"),
        how: "your system's package git",
    },
];

/// Makes sure that everything is there: installs it when root on Debian, and says so; elsewhere says how.
///
/// # Errors
/// When something is missing; the message lists all of it.
pub(crate) fn ensure(options: &Options) -> anyhow::Result<()> {
    let missing = || -> Vec<&Need> {
        let wanted = NEEDS.iter().filter(|need| need.part.is_none_or(|part| !options.leaves_out(part)));
        wanted.filter(|need| !(need.is_there)()).collect()
    };
    let before = missing();
    if !before.is_empty() && shell::is_root_on_debian() {
        install(&before)?;
    }
    let after = missing();
    if after.is_empty() {
        return Ok(());
    }
    for need in &after {
        println!("    missing: {}\n        get it: {}", need.name, need.how);
    }
    println!("    or leave it out: --skip postgres,browser,clients,licences,advisories");
    bail!("missing: {}", after.iter().map(|need| need.name).collect::<Vec<_>>().join(", "))
}

/// The browser: the path in `NHS_LOGIN_CHROMIUM`, or one on the search path.
pub(crate) fn chromium() -> Option<PathBuf> {
    let chosen = std::env::var_os("NHS_LOGIN_CHROMIUM").map(PathBuf::from);
    chosen
        .filter(|path| path.is_file())
        .or_else(|| ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(shell::find))
}

fn node_version() -> Option<u32> {
    let version = shell::output(&mut shell::command("node", &["--version"]))?;
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn install(missing: &[&Need]) -> anyhow::Result<()> {
    let packages: Vec<&str> = missing.iter().filter_map(|need| need.package).collect();
    if !packages.is_empty() {
        println!("    installing Debian packages: {}", packages.join(" "));
        apt_get(&["update"])?;
        apt_get(&[&["install", "--yes", "--no-install-recommends"], packages.as_slice()].concat())?;
    }
    for need in missing {
        match need.name {
            "rustfmt" | "clippy" if shell::find("rustup").is_some() => {
                shell::run(&mut shell::command("rustup", &["component", "add", need.name]))?;
            }
            "cargo-deny" => dependencies::install()?,
            _ => {}
        }
    }
    Ok(())
}

/// # Errors
/// When apt-get does not succeed.
pub(crate) fn apt_get(arguments: &[&str]) -> anyhow::Result<()> {
    shell::run(shell::command("apt-get", arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}
