//! Samples of the pages on which people prove who they are.

mod details;
mod gp_details;
mod match_outcome;
mod mobile_match;

use super::{OTHER, Sample, last_frame};
use crate::proving::{Waiting, Work};

pub(super) fn pages() -> Vec<Sample> {
    [waiting(), details::pages(), match_outcome::pages(), mobile_match::pages(), gp_details::pages()]
        .into_iter()
        .flatten()
        .collect()
}

fn waiting() -> Vec<Sample> {
    [
        ("proving/waiting", Work::FindingRecord),
        ("proving/waiting+mobile", Work::ConfirmingDetails),
        ("proving/waiting+gp", Work::CheckingGpDetails),
    ]
    .into_iter()
    .map(|(name, work)| Sample::new(name, Waiting { frame: last_frame(), work, poll_href: OTHER.into() }))
    .collect()
}
