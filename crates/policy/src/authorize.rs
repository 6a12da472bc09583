//! The authorization request: raw parameters in, a checked request or a refusal out.
//!
//! Two phases, because the client's registration is looked up in between: [`named_client`] says whose request it claims to be,
//! [`check_authorize`] checks it against that registration. The order of checks is C9: nothing is sent anywhere before client and
//! redirect URI are trusted.
//!
//! The rules stand in one list ([`AuthorizeRule`]): the endpoint stops at the first that is broken, [`inspect_authorize`] tells about
//! every one, so that what a developer is shown cannot differ from what the endpoint does.

mod checks;
mod decide;
mod inspection;
mod named;
mod raw;
mod request;
mod rule;
mod scopes;
mod vectors;

pub use decide::{check_authorize, inspect_authorize};
pub use inspection::{Advice, AuthorizeInspection, RuleOutcome, RuleVerdict};
pub use named::{is_registered, named_client, unknown_client};
pub use raw::RawAuthorize;
pub use request::{AuthorizeRequest, Registration};
pub use rule::AuthorizeRule;
