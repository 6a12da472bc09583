//! Running other programs.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the repository").to_owned()
}

/// Where the checks keep programs that they fetched for themselves.
pub(crate) fn tools() -> PathBuf {
    root().join("target/tools")
}

/// A command in the repository's root. It finds fetched programs, and PostgreSQL's where Debian puts them.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).env("PATH", search_path());
    command
}

/// The same through the cargo that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// Runs a command whose output the user sees.
///
/// # Errors
/// When it cannot be started or does not succeed; the error names it.
pub(crate) fn run(command: &mut Command) -> anyhow::Result<()> {
    let line = describe(command);
    println!("    $ {line}");
    let status = command.status().with_context(|| format!("could not start: {line}"))?;
    if !status.success() {
        bail!("{line}: {status}");
    }
    Ok(())
}

/// Runs a command whose output the user sees, and names in the error the lines of it that `tells` says are failures.
///
/// # Errors
/// When it cannot be started or does not succeed; the error names it, and after it the failures.
pub(crate) fn run_naming_failures(
    command: &mut Command,
    tells: fn(&str) -> Option<&str>,
) -> anyhow::Result<()> {
    let line = describe(command);
    println!("    $ {line}");
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start: {line}"))?;
    let mut failures = Vec::new();
    for said in BufReader::new(child.stdout.take().context("its output is piped")?).split(b'\n') {
        let said = said?;
        let said = String::from_utf8_lossy(&said);
        println!("{said}");
        failures.extend(tells(&said).map(|failure| format!("\n             {failure}")));
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("{line}: {status}{}", failures.concat());
    }
    Ok(())
}

/// The test that a line of the test runner says has failed.
pub(crate) fn failed_test(line: &str) -> Option<&str> {
    line.strip_prefix("test ")?.strip_suffix(" ... FAILED")
}

/// The journey that a line of the browser suite says has failed, or what its last look at the logs found.
pub(crate) fn failed_journey(line: &str) -> Option<&str> {
    let line = line.trim();
    let journey = line.strip_prefix('✘').map(str::trim_start);
    journey.or_else(|| line.starts_with("Error: The log tells").then_some(line))
}

/// What a command prints on standard output, trimmed; none when it cannot be started or does not succeed.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where a program is on the search path.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    env::split_paths(&search_path()).map(|folder| folder.join(program)).find(|path| path.is_file())
}

/// Whether we may install packages here with apt-get.
pub(crate) fn is_root_on_debian() -> bool {
    let root = output(&mut command("id", &["-u"])).is_some_and(|id| id == "0");
    root && Path::new("/etc/debian_version").exists() && find("apt-get").is_some()
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy();
    let arguments = command.get_args().map(|argument| argument.to_string_lossy());
    std::iter::once(program).chain(arguments).collect::<Vec<_>>().join(" ")
}

fn search_path() -> OsString {
    let mut folders = vec![tools().join("bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    // Debian keeps the server's programs out of everybody's way; the newest version comes first.
    let mut postgres: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    postgres.sort_by_key(|path| std::cmp::Reverse(version_of(path)));
    folders.extend(postgres);
    env::join_paths(folders).expect("folders of a search path hold no separator")
}

fn version_of(bin: &Path) -> u32 {
    let version = bin.parent().and_then(Path::file_name).unwrap_or_default();
    version.to_string_lossy().parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failing_command_names_the_lines_that_failed() {
        let says = "printf 'test a ... ok\\ntest b::c ... FAILED\\n'; exit 1";
        let fault = run_naming_failures(&mut command("sh", &["-c", says]), failed_test).unwrap_err();
        let named: Vec<String> =
            fault.to_string().lines().skip(1).map(|line| line.trim().to_owned()).collect();
        assert_eq!(named.last().map(String::as_str), Some("b::c"));
        run_naming_failures(&mut command("true", &[]), failed_test).unwrap();
    }

    #[test]
    fn a_failed_journey_is_told_by_its_cross() {
        let line = "  ✘   31 [narrow] › journeys/reading.spec.mjs:8:1 › the pages (3.0s)";
        assert_eq!(
            failed_journey(line),
            Some("31 [narrow] › journeys/reading.spec.mjs:8:1 › the pages (3.0s)")
        );
        assert_eq!(failed_journey("  ✓   30 [narrow] › journeys/reading.spec.mjs:5:1 › all (1s)"), None);
    }
}
