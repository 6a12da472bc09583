//! What a partner sees of its own client, and what its client was seen to do.

mod example;
mod inspector;
mod milestones;
mod own_client;
mod recent_requests;
mod users;

pub use example::ExampleValues;
pub use inspector::{AssertionInspected, JtiStanding};
pub use own_client::{OwnClient, PartnerUser};
pub use recent_requests::RecentRequest;
pub use users::{ClientGiven, PartnerUserRow};

pub(crate) use milestones::{Milestones, of_code, of_return};
pub(crate) use recent_requests::RecentRequests;
