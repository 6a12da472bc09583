//! The client of the document-check provider.

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use vocabulary::{Instant, Secret};

use crate::again::once_more;
use crate::delivery::Trouble;
use crate::endpoint::Endpoint;
use crate::http::{Answer, Http};
use crate::id_check::fault::IdCheckFault;
use crate::id_check::submission::{Jpeg, Side, Submission};
use crate::id_check::verdict::{PhotoFindings, ProviderReference, Verdict};
use crate::id_check::webhook::{self, WebhookHeaders, WebhookRefusal, WebhookSecret};
use crate::id_check::wire::{self, Order};
use crate::messages::GatewayFault;
use crate::settings::TimeLimits;

const JPEG: &str = "image/jpeg";

/// The document-check provider.
#[derive(Debug, Clone)]
pub struct IdCheckSettings {
    /// The base address.
    pub endpoint: Endpoint,
    /// The bearer token.
    pub token: Secret<String>,
    /// What webhooks are signed with; none means that verdicts are only fetched.
    pub webhook_secret: Option<WebhookSecret>,
    /// How long one request may take, the upload of one file included.
    pub limits: TimeLimits,
}

/// Gives cases to the document-check provider and reads its verdicts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct IdCheck {
    http: Http,
    authorization: HeaderValue,
    webhook_secret: Option<WebhookSecret>,
}

impl IdCheck {
    /// The client that `settings` describe. Nothing is connected yet.
    ///
    /// # Errors
    /// When TLS cannot be set up, or the token holds characters that no header can carry.
    pub fn new(settings: IdCheckSettings) -> Result<Self, GatewayFault> {
        let setup = |source| GatewayFault::Setup { provider: "id_check", source };
        let mut authorization = HeaderValue::try_from(format!("Bearer {}", settings.token.expose()))
            .map_err(|fault| setup(fault.into()))?;
        authorization.set_sensitive(true);
        let http = Http::new(settings.endpoint, settings.limits).map_err(|fault| setup(fault.into()))?;
        Ok(Self { http, authorization, webhook_secret: settings.webhook_secret })
    }

    /// Hands a case over: its files, then the order itself. The same case again changes nothing and gives the same
    /// reference, so after a fault that [may pass](IdCheckFault::may_pass) it is simply submitted again.
    ///
    /// # Errors
    /// When one of the requests finds no answer or is refused.
    ///
    /// Source: Journeys 1.8 PYI, 6.2
    pub async fn submit(&self, submission: &Submission) -> Result<ProviderReference, IdCheckFault> {
        let check = format!("/checks/{}", submission.case);
        self.file(&format!("{check}/evidence/front"), JPEG, &submission.front.0).await?;
        if let Some(back) = &submission.back {
            self.file(&format!("{check}/evidence/back"), JPEG, &back.0).await?;
        }
        let (name, (media_type, bytes)) = (submission.face.name(), submission.face.file());
        self.file(&format!("{check}/evidence/{name}"), media_type, bytes).await?;
        let order = serde_json::to_vec(&Order::of(submission)).map_err(|_| IdCheckFault::Unreadable)?;
        let answer = self.send(Method::PUT, &check, "application/json", order.into()).await?;
        match answer.status {
            200..=202 => wire::reference(&answer.body),
            // Nothing was asked for that could be missing: a provider that answers 404 here speaks another language.
            404 => Err(IdCheckFault::Refused),
            _ => Err(IdCheckFault::of(&answer)),
        }
    }

    /// What became of a check.
    ///
    /// # Errors
    /// When there is no answer, also at the second try, none that can be read, or no such check.
    pub async fn poll(&self, reference: &ProviderReference) -> Result<Verdict, IdCheckFault> {
        let path = format!("/checks/{reference}");
        let answer = once_more(|| self.http.get(&path, self.headers(), &[])).await?;
        if answer.status == 200 { wire::verdict(&answer.body) } else { Err(IdCheckFault::of(&answer)) }
    }

    /// A quick look at one photo, before it is part of a case (I8).
    ///
    /// # Errors
    /// When there is no answer, also at the second try, or none that can be read: that says nothing about the photo.
    pub async fn inspect_photo(&self, photo: &Jpeg, side: Side) -> Result<PhotoFindings, IdCheckFault> {
        let path = format!("/photos/inspect/{}", side.as_str());
        let answer = once_more(|| self.send(Method::POST, &path, JPEG, photo.0.clone())).await?;
        match answer.status {
            200 => wire::findings(&answer.body),
            404 => Err(IdCheckFault::Refused),
            _ => Err(IdCheckFault::of(&answer)),
        }
    }

    /// The verdict that a webhook brings, when the provider signed it within five minutes of `now`.
    ///
    /// The same webhook may come twice: whoever acts on it makes sure that the second time changes nothing.
    ///
    /// # Errors
    /// Why it is not believed.
    pub fn verify_webhook(
        &self,
        headers: WebhookHeaders<'_>,
        body: &[u8],
        now: Instant,
    ) -> Result<(ProviderReference, Verdict), WebhookRefusal> {
        let secret = self.webhook_secret.as_ref().ok_or(WebhookRefusal::NotConfigured)?;
        webhook::verify(secret, headers, body, now)
    }

    async fn file(&self, path: &str, media_type: &'static str, bytes: &Bytes) -> Result<(), IdCheckFault> {
        let answer = once_more(|| self.send(Method::PUT, path, media_type, bytes.clone())).await?;
        match answer.status {
            200 | 201 | 204 => Ok(()),
            404 => Err(IdCheckFault::Refused),
            _ => Err(IdCheckFault::of(&answer)),
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        media_type: &'static str,
        body: Bytes,
    ) -> Result<Answer, Trouble> {
        let mut headers = self.headers();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        self.http.upload(method, path, headers, body).await
    }

    fn headers(&self) -> HeaderMap {
        HeaderMap::from_iter([(AUTHORIZATION, self.authorization.clone())])
    }
}
