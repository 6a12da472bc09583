//! A person's browser: cookies, forms, and the way through the pages of a sign-in.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use anyhow::{Context as _, bail};

use crate::bench::http::{self, Answer, Connection};
use crate::bench::partner;

const PASSWORD: &str = "Passw0rd$1";
const CODE: &str = "190696";
/// More requests than any sign-in takes: a walk in circles ends here.
const MOST_STEPS: usize = 40;

/// Seeded people who can sign in, none of whom shares a phone, so that the limits on sent codes are each person's own.
/// The first one is at P9.
pub(crate) const PEOPLE: [&str; 8] = [
    "owen.prosser@patients.example",
    "nina.newcombe@patients.example",
    "harold.landless@patients.example",
    "priya.raman@patients.example",
    "grace.adeyemi@patients.example",
    "suryani@patients.example",
    "zoe.featherstonehaugh@patients.example",
    "moira.kinnaird@patients.example",
];

/// One person's browser.
pub(crate) struct Browser {
    connection: Connection,
    host: String,
    person: &'static str,
    cookies: BTreeMap<String, String>,
}

/// Where a request led.
enum Led {
    Page { csrf: String },
    To(String),
    Back { code: String },
}

impl Browser {
    /// A browser that has never been here.
    pub(crate) fn new(address: SocketAddr, person: &'static str) -> Self {
        Self {
            connection: Connection::to(address),
            host: address.to_string(),
            person,
            cookies: BTreeMap::new(),
        }
    }

    /// Signs in with password and code, sharing what is asked; the code for the partner.
    ///
    /// # Errors
    /// When a page is not as expected.
    pub(crate) async fn sign_in(&mut self, authorize: &str) -> anyhow::Result<String> {
        let mut path = authorize.to_owned();
        for _ in 0..MOST_STEPS {
            path = match self.get(&path).await? {
                Led::To(next) => next,
                Led::Back { code } => return Ok(code),
                Led::Page { csrf } => match self.submit(&path, &csrf).await? {
                    Led::To(next) => next,
                    Led::Back { code } => return Ok(code),
                    Led::Page { .. } => bail!("{path} was shown again to {}", self.person),
                },
            };
        }
        bail!("the sign-in of {} does not end; it is at {path}", self.person)
    }

    /// Signs in as far as the password: the request that would send it.
    ///
    /// # Errors
    /// When a page is not as expected.
    pub(crate) async fn password_request(&mut self, authorize: &str) -> anyhow::Result<Vec<u8>> {
        let mut path = authorize.to_owned();
        for _ in 0..MOST_STEPS {
            path = match self.get(&path).await? {
                Led::Page { csrf } if last(&path) == "password" => return self.form(&path, &csrf),
                Led::Page { csrf } => match self.submit(&path, &csrf).await? {
                    Led::To(next) => next,
                    _ => bail!("{path} did not lead on"),
                },
                Led::To(next) => next,
                Led::Back { .. } => bail!("{} was signed in already", self.person),
            };
        }
        bail!("the sign-in of {} never asks for a password", self.person)
    }

    /// Forgets the session, as a new day would; the browser itself stays known.
    pub(crate) fn sign_out(&mut self) {
        self.cookies.retain(|name, _| !name.ends_with("session"));
    }

    /// What it would send in `Cookie`.
    pub(crate) fn cookie_header(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    async fn get(&mut self, path: &str) -> anyhow::Result<Led> {
        let cookies = self.cookie_header();
        let request = http::get(&self.host, path, &[("cookie", &cookies)]);
        self.send(&request).await
    }

    async fn submit(&mut self, path: &str, csrf: &str) -> anyhow::Result<Led> {
        let request = self.form(path, csrf)?;
        self.send(&request).await
    }

    fn form(&self, path: &str, csrf: &str) -> anyhow::Result<Vec<u8>> {
        let answer = match last(path) {
            "email" => Some(("email", self.person)),
            "password" => Some(("password", PASSWORD)),
            "channel" => Some(("channel", "text")),
            "code" => Some(("code", CODE)),
            "found" | "share" | "share-more" | "terms" => None,
            other => bail!("{} came to {other}", self.person),
        };
        let mut fields = vec![("csrf", csrf)];
        fields.extend(answer);
        let cookies = self.cookie_header();
        let origin = format!("http://{}", self.host);
        let path = path.split('?').next().unwrap_or_default();
        Ok(http::post(&self.host, path, &[("cookie", &cookies), ("origin", &origin)], &fields))
    }

    async fn send(&mut self, request: &[u8]) -> anyhow::Result<Led> {
        let answer = self.connection.exchange(request).await?;
        for line in answer.headers("set-cookie") {
            keep(&mut self.cookies, line);
        }
        led(&answer, &self.host)
    }
}

fn led(answer: &Answer<'_>, host: &str) -> anyhow::Result<Led> {
    match (answer.status, answer.header("location")) {
        (303, Some(location)) if location.starts_with(partner::REDIRECT) => {
            Ok(Led::Back { code: partner::code_in(answer)? })
        }
        (303, Some(location)) => {
            let path = location.strip_prefix(&format!("http://{host}")).unwrap_or(location);
            Ok(Led::To(path.to_owned()))
        }
        (200, _) => Ok(Led::Page { csrf: csrf(answer.body()).with_context(|| answer.describe())? }),
        _ => bail!("unexpected: {}", answer.describe()),
    }
}

/// The value of the first hidden field of that name.
fn csrf(page: &[u8]) -> Option<String> {
    let page = std::str::from_utf8(page).ok()?;
    let (_, rest) = page.split_once(r#"name="csrf" value=""#)?;
    Some(rest.split('"').next()?.to_owned())
}

fn keep(cookies: &mut BTreeMap<String, String>, line: &str) {
    let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else { return };
    if value.is_empty() {
        cookies.remove(name);
    } else {
        cookies.insert(name.to_owned(), value.to_owned());
    }
}

fn last(path: &str) -> &str {
    let path = path.split('?').next().unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_kept_replaced_and_cleared() {
        let mut cookies = BTreeMap::new();
        for line in ["a=1; HttpOnly; Path=/", "b=2; Path=/", "a=3", "b=; Max-Age=0"] {
            keep(&mut cookies, line);
        }
        assert_eq!(cookies, BTreeMap::from([("a".to_owned(), "3".to_owned())]));
    }

    #[test]
    fn the_token_of_a_form_and_the_name_of_a_page_are_found() {
        let page = br#"<form><input type="hidden" name="csrf" value="x-Y_1"><input name="email">"#;
        assert_eq!(csrf(page).as_deref(), Some("x-Y_1"));
        assert_eq!(csrf(b"<form>"), None);
        assert_eq!(last("/t/abc/code?sent=again"), "code");
    }
}
