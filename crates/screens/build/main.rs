//! Build step of the screens: fetch the NHS design system, check it, and embed what browsers need.
//!
//! The package comes from npm by way of the lock file beside `Cargo.toml`, or from the folder that
//! `NHSUK_FRONTEND_DIR` names. Nothing of it is kept in the repository. Journeys 5.1.

#![expect(clippy::print_stdout, reason = "cargo reads a build script through its standard output")]

mod assets;
mod emit;
mod frontend;

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            for line in problem.lines() {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    for path in ["build", "assets", "package.json", "package-lock.json"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let here = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);
    let package = frontend::locate(&here, &out)?;
    let files = assets::collect(&here, &package)?;
    emit::write(&out, &files)
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|_| format!("{name} is not set: this build step runs under cargo only"))
}
