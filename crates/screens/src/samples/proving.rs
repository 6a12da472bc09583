//! Samples of the pages on which people prove who they are.

use super::{OTHER, Sample, last_frame};
use crate::proving::{Waiting, Work};

pub(super) fn pages() -> Vec<Sample> {
    waiting()
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
