//! HTTP/1.1 as little of it as a generator needs, so that it leaves the cores to the server.

use std::net::SocketAddr;

use anyhow::{Context as _, bail, ensure};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::form_urlencoded::Serializer;

/// No answer of the server is longer.
const MOST_BYTES: usize = 4 << 20;

/// A connection that is kept, and opened again when the server closed it.
pub(crate) struct Connection {
    address: SocketAddr,
    stream: Option<TcpStream>,
    received: Vec<u8>,
}

/// An answer, valid until the next request on its connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Answer<'a> {
    /// The status.
    pub(crate) status: u16,
    head: &'a str,
    body: &'a [u8],
}

impl Connection {
    /// A connection to `address`, opened by the first request.
    pub(crate) const fn to(address: SocketAddr) -> Self {
        Self { address, stream: None, received: Vec::new() }
    }

    /// Sends a request and reads its answer.
    ///
    /// # Errors
    /// When the server cannot be reached, closes the connection early, or answers in a way that this reader does not know.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer<'_>> {
        let mut stream = match self.stream.take() {
            Some(stream) => stream,
            None => open(self.address).await?,
        };
        stream.write_all(request).await?;
        self.received.clear();
        let head = read_head(&mut stream, &mut self.received).await?;
        let length = body_length(text(&self.received[..head])?)?;
        ensure!(length <= MOST_BYTES, "an answer of {length} bytes");
        while self.received.len() < head + length {
            read_some(&mut stream, &mut self.received).await?;
        }
        let answer = parse(&self.received, head, length)?;
        let closes = answer.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        self.stream = (!closes).then_some(stream);
        Ok(answer)
    }
}

impl<'a> Answer<'a> {
    /// The first header of this name.
    pub(crate) fn header(&self, name: &str) -> Option<&'a str> {
        self.headers(name).next()
    }

    /// Every header of this name.
    pub(crate) fn headers<'n>(&self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.head.split("\r\n").skip(1).filter_map(move |line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body.
    pub(crate) const fn body(&self) -> &'a [u8] {
        self.body
    }

    /// For error reports: status, location, the start of the body.
    pub(crate) fn describe(&self) -> String {
        let location = self.header("location").unwrap_or_default();
        let body: String = String::from_utf8_lossy(self.body).chars().take(400).collect();
        format!("{} {location}\n{body}", self.status)
    }
}

async fn open(address: SocketAddr) -> anyhow::Result<TcpStream> {
    let stream = TcpStream::connect(address).await.with_context(|| address.to_string())?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Reads until the head is there; its length with the empty line.
async fn read_head(stream: &mut TcpStream, received: &mut Vec<u8>) -> anyhow::Result<usize> {
    loop {
        read_some(stream, received).await?;
        if let Some(at) = received.windows(4).position(|four| four == b"\r\n\r\n") {
            return Ok(at + 4);
        }
        ensure!(received.len() < 64 << 10, "the head of an answer does not end");
    }
}

async fn read_some(stream: &mut TcpStream, received: &mut Vec<u8>) -> anyhow::Result<()> {
    received.reserve(8 << 10);
    ensure!(stream.read_buf(received).await? > 0, "the server closed the connection early");
    Ok(())
}

fn parse(received: &[u8], head: usize, length: usize) -> anyhow::Result<Answer<'_>> {
    let body = &received[head..head + length];
    let head = text(&received[..head])?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no status")?;
    Ok(Answer { status, head, body })
}

fn body_length(head: &str) -> anyhow::Result<usize> {
    let bare = Answer { status: 0, head, body: b"" };
    if let Some(length) = bare.header("content-length") {
        return Ok(length.parse()?);
    }
    if bare.header("transfer-encoding").is_some() {
        bail!("a chunked answer");
    }
    Ok(0)
}

fn text(bytes: &[u8]) -> anyhow::Result<&str> {
    std::str::from_utf8(bytes).context("the head of an answer is not UTF-8")
}

/// A GET.
pub(crate) fn get(host: &str, path: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: {host}\r\n{}\r\n", lines(headers)).into_bytes()
}

/// A POST of a form.
pub(crate) fn post(host: &str, path: &str, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Vec<u8> {
    let body = Serializer::new(String::new()).extend_pairs(fields).finish();
    format!(
        "POST {path} HTTP/1.1\r\nhost: {host}\r\n{}content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        lines(headers),
        body.len()
    )
    .into_bytes()
}

fn lines(headers: &[(&str, &str)]) -> String {
    headers.iter().flat_map(|(name, value)| [*name, ": ", *value, "\r\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_by_its_length_and_headers_by_any_case() {
        let bytes = b"HTTP/1.1 303 See Other\r\nLocation: /next\r\nSet-Cookie: a=1\r\nset-cookie: b=2\r\ncontent-length: 2\r\n\r\nok";
        let head = bytes.len() - 2;
        assert_eq!(body_length(text(&bytes[..head]).unwrap()).unwrap(), 2);
        let answer = parse(bytes, head, 2).unwrap();
        assert_eq!((answer.status, answer.body()), (303, b"ok".as_slice()));
        assert_eq!(answer.header("LOCATION"), Some("/next"));
        assert_eq!(answer.headers("set-cookie").collect::<Vec<_>>(), ["a=1", "b=2"]);
    }

    #[test]
    fn an_answer_without_a_body_has_none_and_a_chunked_one_is_refused() {
        assert_eq!(body_length("HTTP/1.1 204 No Content\r\n\r\n").unwrap(), 0);
        assert!(body_length("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }

    #[test]
    fn a_form_is_encoded_and_its_length_is_told() {
        let request = String::from_utf8(post("h", "/p", &[("cookie", "a=b")], &[("x", "1 &")])).unwrap();
        assert!(request.starts_with("POST /p HTTP/1.1\r\nhost: h\r\ncookie: a=b\r\n"), "{request}");
        assert!(request.ends_with("content-length: 7\r\n\r\nx=1+%26"), "{request}");
    }
}
