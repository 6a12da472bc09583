//! One connection to the mail server: as much of RFC 5321 as a submitting client uses.

use std::io;
use std::ops::ControlFlow;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::smtp::{ReceivedEmail, SmtpSink};

/// The longest line that is read, and the longest message.
const LONGEST_LINE: u64 = 4096;
const LONGEST_MESSAGE: usize = 1024 * 1024;

struct Session<'a> {
    sink: &'a SmtpSink,
    stream: BufReader<TcpStream>,
    logged_in: bool,
    from: Option<String>,
    to: Vec<String>,
}

/// Speaks until the client quits or the connection ends.
pub(crate) async fn run(sink: &SmtpSink, stream: TcpStream) -> io::Result<()> {
    let logged_in = sink.0.credentials.is_none();
    let stream = BufReader::new(stream);
    let mut session = Session { sink, stream, logged_in, from: None, to: Vec::new() };
    session.say("220 simulator ESMTP").await?;
    while let Some(line) = session.line().await? {
        if session.obey(line.trim_end()).await?.is_break() {
            break;
        }
    }
    Ok(())
}

impl Session<'_> {
    async fn obey(&mut self, line: &str) -> io::Result<ControlFlow<()>> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" if self.sink.0.credentials.is_some() => {
                self.say("250-simulator\r\n250-8BITMIME\r\n250 AUTH PLAIN").await?;
            }
            "EHLO" => self.say("250-simulator\r\n250 8BITMIME").await?,
            "HELO" => self.say("250 simulator").await?,
            "AUTH" => self.log_in(rest).await?,
            "MAIL" => self.mail(rest).await?,
            "RCPT" => self.recipient(rest).await?,
            "DATA" => return self.data().await,
            "RSET" => {
                self.forget();
                self.say("250 2.0.0 forgotten").await?;
            }
            "NOOP" => self.say("250 2.0.0 nothing done").await?,
            "QUIT" => {
                self.say("221 2.0.0 goodbye").await?;
                return Ok(ControlFlow::Break(()));
            }
            _ => self.say("502 5.5.1 not known here").await?,
        }
        Ok(ControlFlow::Continue(()))
    }

    async fn log_in(&mut self, rest: &str) -> io::Result<()> {
        let offered = rest.strip_prefix("PLAIN ");
        self.logged_in = offered.is_some() && offered == self.sink.0.credentials.as_deref();
        let answer = if self.logged_in { "235 2.7.0 welcome" } else { "535 5.7.8 credentials not accepted" };
        self.say(answer).await
    }

    async fn mail(&mut self, rest: &str) -> io::Result<()> {
        if !self.logged_in {
            return self.say("530 5.7.0 log in first").await;
        }
        self.forget();
        match address(rest, "FROM:") {
            Some(from) => {
                self.from = Some(from.to_owned());
                self.say("250 2.1.0 sender noted").await
            }
            None => self.say("501 5.5.4 no sender").await,
        }
    }

    async fn recipient(&mut self, rest: &str) -> io::Result<()> {
        let answer = match address(rest, "TO:") {
            _ if self.from.is_none() => "503 5.5.1 sender first",
            None | Some("") => "501 5.5.4 no recipient",
            Some(to) if local_part(to) == "refused" => "550 5.1.1 no such mailbox",
            Some(to) if local_part(to) == "busy" => "451 4.7.1 try again later",
            Some(to) => {
                self.to.push(to.to_owned());
                "250 2.1.5 recipient noted"
            }
        };
        self.say(answer).await
    }

    async fn data(&mut self) -> io::Result<ControlFlow<()>> {
        let (Some(from), false) = (self.from.take(), self.to.is_empty()) else {
            self.say("503 5.5.1 sender and recipient first").await?;
            return Ok(ControlFlow::Continue(()));
        };
        self.say("354 end with a dot on a line of its own").await?;
        let mut raw = String::new();
        loop {
            let Some(line) = self.line().await? else { return Ok(ControlFlow::Break(())) };
            if line == ".\r\n" {
                break;
            }
            // A line that starts with a dot was given a second one (RFC 5321 s4.5.2).
            raw.push_str(line.strip_prefix('.').unwrap_or(&line));
            if raw.len() > LONGEST_MESSAGE {
                self.say("552 5.3.4 too long").await?;
                return Ok(ControlFlow::Break(()));
            }
        }
        let to = std::mem::take(&mut self.to);
        let fault = to.first().map_or("", |to| local_part(to)).to_owned();
        if fault == "silent" {
            std::future::pending::<()>().await;
        }
        self.sink.keep(ReceivedEmail { from, to, raw });
        if fault == "cut" {
            return Ok(ControlFlow::Break(()));
        }
        self.say("250 2.0.0 kept").await?;
        Ok(ControlFlow::Continue(()))
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }

    /// The next line with its end; none when the client is gone.
    async fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        let read = (&mut self.stream).take(LONGEST_LINE).read_line(&mut line).await?;
        Ok((read > 0).then_some(line))
    }

    async fn say(&mut self, text: &str) -> io::Result<()> {
        self.stream.write_all(format!("{text}\r\n").as_bytes()).await
    }
}

/// The address of `FROM:<…>` or `TO:<…>`, without parameters.
fn address<'a>(text: &'a str, keyword: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(keyword.len())?;
    let (address, _) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
    start.eq_ignore_ascii_case(keyword).then_some(address)
}

fn local_part(address: &str) -> &str {
    address.split('@').next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_out_of_its_brackets() {
        assert_eq!(address("FROM:<a@b.example> BODY=8BITMIME", "FROM:"), Some("a@b.example"));
        assert_eq!(address("from: <>", "FROM:"), Some(""));
        assert_eq!(address("TO:a@b.example", "TO:"), None);
        assert_eq!(address("é", "TO:"), None);
    }
}
