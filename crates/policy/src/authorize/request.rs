//! A checked authorization request, and the document it is stored as.

use std::fmt;

use serde::{Deserialize, Serialize};
use vocabulary::{
    ClientId, CodeChallenge, Lifetime, Malformed, Prompt, RedirectUri, ScopeSet, VectorOfTrust, VectorRequest,
};

/// A checked authorization request. It is stored with the ticket (serde), and read back without asking any rule again. What may name a
/// person is not part of the stored form: whoever needs it later keeps it sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "AuthorizeDocument", try_from = "AuthorizeDocument")]
pub struct AuthorizeRequest {
    /// F-14.
    pub client_id: ClientId,
    /// F-15.
    pub redirect_uri: RedirectUri,
    /// Returned unchanged (F-16).
    pub state: Option<String>,
    /// Goes into the ID token (F-17).
    pub nonce: Option<String>,
    /// Known and approved scopes; `openid` is among them (F-12).
    pub scopes: ScopeSet,
    /// Vectors the client may ask for, in its order (F-21, F-31).
    pub vectors: VectorRequest,
    /// F-20.
    pub prompt: Prompt,
    /// C3.
    pub max_age: Option<Lifetime>,
    /// F-24.
    pub challenge: Option<CodeChallenge>,
    /// F-27.
    pub registration: Registration,
    /// May fill in the email field (C5). Personal, never stored.
    pub login_hint: Option<String>,
    /// Not verified here (C5). Personal, never stored.
    pub id_token_hint: Option<String>,
    /// Not verified here: good once, so it is used up when the request comes, and never stored (F-26, F-56).
    pub asserted_login: Option<String>,
}

/// Whether a newcomer may register on this way (F-27).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Registration {
    /// Yes.
    Offered,
    /// `allow_registration=false`.
    Hidden,
}

/// Values a client or a person chose are left out: they end in logs otherwise.
impl fmt::Debug for AuthorizeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vectors: Vec<String> = self.vectors.vectors().iter().map(VectorOfTrust::to_string).collect();
        f.debug_struct("AuthorizeRequest")
            .field("client_id", &self.client_id)
            .field("redirect_uri", &self.redirect_uri)
            .field("scopes", &self.scopes)
            .field("vectors", &vectors)
            .field("prompt", &self.prompt)
            .field("max_age", &self.max_age)
            .field("registration", &self.registration)
            .finish_non_exhaustive()
    }
}

/// The stored form: wire words, absent values left out.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AuthorizeDocument {
    client_id: String,
    redirect_uri: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nonce: Option<String>,
    scope: String,
    vtr: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prompt: Option<StoredPrompt>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max_age: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code_challenge: Option<String>,
    registration: Registration,
    /// Read only: requests that are in progress while a release is rolled out may have been stored with it.
    #[serde(default, skip_serializing)]
    login_hint: Option<String>,
    /// Read only, likewise.
    #[serde(default, skip_serializing)]
    id_token_hint: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum StoredPrompt {
    None,
    Login,
}

impl From<AuthorizeRequest> for AuthorizeDocument {
    fn from(request: AuthorizeRequest) -> Self {
        Self {
            client_id: request.client_id.as_str().to_owned(),
            redirect_uri: request.redirect_uri.as_str().to_owned(),
            state: request.state,
            nonce: request.nonce,
            scope: request.scopes.to_string(),
            vtr: request.vectors.vectors().iter().map(VectorOfTrust::to_string).collect(),
            prompt: match request.prompt {
                Prompt::Default => None,
                Prompt::None => Some(StoredPrompt::None),
                Prompt::Login => Some(StoredPrompt::Login),
            },
            max_age: request.max_age.map(Lifetime::whole_seconds),
            code_challenge: request.challenge.map(|challenge| challenge.as_str().to_owned()),
            registration: request.registration,
            login_hint: None,
            id_token_hint: None,
        }
    }
}

impl TryFrom<AuthorizeDocument> for AuthorizeRequest {
    type Error = Malformed;

    fn try_from(document: AuthorizeDocument) -> Result<Self, Malformed> {
        Ok(Self {
            client_id: ClientId::try_from(document.client_id.as_str())?,
            redirect_uri: RedirectUri::try_from(document.redirect_uri.as_str())?,
            state: document.state,
            nonce: document.nonce,
            scopes: ScopeSet::known_in(&document.scope),
            vectors: VectorRequest::try_from(document.vtr.as_slice())?,
            prompt: match document.prompt {
                None => Prompt::Default,
                Some(StoredPrompt::None) => Prompt::None,
                Some(StoredPrompt::Login) => Prompt::Login,
            },
            max_age: document.max_age.map(Lifetime::seconds),
            challenge: document.code_challenge.as_deref().map(CodeChallenge::try_from).transpose()?,
            registration: document.registration,
            login_hint: document.login_hint,
            id_token_hint: document.id_token_hint,
            asserted_login: None,
        })
    }
}
