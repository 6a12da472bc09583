//! Where the lines of the log go: into memory, and from there to standard error by a thread of their own, many at a time.
//!
//! A request pays for a copy, not for a system call, and a slow reader of the log stops nobody. When the reader is so
//! slow that the memory is full, lines are counted instead, and the count is told. At the end everything is written.

use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use tracing_subscriber::fmt::MakeWriter;

/// How long lines gather before they are written: short enough for somebody who watches.
const GATHER: Duration = Duration::from_millis(10);
/// Bytes that may wait: seconds of a busy server.
const ROOM: usize = 4 * 1024 * 1024;
/// A buffer that grew further in a burst is given back.
const KEPT: usize = 64 * 1024;

/// Takes lines from every thread. Clones share the buffer.
#[derive(Debug, Clone)]
pub(crate) struct LogLines(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    text: Vec<u8>,
    lost: u64,
    ended: bool,
}

/// Writes everything that waits when it is dropped; lines after that go out one by one.
#[derive(Debug)]
#[must_use = "the log's last lines are written when it is dropped"]
pub struct LogEnd {
    lines: LogLines,
    thread: Option<JoinHandle<()>>,
}

impl LogLines {
    /// Lines that a new thread writes to `sink`. Without a thread every line is written by whoever tells it.
    pub(crate) fn to(sink: impl Write + Send + 'static) -> (Self, LogEnd) {
        let lines = Self(Arc::default());
        let shared = Arc::clone(&lines.0);
        let thread = std::thread::Builder::new().name("log".to_owned()).spawn(move || shared.write_to(sink));
        if thread.is_err() {
            lines.0.lock().ended = true;
        }
        (lines.clone(), LogEnd { lines, thread: thread.ok() })
    }

    fn add(&self, line: &[u8]) -> io::Result<()> {
        let mut waiting = self.0.lock();
        if waiting.ended {
            drop(waiting);
            return io::stderr().write_all(line);
        }
        if waiting.text.len() + line.len() > ROOM {
            waiting.lost += 1;
            return Ok(());
        }
        let first = waiting.text.is_empty();
        waiting.text.extend_from_slice(line);
        drop(waiting);
        if first {
            self.0.arrived.notify_one();
        }
        Ok(())
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        // A panic while a line was copied leaves at worst half a line.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_to(&self, mut sink: impl Write) {
        let mut text = Vec::with_capacity(KEPT);
        loop {
            let (lost, ended) = self.take(&mut text);
            // Nobody is left to tell when the log itself cannot be written.
            let _unwritten =
                sink.write_all(&text).and_then(|()| tell_lost(&mut sink, lost)).and_then(|()| sink.flush());
            text.clear();
            text.shrink_to(KEPT);
            if ended {
                return;
            }
        }
    }

    /// Waits for lines, lets more of them gather, and takes them all.
    fn take(&self, text: &mut Vec<u8>) -> (u64, bool) {
        let nothing = |waiting: &mut Waiting| waiting.text.is_empty() && !waiting.ended;
        let waiting = self.arrived.wait_while(self.lock(), nothing).unwrap_or_else(PoisonError::into_inner);
        let gathering = |waiting: &mut Waiting| !waiting.ended;
        let gathered = self.arrived.wait_timeout_while(waiting, GATHER, gathering);
        let (mut waiting, _) = gathered.unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut waiting.text, text);
        (std::mem::take(&mut waiting.lost), waiting.ended)
    }
}

fn tell_lost(sink: &mut impl Write, lost: u64) -> io::Result<()> {
    if lost == 0 {
        Ok(())
    } else {
        writeln!(sink, r#"{{"level":"WARN","message":"the log was full","lost":{lost}}}"#)
    }
}

impl Drop for LogEnd {
    fn drop(&mut self) {
        self.lines.0.lock().ended = true;
        self.lines.0.arrived.notify_one();
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}

/// One line: the formatter hands it over whole.
#[derive(Debug)]
pub(crate) struct Line<'a>(&'a LogLines);

impl Write for Line<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.add(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LogLines {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// A sink that a test can read, and that waits to be allowed each write when it is told to.
    struct Sink {
        written: Arc<Mutex<Vec<u8>>>,
        allowed: Option<mpsc::Receiver<()>>,
    }

    impl Write for Sink {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if let Some(allowed) = &self.allowed {
                let _open_from_now_on = allowed.recv();
            }
            self.written.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn text(written: &Mutex<Vec<u8>>) -> String {
        String::from_utf8(written.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn every_line_is_written_in_order_before_the_end() {
        let written = Arc::default();
        let (lines, end) = LogLines::to(Sink { written: Arc::clone(&written), allowed: None });
        let told: Vec<String> = (0..5000).map(|number| format!("{number}\n")).collect();
        for line in &told {
            lines.make_writer().write_all(line.as_bytes()).unwrap();
        }
        drop(end);
        assert_eq!(text(&written), told.concat());
    }

    #[test]
    fn a_reader_that_stands_still_costs_lines_which_are_counted_and_never_stops_who_tells_them() {
        let written = Arc::default();
        let (allow, allowed) = mpsc::channel();
        let (lines, end) = LogLines::to(Sink { written: Arc::clone(&written), allowed: Some(allowed) });
        let line = vec![b'x'; ROOM / 2];
        for _ in 0..9 {
            lines.add(&line).unwrap();
        }
        drop(allow);
        drop(end);
        let all = text(&written);
        let lost = all.rsplit_once(r#""lost":"#).unwrap().1.trim_end_matches("}\n").parse::<usize>().unwrap();
        let kept = all.bytes().filter(|byte| *byte == b'x').count() / line.len();
        assert_eq!(kept + lost, 9);
        assert!(lost >= 5, "{lost}");
    }
}
