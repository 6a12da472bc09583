//! clamd over TCP: `INSTREAM`, the file in chunks, one line of answer.

use std::fmt;
use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::settings::TimeLimits;

/// Small enough for a slow scanner to show its progress by what it takes.
const CHUNK: usize = 64 * 1024;

/// clamd's answers are one short line.
const LONGEST_ANSWER: u64 = 1024;

/// Names of signatures are short words; the rest of a longer one is cut off.
const LONGEST_NAME: usize = 80;

/// A clamd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirusScanSettings {
    /// Its host name or address. The protocol has no encryption: it belongs on this machine or a private network.
    pub host: String,
    /// Its port, usually 3310.
    pub port: u16,
    /// How long connecting, and then the scan of one file, may take.
    pub limits: TimeLimits,
}

/// The name under which a scanner knows what it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VirusName(String);

impl VirusName {
    /// Its text: printable ASCII, safe in a log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VirusName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a scan found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scanned {
    /// Nothing.
    Clean,
    /// A virus: the file must not be kept (CID4015, CID8015).
    Infected(VirusName),
}

/// Why there is no result. The file is then treated as not scanned, never as clean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VirusScanFault {
    /// No connection.
    #[error("the virus scanner cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("the virus scanner did not answer in time")]
    TimedOut,
    /// The connection broke.
    #[error("the connection to the virus scanner broke")]
    Interrupted,
    /// The file is larger than its `StreamMaxLength`: an operator has to raise that.
    #[error("the file is too large for the virus scanner")]
    TooLarge,
    /// It says that it could not scan.
    #[error("the virus scanner failed")]
    Failed,
    /// It answered something else.
    #[error("the virus scanner gave an answer that cannot be read")]
    Unreadable,
}

/// Asks clamd. A connection is made for each file, as clamd expects.
#[derive(Debug, Clone)]
pub struct VirusScan {
    settings: VirusScanSettings,
}

impl VirusScan {
    /// The client that `settings` describe. Nothing is connected yet.
    #[must_use]
    pub const fn new(settings: VirusScanSettings) -> Self {
        Self { settings }
    }

    /// Scans a file.
    ///
    /// # Errors
    /// When there is no result.
    ///
    /// Source: Journeys 2.7 I8, CID4015
    pub async fn scan(&self, file: &[u8]) -> Result<Scanned, VirusScanFault> {
        let answer = self.ask(b"zINSTREAM\0", Some(file)).await?;
        scanned(&answer)
            .inspect_err(|fault| tracing::warn!(provider = "clamd", %fault, "a file was not scanned"))
    }

    /// Whether clamd is there and answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), VirusScanFault> {
        let answer = self.ask(b"zPING\0", None).await?;
        if line(&answer) == Some("PONG") { Ok(()) } else { Err(VirusScanFault::Unreadable) }
    }

    async fn ask(&self, command: &[u8], file: Option<&[u8]>) -> Result<Vec<u8>, VirusScanFault> {
        let VirusScanSettings { host, port, limits } = &self.settings;
        let connecting = TcpStream::connect((host.as_str(), *port));
        let Ok(Ok(stream)) = timeout(limits.connect, connecting).await else {
            return Err(VirusScanFault::Unreachable);
        };
        match timeout(limits.total, talk(stream, command, file)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(_)) => Err(VirusScanFault::Interrupted),
            Err(_) => Err(VirusScanFault::TimedOut),
        }
    }
}

async fn talk(mut stream: TcpStream, command: &[u8], file: Option<&[u8]>) -> io::Result<Vec<u8>> {
    stream.write_all(command).await?;
    let sent = match file {
        Some(file) => send(&mut stream, file).await,
        None => Ok(()),
    };
    let mut answer = Vec::new();
    let read = (&mut stream).take(LONGEST_ANSWER).read_to_end(&mut answer).await;
    // clamd answers and hangs up in the middle of a file that is too large: its words count, not the broken pipe.
    if answer.is_empty() {
        sent?;
        read?;
    }
    Ok(answer)
}

/// Each chunk after its length in four bytes, big end first; a length of zero ends the file.
async fn send(stream: &mut TcpStream, file: &[u8]) -> io::Result<()> {
    for chunk in file.chunks(CHUNK) {
        let length = u32::try_from(chunk.len()).expect("a chunk is small");
        stream.write_all(&length.to_be_bytes()).await?;
        stream.write_all(chunk).await?;
    }
    stream.write_all(&0_u32.to_be_bytes()).await?;
    stream.flush().await
}

/// The text before the zero that ends it.
fn line(answer: &[u8]) -> Option<&str> {
    std::str::from_utf8(answer.strip_suffix(b"\0")?).ok().map(str::trim)
}

fn scanned(answer: &[u8]) -> Result<Scanned, VirusScanFault> {
    if answer.is_empty() {
        return Err(VirusScanFault::Interrupted);
    }
    let line = line(answer).ok_or(VirusScanFault::Unreadable)?;
    if line.ends_with("ERROR") {
        let too_large = line.contains("size limit exceeded");
        return Err(if too_large { VirusScanFault::TooLarge } else { VirusScanFault::Failed });
    }
    let said = line.strip_prefix("stream: ").ok_or(VirusScanFault::Unreadable)?;
    if said == "OK" {
        return Ok(Scanned::Clean);
    }
    let name = said.strip_suffix(" FOUND").ok_or(VirusScanFault::Unreadable)?;
    let name: String = name.chars().filter(char::is_ascii_graphic).take(LONGEST_NAME).collect();
    Ok(Scanned::Infected(VirusName(name)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_three_answers_are_told_apart() {
        assert_eq!(scanned(b"stream: OK\0"), Ok(Scanned::Clean));
        let Ok(Scanned::Infected(name)) = scanned(b"stream: Win.Test.EICAR_HDB-1 FOUND\0") else {
            panic!("it was found");
        };
        assert_eq!(name.as_str(), "Win.Test.EICAR_HDB-1");
        assert_eq!(scanned(b"stream: Can't allocate memory ERROR\0"), Err(VirusScanFault::Failed));
        assert_eq!(scanned(b"INSTREAM size limit exceeded. ERROR\0"), Err(VirusScanFault::TooLarge));
    }

    #[test]
    fn half_an_answer_is_none() {
        for half in
            [&b"stream: OK"[..], b"stream: O\0", b"stream:\0", b"OK\0", b"\0", b"stream: \xff FOUND\0"]
        {
            assert_eq!(scanned(half), Err(VirusScanFault::Unreadable));
        }
        assert_eq!(scanned(b""), Err(VirusScanFault::Interrupted));
    }

    proptest! {
        #[test]
        fn nothing_but_the_exact_words_is_clean(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            prop_assert_ne!(scanned(&bytes), Ok(Scanned::Clean));
        }

        #[test]
        fn a_name_is_fit_for_a_log(name in "\\PC{0,200}") {
            if let Ok(Scanned::Infected(name)) = scanned(format!("stream: {name} FOUND\0").as_bytes()) {
                prop_assert!(name.as_str().len() <= 80 && name.as_str().bytes().all(|b| b.is_ascii_graphic()));
            }
        }
    }
}
