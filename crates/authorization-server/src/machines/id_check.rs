//! What the document-check provider says by itself: that it knows more about a case.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use identity::WebhookHeaders;
use web::Failure;

use crate::door::Door;

/// 204 when it is believed, whether or not it changes anything; 401 when it is not.
pub(crate) async fn hear(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Failure> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let signed =
        WebhookHeaders { timestamp: header("id-check-timestamp"), signature: header("id-check-signature") };
    let believed = door.identity().hear_provider(signed, &body).await?;
    Ok(if believed { StatusCode::NO_CONTENT } else { StatusCode::UNAUTHORIZED })
}
