//! The GP systems, behind one small HTTP interface that an adapter of each system can speak.
//!
//! Every request is a `POST` with `Authorization: Bearer …` and a JSON body, so that no NHS number and no key stands in
//! an address. Dates are `YYYY-MM-DD`.
//!
//! | Path | Asks | 200 (201) |
//! |---|---|---|
//! | `/registrations/check` | `linkage_key`, `ods_code`, `account_id`, `family_name`, `birthdate` | `nhs_number`, `credentials` |
//! | `/connections` | `nhs_number`, `ods_code`, `family_name`, `birthdate` | `credentials` |
//! | `/connections/check` | `nhs_number`, `credentials` | `valid`: true or false |
//! | `/online-users` | `nhs_number`, `ods_code` | `identity_checked`, and `mobile` when the GP holds one |
//!
//! `credentials` are `user_id`, `linkage_key` and `ods_code`. `POST /connections` for somebody who has been connected by
//! us before gives the same credentials again. The first two refuse with 400, 403, 404, 409, 500, 501, 502, 504 or 678
//! (photo ID is needed), each with its own CID. The last two answer 404 for somebody the practice does not know. 401 says
//! that the token is not accepted, 429 that we ask too often.

mod client;
mod fault;
mod refusal;
mod values;
mod wire;

pub use client::{Gp, GpSettings};
pub use fault::GpFault;
pub use refusal::GpRefusal;
pub use values::{
    GpAnswer, GpConnection, GpCredentials, GpDetails, GpLink, GpPerson, IdentityCheck, OnlineUser,
};
