//! The access token: asked for with a signed assertion, kept until shortly before its end.

use tokio::sync::Mutex;
use uuid::Uuid;
use vocabulary::{Instant, Lifetime, Secret};

use crate::endpoint::Endpoint;
use crate::http::Http;
use crate::pds::answer::{TryFault, refusal};
use crate::pds::key::PdsKey;
use crate::pds::wire::Granted;

/// A token that ends within this time is not used for another request.
const MARGIN: Lifetime = Lifetime::seconds(30);
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The tokens of one application.
#[derive(Debug)]
pub(crate) struct Tokens {
    http: Http,
    audience: String,
    key: PdsKey,
    /// Locked while a token is fetched, so that one is fetched at a time and everybody else waits for it.
    held: Mutex<Option<Held>>,
}

#[derive(Debug)]
struct Held {
    token: Secret<String>,
    good_until: Instant,
}

impl Tokens {
    pub(crate) fn new(http: Http, endpoint: &Endpoint, key: PdsKey) -> Self {
        Self { http, audience: endpoint.at("").into(), key, held: Mutex::new(None) }
    }

    /// A token that is good at `now`. One that equals `refused` is replaced first; `id` names the assertion.
    pub(crate) async fn token(
        &self,
        now: Instant,
        refused: Option<&Secret<String>>,
        id: Uuid,
    ) -> Result<Secret<String>, TryFault> {
        let mut held = self.held.lock().await;
        let usable = held.as_ref().filter(|held| {
            now < held.good_until && refused.is_none_or(|refused| refused.expose() != held.token.expose())
        });
        if let Some(usable) = usable {
            return Ok(usable.token.clone());
        }
        *held = None;
        let fresh = self.fetch(now, id).await?;
        let token = fresh.token.clone();
        *held = Some(fresh);
        Ok(token)
    }

    async fn fetch(&self, now: Instant, id: Uuid) -> Result<Held, TryFault> {
        let assertion = self.key.assertion(&self.audience, now, id);
        let form = [
            ("grant_type", "client_credentials"),
            ("client_assertion_type", ASSERTION_TYPE),
            ("client_assertion", assertion.expose().as_str()),
        ];
        let answer = self.http.post_form(&form).await?;
        if answer.status != 200 {
            // Here 401 speaks of our key, not of a token: another one would not be accepted either.
            return Err(match refusal(&answer, None) {
                TryFault::TokenRefused => TryFault::Refused,
                other => other,
            });
        }
        let granted: Granted = serde_json::from_slice(&answer.body).map_err(|_| TryFault::Malformed)?;
        let legal = !granted.access_token.is_empty()
            && granted.access_token.bytes().all(|byte| byte.is_ascii_graphic());
        if !legal {
            return Err(TryFault::Malformed);
        }
        let life = Lifetime::seconds(i64::from(granted.expires_in));
        Ok(Held { token: Secret::new(granted.access_token), good_until: now.after(life).before(MARGIN) })
    }
}
