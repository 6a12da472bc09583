//! The addresses of this app and the rules that hold for all of them.

mod account;
mod callback;
mod start;

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{
    ACCEPT, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use tokio::net::TcpListener;

use crate::clock;
use crate::config::PartnerConfig;
use crate::explain;
use crate::fault::PartnerFault;
use crate::pages::Message;
use crate::provider::Provider;
use crate::sessions::Sessions;

/// What every door may use.
#[derive(Debug)]
struct Partner {
    config: PartnerConfig,
    provider: Provider,
    sessions: Sessions,
    policy: HeaderValue,
    cookie_name: &'static str,
    secure: bool,
}

type Shared = State<Arc<Partner>>;

/// Serves the app on `listener` until `shutdown` is done; requests in flight finish.
///
/// # Errors
/// When the configuration cannot be used or the listener fails.
pub async fn serve<F>(config: PartnerConfig, listener: TcpListener, shutdown: F) -> Result<(), PartnerFault>
where
    F: Future<Output = ()> + Send + 'static,
{
    let app = router(config)?;
    axum::serve(listener, app).with_graceful_shutdown(shutdown).await.map_err(PartnerFault::Listener)
}

/// The app as a router. It talks to its provider only when a person logs in, so the provider may start
/// later.
///
/// # Errors
/// When an address or the key in the configuration cannot be used.
pub fn router(config: PartnerConfig) -> Result<Router, PartnerFault> {
    let secure = config.is_secure()?;
    // form-action names the provider because browsers apply it to the redirect after a form, too.
    let policy = format!(
        "default-src 'none'; style-src 'self'; form-action 'self' {}; base-uri 'none'; frame-ancestors 'none'",
        config.issuer_origin()?
    );
    let partner = Arc::new(Partner {
        provider: Provider::new(&config)?,
        sessions: Sessions::default(),
        policy: HeaderValue::from_str(&policy).map_err(|_| PartnerFault::Issuer)?,
        cookie_name: if secure { "__Host-demo_partner" } else { "demo_partner" },
        secure,
        config,
    });
    Ok(Router::new()
        .route("/", get(start::start))
        .route("/login", get(start::login))
        .route("/callback", get(callback::callback))
        .route("/account", get(account::account))
        .route("/refresh", post(account::refresh))
        .route("/silent", post(account::silent))
        .route("/step-up", post(account::step_up))
        .route("/logout", post(account::logout))
        .route("/style.css", get(style))
        .fallback(missing)
        .layer(DefaultBodyLimit::max(4 * 1024))
        .layer(middleware::map_response_with_state(Arc::clone(&partner), guard))
        .with_state(partner))
}

async fn style() -> Response {
    let headers = [(CONTENT_TYPE, "text/css; charset=utf-8"), (CACHE_CONTROL, "public, max-age=300")];
    (headers, include_str!("../../assets/style.css")).into_response()
}

async fn missing(State(partner): Shared, jar: CookieJar) -> Response {
    partner.explain(&jar, explain::not_found())
}

async fn guard(State(partner): Shared, mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, partner.policy.clone());
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json") && !accept.contains("text/html"))
}

impl Partner {
    fn session_id<'a>(&self, jar: &'a CookieJar) -> Option<&'a str> {
        jar.get(self.cookie_name).map(Cookie::value)
    }

    fn cookie(&self, id: String) -> Cookie<'static> {
        Cookie::build((self.cookie_name, id))
            .path("/")
            .http_only(true)
            .secure(self.secure)
            .same_site(SameSite::Lax)
            .build()
    }

    /// A message page for this browser.
    fn explain(&self, jar: &CookieJar, message: Message) -> Response {
        let signed_in = self.sessions.account(self.session_id(jar), clock::unix_now()).is_some();
        message.into_page(&self.config, signed_in)
    }
}
