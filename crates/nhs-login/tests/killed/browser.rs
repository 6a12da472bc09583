//! A person's browser: it keeps cookies, follows redirects and sends forms. It has no JavaScript.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::sync::Arc;

use reqwest::cookie::{CookieStore as _, Jar};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use serde_json::Value;

const BOUNDARY: &str = "----killed-tests-boundary";
const MULTIPART: &str = "multipart/form-data; boundary=----killed-tests-boundary";

/// The program stopped answering. What it was asked for may have happened or not.
#[derive(Debug)]
pub(crate) struct Gone;

impl From<reqwest::Error> for Gone {
    fn from(_: reqwest::Error) -> Self {
        Self
    }
}

/// A browser that has never been here.
#[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
pub(crate) struct Browser {
    http: reqwest::Client,
    cookies: Arc<Jar>,
    issuer: String,
}

/// Where an answer leads.
#[derive(Debug)]
pub(crate) enum Led {
    /// A page of a journey: the last part of its address, the whole, and the hidden field of its forms.
    Page { name: String, address: String, csrf: String },
    /// On, to this address.
    On(String),
}

impl Browser {
    #[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
    pub(crate) fn new(issuer: &str) -> Self {
        let cookies = Arc::new(Jar::default());
        let http = reqwest::Client::builder().redirect(Policy::none()).cookie_provider(Arc::clone(&cookies));
        Self { http: http.build().unwrap(), cookies, issuer: issuer.to_owned() }
    }

    /// Opens an address of the service.
    pub(crate) async fn open(&self, path: &str) -> Result<Led, Gone> {
        led(path, self.http.get(self.at(path)).send().await?).await
    }

    /// Sends a form.
    pub(crate) async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Result<Led, Gone> {
        let request = self.http.post(self.at(path)).header(ORIGIN, &self.issuer).form(fields);
        led(path, request.send().await?).await
    }

    /// Sends a form with a file.
    pub(crate) async fn upload(&self, path: &str, body: Vec<u8>) -> Result<Led, Gone> {
        let request =
            self.http.post(self.at(path)).header(ORIGIN, &self.issuer).header(CONTENT_TYPE, MULTIPART);
        led(path, request.body(body).send().await?).await
    }

    /// Sends half of a form with a file, once the program has said that it reads it. The connection is open still.
    pub(crate) fn upload_half(&self, path: &str, body: &[u8]) -> TcpStream {
        let site = self.issuer.strip_prefix("http://").unwrap();
        let cookies = self.cookies.cookies(&self.issuer.parse().unwrap()).unwrap();
        let (cookies, issuer, length) = (cookies.to_str().unwrap(), &self.issuer, body.len());
        let mut connection = TcpStream::connect(site).unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {site}\r\nOrigin: {issuer}\r\nCookie: {cookies}\r\nContent-Type: {MULTIPART}\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n\r\n"
        );
        connection.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        BufReader::new(&connection).read_line(&mut answer).unwrap();
        assert!(answer.contains("100 Continue"), "{answer}");
        connection.write_all(&body[..length / 2]).unwrap();
        connection
    }

    /// The page that an address leads to in the end: its own path, its status and what it says.
    pub(crate) async fn read(&self, path: &str) -> Result<(String, u16, String), Gone> {
        let mut place = path.to_owned();
        loop {
            let response = self.http.get(self.at(&place)).send().await?;
            match response.headers().get(LOCATION) {
                Some(next) => place = next.to_str().unwrap().to_owned(),
                None => return Ok((place, response.status().as_u16(), response.text().await?)),
            }
        }
    }

    /// The newest code that was sent to `recipient`.
    pub(crate) async fn code_sent_to(&self, recipient: &str) -> Result<String, Gone> {
        let request = self.http.get(self.at("/sandbox/outbox")).query(&[("to", recipient)]);
        let body = request.header(ACCEPT, "application/json").send().await?.text().await?;
        let messages: Value = serde_json::from_str(&body).unwrap();
        let mut codes = messages.as_array().unwrap().iter().filter_map(|message| message["code"].as_str());
        Ok(codes.next().unwrap_or_else(|| panic!("no code was sent to {recipient}: {body}")).to_owned())
    }

    fn at(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.issuer) } else { path.to_owned() }
    }
}

/// The body of a form with a file, which is sent last.
pub(crate) fn form_with_file(csrf: &str, field: &str, file: &[u8]) -> Vec<u8> {
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"IMG_0001.JPG\"\r\nContent-Type: image/jpeg\r\n\r\n"
    );
    [head.as_bytes(), file, format!("\r\n--{BOUNDARY}--\r\n").as_bytes()].concat()
}

async fn led(path: &str, response: reqwest::Response) -> Result<Led, Gone> {
    let status = response.status().as_u16();
    if let Some(location) = response.headers().get(LOCATION) {
        return Ok(Led::On(location.to_str().unwrap().to_owned()));
    }
    let body = response.text().await?;
    let csrf = body.split_once(r#"name="csrf" value=""#).and_then(|(_, rest)| rest.split('"').next());
    let Some(csrf) = csrf.filter(|_| status == 200) else { panic!("{path} answered {status}: {body}") };
    let address = path.split('?').next().unwrap().to_owned();
    let name = address.rsplit('/').next().unwrap().to_owned();
    Ok(Led::Page { name, csrf: csrf.to_owned(), address })
}
