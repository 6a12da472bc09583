//! What an address names: an account, a case and a file of it, a client, a draft and a part of it.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::Response;
use identity::{AccountAt, SignedInOperator};
use screens::access::OperatorAct;
use vocabulary::{
    AccountId, AlertPart, CaseId, ClientId, DraftId, EvidenceKind, InvitationId, OperatorId,
    RegistrationSection,
};
use web::Failure;

use crate::access::colleague::slug;
use crate::console::{Console, not_found};
use crate::on_duty::OnDuty;
use crate::people::too_many;

/// Longer addresses name no account.
const LONGEST: usize = 200;

/// The account that an address names, for the operator who asks.
#[derive(Debug, Clone)]
pub(crate) struct NamedAccount(String);

impl NamedAccount {
    /// As the address says it.
    pub(crate) fn text(&self) -> &str {
        &self.0
    }

    /// The account, when it names one for them; else the page that says why not.
    pub(crate) async fn of(
        &self,
        console: &Console,
        on_duty: &OnDuty<SignedInOperator>,
    ) -> Result<Result<AccountId, Response>, Failure> {
        Ok(match console.identity.account_at(&on_duty.role, &self.0).await? {
            AccountAt::Account(account) => Ok(account),
            AccountAt::Nobody => Err(not_found()),
            AccountAt::TooMany { until } => Err(too_many(console, on_duty, until)),
        })
    }
}

impl FromRequestParts<Console> for NamedAccount {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let params = RawPathParams::from_request_parts(parts, console).await.map_err(|_| not_found())?;
        let text = params.iter().find(|(known, _)| *known == "account").map_or("", |(_, text)| text);
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if text.is_empty() || text.len() > LONGEST || !text.bytes().all(is_plain) {
            return Err(not_found());
        }
        Ok(Self(text.to_owned()))
    }
}

/// The case that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedCase(pub(crate) CaseId);

/// The file of a case that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedFile(pub(crate) CaseId, pub(crate) EvidenceKind);

/// The client that an address names.
#[derive(Debug, Clone)]
pub(crate) struct NamedClient(pub(crate) ClientId);

/// The draft that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedDraft(pub(crate) DraftId);

/// The section of a draft that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedSection(pub(crate) DraftId, pub(crate) RegistrationSection);

/// The key of a draft that an address names by its thumbprint.
#[derive(Debug, Clone)]
pub(crate) struct NamedKey(pub(crate) DraftId, pub(crate) String);

impl FromRequestParts<Console> for NamedClient {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        named(parts, console, "id").await.map(Self)
    }
}

impl FromRequestParts<Console> for NamedDraft {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        named(parts, console, "draft").await.map(Self)
    }
}

impl FromRequestParts<Console> for NamedSection {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        Ok(Self(named(parts, console, "draft").await?, named(parts, console, "section").await?))
    }
}

impl FromRequestParts<Console> for NamedKey {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        // Compared with the thumbprints that are there and nothing else.
        let thumbprint: ClientId = named(parts, console, "key").await?;
        Ok(Self(named(parts, console, "draft").await?, thumbprint.to_string()))
    }
}

impl FromRequestParts<Console> for NamedCase {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        named(parts, console, "case").await.map(Self)
    }
}

impl FromRequestParts<Console> for NamedFile {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        Ok(Self(named(parts, console, "case").await?, named(parts, console, "kind").await?))
    }
}

/// The operator that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedOperator(pub(crate) OperatorId);

/// The operator that an address names, with what is done to them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedAct(pub(crate) OperatorId, pub(crate) OperatorAct);

/// The invitation that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedInvitation(pub(crate) InvitationId);

/// The part of the service that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedPart(pub(crate) AlertPart);

impl FromRequestParts<Console> for NamedOperator {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        named(parts, console, "operator").await.map(Self)
    }
}

impl FromRequestParts<Console> for NamedAct {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        let KnownAct(act) = named(parts, console, "act").await?;
        Ok(Self(named(parts, console, "operator").await?, act))
    }
}

impl FromRequestParts<Console> for NamedInvitation {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        named(parts, console, "invitation").await.map(Self)
    }
}

impl FromRequestParts<Console> for NamedPart {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, console: &Console) -> Result<Self, Response> {
        named(parts, console, "part").await.map(Self)
    }
}

struct KnownAct(OperatorAct);

impl TryFrom<&str> for KnownAct {
    type Error = ();

    fn try_from(text: &str) -> Result<Self, ()> {
        use OperatorAct::{Disable, Enable, EndSessions, Reset};
        let known = [Disable, Enable, Reset, EndSessions].into_iter();
        known.map(Self).find(|known| slug(known.0) == text).ok_or(())
    }
}

async fn named<T>(parts: &mut Parts, console: &Console, name: &str) -> Result<T, Response>
where
    T: for<'a> TryFrom<&'a str>,
{
    let params = RawPathParams::from_request_parts(parts, console).await.map_err(|_| not_found())?;
    let text = params.iter().find(|(known, _)| *known == name).map(|(_, text)| text).unwrap_or_default();
    T::try_from(text).map_err(|_| not_found())
}
