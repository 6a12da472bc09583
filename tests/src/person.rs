//! A person with a browser: cookies, no JavaScript, fills in forms by label.

use std::collections::BTreeMap;

use reqwest::header::{CONTENT_TYPE, COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;

use crate::house::TestHouse;
use crate::page::{Form, Page};

const BOUNDARY: &str = "----house-tests-boundary";
const OCTETS: &str = "Content-Type: application/octet-stream\r\n";

/// One part of a form with files.
fn part(body: &mut Vec<u8>, described: &str, content: &[u8]) {
    body.extend_from_slice(
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; {described}\r\n").as_bytes(),
    );
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n");
}

/// A file that was chosen.
#[derive(Debug, Clone)]
struct Attached {
    field: String,
    file: String,
    bytes: Vec<u8>,
}

/// A person and their browser.
#[derive(Debug, Clone)]
#[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
pub struct Person {
    http: reqwest::Client,
    issuer: String,
    elsewhere: Option<String>,
    network: Option<String>,
    cookies: BTreeMap<String, String>,
    filled: Vec<(String, String)>,
    attached: Vec<Attached>,
    page: Option<Page>,
    left: Option<url::Url>,
    visited: Vec<String>,
}

impl Person {
    /// Somebody with an empty browser.
    #[must_use]
    pub fn new(house: &TestHouse) -> Self {
        Self::at(house.issuer())
    }

    /// Somebody with an empty browser who uses another site than the issuer's, such as `http://127.0.0.1:8081`.
    #[must_use]
    #[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
    pub fn at(origin: &str) -> Self {
        let http = reqwest::Client::builder().redirect(Policy::none()).build().expect("a client");
        Self {
            http,
            issuer: origin.to_owned(),
            elsewhere: None,
            network: None,
            cookies: BTreeMap::new(),
            filled: Vec::new(),
            attached: Vec::new(),
            page: None,
            left: None,
            visited: Vec::new(),
        }
    }

    /// Follows to this other site as well: both are on one host, so they share a cookie jar as in a browser.
    pub fn travels_to(&mut self, site: &str) -> &mut Self {
        self.elsewhere = Some(site.to_owned());
        self
    }

    /// Calls from this network, past a proxy that the house trusts (`listen.trusted_proxies`).
    pub fn calls_from(&mut self, network: &str) -> &mut Self {
        self.network = Some(network.to_owned());
        self
    }

    /// The cookies of this browser.
    pub fn cookies(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cookies.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Opens an address and follows where it leads, as far as the service goes.
    pub async fn go(&mut self, address: &str) -> &mut Self {
        self.left = None;
        self.filled.clear();
        self.attached.clear();
        let response =
            self.http.get(self.absolute(address)).headers(self.headers()).send().await.expect("an answer");
        self.follow(address.to_owned(), response).await;
        self
    }

    /// Opens an address with a form post from another site: no cookies come along (`SameSite=Lax`).
    pub async fn post_from_elsewhere(&mut self, address: &str, fields: &[(&str, &str)]) -> &mut Self {
        self.left = None;
        let request =
            self.http.post(self.absolute(address)).header(ORIGIN, "https://partner.example").form(fields);
        let response = request.send().await.expect("an answer");
        self.follow(address.to_owned(), response).await;
        self
    }

    /// Types into the field with this label.
    pub fn fill(&mut self, label: &str, value: &str) -> &mut Self {
        let name = self.page().field(label);
        self.filled.push((name, value.to_owned()));
        self
    }

    /// Ticks the box or selects the radio button with this label.
    pub fn tick(&mut self, label: &str, value: &str) -> &mut Self {
        self.fill(label, value)
    }

    /// Fills in the field of this name: for pages on which several fields have the same label.
    pub fn set(&mut self, field: &str, value: &str) -> &mut Self {
        self.filled.push((field.to_owned(), value.to_owned()));
        self
    }

    /// Chooses a file for the file input with this label; once more for a second one.
    pub fn attach(&mut self, label: &str, file: &str, bytes: &[u8]) -> &mut Self {
        let field = self.page().field(label);
        self.attached.push(Attached { field, file: file.to_owned(), bytes: bytes.to_owned() });
        self
    }

    /// Puts a file into the input of this name, as a page's script does.
    pub fn attach_to(&mut self, field: &str, file: &str, bytes: &[u8]) -> &mut Self {
        let attached = Attached { field: field.to_owned(), file: file.to_owned(), bytes: bytes.to_owned() };
        self.attached.push(attached);
        self
    }

    /// Fetches an address as a page's picture or video: status, media type, bytes.
    pub async fn fetch(&self, address: &str) -> (u16, String, Vec<u8>) {
        let request = self.http.get(self.absolute(address)).headers(self.headers());
        let response = request.send().await.expect("an answer");
        let header = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
        let media_type = header("content-type").unwrap_or_default().to_owned();
        let status = response.status().as_u16();
        (status, media_type, response.bytes().await.expect("a body").to_vec())
    }

    /// Asks without following, without a token and without keeping cookies: the bare answer.
    pub async fn bare(&self, method: reqwest::Method, address: &str) -> reqwest::Response {
        let request = self.http.request(method, self.absolute(address)).headers(self.headers());
        let request = request.header("sec-fetch-site", "same-origin").form::<[(&str, &str); 0]>(&[]);
        request.send().await.expect("an answer")
    }

    /// Selects a button: its form is sent with what was typed.
    pub async fn press(&mut self, button: &str) -> &mut Self {
        let mut form = self.page().form(button);
        for (name, value) in std::mem::take(&mut self.filled) {
            form.fields.retain(|(known, _)| *known != name);
            form.fields.push((name, value));
        }
        if form.files.is_empty() {
            self.send(&form.action, &form.fields).await
        } else {
            self.upload(form).await
        }
    }

    /// Sends a form with files, as a browser does: a file input in which nothing was chosen is sent without a name.
    async fn upload(&mut self, form: Form) -> &mut Self {
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            part(&mut body, &format!("name=\"{name}\"\r\n"), value.as_bytes());
        }
        let attached = std::mem::take(&mut self.attached);
        for name in &form.files {
            let mut chosen = attached.iter().filter(|attached| attached.field == *name).peekable();
            if chosen.peek().is_none() {
                part(&mut body, &format!("name=\"{name}\"; filename=\"\"\r\n{OCTETS}"), b"");
            }
            for Attached { file, bytes, .. } in chosen {
                part(&mut body, &format!("name=\"{name}\"; filename=\"{file}\"\r\n{OCTETS}"), bytes);
            }
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let request = self.http.post(self.absolute(&form.action)).headers(self.headers());
        let request = request.header(ORIGIN, &self.issuer).header("sec-fetch-site", "same-origin");
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let response = request.header(CONTENT_TYPE, kind).body(body).send().await.expect("an answer");
        self.left = None;
        self.follow(form.action, response).await;
        self
    }

    /// Sends a form with exactly these fields.
    pub async fn send(&mut self, action: &str, fields: &[(String, String)]) -> &mut Self {
        self.left = None;
        let from = self.page.as_ref().map(|page| page.address.clone()).unwrap_or_default();
        let site = self.site_of(&from).to_owned();
        let action = if action.is_empty() { from } else { action.to_owned() };
        let action =
            if action.starts_with('/') && site != self.issuer { format!("{site}{action}") } else { action };
        let request = self.http.post(self.absolute(&action)).headers(self.headers()).header(ORIGIN, &site);
        let response =
            request.header("sec-fetch-site", "same-origin").form(fields).send().await.expect("an answer");
        self.follow(action, response).await;
        self
    }

    /// The page that is open.
    #[must_use]
    pub fn page(&self) -> &Page {
        self.page.as_ref().unwrap_or_else(|| panic!("no page is open; the browser left for {:?}", self.left))
    }

    /// Where the browser went when it left the service.
    #[must_use]
    pub fn left_for(&self) -> &url::Url {
        self.left.as_ref().unwrap_or_else(|| panic!("the browser is still here:\n{}", self.page().describe()))
    }

    /// Whether it left.
    #[must_use]
    pub const fn has_left(&self) -> bool {
        self.left.is_some()
    }

    /// Asserts which page is open.
    pub fn sees(&self, heading: &str) {
        assert_eq!(self.page().heading(), heading, "\n{}", self.page().describe());
    }

    /// The cookie of this name.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// Every address that the browser was at, in order; where it left for as well.
    #[must_use]
    pub fn visited(&self) -> &[String] {
        &self.visited
    }

    /// Forgets the cookie of this name.
    pub fn drop_cookie(&mut self, name: &str) -> &mut Self {
        self.cookies.remove(name);
        self
    }

    /// The newest code sent to `recipient`, out of the sandbox's outbox.
    pub async fn code_sent_to(&self, recipient: &str) -> String {
        let address = format!("{}/sandbox/outbox", self.issuer);
        let request = self.http.get(address).query(&[("to", recipient)]).header("accept", "application/json");
        let body = request.send().await.expect("an answer").text().await.expect("a body");
        let messages: serde_json::Value = serde_json::from_str(&body).expect("JSON");
        let list =
            messages.as_array().or_else(|| messages["messages"].as_array()).expect("a list of messages");
        let mut codes = list.iter().filter_map(|message| message["code"].as_str());
        codes.next().unwrap_or_else(|| panic!("no code was sent to {recipient}: {body}")).to_owned()
    }

    /// The site that an address of a page is on.
    fn site_of(&self, address: &str) -> &str {
        self.elsewhere.as_deref().filter(|site| address.starts_with(site)).unwrap_or(&self.issuer)
    }

    fn absolute(&self, address: &str) -> String {
        if address.starts_with('/') { format!("{}{address}", self.issuer) } else { address.to_owned() }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if let Some(network) = &self.network {
            headers.insert("x-forwarded-for", network.parse().expect("an address is ASCII"));
        }
        if !self.cookies.is_empty() {
            let pairs: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            headers.insert(COOKIE, pairs.join("; ").parse().expect("cookies are ASCII"));
        }
        headers
    }

    async fn follow(&mut self, mut address: String, mut response: reqwest::Response) {
        for _ in 0..10 {
            self.visited.push(address.clone());
            self.keep_cookies(&response);
            let Some(location) = response.headers().get(LOCATION) else { break };
            let mut location = location.to_str().expect("an ASCII location").to_owned();
            let site = self.site_of(&address).to_owned();
            if location.starts_with('/') && site != self.issuer {
                location = format!("{site}{location}");
            }
            let is_followed = |site: &str| location.starts_with(site);
            if !location.starts_with('/')
                && !is_followed(&self.issuer)
                && !self.elsewhere.as_deref().is_some_and(is_followed)
            {
                self.page = None;
                self.visited.push(location.clone());
                self.left = Some(location.parse().expect("a URL"));
                return;
            }
            address = location.strip_prefix(&self.issuer).unwrap_or(&location).to_owned();
            response = self
                .http
                .get(self.absolute(&address))
                .headers(self.headers())
                .send()
                .await
                .expect("an answer");
        }
        let status = response.status().as_u16();
        let address = address.strip_prefix(&self.issuer).unwrap_or(&address).to_owned();
        self.page = Some(Page { address, status, html: response.text().await.expect("a body") });
    }

    fn keep_cookies(&mut self, response: &reqwest::Response) {
        for cookie in response.headers().get_all(SET_COOKIE) {
            let text = cookie.to_str().expect("an ASCII cookie");
            let (pair, attributes) = text.split_once(';').unwrap_or((text, ""));
            let (name, value) = pair.split_once('=').expect("a named cookie");
            if value.is_empty() || attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
