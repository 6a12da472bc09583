//! The provider as this app sees it: discovery when it is first needed, the authorization address, the
//! token endpoint, the ID token's checks (all of them the library's) and userinfo.

use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use openidconnect::core::{
    CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType, CoreJwsSigningAlgorithm,
    CoreProviderMetadata,
};
use openidconnect::{
    AccessToken, AuthorizationCode, ClaimsVerificationError, ClientId, CsrfToken, IssuerUrl, Nonce,
    OAuth2TokenResponse as _, PkceCodeChallenge, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, StandardErrorResponse, SubjectIdentifier, TokenResponse as _,
};
use serde_json::{Map, Value};
use tokio::sync::Mutex;
use url::Url;

use crate::assertion::{ASSERTION_TYPE, AssertionSigner};
use crate::claims::{NhsClient, NhsIdToken, NhsTokenResponse, NhsUserInfo};
use crate::config::PartnerConfig;
use crate::fault::{PartnerFault, ProviderFault};
use crate::login::{LoginChoice, Prompt};
use crate::sessions::{Account, Pending};
use crate::transport::{Transport, TransportFault};

/// How long a discovery document is used before it is fetched again, in seconds.
const DISCOVERY_AGE: u64 = 10 * 60;

type TokenFault = RequestTokenError<TransportFault, StandardErrorResponse<CoreErrorResponseType>>;

/// The provider, discovered when it is first needed and again when its answer grows old.
#[derive(Debug)]
pub(crate) struct Provider {
    issuer: String,
    client_id: String,
    redirect_uri: String,
    signer: AssertionSigner,
    transport: Transport,
    known: Mutex<Option<Arc<Known>>>,
}

#[derive(Debug)]
struct Known {
    client: NhsClient,
    token_endpoint: String,
    found_at: u64,
}

impl Provider {
    /// A provider nobody has talked to yet.
    ///
    /// # Errors
    /// When the key or the redirect URI cannot be used, or no HTTP client can be made.
    pub(crate) fn new(config: &PartnerConfig) -> Result<Self, PartnerFault> {
        RedirectUrl::new(config.redirect_uri()).map_err(|_| PartnerFault::BaseUrl)?;
        Ok(Self {
            issuer: config.issuer.clone(),
            client_id: config.client_id.clone(),
            redirect_uri: config.redirect_uri(),
            signer: AssertionSigner::new(config)?,
            transport: Transport::new(&config.issuer)?,
            known: Mutex::new(None),
        })
    }

    /// Where to send the browser for this log in, and what must match when it comes back.
    ///
    /// # Errors
    /// When the provider cannot be discovered or nothing can be signed.
    pub(crate) async fn authorization(
        &self,
        choice: LoginChoice,
        now: u64,
    ) -> Result<(Url, Pending), ProviderFault> {
        let known = self.known(now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let mut request = known
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new_random_len(32),
                || Nonce::new_random_len(32),
            )
            .add_scopes(choice.scopes.iter().cloned().map(Scope::new))
            .set_pkce_challenge(challenge);
        if let Some(vtr) = &choice.vtr {
            request = request.add_extra_param("vtr", vtr.clone());
        }
        if let Some(id_token_jti) = &choice.passed_on {
            let token = self.signer.sign_login(id_token_jti, now)?;
            request = request.add_extra_param("asserted_login_identity", token);
        }
        request = match choice.prompt {
            Prompt::Absent => request,
            Prompt::Silent => request.add_prompt(CoreAuthPrompt::None),
            Prompt::Login => request.add_prompt(CoreAuthPrompt::Login),
        };
        let (address, state, nonce) = request.url();
        Ok((address, Pending { state: state.into_secret(), nonce, verifier, choice, asked_at: now }))
    }

    /// Exchanges the code, checks the ID token against this log in and fetches userinfo.
    ///
    /// # Errors
    /// When any of the three fails.
    pub(crate) async fn redeem(
        &self,
        code: String,
        pending: Pending,
        now: u64,
    ) -> Result<Account, ProviderFault> {
        let known = self.known(now).await?;
        let assertion = self.signer.sign(&known.token_endpoint, now)?;
        let answer = known
            .client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| ProviderFault::Missing("token"))?
            .set_pkce_verifier(pending.verifier)
            .add_extra_param("client_assertion_type", ASSERTION_TYPE)
            .add_extra_param("client_assertion", assertion)
            .request_async(&self.transport)
            .await
            .map_err(token_fault)?;
        let id_token = answer
            .id_token()
            .ok_or_else(|| ProviderFault::IdToken("the token answer holds none".to_owned()))?;
        let subject = self.verified_subject(known, id_token, &pending.nonce, now).await?;
        let parts = decoded(id_token)?;
        let userinfo = self.userinfo(answer.access_token().clone(), subject.clone(), now).await?;
        Ok(Account {
            subject,
            id_token_header: parts.header,
            id_token_claims: parts.claims,
            userinfo,
            access_token_received_at: now,
            access_token_expires_at: expiry(&answer, now),
            refresh_token: answer.refresh_token().cloned(),
            granted_scopes: scopes(&answer).unwrap_or_else(|| pending.choice.scopes.clone()),
            choice: pending.choice,
            signed_in_at: now,
            refreshed: 0,
        })
    }

    /// Trades the refresh token for new tokens and fetches userinfo again. The caller must have one.
    ///
    /// # Errors
    /// When there is no refresh token or the provider refuses.
    pub(crate) async fn refresh(&self, account: Account, now: u64) -> Result<Account, ProviderFault> {
        let Some(refresh_token) = &account.refresh_token else {
            return Err(ProviderFault::Token("this log in came without a refresh token".to_owned()));
        };
        let known = self.known(now).await?;
        let assertion = self.signer.sign(&known.token_endpoint, now)?;
        let answer = known
            .client
            .exchange_refresh_token(refresh_token)
            .map_err(|_| ProviderFault::Missing("token"))?
            .add_extra_param("client_assertion_type", ASSERTION_TYPE)
            .add_extra_param("client_assertion", assertion)
            .request_async(&self.transport)
            .await
            .map_err(token_fault)?;
        let userinfo = self.userinfo(answer.access_token().clone(), account.subject.clone(), now).await?;
        Ok(Account {
            userinfo,
            access_token_received_at: now,
            access_token_expires_at: expiry(&answer, now),
            refresh_token: answer.refresh_token().cloned().or(account.refresh_token),
            granted_scopes: scopes(&answer).unwrap_or(account.granted_scopes),
            refreshed: account.refreshed + 1,
            ..account
        })
    }

    /// Userinfo of one person: the library refuses an answer about anybody else.
    async fn userinfo(
        &self,
        access_token: AccessToken,
        subject: SubjectIdentifier,
        now: u64,
    ) -> Result<Map<String, Value>, ProviderFault> {
        let known = self.known(now).await?;
        let answer: NhsUserInfo = known
            .client
            .user_info(access_token, Some(subject))
            .map_err(|_| ProviderFault::Missing("userinfo"))?
            .request_async(&self.transport)
            .await
            .map_err(|fault| ProviderFault::UserInfo(fault.to_string()))?;
        match serde_json::to_value(&answer) {
            Ok(Value::Object(claims)) => Ok(claims),
            _ => Err(ProviderFault::UserInfo("the answer is not a JSON object".to_owned())),
        }
    }

    /// The subject of a token that passed every check. A key nobody has seen yet means that the provider
    /// has rotated: its keys are then fetched once more.
    async fn verified_subject(
        &self,
        known: Arc<Known>,
        id_token: &NhsIdToken,
        nonce: &Nonce,
        now: u64,
    ) -> Result<SubjectIdentifier, ProviderFault> {
        let first = verify(&known.client, id_token, nonce);
        let unknown_key = matches!(
            first,
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey))
        );
        let verdict = if unknown_key {
            *self.known.lock().await = None;
            verify(&self.known(now).await?.client, id_token, nonce)
        } else {
            first
        };
        verdict.map_err(|fault| ProviderFault::IdToken(fault.to_string()))
    }

    async fn known(&self, now: u64) -> Result<Arc<Known>, ProviderFault> {
        let mut known = self.known.lock().await;
        if let Some(fresh) = known.as_ref().filter(|known| now.saturating_sub(known.found_at) < DISCOVERY_AGE)
        {
            return Ok(Arc::clone(fresh));
        }
        let found = Arc::new(self.discover(now).await?);
        *known = Some(Arc::clone(&found));
        Ok(found)
    }

    async fn discover(&self, now: u64) -> Result<Known, ProviderFault> {
        let fault = |text: String| ProviderFault::Discovery(text);
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|error| fault(error.to_string()))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.transport)
            .await
            .map_err(|error| fault(error.to_string()))?;
        let token_endpoint =
            metadata.token_endpoint().ok_or(ProviderFault::Missing("token"))?.as_str().to_owned();
        let redirect_uri =
            RedirectUrl::new(self.redirect_uri.clone()).map_err(|error| fault(error.to_string()))?;
        let client = NhsClient::from_provider_metadata(metadata, ClientId::new(self.client_id.clone()), None)
            .set_redirect_uri(redirect_uri);
        Ok(Known { client, token_endpoint, found_at: now })
    }
}

/// Signature (RS512 only, Spec: F-39), issuer, audience, expiry and nonce, by the library.
fn verify(
    client: &NhsClient,
    id_token: &NhsIdToken,
    nonce: &Nonce,
) -> Result<SubjectIdentifier, ClaimsVerificationError> {
    let verifier =
        client.id_token_verifier().set_allowed_algs([CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512]);
    id_token.claims(&verifier, nonce).map(|claims| claims.subject().clone())
}

/// A token's two JSON objects.
struct Decoded {
    header: Map<String, Value>,
    claims: Map<String, Value>,
}

/// Header and claims exactly as signed. Only for a token that has been verified.
fn decoded(id_token: &NhsIdToken) -> Result<Decoded, ProviderFault> {
    let compact = id_token.to_string();
    let mut parts = compact.split('.').map(|part| {
        let json = BASE64_URL_SAFE_NO_PAD.decode(part).ok()?;
        serde_json::from_slice::<Map<String, Value>>(&json).ok()
    });
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(header), Some(claims)) => Ok(Decoded { header, claims }),
        _ => Err(ProviderFault::IdToken("it is not made of two JSON objects and a signature".to_owned())),
    }
}

fn expiry(answer: &NhsTokenResponse, now: u64) -> Option<u64> {
    answer.expires_in().map(|lifetime: Duration| now + lifetime.as_secs())
}

fn scopes(answer: &NhsTokenResponse) -> Option<Vec<String>> {
    answer.scopes().map(|scopes| scopes.iter().map(|scope| scope.as_str().to_owned()).collect())
}

/// The library's fault without the answer's body, which may hold tokens.
fn token_fault(fault: TokenFault) -> ProviderFault {
    match fault {
        RequestTokenError::ServerResponse(answer) => ProviderFault::Refused {
            error: answer.error().to_string(),
            description: answer.error_description().cloned(),
        },
        RequestTokenError::Request(fault) => ProviderFault::Token(fault.to_string()),
        RequestTokenError::Parse(..) => {
            ProviderFault::Token("the answer is not the JSON that was expected".to_owned())
        }
        RequestTokenError::Other(text) => ProviderFault::Token(text),
    }
}
