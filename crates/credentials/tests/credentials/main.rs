//! What is accepted as proof of a person, and what is kept instead of it.

mod arbitrary_input;
mod authenticator_apps;
mod browser_secrets;
mod one_time_codes;
mod password_hashes;
mod password_pool;
mod password_rules;
