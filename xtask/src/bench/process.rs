//! A server process: its start, its CPU time, its memory, its end. Linux only, as it reads `/proc`.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};

/// `/proc/PID/stat` counts in hundredths of a second on every Linux architecture that Rust supports.
const TICK: Duration = Duration::from_millis(10);
const START_WITHIN: Duration = Duration::from_secs(20);
const END_WITHIN: Duration = Duration::from_secs(30);

/// A running server; killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    /// Where it answers.
    pub(crate) address: SocketAddr,
    /// From its start to its first answer.
    pub(crate) started_in: Duration,
}

/// Memory in KiB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Memory {
    /// Now.
    pub(crate) resident: u64,
    /// The most so far.
    pub(crate) peak: u64,
}

impl Server {
    /// Starts `command` and waits until `GET path` at `address` is answered.
    ///
    /// # Errors
    /// When it ends or does not answer within twenty seconds; `log` then says why.
    pub(crate) fn start(
        command: &mut Command,
        address: SocketAddr,
        path: &str,
        log: &Path,
    ) -> anyhow::Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(log)?);
        let begun = Instant::now();
        let child = command.spawn().with_context(|| format!("{command:?}"))?;
        let mut server = Self { child, address, started_in: Duration::ZERO };
        while !is_answered(address, path) {
            if let Some(status) = server.child.try_wait()? {
                bail!("{command:?} ended ({status}):\n{}", tail(log));
            }
            ensure!(begun.elapsed() < START_WITHIN, "{command:?} does not answer:\n{}", tail(log));
            std::thread::sleep(Duration::from_micros(500));
        }
        server.started_in = begun.elapsed();
        Ok(server)
    }

    /// Its process id.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// User and system time of all its threads, the ended ones too.
    ///
    /// # Errors
    /// When it has ended.
    pub(crate) fn cpu(&self) -> anyhow::Result<Duration> {
        cpu_of(&std::fs::read_to_string(self.proc("stat")).context("the server has ended")?)
    }

    /// The CPU time since it was `before`.
    ///
    /// # Errors
    /// When it has ended.
    pub(crate) fn cpu_since(&self, before: Duration) -> anyhow::Result<Duration> {
        Ok(self.cpu()?.saturating_sub(before))
    }

    /// Its memory.
    ///
    /// # Errors
    /// When it has ended.
    pub(crate) fn memory(&self) -> anyhow::Result<Memory> {
        memory_of(&std::fs::read_to_string(self.proc("status")).context("the server has ended")?)
    }

    /// Ends it as an operator would, and waits for it.
    ///
    /// # Errors
    /// When it does not end within half a minute.
    pub(crate) fn stop(mut self) -> anyhow::Result<()> {
        let pid = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw).context("no process id")?;
        kill_process(pid, Signal::TERM)?;
        let begun = Instant::now();
        while self.child.try_wait()?.is_none() {
            ensure!(begun.elapsed() < END_WITHIN, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    fn proc(&self, file: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/{file}", self.child.id()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.child.kill().and_then(|()| self.child.wait());
    }
}

/// An address on loopback that was free a moment ago.
///
/// # Errors
/// When there is none.
pub(crate) fn free_address() -> anyhow::Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

/// The CPU time of the calling thread.
///
/// # Errors
/// When the kernel does not tell.
pub(crate) fn thread_cpu() -> anyhow::Result<Duration> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")?;
    let nanoseconds = text.split(' ').next().unwrap_or_default().parse()?;
    Ok(Duration::from_nanos(nanoseconds))
}

fn is_answered(address: SocketAddr, path: &str) -> bool {
    let Ok(mut stream) = TcpStream::connect(address) else { return false };
    let request = format!("GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
    let mut start = [0; 12];
    let answered = stream.write_all(request.as_bytes()).and_then(|()| stream.read_exact(&mut start));
    answered.is_ok() && start.ends_with(b"200")
}

/// The last lines of a log.
pub(crate) fn tail(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// The fields after the name, which may hold anything: state is the first, utime the 12th, stime the 13th.
fn cpu_of(stat: &str) -> anyhow::Result<Duration> {
    let (_, fields) = stat.rsplit_once(") ").context("no name in stat")?;
    let mut times = fields.split(' ').skip(11);
    let mut ticks = || -> anyhow::Result<u32> { Ok(times.next().context("a short stat")?.parse()?) };
    Ok(TICK * (ticks()? + ticks()?))
}

fn memory_of(status: &str) -> anyhow::Result<Memory> {
    let kib = |name: &str| -> anyhow::Result<u64> {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).context("a short status")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    };
    Ok(Memory { resident: kib("VmRSS:")?, peak: kib("VmHWM:")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_time_is_read_behind_any_name() {
        let stat = "42 (a) b (c) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 7 8 20 0 9 0 1 2 3";
        assert_eq!(cpu_of(stat).unwrap(), Duration::from_secs(2));
        assert!(cpu_of("42 (a) S 1").is_err());
    }

    #[test]
    fn memory_is_read_by_name() {
        let status = "Name:\tx\nVmPeak:\t  9 kB\nVmHWM:\t   2048 kB\nVmRSS:\t    1024 kB\n";
        assert_eq!(memory_of(status).unwrap(), Memory { resident: 1024, peak: 2048 });
    }

    #[test]
    fn a_program_that_ends_at_once_is_reported_with_its_log() {
        let log = std::env::temp_dir().join(format!("bench-{}.log", std::process::id()));
        let mut command = Command::new("sh");
        command.args(["-c", "echo out of order >&2; exit 3"]);
        let fault = Server::start(&mut command, free_address().unwrap(), "/", &log).err().unwrap();
        assert!(fault.to_string().contains("out of order"), "{fault}");
        std::fs::remove_file(log).unwrap();
    }
}
