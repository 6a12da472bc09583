//! What can go wrong, for the caller that starts this app and for the page that explains it.

/// Why the app cannot start, or had to stop.
#[derive(Debug, thiserror::Error)]
pub enum PartnerFault {
    /// The issuer is not an absolute http or https address.
    #[error("the issuer is not an http or https address")]
    Issuer,
    /// This app's own address is not an absolute http or https address.
    #[error("the partner's own address is not an http or https address")]
    BaseUrl,
    /// The private key is not an RSA key in PEM form.
    #[error("the partner's private key is not an RSA private key in PEM form")]
    PrivateKey,
    /// The HTTP client could not be made, for example because the machine has no certificate store.
    #[error("the HTTP client could not be made")]
    HttpClient(#[source] reqwest::Error),
    /// The listener failed.
    #[error("the listener failed")]
    Listener(#[source] std::io::Error),
}

/// Why talking to the provider failed. The texts are for a developer: they never hold a token,
/// a code or an assertion.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProviderFault {
    /// Discovery or the key set could not be fetched or understood.
    #[error("discovery failed: {0}")]
    Discovery(String),
    /// An endpoint that the flow needs is missing from discovery.
    #[error("the discovery document does not name a {0} endpoint")]
    Missing(&'static str),
    /// The client assertion could not be signed.
    #[error("the client assertion could not be signed")]
    Assertion,
    /// The token endpoint answered with an error of its own.
    #[error("the token endpoint answered {error}")]
    Refused {
        /// The `error` member of the answer.
        error: String,
        /// The `error_description` member.
        description: Option<String>,
    },
    /// The token endpoint could not be reached or its answer could not be read.
    #[error("the token request failed: {0}")]
    Token(String),
    /// The ID token is missing or did not pass a check.
    #[error("the ID token was not accepted: {0}")]
    IdToken(String),
    /// Userinfo could not be fetched or belongs to somebody else.
    #[error("userinfo was not accepted: {0}")]
    UserInfo(String),
}

impl ProviderFault {
    /// A fixed word for the log.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Discovery(_) => "discovery",
            Self::Missing(_) => "missing_endpoint",
            Self::Assertion => "assertion",
            Self::Refused { .. } => "token_refused",
            Self::Token(_) => "token",
            Self::IdToken(_) => "id_token",
            Self::UserInfo(_) => "userinfo",
        }
    }
}
