//! The pages of a sign-in, as places: what a door compares a request with.

macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)+) => {
        /// A page of a sign-in. Its address is `/t/{ticket}/{slug}`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Page {
            $($(#[$doc])* $name,)+
        }

        impl Page {
            /// Every page.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its last path segment.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$name => $slug,)+
                }
            }

            /// The page with this last path segment.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|page| page.slug() == slug)
            }
        }
    };
}

pages! {
    /// S1.
    EnterEmail = "email",
    /// X5: too many look-ups.
    WaitEmail = "email-wait",
    /// S2.
    FoundAccount = "found",
    /// S3.
    EnterPassword = "password",
    /// X6.
    WaitPassword = "password-wait",
    /// Which way the code goes, and the button that sends it (journeys 1.4).
    ChooseChannel = "channel",
    /// S4.
    EnterCode = "code",
    /// S5.
    CodeExpired = "code-expired",
    /// X7.
    WaitCode = "code-wait",
    /// R1.
    RegisterIntro = "register",
    /// R2.
    CreatePassword = "create-password",
    /// R3.
    ConfirmEmail = "confirm-email",
    /// R3, when there is no code that works.
    EmailCodeExpired = "email-code-expired",
    /// R4.
    EnterPhone = "phone",
    /// R4b.
    EnterLandline = "landline",
    /// R5.
    ConfirmPhone = "confirm-phone",
    /// R6.
    PhoneCodeExpired = "phone-code-expired",
    /// C5.
    AgreeTerms = "terms",
    /// The level cannot be reached yet.
    LevelUnreachable = "level",
    /// The way of signing in cannot be used yet.
    CredentialUnreachable = "method",
    /// D1.
    WhatYouNeed = "what-you-need",
    /// D2.
    KnowNumber = "nhs-number",
    /// D3.
    GiveName = "name",
    /// D4.
    GiveBirthDate = "date-of-birth",
    /// D5.
    GivePostcode = "postcode",
    /// D6.
    CheckDetails = "check-details",
    /// D7.
    Finding = "finding",
    /// D8.
    ConfirmRecord = "confirm-details",
    /// D9.
    NoMatch = "no-match",
    /// D10.
    StillNoMatch = "still-no-match",
    /// D10b.
    NumberNotVerified = "number-not-verified",
    /// D12, CID1006.
    OnAnotherAccount = "already-have-login",
    /// D13, CID1005.
    NotMine = "not-my-details",
    /// D14, CID1005.
    SomeWrong = "details-wrong",
    /// D15.
    RecordsBusy = "records-busy",
    /// D16.
    TooYoung = "too-young",
    /// D17.
    LookUpFailed = "look-up-failed",
    /// CID2011.
    RecordInvalid = "record-problem",
    /// X10.
    WaitLookUp = "details-wait",
    /// V1.
    UseGpChecks = "gp-checks",
    /// V3.
    IsThisYourNumber = "gp-number",
    /// V4.
    EnterMatchCode = "gp-number-code",
    /// V4, when there is no code that works.
    MatchCodeExpired = "gp-number-code-expired",
    /// V6.
    CannotUseNumber = "gp-number-refused",
    /// V7.
    GpChecksFailed = "gp-checks-problem",
    /// I1.
    PhotoIntro = "prove",
    /// I2.
    HasPhotoId = "photo-id",
    /// I3.
    FetchPhotoId = "get-photo-id",
    /// I4.
    SendPhotoIntro = "send-photo",
    /// I5.
    ChooseDocument = "document",
    /// I6.
    ChoosePhotoWay = "photo-way",
    /// I7.
    SendFront = "photo",
    /// I8, about the front.
    FrontProblem = "photo-problem",
    /// I7b.
    SendBack = "photo-back",
    /// I8, about the back.
    BackProblem = "photo-back-problem",
    /// I9.
    FaceIntro = "face",
    /// I13.
    ChooseVideo = "video-way",
    /// I14.
    SendVideo = "video",
    /// I15.
    CheckVideo = "check-video",
    /// I16.
    RecordIntro = "find-record",
    /// I17.
    Submit = "submit",
    /// I18.
    Submitted = "submitted",
    /// I19, CID2001.
    NotCheckedYet = "not-checked",
    /// G1.
    UsesGpServices = "gp-services",
    /// G2.
    HasGpDetails = "gp-have-details",
    /// G3.
    GiveGpDetails = "gp-details",
    /// G4.
    GpChecking = "gp-checking",
    /// G5.
    RegisterWithGp = "gp-register",
    /// G6.
    AskForGpDetails = "gp-ask-details",
    /// G7.
    AskWhetherRegistered = "gp-ask",
    /// What the GP system refused, with its CID.
    GpRefused = "gp-problem",
    /// G8.
    ConnectGp = "gp-connect",
    /// I10.
    ScanInstructions = "scan-instructions",
    /// I11.
    FaceScan = "face-scan",
    /// I11: the person stopped it.
    ScanStopped = "scan-stopped",
    /// Why a face scan cannot be used.
    ScanProblem = "scan-problem",
    /// I22.
    CameraProblem = "camera",
    /// I20.
    AnotherDevice = "another-device",
    /// I21.
    AnotherDeviceSent = "another-device-sent",
    /// The end of a journey that another device goes on with (I20).
    FinishedHere = "finished-here",
    /// A link to another device (I20), opened by somebody who logs in to another account.
    OtherLogin = "other-login",
    /// I8: how to take a good photo.
    PhotoTips = "photo-tips",
    /// I8: before a photo is sent that may be blurred.
    PhotoClear = "photo-clear",
    /// I8: for whom taking a photo is hard.
    PhotoHelp = "photo-help",
    /// C1.
    Share = "share",
    /// C2.
    ShareMore = "share-more",
    /// C3.
    ReconsiderSharing = "not-shared",
    /// X12.
    CannotLogIn = "cannot-log-in",
    /// X13.
    Disabled = "disabled",
    /// X9.
    SessionOver = "logged-out",
}

impl Page {
    /// Whether it asks for the details that a record is looked up with: once one is matched, opening such a page says so (D11).
    #[must_use]
    pub const fn asks_for_details(self) -> bool {
        matches!(
            self,
            Self::WhatYouNeed
                | Self::KnowNumber
                | Self::GiveName
                | Self::GiveBirthDate
                | Self::GivePostcode
                | Self::CheckDetails
                | Self::Finding
        )
    }
}
