//! The automated document-check provider, behind a small HTTP interface that an adapter of any provider can speak.
//!
//! Every request carries `Authorization: Bearer …`.
//!
//! | Request | Body | Answer |
//! |---|---|---|
//! | `POST /photos/inspect/{front or back}` | the photo | 200: `document_found`, `faces`, `readable` |
//! | `PUT /checks/{case}/evidence/{front, back, video or scan}` | the file | 200, 201 or 204 |
//! | `PUT /checks/{case}` | JSON: `document`, `face`, `digits`, `colours`, `expected` | 200, 201 or 202: `reference` |
//! | `GET /checks/{reference}` | – | 200: `status`, `reasons`, `readings`, `challenge_kept`; 404: no such check |
//!
//! `PUT` again with the same case changes nothing and gives the same reference. `status` is `pending`, `passed`,
//! `failed` or `unsure`. `reasons` are the names in [`CheckReason`]; `readings` are `family_name`, `given_name`,
//! `birthdate` and `expires_on` as printed on the document. `digits` are those of a video, `colours` the four of a scan, one for each of
//! its frames; `challenge_kept` says that the provider saw them, and without it people look at a scan. 400, 413, 415, 422: the submission will never be accepted.
//! 401, 403: the token is not accepted. 408, 425, 429, 503: slow down.
//!
//! A webhook brings the same JSON as `GET`, with `reference`, signed: see [`IdCheck::verify_webhook`].

mod client;
mod fault;
mod submission;
mod verdict;
mod webhook;
mod wire;

pub use client::{IdCheck, IdCheckSettings};
pub use fault::IdCheckFault;
pub use submission::{Clip, ClipFormat, Expected, FaceEvidence, Jpeg, Side, Submission};
pub use verdict::{Challenge, CheckReason, PhotoFindings, ProviderReference, Readings, Verdict};
pub use webhook::{WebhookHeaders, WebhookRefusal, WebhookSecret};
