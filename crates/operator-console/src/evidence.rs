//! What the person sent. Each look is recorded before anything is shown.

use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use identity::{Checker, EvidenceFile, EvidenceLooked, Supervisor};
use vocabulary::EvidenceKind;
use web::Failure;

use crate::console::{Console, not_found};
use crate::names::NamedFile;
use crate::on_duty::OnDuty;
use crate::range::{Part, part};

/// A file is somebody else's: whatever is in it runs nothing and reaches nothing.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'; sandbox",
);

/// A file of the case that this checker has open.
pub(crate) async fn of_case(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedFile(case, kind): NamedFile,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let looked = console.identity.look_at_evidence(&on_duty.role, case, kind).await?;
    Ok(answer(looked, kind, &headers))
}

/// A file of the case that this supervisor audits.
pub(crate) async fn of_audit(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    NamedFile(case, kind): NamedFile,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let looked = console.identity.look_at_audited_evidence(&on_duty.role, case, kind).await?;
    Ok(answer(looked, kind, &headers))
}

/// The file, or nothing.
pub(crate) fn answer(looked: EvidenceLooked, kind: EvidenceKind, asked: &HeaderMap) -> Response {
    match looked {
        EvidenceLooked::File(file) => sent(file, kind, asked),
        EvidenceLooked::NotTheirs | EvidenceLooked::Missing => not_found(),
    }
}

fn sent(
    EvidenceFile { mut bytes, media_type }: EvidenceFile,
    kind: EvidenceKind,
    asked: &HeaderMap,
) -> Response {
    let length = bytes.len();
    let range = asked.get(RANGE).and_then(|range| range.to_str().ok());
    let (status, said) = match part(range, length) {
        Part::Whole => (StatusCode::OK, None),
        Part::Beyond => {
            bytes.clear();
            (StatusCode::RANGE_NOT_SATISFIABLE, Some(format!("bytes */{length}")))
        }
        Part::Some(first, last) => {
            bytes.truncate(last + 1);
            bytes.drain(..first);
            (StatusCode::PARTIAL_CONTENT, Some(format!("bytes {first}-{last}/{length}")))
        }
    };
    let mut response = (status, headers(kind, &media_type), bytes).into_response();
    if let Some(said) = said.and_then(|said| HeaderValue::try_from(said).ok()) {
        response.headers_mut().insert(CONTENT_RANGE, said);
    }
    response
}

/// The stored media type, when it is one that evidence has; a name that says nothing of the person.
fn headers(kind: EvidenceKind, media_type: &str) -> [(HeaderName, HeaderValue); 4] {
    let (shown, ending) = match media_type {
        "image/jpeg" => ("image/jpeg", "jpg"),
        "image/png" => ("image/png", "png"),
        "video/mp4" => ("video/mp4", "mp4"),
        "video/quicktime" => ("video/quicktime", "mov"),
        "video/webm" => ("video/webm", "webm"),
        _ => ("application/octet-stream", "bin"),
    };
    let place = if ending == "bin" { "attachment" } else { "inline" };
    let disposition = HeaderValue::try_from(format!("{place}; filename=\"{}.{ending}\"", kind.as_str()));
    [
        (CONTENT_TYPE, HeaderValue::from_static(shown)),
        (CONTENT_DISPOSITION, disposition.unwrap_or(HeaderValue::from_static("attachment"))),
        (CONTENT_SECURITY_POLICY, POLICY),
        (ACCEPT_RANGES, HeaderValue::from_static("bytes")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn looked(media_type: &str, range: Option<&str>) -> Response {
        let mut asked = HeaderMap::new();
        if let Some(range) = range {
            asked.insert(RANGE, range.parse().expect("a header"));
        }
        let file = EvidenceFile { bytes: vec![1, 2, 3, 4], media_type: media_type.to_owned() };
        answer(EvidenceLooked::File(file), EvidenceKind::Front, &asked)
    }

    #[test]
    fn a_photo_is_shown_in_place_and_can_do_nothing() {
        let response = looked("image/jpeg", None);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()[CONTENT_TYPE], "image/jpeg");
        assert_eq!(response.headers()[CONTENT_DISPOSITION], "inline; filename=\"front.jpg\"");
        assert!(POLICY.to_str().expect("ASCII").ends_with("; sandbox"));
    }

    #[test]
    fn what_no_evidence_is_is_never_shown_in_place() {
        for kind in ["text/html", "image/svg+xml", "", "image/jpeg; x"] {
            let response = looked(kind, None);
            assert_eq!(response.headers()[CONTENT_TYPE], "application/octet-stream", "{kind}");
            assert_eq!(
                response.headers()[CONTENT_DISPOSITION],
                "attachment; filename=\"front.bin\"",
                "{kind}"
            );
        }
    }

    #[test]
    fn a_player_gets_the_part_that_it_asks_for() {
        let response = looked("video/mp4", Some("bytes=1-2"));
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(response.headers()[CONTENT_RANGE], "bytes 1-2/4");
        assert_eq!(looked("video/mp4", Some("bytes=9-")).status(), StatusCode::RANGE_NOT_SATISFIABLE);
    }
}
