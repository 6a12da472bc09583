//! The page of files to send.

use std::fmt::Write as _;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};

use crate::id_check::samples::{sample_photo, sample_video};
use crate::id_check::scenario::Scenario;

const VIDEO: &str = "video.mp4";

/// A list of every sample with what it does.
pub(crate) async fn samples() -> Html<String> {
    let mut page = String::from(
        "<!DOCTYPE html><html lang=\"en-GB\"><title>Sample photos and video</title><h1>Sample photos and video</h1>\
         <p>Each photo has a row of black and white squares in its bottom left corner. The simulated document-check \
         provider reads them and answers as the list says. A photo without them passes.</p><ul>",
    );
    for scenario in Scenario::ALL {
        let (name, meaning) = (scenario.as_str(), scenario.meaning());
        let _ = write!(page, "<li><a href=\"/samples/{name}.jpg\">{name}.jpg</a>: {meaning}</li>");
    }
    let _ = write!(
        page,
        "<li><a href=\"/samples/{VIDEO}\">{VIDEO}</a>: eight seconds of nothing</li></ul></html>"
    );
    Html(page)
}

/// One of them, to be saved.
pub(crate) async fn sample(Path(file): Path<String>) -> Response {
    let found = if file == VIDEO {
        Some(("video/mp4", sample_video()))
    } else {
        match file.strip_suffix(".jpg").and_then(Scenario::named) {
            // Drawing takes a while, and other requests wait for this thread.
            Some(scenario) => {
                tokio::task::spawn_blocking(move || ("image/jpeg", sample_photo(scenario))).await.ok()
            }
            None => None,
        }
    };
    match found {
        Some((media_type, bytes)) => {
            let saved = format!("attachment; filename=\"{file}\"");
            ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, saved)], bytes)
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_file_of_the_list_can_be_fetched() {
        let Html(page) = samples().await;
        let files = page.split("href=\"/samples/").skip(1).filter_map(|rest| rest.split('"').next());
        let mut count = 0;
        for file in files {
            let answer = sample(Path(file.to_owned())).await;
            assert_eq!(answer.status(), StatusCode::OK, "{file}");
            let kind = if file == VIDEO { "video/mp4" } else { "image/jpeg" };
            assert_eq!(answer.headers()[header::CONTENT_TYPE], kind, "{file}");
            count += 1;
        }
        assert_eq!(count, Scenario::ALL.len() + 1);
    }

    #[tokio::test]
    async fn a_file_that_is_not_on_the_list_is_not_there() {
        for file in ["", "pass", "pass.png", "../pass.jpg", "video.mov"] {
            assert_eq!(sample(Path(file.to_owned())).await.status(), StatusCode::NOT_FOUND, "{file}");
        }
    }
}
