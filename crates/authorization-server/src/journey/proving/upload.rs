//! Files on their way in, and back to their sender.

use std::convert::Infallible;

use axum::Router;
use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, Path, Request, State};
use axum::http::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, RANGE, RETRY_AFTER,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use bytes::Bytes;
use futures_util::stream;
use identity::{Fault, FileProblem, PhotoGiven, Side, VideoGiven, VideoProblem, Visit};
use policy::Page;
use screens::proving::photo_id::{self, PhotoIdBusy, PhotoIdFailed};
use screens::wording::{PhotoFileProblem, VideoFileProblem};
use screens::{Errors, fields};
use vocabulary::EvidenceKind;
use web::{Caller, Upload, Uploaded};

use crate::door::Door;
use crate::journey::proving::face_scan;
use crate::journey::proving::photo::without_photo;
use crate::journey::proving::photo_file::{self, page_of, photo_megabytes, video_limits};
use crate::journey::scene::Scene;
use crate::journey::show;
use crate::paths;
use crate::places::Place;
use crate::stop::Stop;

/// A file of evidence is a picture or a video and nothing that acts.
const FILE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'; base-uri 'none'");

/// How much of a file is handed on at a time, bytes.
const PIECE: usize = 64 * 1024;

/// The forms with a file.
pub(crate) fn routes() -> Router<Door> {
    Router::new()
        .route(&paths::route(Page::SendFront.slug()), post(give_front).get(show))
        .route(&paths::route(Page::SendBack.slug()), post(give_back).get(show))
        .route(&paths::route(Page::SendVideo.slug()), post(give_video).get(show))
        .route(&paths::route(Page::FaceScan.slug()), post(give_scan).get(show))
}

/// A form with a file, before it is known whether it is still wanted. Nothing of the file was read.
pub(crate) struct SentFile {
    door: Door,
    ticket: String,
    upload: Upload,
}

impl FromRequest<Door> for SentFile {
    type Rejection = Stop;

    async fn from_request(request: Request, door: &Door) -> Result<Self, Stop> {
        let (mut parts, body) = request.into_parts();
        let Path(ticket) = Path::<String>::from_request_parts(&mut parts, door)
            .await
            .map_err(|refusal| Stop::from(refusal.into_response()))?;
        let upload = Upload::from_request(Request::from_parts(parts, body), door).await?;
        Ok(Self { door: door.clone(), ticket, upload })
    }
}

impl SentFile {
    /// The file, when `page` is next; both before it is read, and after, as other tabs go on meanwhile.
    /// The place is held until what is made of the file is done.
    async fn at(self, page: Page, field: &str, most: usize) -> Result<(Scene, Visit, Uploaded, Place), Stop> {
        let Self { door, ticket, upload } = self;
        let browser = upload.caller.0.clone();
        let wanted = async || {
            let (visit, _) = door.open(&ticket, &browser).await?;
            let scene = Scene::of(&door, &browser, &visit);
            if visit.step().allows(page) { Ok((scene, visit)) } else { Err(Stop::from(scene.go_on())) }
        };
        let (scene, visit) = wanted().await?;
        let Some(place) = door.upload_place(&visit) else { return Err(busy(&scene, page).into()) };
        let uploaded = upload.file(field, most).await;
        let (scene, visit) = wanted().await?;
        Ok((scene, *visit, uploaded, place))
    }
}

/// I23, and I12b for a face scan.
fn busy(scene: &Scene, page: Page) -> Response {
    if page == Page::FaceScan {
        return face_scan::busy(scene);
    }
    scene.show(&PhotoIdBusy {
        frame: scene.frame(),
        again_href: scene.at(page),
        without_photo_action: without_photo(scene),
    })
}

/// I23, I24: our fault.
fn failed(scene: &Scene, page: Page, fault: &Fault) -> Response {
    if matches!(fault, Fault::Busy { .. }) {
        return busy(scene, page);
    }
    scene.show(&PhotoIdFailed {
        frame: scene.frame(),
        again_href: scene.at(page),
        without_photo_action: without_photo(scene),
        incident: Some(scene.door.identity().record_failure(fault)),
    })
}

async fn give_front(sent: SentFile) -> Result<Response, Stop> {
    Box::pin(give_photo(sent, Side::Front)).await
}

async fn give_back(sent: SentFile) -> Result<Response, Stop> {
    Box::pin(give_photo(sent, Side::Back)).await
}

/// I7.
async fn give_photo(sent: SentFile, side: Side) -> Result<Response, Stop> {
    let page = page_of(side);
    let most = sent.door.identity().settings().photo_id.photos.max_bytes;
    let (scene, visit, uploaded, _place) = Box::pin(sent.at(page, fields::PHOTO, most)).await?;
    let too_large = PhotoFileProblem::TooLarge { megabytes: photo_megabytes(&scene) };
    let problem = match uploaded {
        Uploaded::Whole(bytes) => {
            match Box::pin(scene.door.identity().give_photo(visit, side, bytes)).await {
                Ok(answer) => match answer.outcome {
                    PhotoGiven::NotTaken(FileProblem::Empty) => PhotoFileProblem::Empty,
                    PhotoGiven::NotTaken(FileProblem::TooLarge) => too_large,
                    PhotoGiven::NotTaken(FileProblem::TooSmall) => PhotoFileProblem::TooSmall,
                    PhotoGiven::NotTaken(FileProblem::TooOften) => PhotoFileProblem::TooOften,
                    PhotoGiven::Accepted | PhotoGiven::Doubtful(_) | PhotoGiven::Refused(_) => {
                        return Ok(scene.go_on());
                    }
                },
                Err(fault) => return Ok(failed(&scene, page, &fault)),
            }
        }
        Uploaded::Missing => PhotoFileProblem::Missing,
        Uploaded::Several => PhotoFileProblem::TooMany,
        Uploaded::Empty => PhotoFileProblem::Empty,
        Uploaded::TooLarge => too_large,
        Uploaded::Interrupted => PhotoFileProblem::UploadFailed,
    };
    Ok(photo_file::send(&scene, side, Errors::of(fields::PHOTO, problem)))
}

/// I14.
async fn give_video(sent: SentFile) -> Result<Response, Stop> {
    let most = sent.door.identity().settings().photo_id.videos.max_bytes;
    let (scene, visit, uploaded, _place) = Box::pin(sent.at(Page::SendVideo, fields::VIDEO, most)).await?;
    let too_large = VideoFileProblem::TooLarge { megabytes: video_limits(&scene).megabytes };
    let problem = match uploaded {
        Uploaded::Whole(bytes) => match Box::pin(scene.door.identity().give_video(visit, bytes)).await {
            Ok(answer) => match answer.outcome {
                VideoGiven::Kept => return Ok(scene.go_on()),
                VideoGiven::Refused(problem) => return Ok(photo_file::refused(&scene, shown(problem))),
                VideoGiven::NotTaken(FileProblem::TooLarge) => too_large,
                VideoGiven::NotTaken(FileProblem::TooOften) => VideoFileProblem::TooOften,
                VideoGiven::NotTaken(FileProblem::Empty | FileProblem::TooSmall) => VideoFileProblem::Empty,
            },
            Err(fault) => return Ok(failed(&scene, Page::SendVideo, &fault)),
        },
        Uploaded::Missing => VideoFileProblem::Missing,
        Uploaded::Several => VideoFileProblem::TooMany,
        Uploaded::Empty => VideoFileProblem::Empty,
        Uploaded::TooLarge => too_large,
        Uploaded::Interrupted => VideoFileProblem::UploadFailed,
    };
    Ok(photo_file::record(&scene, Errors::of(fields::VIDEO, problem)))
}

/// I11: the page's script sends nothing but pictures of a size that is taken.
async fn give_scan(sent: SentFile) -> Result<Response, Stop> {
    let most = sent.door.identity().settings().photo_id.photos.max_bytes;
    let (scene, visit, uploaded, _place) = Box::pin(sent.at(Page::FaceScan, fields::SCAN, most)).await?;
    let identity = scene.door.identity();
    let given = match uploaded {
        Uploaded::Whole(bytes) => Box::pin(identity.give_scan(visit, bytes)).await,
        Uploaded::Interrupted => return Ok(face_scan::busy(&scene)),
        Uploaded::Missing | Uploaded::Several | Uploaded::Empty | Uploaded::TooLarge => {
            identity.give_up_scan(visit).await
        }
    };
    Ok(match given {
        Ok(_) => scene.go_on(),
        Err(Fault::Busy { .. }) => face_scan::busy(&scene),
        Err(fault) => failed(&scene, Page::FaceScan, &fault),
    })
}

const fn shown(problem: VideoProblem) -> photo_id::VideoProblem {
    match problem {
        VideoProblem::Technical => photo_id::VideoProblem::Technical,
        VideoProblem::WrongFormat => photo_id::VideoProblem::WrongFormat,
        VideoProblem::TooLong => photo_id::VideoProblem::TooLong,
        VideoProblem::Photo => photo_id::VideoProblem::Photo,
        VideoProblem::Virus => photo_id::VideoProblem::Virus,
    }
}

/// What this person sent in the case that is being filled in, to look at it once more (I8, I15).
pub(crate) async fn preview(
    State(door): State<Door>,
    Path((ticket, kind)): Path<(String, String)>,
    Caller(browser): Caller,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let (visit, _) = door.open(&ticket, &browser).await?;
    let Some(place) = door.preview_place(&visit) else {
        return Ok((StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")]).into_response());
    };
    let found = match EvidenceKind::try_from(kind.as_str()) {
        Ok(kind) => door.identity().evidence_of(&visit, kind).await?,
        Err(_) => None,
    };
    let Some((bytes, media_type)) = found else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let media_type =
        HeaderValue::from_str(&media_type).map_err(|_| Fault::Bug("a media type is no header"))?;
    Ok(file(bytes, media_type, headers.get(RANGE), place))
}

/// A file, or the part that a player asks for: some play nothing that does not come in parts.
fn file(bytes: Vec<u8>, media_type: HeaderValue, asked: Option<&HeaderValue>, place: Place) -> Response {
    let part = asked.and_then(|range| part(range.to_str().ok()?, bytes.len()));
    let mut response = match part {
        Some((first, last)) => {
            let range = format!("bytes {first}-{last}/{}", bytes.len());
            // A copy, so that the rest of a large file does not wait with it.
            let part = Bytes::copy_from_slice(&bytes[first..=last]);
            let mut response = (StatusCode::PARTIAL_CONTENT, held(part, place)).into_response();
            if let Ok(range) = HeaderValue::try_from(range) {
                response.headers_mut().insert(CONTENT_RANGE, range);
            }
            response
        }
        None => held(bytes.into(), place),
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, media_type);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_SECURITY_POLICY, FILE_POLICY);
    response
}

/// A body that holds its place until it was read: whoever reads slowly keeps nobody's memory but their own share.
fn held(bytes: Bytes, place: Place) -> Response {
    let length = bytes.len();
    let pieces = stream::unfold((bytes, place), async |(mut rest, place)| {
        let piece = rest.split_to(rest.len().min(PIECE));
        (!piece.is_empty()).then_some((Ok::<_, Infallible>(piece), (rest, place)))
    });
    let mut response = Body::from_stream(pieces).into_response();
    response.headers_mut().insert(CONTENT_LENGTH, length.into());
    response
}

/// First and last byte of the one part that `range` names; the whole file is sent for anything else.
fn part(range: &str, length: usize) -> Option<(usize, usize)> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let first: usize = first.parse().ok()?;
    let end = length.checked_sub(1)?;
    let last = if last.is_empty() { end } else { last.parse::<usize>().ok()?.min(end) };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_player_gets_the_part_that_it_asks_for() {
        assert_eq!(part("bytes=0-1", 10), Some((0, 1)));
        assert_eq!(part("bytes=4-", 10), Some((4, 9)));
        assert_eq!(part("bytes=4-99", 10), Some((4, 9)));
        for whole in ["bytes=10-", "bytes=5-4", "bytes=-5", "bytes=0-1,4-5", "lines=0-1", ""] {
            assert_eq!(part(whole, 10), None, "{whole}");
        }
        assert_eq!(part("bytes=0-", 0), None);
    }
}
