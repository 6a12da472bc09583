//! The help centre. Journeys 2.14

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use screens::help::{Article, ArticlePage, HelpCentre};
use screens::paths;
use web::page;

use crate::door::Door;

pub(crate) async fn home(State(door): State<Door>) -> Response {
    page(&HelpCentre { frame: door.front().plain_frame() })
}

pub(crate) async fn article(State(door): State<Door>, Path(slug): Path<String>) -> Response {
    match Article::from_slug(&slug) {
        Some(article) => {
            page(&ArticlePage { frame: door.front().plain_frame().with_back(paths::HELP), article })
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
