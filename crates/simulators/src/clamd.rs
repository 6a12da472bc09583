//! clamd: `PING` and `INSTREAM`, and one virus that it knows.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use vocabulary::Sandbox;

/// The largest file that it scans, in bytes; clamd calls this `StreamMaxLength`.
const STREAM_MAX_LENGTH: usize = 60 * 1024 * 1024;

/// The harmless test file of the European Institute for Computer Antivirus Research, in two halves so that no scanner
/// takes this program for it.
const TEST_VIRUS: [&str; 2] = [r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STAND", "ARD-ANTIVIRUS-TEST-FILE!$H+H*"];

/// Any file with these words makes it say that it could not scan.
const UNSCANNABLE: &[u8] = b"SIMULATED-SCANNER-FAILURE";

/// A scanner that counts what it scanned.
#[derive(Clone)]
pub struct ClamdSimulator {
    scanned: Arc<AtomicUsize>,
    largest: usize,
}

impl ClamdSimulator {
    /// A scanner that has scanned nothing.
    #[must_use]
    pub fn new(_witness: Sandbox) -> Self {
        Self { scanned: Arc::default(), largest: STREAM_MAX_LENGTH }
    }

    /// The same scanner for files of at most `bytes`.
    #[must_use]
    pub fn with_largest(self, bytes: usize) -> Self {
        Self { largest: bytes, ..self }
    }

    /// How many files it scanned.
    #[must_use]
    pub fn scanned(&self) -> usize {
        self.scanned.load(Ordering::SeqCst)
    }

    /// The words by which it knows a virus: put them anywhere in a file.
    #[must_use]
    pub fn test_virus() -> Vec<u8> {
        TEST_VIRUS.concat().into_bytes()
    }

    /// The words that make it say that it could not scan.
    #[must_use]
    pub fn unscannable() -> Vec<u8> {
        UNSCANNABLE.to_vec()
    }

    /// Scans for whoever connects to `listener`, until `shutdown` ends.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve<F>(self, listener: TcpListener, shutdown: F) -> io::Result<()>
    where
        F: Future<Output = ()> + Send,
    {
        let mut talks = JoinSet::new();
        tokio::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => return Ok(()),
                accepted = listener.accept() => {
                    let (stream, _) = accepted?;
                    let scanner = self.clone();
                    talks.spawn(async move {
                        if let Err(error) = scanner.talk(stream).await {
                            tracing::debug!(%error, "a talk with the scanner broke");
                        }
                    });
                }
                Some(_) = talks.join_next() => {}
            }
        }
    }

    async fn talk(&self, stream: TcpStream) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        let mut command = Vec::new();
        (&mut stream).take(64).read_until(0, &mut command).await?;
        let answer: &[u8] = match command.as_slice() {
            b"zPING\0" => b"PONG\0",
            b"zINSTREAM\0" => match receive(&mut stream, self.largest).await? {
                Some(file) => {
                    self.scanned.fetch_add(1, Ordering::SeqCst);
                    judge(&file)
                }
                None => b"INSTREAM size limit exceeded. ERROR\0",
            },
            _ => b"UNKNOWN COMMAND\0",
        };
        stream.write_all(answer).await?;
        stream.shutdown().await
    }
}

/// The file, or nothing when it is larger than `largest`.
async fn receive(stream: &mut BufReader<TcpStream>, largest: usize) -> io::Result<Option<Vec<u8>>> {
    let mut file = Vec::new();
    loop {
        let length = usize::try_from(stream.read_u32().await?).unwrap_or(usize::MAX);
        if length == 0 {
            return Ok(Some(file));
        }
        if length > largest.saturating_sub(file.len()) {
            return Ok(None);
        }
        let start = file.len();
        file.resize(start + length, 0);
        stream.read_exact(&mut file[start..]).await?;
    }
}

fn judge(file: &[u8]) -> &'static [u8] {
    let holds = |words: &[u8]| file.windows(words.len()).any(|window| window == words);
    if holds(&ClamdSimulator::test_virus()) {
        b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
    } else if holds(UNSCANNABLE) {
        b"stream: Can't allocate memory ERROR\0"
    } else {
        b"stream: OK\0"
    }
}
