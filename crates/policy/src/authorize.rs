//! The authorization request: raw parameters in, a checked request or a refusal out.
//!
//! Two phases, because the client's registration is looked up in between: [`named_client`] says whose request it claims to be,
//! [`check_authorize`] checks it against that registration. The order of checks is C9: nothing is sent anywhere before client and
//! redirect URI are trusted.

mod checks;
mod named;
mod raw;
mod request;

pub use checks::check_authorize;
pub use named::{named_client, unknown_client};
pub use raw::RawAuthorize;
pub use request::{AuthorizeRequest, Registration};
