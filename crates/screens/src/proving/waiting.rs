//! Pages that wait for work to finish: D7, G4 and the like. Journeys 2.0.

use askama::Template;

use crate::frame::Frame;
use crate::page::{Page, page};

/// Waits, asks again by itself with or without script, and always has a link to go on.
///
/// Without script the page loads [`Self::poll_href`] every 3 seconds; with script it asks in the background,
/// so that a screen reader is not sent back to the top. That address answers with a redirect when the work is
/// done and with this page (status 200) until then.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/waiting.html")]
pub struct Waiting {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// What is being done.
    pub work: Work,
    /// Where it is asked whether the work is done; a GET that changes nothing.
    pub poll_href: String,
}
page!(Waiting, |page| page.work.heading().into());

/// What a person waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// D7: looking for the NHS record.
    FindingRecord,
    /// V1 and V4: taking over the ID checks of the GP surgery.
    ConfirmingDetails,
    /// G4: asking the GP surgery's system.
    CheckingGpDetails,
    /// I7: checking the photo of an ID.
    CheckingPhoto,
    /// I12: comparing the face with the ID.
    CheckingFace,
    /// I14: storing a video.
    SavingVideo,
}

impl Work {
    const fn heading(self) -> &'static str {
        match self {
            Self::FindingRecord => "Finding an NHS record",
            Self::ConfirmingDetails => "Confirming your details",
            Self::CheckingGpDetails => "Checking your details",
            Self::CheckingPhoto => "Checking your photo",
            Self::CheckingFace => "Checking your face and your ID",
            Self::SavingVideo => "Saving your video",
        }
    }

    /// What happens now, as a sentence that is read out politely.
    const fn status(self) -> &'static str {
        match self {
            Self::FindingRecord => "We are looking for an NHS record that matches your details.",
            Self::ConfirmingDetails => {
                "We are using the ID checks from your GP surgery to confirm your details."
            }
            Self::CheckingGpDetails => "We are checking your registration details with your GP surgery.",
            Self::CheckingPhoto => "We are checking that we can read the photo of your ID.",
            Self::CheckingFace => "We are comparing your face with the photo on your ID.",
            Self::SavingVideo => "We are saving your video.",
        }
    }
}
