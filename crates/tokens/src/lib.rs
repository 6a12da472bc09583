//! Keys, the JWKS, and every JWT that is signed or verified here.
//!
//! This room knows JOSE and nothing of journeys: which claims a person releases is `policy`'s business, where keys are
//! kept is the store's. It has no clock (`now` is an argument) and no randomness except when it generates a key pair.
//!
//! Signing is what limits the whole service, so a key is parsed once and kept: [`SigningKey`], [`VerifyingKey`] and
//! [`PartnerKeys`] hold the parsed `aws-lc-rs` keys. `jsonwebtoken` parses an RSA key again for every token, and takes
//! kept keys only through a provider that is installed once per process and loses to whichever part of the program
//! touches the library first. Here the compact form (RFC 7515) is read and written directly instead, with the algorithm
//! pinned by the key and never chosen by the token; the tests use `jsonwebtoken` as the other side of every exchange.

mod access_token;
mod algorithm;
mod asserted_login;
mod assertion;
mod assertion_checks;
mod assertion_fault;
mod assertion_inspection;
mod claims;
mod encryption;
mod id_token;
mod json;
mod jwks;
mod jws;
mod keyring;
mod own_token;
mod partner_jwt;
mod partner_keys;
mod pem;
mod signing_key;
mod unverified;
mod verifying_key;

pub use access_token::{AccessClaims, AccessTokenFault, sign_access_token, verify_access_token};
pub use algorithm::SigningAlgorithm;
pub use asserted_login::{
    AssertedLogin, AssertedLoginFault, MAX_ASSERTED_LOGIN_LENGTH, verify_asserted_login,
};
pub use assertion::{Assertion, AssertionRules, MAX_ASSERTION_LENGTH, verify_client_assertion};
pub use assertion_checks::AssertionCheck;
pub use assertion_fault::AssertionFault;
pub use assertion_inspection::{
    AssertionInspection, CheckOutcome, CheckVerdict, KeyFound, inspect_client_assertion,
};
pub use claims::{AccessTokenClaims, IdTokenClaims};
pub use encryption::{EncryptionFault, encrypt_for_partner};
pub use id_token::{HintClaims, HintFault, sign_id_token, verify_id_token_hint};
pub use jwks::{jwks_json, public_jwk};
pub use jws::{JwsFault, SigningFault};
pub use keyring::{Keyring, KeyringFault};
pub use partner_keys::{PartnerKey, PartnerKeyFault, PartnerKeys};
pub use signing_key::{KeyState, SigningKey};
pub use unverified::{UnverifiedClient, read_unverified_client};
pub use verifying_key::{KeyFault, VerifyingKey};
