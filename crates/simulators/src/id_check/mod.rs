//! The document-check provider: the interface described at the head of `gateways`' document-check client. It decides by
//! a mark in the photo.

mod font;
mod mark;
mod page;
mod samples;
mod scenario;
mod server;
mod specimen;
mod verdict;

pub use samples::{sample_dark_photo, sample_photo, sample_scan, sample_still_scan, sample_video};
pub use scenario::Scenario;
pub use server::{IdCheckSetup, IdCheckSimulator, ReceivedCheck, SignedVerdict};
