//! What proving is decided from.

use vocabulary::{Cid, Instant};

/// What was answered and found on the way to a level, in this ticket and in the person's photo ID case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ProvingFacts {
    /// D1 to D7.
    pub details: Details,
    /// D8.
    pub confirmation: Confirmation,
    /// V1 to V6.
    pub mobile: MobileMatch,
    /// Which proof the person chose.
    pub route: Route,
    /// Whether an ID checker decided that the GP's registration details prove nothing about this person.
    pub gp_details_blocked: bool,
    /// I1 to I17.
    pub photo: PhotoAnswers,
    /// Which device the person goes on with.
    pub place: Place,
    /// What became of the person's last photo ID case.
    pub adjudication: Adjudication,
    /// G1 to G4.
    pub gp: GpAnswers,
    /// G8.
    pub connection: GpCheck,
}

/// Which device somebody sends photos with (I20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Place {
    /// This one.
    #[default]
    Here,
    /// Another one: a link went there.
    LinkSent,
}

/// Whose journey it is that another browser began, and that a link to this device goes on with (I20).
///
/// The link signs nobody in: who opens it logs in, to the same account, and goes no further than photo ID. The code for the client is
/// for the browser in which the client began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Companion {
    /// [`crate::Facts::account`]'s.
    SamePerson,
    /// Somebody else's, or it is not known yet who logs in here.
    Another,
}

/// The details of D2 to D5: which are given, and what looking for them found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, each of one page")]
pub struct Details {
    /// D1 was continued from.
    pub intro_seen: bool,
    /// D2.
    pub knows_number: Option<KnowsNumber>,
    /// D3.
    pub name: bool,
    /// D4.
    pub born: bool,
    /// D5.
    pub postcode: bool,
    /// D6, D7.
    pub look_up: LookUp,
    /// Look-ups that matched nobody.
    pub rounds: u32,
}

/// The answer on D2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnowsNumber {
    /// The number was given.
    Yes,
    /// The name is asked instead.
    No,
}

/// A look-up in PDS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LookUp {
    /// The details were not submitted, or changed since.
    #[default]
    NotAsked,
    /// PDS is being asked.
    Asked {
        /// Since when.
        at: Instant,
    },
    /// One record that this account may have.
    Found,
    /// One record, and another account has it (CID1006).
    OnAnotherAccount,
    /// One record, of somebody too young (decision 6).
    TooYoung,
    /// Nobody.
    NoMatch,
    /// More than one: the NHS number is needed.
    Several,
    /// The number and the date of birth do not belong together.
    NumberNotVerified,
    /// The record is no longer valid (CID2011).
    Invalidated,
    /// It was asked about too often.
    Limited {
        /// When it may be asked again.
        until: Instant,
    },
    /// PDS is overloaded.
    Busy,
    /// PDS failed.
    Failed,
}

/// The answer on D8.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Confirmation {
    /// Not asked in this ticket.
    #[default]
    NotAsked,
    /// "Yes", or "some are wrong" and on.
    Confirmed,
    /// "These are not my details."
    NotMine,
    /// "Some are wrong", before going on.
    SomeWrong,
}

/// Whether the GP's own identity check can be used through the mobile number (IDVM), and how far that went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MobileMatch {
    /// It cannot be used: another route is taken.
    #[default]
    NotPossible,
    /// The GP system could not be asked.
    Failed,
    /// The number on the record is the account's.
    SameNumber,
    /// The record holds another mobile number.
    OtherNumber,
    /// The person uses that other number: a code goes there.
    UsesOther,
    /// The person does not want it, or the codes were wrong.
    Declined,
}

/// Which proof the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Route {
    /// None yet.
    #[default]
    Undecided,
    /// Photo ID and face.
    Photo,
    /// The GP's registration details.
    Gp,
}

/// The answers of the photo ID journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, each of one page")]
pub struct PhotoAnswers {
    /// I1 was continued from.
    pub intro_seen: bool,
    /// I2.
    pub possession: Option<Possession>,
    /// I4 was continued from.
    pub first_step_seen: bool,
    /// I5: how many sides the document has.
    pub sides: Option<u8>,
    /// I6 was answered.
    pub way_chosen: bool,
    /// I7.
    pub front: PhotoState,
    /// I7b.
    pub back: PhotoState,
    /// I9 was continued from.
    pub second_step_seen: bool,
    /// I10 to I12.
    pub scan: ScanState,
    /// Face scans that could not be used, with the present photo.
    pub scan_failures: u32,
    /// Whether the photo was taken anew because face scans failed.
    pub photo_retaken: bool,
    /// I13 was answered.
    pub method_chosen: bool,
    /// I14, I15.
    pub video: VideoState,
    /// I16 was continued from.
    pub third_step_seen: bool,
}

/// The answer on I2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Possession {
    /// It is at hand.
    Here,
    /// It is elsewhere.
    NotHere,
}

/// A photo of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PhotoState {
    /// None was sent.
    #[default]
    Missing,
    /// One was sent, and the person has to say whether it will do (I8).
    Doubtful,
    /// One was sent, and cannot be used (I8).
    Unusable,
    /// One was sent.
    Accepted,
}

/// The face scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ScanState {
    /// The face is shown in a video.
    #[default]
    NotChosen,
    /// A scan was chosen, and none was sent.
    Missing,
    /// The last one could not be used.
    Failed,
    /// Our fault: only the video is left (CID4010).
    Broken,
    /// It will do.
    Accepted,
}

/// What is open after a face scan that cannot be used. Journeys 1.8, the failure ladder
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterScan {
    /// Another scan.
    TryAgain,
    /// A new photo of the ID first.
    RetakePhoto,
    /// The video.
    UseVideo,
}

/// The video.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum VideoState {
    /// None was sent.
    #[default]
    Missing,
    /// One was sent, and the person has to look at it (I15).
    Unseen,
    /// It will do.
    Accepted,
}

/// What became of a photo ID case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Adjudication {
    /// There is none, or it is a draft.
    #[default]
    None,
    /// It was submitted in this ticket (I18).
    WaitingSinceThisVisit,
    /// It was submitted before, and not decided (I19).
    Waiting,
    /// It was declined: the journey begins again and says why.
    Declined,
    /// It was not passed, because another login has the NHS number (D12): no other photo helps.
    OnAnotherLogin,
    /// It was not passed, because the person is younger than the service allows (D16): no other photo helps.
    TooYoung,
}

/// The answers of the GP details journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GpAnswers {
    /// G1.
    pub uses_services: Option<TriState>,
    /// G2.
    pub has_details: Option<TriState>,
    /// G3, G4.
    pub check: GpCheck,
}

/// Yes, no or "I do not know".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the three answers")]
pub enum TriState {
    Yes,
    No,
    DoNotKnow,
}

/// A question to the GP system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GpCheck {
    /// None.
    #[default]
    NotAsked,
    /// It is being asked.
    Asked {
        /// Since when.
        at: Instant,
    },
    /// It was asked too often.
    Limited {
        /// When it may be asked again.
        until: Instant,
    },
    /// It said no.
    Refused(Cid),
    /// The person goes on without (G8 only).
    Skipped,
}

/// Whether an account can be connected to its GP surgery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Connection {
    /// It is, or there is no surgery.
    #[default]
    NotNeeded,
    /// There is a surgery and no connection.
    Possible,
}
