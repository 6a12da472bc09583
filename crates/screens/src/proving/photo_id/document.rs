//! Step 1, the photo of the ID: I4 to I7.

use askama::Template;
use vocabulary::DocumentKind;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::proving::Step;

/// I4.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/send_photo_intro.html")]
pub struct SendPhotoIntro {
    /// Around the page.
    pub frame: Frame,
    /// Step 1 of 3 or of 2.
    pub step: Option<Step>,
    /// Where "Continue" is posted.
    pub action: String,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
}
page!(SendPhotoIntro, "Send a photo of your ID");

/// I5. Fields `document` and `otherDocument`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/choose_document.html")]
pub struct ChooseDocument {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Whether "Other photo ID" was chosen before, without saying which.
    pub other_chosen: bool,
    /// Where "Prove who you are without photo ID" is posted (G1); absent when GP details cannot be used.
    pub without_photo_action: Option<String>,
    /// Words of [`crate::wording::DocumentProblem`].
    pub errors: Errors,
}
page!(ChooseDocument, "What type of photo ID do you have?", form);

impl ChooseDocument {
    fn others() -> impl Iterator<Item = DocumentKind> {
        DocumentKind::ALL.into_iter().filter(|kind| kind.is_other())
    }
}

/// I6. Field `photoWay`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/choose_photo_way.html")]
pub struct ChoosePhotoWay {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The document chosen on I5.
    pub document: DocumentKind,
    /// Where "Use a different device" leads (I20); absent when no texts are sent.
    pub another_device_href: Option<String>,
    /// Words of [`crate::wording::PhotoWayProblem`].
    pub errors: Errors,
}
page!(
    ChoosePhotoWay,
    |page| format!("Choose how to send a photo of your {}", page.document.noun()).into(),
    form
);

/// Which side of a document a photo shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The front, or the photo page.
    Front,
    /// The back (I7b).
    Back,
}

/// How a photo is sent. Journeys 2.7 I6
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoWay {
    /// With this device's camera: the file input opens it.
    TakeNow,
    /// From a file.
    Upload,
}

/// I7 and I7b. A multipart form with the file `photo`.
#[derive(Debug, Clone, Template)]
#[template(path = "photo_id/send_photo.html")]
pub struct SendPhoto {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted, as `multipart/form-data`.
    pub action: String,
    /// The document chosen on I5.
    pub document: DocumentKind,
    /// The side asked for.
    pub side: Side,
    /// The way chosen on I6.
    pub way: PhotoWay,
    /// Where "Use a different photo ID" leads (I5).
    pub another_document_href: String,
    /// Where "Use a different device" leads (I20); absent when no texts are sent.
    pub another_device_href: Option<String>,
    /// Words of [`crate::wording::PhotoFileProblem`].
    pub errors: Errors,
}
page!(
    SendPhoto,
    |page| {
        let verb = match page.way {
            PhotoWay::TakeNow => "Take",
            PhotoWay::Upload => "Upload",
        };
        let side = if page.document.sides() == 1 { "" } else { page.side_words() };
        format!("{verb} a photo of {side}your {}", page.document.noun()).into()
    },
    form
);

impl SendPhoto {
    const fn side_words(&self) -> &'static str {
        match self.side {
            Side::Front => "the front of ",
            Side::Back => "the back of ",
        }
    }

    /// Whether the photo is taken now: the answer then needs the camera.
    fn takes(&self) -> bool {
        self.way == PhotoWay::TakeNow
    }

    /// The value of `capture`; empty when the camera is not asked for.
    fn capture(&self) -> &'static str {
        if self.takes() { "environment" } else { "" }
    }

    fn is_passport(&self) -> bool {
        self.document == DocumentKind::Passport
    }

    fn is_back(&self) -> bool {
        self.side == Side::Back
    }
}
