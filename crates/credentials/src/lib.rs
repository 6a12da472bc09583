//! Proof by password, one-time code, authenticator app and remembered device: the cryptography, without storage.
//!
//! This room knows how a secret is made from random bytes, what is kept instead of it, and how the two are compared. It
//! must not know who a person is, how often they may try (`policy`), or where anything is kept. It has no clock and no
//! random source: both are arguments.

mod common_passwords;
mod csrf;
mod mac;
mod one_time_code;
mod opaque_secret;
mod password_hash;
mod password_pool;
mod password_queue;
mod password_rules;
mod refresh_token;
mod totp;

pub use csrf::{csrf_token, is_csrf_token};
pub use mac::MacKey;
pub use one_time_code::{
    CodeCheck, CodeContext, CodePurpose, CodeSource, IssuedCode, OneTimeCode, TypedCodeFault,
};
pub use opaque_secret::{
    BrowserSecret, DeviceSecret, InvitationSecret, MalformedSecret, OpaqueSecret, OperatorSecret,
    SessionSecret, SwitchSecret,
};
pub use password_hash::{HashCost, MalformedHash, Phc, SALT_LENGTH};
pub use password_pool::{Busy, PasswordPool, PoolSize, Verified};
pub use password_rules::{BrokenRule, CapitalRule, PasswordCheck, PasswordRules, ProposedPassword};
pub use refresh_token::derive_refresh;
pub use totp::{TotpSecret, totp_qr_svg};
