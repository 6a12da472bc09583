//! The pages: one struct per template. The template library escapes every value.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use crate::claims::{self, ClaimRow};
use crate::clock;
use crate::config::{Level, PartnerConfig};
use crate::login::OFFERED_SCOPES;
use crate::sessions::Account;

/// A choice on the start page.
pub(crate) struct Choice {
    pub(crate) value: &'static str,
    pub(crate) label: &'static str,
    pub(crate) chosen: bool,
}

/// The start page: the button, and the developer's choices below it.
#[derive(Template)]
#[template(path = "start.html")]
pub(crate) struct Start<'a> {
    service: &'a str,
    issuer: &'a str,
    client_id: &'a str,
    signed_in: bool,
    scopes: Vec<Choice>,
    levels: Vec<Choice>,
}

impl<'a> Start<'a> {
    /// The start page of this app.
    pub(crate) fn new(config: &'a PartnerConfig, signed_in: bool) -> Self {
        let scopes = OFFERED_SCOPES.into_iter().map(|scope| Choice {
            value: scope,
            label: scope,
            chosen: config.scopes.iter().any(|configured| configured == scope),
        });
        let levels = Level::ALL.into_iter().map(|level| Choice {
            value: level.as_str(),
            label: level.label(),
            chosen: level == config.level,
        });
        Self {
            service: &config.service_name,
            issuer: &config.issuer,
            client_id: &config.client_id,
            signed_in,
            scopes: scopes.collect(),
            levels: levels.collect(),
        }
    }
}

/// What this app knows of the logged in person.
#[derive(Template)]
#[template(path = "account.html")]
pub(crate) struct AccountPage<'a> {
    service: &'a str,
    signed_in: bool,
    csrf: &'a str,
    greeting: String,
    claims: Vec<ClaimRow>,
    header: Vec<ClaimRow>,
    userinfo: Vec<ClaimRow>,
    received_at: String,
    expires_at: Option<String>,
    scope: String,
    refreshed: u32,
    can_refresh: bool,
    can_step_up: bool,
    vtr: Option<&'a str>,
    passed_on: &'static str,
}

impl<'a> AccountPage<'a> {
    /// The page of one logged in person; `csrf` is the word its forms carry.
    pub(crate) fn new(config: &'a PartnerConfig, account: &'a Account, csrf: &'a str) -> Self {
        let text = |name: &str| account.userinfo.get(name).and_then(|value| value.as_str());
        let names = [text("given_name"), text("family_name")].into_iter().flatten().collect::<Vec<_>>();
        Self {
            service: &config.service_name,
            signed_in: true,
            csrf,
            greeting: names.join(" "),
            claims: claims::rows(&account.id_token_claims),
            header: claims::rows(&account.id_token_header),
            userinfo: claims::rows(&account.userinfo),
            received_at: clock::written(account.access_token_received_at),
            expires_at: account.access_token_expires_at.map(clock::written),
            scope: account.granted_scopes.join(" "),
            refreshed: account.refreshed,
            can_refresh: account.refresh_token.is_some(),
            can_step_up: !account.is_proven() && account.id_token_jti().is_some(),
            vtr: account.choice.vtr.as_deref(),
            passed_on: if account.choice.passed_on.is_some() { "yes" } else { "no" },
        }
    }
}

/// What a message page says.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) status: StatusCode,
    pub(crate) heading: &'static str,
    pub(crate) lines: Vec<&'static str>,
    pub(crate) details: Vec<(&'static str, String)>,
    pub(crate) offer_login: bool,
}

/// A page that explains what happened.
#[derive(Template)]
#[template(path = "message.html")]
pub(crate) struct MessagePage<'a> {
    service: &'a str,
    signed_in: bool,
    message: &'a Message,
}

impl Message {
    /// The page, with its status.
    pub(crate) fn into_page(self, config: &PartnerConfig, signed_in: bool) -> Response {
        let page = MessagePage { service: &config.service_name, signed_in, message: &self };
        (self.status, shown(&page)).into_response()
    }
}

/// The page as a response.
pub(crate) fn shown(page: &impl Template) -> Response {
    match page.render() {
        Ok(html) => Html(html).into_response(),
        Err(fault) => {
            tracing::error!(%fault, "a page could not be rendered");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain;

    #[test]
    fn what_comes_from_outside_is_escaped() {
        let message = explain::returned("<script>alert(1)</script>", Some(r#""><img src=x onerror='1'>"#));
        let page = MessagePage { service: "Fish & <Chips>", signed_in: false, message: &message };
        let html = page.render().unwrap();
        assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
        assert!(!html.contains("& <"), "{html}");
        assert!(html.contains("&#60;script&#62;") || html.contains("&lt;script&gt;"), "{html}");
    }
}
