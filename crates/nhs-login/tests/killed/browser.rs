//! A person's browser: it keeps cookies, follows redirects and sends forms. It has no JavaScript.

use reqwest::header::{ACCEPT, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use serde_json::Value;

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
        let http = reqwest::Client::builder().redirect(Policy::none()).cookie_store(true).build().unwrap();
        Self { http, issuer: issuer.to_owned() }
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
