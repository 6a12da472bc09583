//! Sealed files in a bucket: a server in this process that speaks as much of S3 as the store needs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};
use evidence::{BlobKey, BlobKind, BucketKeys, BucketSettings, EvidenceFault, EvidencePlace, EvidenceStore};
use tokio::net::TcpListener;
use vocabulary::Secret;

const KEY: BlobKey = BlobKey::from_bytes([0xA7; 16]);

/// The objects by path, and the status that answers everything when one is ordered.
#[derive(Clone, Default)]
struct Bucket {
    objects: Arc<Mutex<HashMap<String, Bytes>>>,
    ordered: Arc<Mutex<Option<StatusCode>>>,
}

async fn answer(
    State(bucket): State<Bucket>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert!(signed.starts_with("AWS4-HMAC-SHA256 Credential=an-id/"), "not signed: {signed}");
    if let Some(status) = *bucket.ordered.lock().expect("nobody panics with it") {
        return (status, "<Error><AWSAccessKeyId>an-id</AWSAccessKeyId></Error>").into_response();
    }
    let mut objects = bucket.objects.lock().expect("nobody panics with it");
    let path = uri.path().to_owned();
    match method {
        Method::PUT => {
            objects.insert(path, body);
            ([("etag", "\"1\"")], "").into_response()
        }
        Method::GET => objects.get(&path).map_or_else(
            || StatusCode::NOT_FOUND.into_response(),
            |bytes| {
                ([("etag", "\"1\""), ("last-modified", "Wed, 25 Nov 2026 12:00:00 GMT")], bytes.clone())
                    .into_response()
            },
        ),
        Method::DELETE => {
            objects.remove(&path);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::NOT_IMPLEMENTED.into_response(),
    }
}

async fn started() -> (Bucket, EvidenceStore) {
    let bucket = Bucket::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let endpoint = format!("http://{}", listener.local_addr().expect("it listens"));
    let router = Router::new().fallback(answer).with_state(bucket.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let settings = BucketSettings {
        bucket: "photos".to_owned(),
        prefix: "nhs-login/evidence".to_owned(),
        region: "eu-west-2".to_owned(),
        endpoint: Some(endpoint),
        keys: Some(BucketKeys { id: "an-id".to_owned(), secret: Secret::new("a-secret".to_owned()) }),
        timeout: Duration::from_secs(5),
    };
    let store = EvidenceStore::open(&EvidencePlace::Bucket(settings), &[Secret::new([3; 32])])
        .expect("the settings can be used");
    (bucket, store)
}

#[tokio::test]
async fn what_was_stored_in_a_bucket_comes_back_until_it_is_deleted() {
    let (bucket, store) = started().await;
    assert_eq!(store.get(&KEY, BlobKind::Video).await, Ok(None));
    store.put(&KEY, BlobKind::Video, b"a video".to_vec()).await.unwrap();
    assert_eq!(store.get(&KEY, BlobKind::Video).await, Ok(Some(b"a video".to_vec())));
    let stored = bucket.objects.lock().unwrap().clone();
    let (path, sealed) = stored.iter().next().unwrap();
    assert_eq!(path, &format!("/photos/nhs-login/evidence/a7/a7/{}", "a7".repeat(14)));
    assert!(!sealed.windows(7).any(|part| part == b"a video"));
    store.delete(&KEY).await.unwrap();
    store.delete(&KEY).await.unwrap();
    assert_eq!(store.get(&KEY, BlobKind::Video).await, Ok(None));
}

#[tokio::test]
async fn a_bucket_that_refuses_our_keys_is_a_fault_that_does_not_repeat_them() {
    let (bucket, store) = started().await;
    *bucket.ordered.lock().unwrap() = Some(StatusCode::FORBIDDEN);
    let fault = store.put(&KEY, BlobKind::Photo, b"a photo".to_vec()).await.unwrap_err();
    assert_eq!(fault, EvidenceFault::Refused);
    assert!(!format!("{fault} {fault:?}").contains("an-id"));
    assert_eq!(store.get(&KEY, BlobKind::Photo).await, Err(EvidenceFault::Refused));
    assert_eq!(store.delete(&KEY).await, Err(EvidenceFault::Refused));
}

#[tokio::test]
async fn a_bucket_in_trouble_is_a_fault() {
    let (bucket, store) = started().await;
    *bucket.ordered.lock().unwrap() = Some(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(store.get(&KEY, BlobKind::Photo).await, Err(EvidenceFault::Failed));
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_a_fault() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = Some(format!("http://{}", listener.local_addr().unwrap()));
    drop(listener);
    let settings = BucketSettings {
        bucket: "photos".to_owned(),
        prefix: String::new(),
        region: "eu-west-2".to_owned(),
        endpoint,
        keys: Some(BucketKeys { id: "an-id".to_owned(), secret: Secret::new("a-secret".to_owned()) }),
        timeout: Duration::from_secs(1),
    };
    let store = EvidenceStore::open(&EvidencePlace::Bucket(settings), &[Secret::new([3; 32])]).unwrap();
    let fault = store.delete(&KEY).await.unwrap_err();
    assert!(matches!(fault, EvidenceFault::Unavailable(_) | EvidenceFault::Failed), "{fault:?}");
}

#[test]
fn keys_of_a_bucket_are_not_shown() {
    let keys = BucketKeys { id: "an-id".to_owned(), secret: Secret::new("a-secret".to_owned()) };
    assert!(!format!("{keys:?}").contains("a-secret"));
}
