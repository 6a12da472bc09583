//! What an address names: a case, and a file of it.

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use axum::response::Response;
use vocabulary::{CaseId, EvidenceKind};

use crate::console::{Console, not_found};

/// The case that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedCase(pub(crate) CaseId);

/// The file of a case that an address names.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NamedFile(pub(crate) CaseId, pub(crate) EvidenceKind);

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

async fn named<T>(parts: &mut Parts, console: &Console, name: &str) -> Result<T, Response>
where
    T: for<'a> TryFrom<&'a str>,
{
    let params = RawPathParams::from_request_parts(parts, console).await.map_err(|_| not_found())?;
    let text = params.iter().find(|(known, _)| *known == name).map(|(_, text)| text).unwrap_or_default();
    T::try_from(text).map_err(|_| not_found())
}
