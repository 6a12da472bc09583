//! The screens of proving.

use vocabulary::{Cid, Instant};

use crate::page::Page;
use crate::proving::facts::AfterScan;

/// The next screen on the way to a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProveStep {
    /// D1.
    WhatYouNeed,
    /// D2.
    KnowNumber,
    /// D3.
    GiveName,
    /// D4.
    GiveBirthDate,
    /// D5.
    GivePostcode,
    /// D6.
    CheckDetails,
    /// D7.
    Finding,
    /// D8.
    ConfirmRecord,
    /// D9.
    NoMatch,
    /// D10.
    StillNoMatch,
    /// D10b.
    NumberNotVerified,
    /// D12, CID1006.
    OnAnotherAccount,
    /// D13, CID1005.
    NotMine,
    /// D14, CID1005.
    SomeWrong,
    /// D15.
    RecordsBusy,
    /// D16.
    TooYoung,
    /// D17.
    LookUpFailed,
    /// CID2011.
    RecordInvalid,
    /// X10.
    WaitLookUp {
        /// When it is over.
        until: Instant,
    },
    /// V1.
    UseGpChecks,
    /// V3.
    IsThisYourNumber,
    /// V4.
    EnterMatchCode,
    /// V4, when there is no code that works.
    MatchCodeExpired,
    /// V6.
    CannotUseNumber,
    /// V7.
    GpChecksFailed,
    /// I1.
    PhotoIntro,
    /// I2.
    HasPhotoId,
    /// I3.
    FetchPhotoId,
    /// I4.
    SendPhotoIntro,
    /// I5.
    ChooseDocument,
    /// I6.
    ChoosePhotoWay,
    /// I7.
    SendFront,
    /// I8, about the front.
    FrontProblem,
    /// I7b.
    SendBack,
    /// I8, about the back.
    BackProblem,
    /// I9.
    FaceIntro,
    /// I10 and I11.
    ScanFace,
    /// A face scan that cannot be used.
    ScanProblem {
        /// What is open now.
        next: AfterScan,
    },
    /// I13.
    ChooseVideo,
    /// I14.
    SendVideo,
    /// I15.
    CheckVideo,
    /// I16.
    RecordIntro,
    /// I17.
    Submit,
    /// I18.
    Submitted,
    /// I19, CID2001.
    NotCheckedYet,
    /// I21.
    OnAnotherDevice,
    /// The other device (I20) has nothing more to do.
    FinishedHere,
    /// Somebody else logged in on the other device (I20).
    OtherLogin,
    /// G1.
    UsesGpServices,
    /// G2.
    HasGpDetails,
    /// G3.
    GiveGpDetails,
    /// G4.
    GpChecking,
    /// G5.
    RegisterWithGp,
    /// G6.
    AskForGpDetails,
    /// G7.
    AskWhetherRegistered,
    /// What the GP system refused, with its CID.
    GpRefused {
        /// Why.
        cid: Cid,
    },
    /// G8.
    ConnectGp,
}

/// The pages on which the details are typed, in their order: an earlier one may be opened again and answered anew.
const TYPING: [Page; 5] =
    [Page::KnowNumber, Page::GiveName, Page::GiveBirthDate, Page::GivePostcode, Page::CheckDetails];

impl ProveStep {
    /// Its page.
    #[must_use]
    pub const fn page(self) -> Page {
        match self {
            Self::WhatYouNeed => Page::WhatYouNeed,
            Self::KnowNumber => Page::KnowNumber,
            Self::GiveName => Page::GiveName,
            Self::GiveBirthDate => Page::GiveBirthDate,
            Self::GivePostcode => Page::GivePostcode,
            Self::CheckDetails => Page::CheckDetails,
            Self::Finding => Page::Finding,
            Self::ConfirmRecord => Page::ConfirmRecord,
            Self::NoMatch => Page::NoMatch,
            Self::StillNoMatch => Page::StillNoMatch,
            Self::NumberNotVerified => Page::NumberNotVerified,
            Self::OnAnotherAccount => Page::OnAnotherAccount,
            Self::NotMine => Page::NotMine,
            Self::SomeWrong => Page::SomeWrong,
            Self::RecordsBusy => Page::RecordsBusy,
            Self::TooYoung => Page::TooYoung,
            Self::LookUpFailed => Page::LookUpFailed,
            Self::RecordInvalid => Page::RecordInvalid,
            Self::WaitLookUp { .. } => Page::WaitLookUp,
            Self::UseGpChecks => Page::UseGpChecks,
            Self::IsThisYourNumber => Page::IsThisYourNumber,
            Self::EnterMatchCode => Page::EnterMatchCode,
            Self::MatchCodeExpired => Page::MatchCodeExpired,
            Self::CannotUseNumber => Page::CannotUseNumber,
            Self::GpChecksFailed => Page::GpChecksFailed,
            Self::PhotoIntro => Page::PhotoIntro,
            Self::HasPhotoId => Page::HasPhotoId,
            Self::FetchPhotoId => Page::FetchPhotoId,
            Self::SendPhotoIntro => Page::SendPhotoIntro,
            Self::ChooseDocument => Page::ChooseDocument,
            Self::ChoosePhotoWay => Page::ChoosePhotoWay,
            Self::SendFront => Page::SendFront,
            Self::FrontProblem => Page::FrontProblem,
            Self::SendBack => Page::SendBack,
            Self::BackProblem => Page::BackProblem,
            Self::FaceIntro => Page::FaceIntro,
            Self::ScanFace => Page::ScanInstructions,
            Self::ScanProblem { .. } => Page::ScanProblem,
            Self::ChooseVideo => Page::ChooseVideo,
            Self::SendVideo => Page::SendVideo,
            Self::CheckVideo => Page::CheckVideo,
            Self::RecordIntro => Page::RecordIntro,
            Self::Submit => Page::Submit,
            Self::Submitted => Page::Submitted,
            Self::NotCheckedYet => Page::NotCheckedYet,
            Self::OnAnotherDevice => Page::AnotherDeviceSent,
            Self::FinishedHere => Page::FinishedHere,
            Self::OtherLogin => Page::OtherLogin,
            Self::UsesGpServices => Page::UsesGpServices,
            Self::HasGpDetails => Page::HasGpDetails,
            Self::GiveGpDetails => Page::GiveGpDetails,
            Self::GpChecking => Page::GpChecking,
            Self::RegisterWithGp => Page::RegisterWithGp,
            Self::AskForGpDetails => Page::AskForGpDetails,
            Self::AskWhetherRegistered => Page::AskWhetherRegistered,
            Self::GpRefused { .. } => Page::GpRefused,
            Self::ConnectGp => Page::ConnectGp,
        }
    }

    /// Its name in logs, metrics and the journey table.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        self.page().slug()
    }

    /// Whether `page` may be shown and answered at this step, beside its own: earlier questions about the details, and the small pages that
    /// help with a photo or the face.
    #[must_use]
    pub fn allows(self, page: Page) -> bool {
        let place = |page| TYPING.iter().position(|typing| *typing == page);
        let now = if self.may_type_again() { Some(TYPING.len()) } else { place(self.page()) };
        let earlier = place(page).zip(now).is_some_and(|(asked, now)| asked <= now);
        let beside: &[Page] = match self {
            Self::NotMine | Self::SomeWrong => &[Page::ConfirmRecord],
            Self::GiveGpDetails => &[Page::AskForGpDetails],
            Self::RegisterWithGp | Self::AskForGpDetails | Self::AskWhetherRegistered => {
                &[Page::GiveGpDetails]
            }
            Self::GpRefused { .. } => &[Page::GiveGpDetails, Page::ConnectGp],
            Self::FrontProblem => {
                &[Page::SendFront, Page::ChooseDocument, Page::PhotoTips, Page::PhotoClear, Page::PhotoHelp]
            }
            Self::BackProblem => {
                &[Page::SendBack, Page::ChooseDocument, Page::PhotoTips, Page::PhotoClear, Page::PhotoHelp]
            }
            Self::SendFront | Self::SendBack => &[Page::ChoosePhotoWay, Page::ChooseDocument],
            Self::ScanFace => &[Page::FaceScan, Page::ScanStopped, Page::CameraProblem],
            Self::ScanProblem { next: AfterScan::TryAgain } => {
                &[Page::ScanInstructions, Page::FaceScan, Page::ScanStopped, Page::CameraProblem]
            }
            Self::SendVideo => &[Page::ChooseVideo],
            // What helps to find a record may be mended until it is sent.
            Self::Submit => &[Page::KnowNumber, Page::GiveName, Page::GiveBirthDate, Page::GivePostcode],
            _ => &[],
        };
        let another_device = page == Page::AnotherDevice && self.needs_a_camera();
        self.page() == page || earlier || beside.contains(&page) || another_device
    }

    /// Whether a device with a camera may be what is missing (I20).
    const fn needs_a_camera(self) -> bool {
        matches!(
            self,
            Self::ChoosePhotoWay
                | Self::SendFront
                | Self::FrontProblem
                | Self::SendBack
                | Self::BackProblem
                | Self::FaceIntro
                | Self::ScanFace
                | Self::ScanProblem { .. }
                | Self::ChooseVideo
                | Self::SendVideo
                | Self::OnAnotherDevice
        )
    }

    /// Whether the details came to nothing, so that any of them may be typed again and sent once more.
    const fn may_type_again(self) -> bool {
        matches!(
            self,
            Self::NoMatch
                | Self::StillNoMatch
                | Self::NumberNotVerified
                | Self::OnAnotherAccount
                | Self::NotMine
                | Self::RecordsBusy
                | Self::LookUpFailed
                | Self::RecordInvalid
        )
    }
}
