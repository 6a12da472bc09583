//! Where the server's time goes: `perf` beside each kind of request. It samples a software clock, which every machine has.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use rustix::process::{Pid, Signal, kill_process};

/// A `perf record` in progress.
pub(crate) struct Recording {
    child: Child,
    data: PathBuf,
}

impl Recording {
    /// Samples a process from now on.
    ///
    /// # Errors
    /// When perf is not installed (Debian: linux-perf).
    pub(crate) fn start(process: u32, name: &str, folder: &Path) -> anyhow::Result<Self> {
        let data = folder.join(format!("profile-{name}.data"));
        let mut command = Command::new("perf");
        command.args(["record", "--quiet", "--event=cpu-clock", "--freq=2000", "--call-graph=dwarf,16384"]);
        command.args(["--pid", &process.to_string(), "--output"]).arg(&data);
        let child = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn().context("perf")?;
        // It says nothing when it is ready.
        std::thread::sleep(Duration::from_millis(400));
        Ok(Self { child, data })
    }

    /// Ends it, and writes the functions that took most, beside the samples.
    ///
    /// # Errors
    /// When perf fails.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).context("no process id")?;
        kill_process(pid, Signal::INT)?;
        self.child.wait()?;
        let mut command = Command::new("perf");
        command.args([
            "report",
            "--stdio",
            "--no-children",
            "--call-graph=none",
            "--percent-limit=0.5",
            "--input",
        ]);
        let output = command.arg(&self.data).stderr(Stdio::null()).output()?;
        let file = self.data.with_extension("txt");
        std::fs::write(&file, output.stdout)?;
        println!("    {}", file.display());
        Ok(())
    }
}
