//! Registrations of clients: what a change means for the partner, who may approve it, how far a key is from its end.

mod approval;
mod changes;
mod key_standing;
mod sentences;

pub use approval::{Approval, SecondPerson, approval, brought_up_to_date};
pub use changes::{Registration, RegistrationChange, Severity, changes};
pub use key_standing::{PartnerKeyFacts, PartnerKeyStanding};
