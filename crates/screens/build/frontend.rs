//! Where the design system package is: an unpacked copy, or a fresh `npm ci`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

const COPY_VARIABLE: &str = "NHSUK_FRONTEND_DIR";
const VERSION: &str = "10.6.1";

/// The two files we check, with their published SHA-256 (Journeys 5.1).
const CHECKED: [(&str, &str); 2] = [
    ("dist/nhsuk/nhsuk-frontend.min.css", "ed9a60604796c0f0ffc6590b675b9d9f6f42b52e3d744ae3e708266e25a78488"),
    ("dist/nhsuk/nhsuk-frontend.min.js", "6becb5e390e9734b62f8aa81d0dc297fa78c33367986a1f57a832a5f3635fa65"),
];

/// The root folder of a package whose checksums are right.
pub(crate) fn locate(here: &Path, out: &Path) -> Result<PathBuf, String> {
    println!("cargo::rerun-if-env-changed={COPY_VARIABLE}");
    if let Some(copy) = std::env::var_os(COPY_VARIABLE).filter(|value| !value.is_empty()) {
        let copy = PathBuf::from(copy);
        for (file, _) in CHECKED {
            println!("cargo::rerun-if-changed={}", copy.join(file).display());
        }
        return verify(&copy)
            .map(|()| copy.clone())
            .map_err(|why| format!("{COPY_VARIABLE}={} cannot be used.\n{why}", copy.display()));
    }
    let folder = out.join("npm");
    let package = folder.join("node_modules").join("nhsuk-frontend");
    // An earlier run of this step may already have fetched the right files.
    if verify(&package).is_err() {
        fetch(here, &folder)?;
        verify(&package)?;
    }
    Ok(package)
}

fn fetch(here: &Path, folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|why| format!("cannot create {}: {why}", folder.display()))?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(here.join(file), folder.join(file)).map_err(|why| format!("cannot copy {file}: {why}"))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let result = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(folder)
        .output();
    match result {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(advice(&format!(
            "npm could not fetch nhsuk-frontend {VERSION} ({}).\n{}",
            output.status,
            String::from_utf8_lossy(&output.stderr).trim()
        ))),
        Err(why) => Err(advice(&format!("npm could not be started ({why})."))),
    }
}

fn advice(what: &str) -> String {
    format!(
        "The screens need the NHS design system, and {what}\n\
         Mend it in one of two ways:\n\
         1. Install Node.js with npm (Debian: apt-get install npm) and check that npm reaches its registry.\n\
         2. Unpack nhsuk-frontend {VERSION} somewhere and set {COPY_VARIABLE} to the folder that holds its package.json."
    )
}

fn verify(package: &Path) -> Result<(), String> {
    for (file, expected) in CHECKED {
        let path = package.join(file);
        let bytes = fs::read(&path).map_err(|why| format!("cannot read {}: {why}", path.display()))?;
        let found = hex(&Sha256::digest(&bytes));
        if found != expected {
            return Err(format!(
                "{} is not the file of nhsuk-frontend {VERSION}.\nexpected sha256 {expected}\nfound sha256    {found}",
                path.display()
            ));
        }
    }
    Ok(())
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a String cannot fail");
        text
    })
}
