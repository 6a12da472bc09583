//! Proving who you are: matching an NHS record (D1 to D17), the phone that the record holds (V1 to V7), and
//! GP online details (G1 to G8). Journeys 1.7 to 1.9, 2.5 to 2.8.

pub mod details;
pub mod gp_details;
pub mod gp_problem;
pub mod match_outcome;
pub mod mobile_match;
pub mod photo_id;

mod step;
mod waiting;

pub use step::Step;
pub use waiting::{Waiting, Work};
