//! Proving who one is: acts of the pages between signing in and sharing, and the questions to PDS and the GP systems behind them.
//!
//! An act that asks the world outside writes "asked" first, asks, and writes the outcome as a fact: whoever loses the connection in
//! between finds a page with a way on, and nothing half-written.

mod another_device;
pub(crate) mod answers;
mod casework;
mod details;
mod effect;
mod face_scan;
mod gp;
mod gp_connection;
mod ground;
mod look_up;
mod mobile;
mod outside;
mod pds_code;
mod photo;
pub(crate) mod photo_draft;
mod photo_evidence;
pub(crate) mod photo_ground;
mod provider;
mod recheck;
mod record;
mod view;

pub use another_device::{LinkFollowed, LinkSent, LinkStanding, LinkTo, SWITCH_PATH};
pub use casework::Casework;
pub use details::{BirthDateTyped, ConfirmAnswer, NameTyped, NumberAnswer, StillNoMatchChoice};
pub use gp::{GpDetailsTyped, GpFork, GpTurn};
pub use gp_connection::ConnectAnswer;
pub use mobile::YesNo;
pub(crate) use outside::wait_a_little;
pub use outside::{Outside, Waits};
pub use photo::FaceWay;
pub use photo_draft::{PhotoProblem, PhotoWay, ScanProblem};
pub use photo_evidence::{FileProblem, PhotoGiven, VideoGiven, VideoProblem};
pub use photo_ground::PhotoView;
pub use view::ProvingView;
