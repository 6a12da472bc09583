//! What partners see of our keys and tokens, and which of theirs we accept. `jsonwebtoken` is the other side.

mod access_tokens;
mod arbitrary_input;
mod asserted_logins;
mod client_assertions;
mod fixtures;
mod id_tokens;
mod keyring;
mod partner_keys;
mod refused_forms;
