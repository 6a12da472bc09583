//! Forms with a file: read piece by piece within a limit, and believed only when they came from one of our own pages.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRef, FromRequest, Multipart, Request};
use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::caller::Caller;
use crate::csrf::started_here;
use crate::errors::Refusal;
use crate::front::Front;

/// More than any token has.
const LONGEST_TOKEN: usize = 256;

/// A form with a file, sent by one of our own pages in this browser. Its token comes first, so that nothing of the file is read for
/// a form that is not believed.
#[derive(Debug)]
pub struct Upload {
    /// Who sends it.
    pub caller: Caller,
    parts: Multipart,
}

/// What arrived in the place of a file.
#[derive(Clone, PartialEq, Eq)]
pub enum Uploaded {
    /// One file.
    Whole(Vec<u8>),
    /// None was chosen.
    Missing,
    /// More than one.
    Several,
    /// One without content.
    Empty,
    /// One that is larger than is taken. It was not kept.
    TooLarge,
    /// The connection broke, or what came is no form.
    Interrupted,
}

impl std::fmt::Debug for Uploaded {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Whole(_) => "Whole(…)",
            Self::Missing => "Missing",
            Self::Several => "Several",
            Self::Empty => "Empty",
            Self::TooLarge => "TooLarge",
            Self::Interrupted => "Interrupted",
        })
    }
}

impl<S> FromRequest<S> for Upload
where
    Front: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let front = Front::from_ref(state);
        let back = request.uri().path().to_owned();
        let (parts, body) = request.into_parts();
        let caller = Caller::of(&front, &parts);
        let forged = || Refusal::ForgedForm { back: back.clone() }.into_response();
        if !started_here(&parts.headers, front.site()) {
            return Err(forged());
        }
        let request = Request::from_parts(parts, body);
        let mut parts = Multipart::from_request(request, state)
            .await
            .map_err(|_| StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response())?;
        let token = match parts.next_field().await {
            Ok(Some(field)) if field.name() == Some(screens::fields::CSRF) => {
                whole(field, LONGEST_TOKEN).await
            }
            Ok(_) => return Err(forged()),
            Err(fault) => return Err(fault.status().into_response()),
        };
        let Ok(Some(token)) = token else { return Err(forged()) };
        let token = String::from_utf8(token).unwrap_or_default();
        if !front.ledger().csrf_matches(&caller.0, &token) {
            return Err(forged());
        }
        Ok(Self { caller, parts })
    }
}

impl Upload {
    /// The file of this field, when it has at most `most` bytes. A larger one is read to its end without being kept, so that the
    /// browser gets its answer; where that ends, the limit of the route says.
    pub async fn file(mut self, name: &str, most: usize) -> Uploaded {
        let mut found = Uploaded::Missing;
        loop {
            let field = match self.parts.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => return found,
                Err(fault) => return broken(&fault),
            };
            if field.name() != Some(name) {
                continue;
            }
            let named = field.file_name().is_some_and(|file| !file.is_empty());
            let file = match whole(field, most).await {
                Ok(Some(bytes)) if bytes.is_empty() && !named => continue,
                Ok(Some(bytes)) if bytes.is_empty() => Uploaded::Empty,
                Ok(Some(bytes)) => Uploaded::Whole(bytes),
                Ok(None) => Uploaded::TooLarge,
                Err(fault) => return broken(&fault),
            };
            found = if found == Uploaded::Missing { file } else { Uploaded::Several };
        }
    }
}

/// The bytes of a field; none when there are more than `most`.
async fn whole(mut field: Field<'_>, most: usize) -> Result<Option<Vec<u8>>, MultipartError> {
    let mut bytes = Some(Vec::new());
    while let Some(chunk) = field.chunk().await? {
        bytes = bytes.filter(|kept| kept.len() + chunk.len() <= most);
        if let Some(kept) = &mut bytes {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok(bytes)
}

fn broken(fault: &MultipartError) -> Uploaded {
    if fault.status() == StatusCode::PAYLOAD_TOO_LARGE { Uploaded::TooLarge } else { Uploaded::Interrupted }
}
