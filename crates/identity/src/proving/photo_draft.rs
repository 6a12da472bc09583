//! What a photo ID case remembers of its person's answers. Sealed with the case, so that it outlives a ticket and a device.
//!
//! Once it is submitted, `checking` reads the same document: keep the names in step with its `CaseFile`.

use account_store::{Case, Person};
use gateways::Side;
use serde::{Deserialize, Serialize};
use vocabulary::{
    CheckRoute, DateOfBirth, DocumentKind, EvidenceKind, FamilyName, GivenName, NhsNumber, Postcode, Secret,
    VideoMethod,
};

use crate::fault::Fault;
use crate::proving::answers::Typed;

/// How a photo is sent (I6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoWay {
    /// With this device's camera.
    TakeNow,
    /// From a file.
    Upload,
}

/// What is the matter with a photo (I8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoProblem {
    /// It may be too blurred to read. The person may send it all the same.
    Blurred,
    /// It shows more than one face (CID8006). The person may send it all the same.
    SeveralFaces,
    /// It shows no document.
    NoDocument,
    /// It shows no face (CID4005, CID8005).
    NoFace,
    /// The scanner found something (CID4015, CID8015).
    Virus,
    /// Our fault, such as a scanner that does not answer (CID4007, CID8007).
    Technical,
    /// Not a kind of file that is accepted (CID4003, CID8003).
    WrongFormat,
    /// A picture that cannot be decoded within limits (CID4004, CID8004).
    Unreadable,
}

/// A photo of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Photo {
    #[default]
    Missing,
    Doubtful(PhotoProblem),
    Unusable(PhotoProblem),
    Accepted,
}

impl Photo {
    pub(crate) const fn problem(self) -> Option<PhotoProblem> {
        match self {
            Self::Doubtful(problem) | Self::Unusable(problem) => Some(problem),
            Self::Missing | Self::Accepted => None,
        }
    }

    const fn fact(self) -> policy::PhotoState {
        match self {
            Self::Missing => policy::PhotoState::Missing,
            Self::Doubtful(_) => policy::PhotoState::Doubtful,
            Self::Unusable(_) => policy::PhotoState::Unusable,
            Self::Accepted => policy::PhotoState::Accepted,
        }
    }
}

/// The video.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Video {
    #[default]
    Missing,
    Unseen,
    Accepted,
}

/// Why a face scan cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ScanProblem {
    /// Not enough light.
    TooDark,
    /// Too much light.
    TooBright,
    /// Nothing in it is sharp.
    Moved,
    /// Our fault, or a browser that sends something else than pictures (CID4010): the video is left.
    Configuration,
}

/// The face scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Scan {
    /// The face is shown in a video.
    #[default]
    NotChosen,
    Missing,
    Failed(ScanProblem),
    Accepted,
}

impl Scan {
    const fn fact(self) -> policy::ScanState {
        match self {
            Self::NotChosen => policy::ScanState::NotChosen,
            Self::Missing => policy::ScanState::Missing,
            Self::Failed(ScanProblem::Configuration) => policy::ScanState::Broken,
            Self::Failed(_) => policy::ScanState::Failed,
            Self::Accepted => policy::ScanState::Accepted,
        }
    }
}

/// The answers of I2 to I17.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "independent answers, each of one page")]
pub(crate) struct Draft {
    /// I2: whether the document is at hand.
    pub(crate) here: Option<bool>,
    pub(crate) first_step_seen: bool,
    document: Option<String>,
    pub(crate) way: Option<PhotoWay>,
    pub(crate) front: Photo,
    pub(crate) back: Photo,
    pub(crate) second_step_seen: bool,
    pub(crate) scan: Scan,
    /// Scans that could not be used, with the present photo.
    pub(crate) scan_failures: u32,
    /// The photo was taken anew because of them.
    pub(crate) photo_retaken: bool,
    method: Option<String>,
    /// Those of the video, from which the colours of a face scan come too: chosen when the case began, and the same until its end.
    pub(crate) digits: [u8; 4],
    pub(crate) video: Video,
    pub(crate) third_step_seen: bool,
    /// Whether the document-check provider is to look first.
    pub(crate) automated: bool,
    /// Who the person says to be, or who the record says that was matched before; set when the case is submitted.
    pub(crate) details: Option<CaseDetails>,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Draft(…)")
    }
}

/// Who the person of a case says to be, or who the record says that was matched before.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CaseDetails {
    /// Whether a record was matched before, so that this is what PDS says.
    pub(crate) matched: bool,
    nhs_number: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    born: Option<String>,
    postcode: Option<String>,
}

impl std::fmt::Debug for CaseDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseDetails(…)")
    }
}

impl CaseDetails {
    /// Those of a record that was matched before.
    pub(crate) fn of_person(person: &Person) -> Self {
        Self {
            matched: true,
            nhs_number: person.nhs_number.map(|number| number.as_str().to_owned()),
            given_name: person.given_name.as_ref().map(|name| name.as_str().to_owned()),
            family_name: Some(person.family_name.as_str().to_owned()),
            born: Some(person.birthdate.to_string()),
            postcode: person.postcode.as_ref().map(|code| code.as_str().to_owned()),
        }
    }

    /// Those typed on D2 to D5.
    pub(crate) fn of_typed(typed: &Typed) -> Self {
        Self {
            matched: false,
            nhs_number: typed.number().map(|number| number.as_str().to_owned()),
            given_name: typed.given().map(|name| name.as_str().to_owned()),
            family_name: typed.family().map(|name| name.as_str().to_owned()),
            born: typed.birth_date().map(|born| born.to_string()),
            postcode: typed.home().map(|code| code.as_str().to_owned()),
        }
    }

    pub(crate) fn number(&self) -> Option<NhsNumber> {
        NhsNumber::try_from(self.nhs_number.as_deref()?).ok()
    }

    pub(crate) fn given(&self) -> Option<GivenName> {
        GivenName::try_from(self.given_name.as_deref()?).ok()
    }

    pub(crate) fn family(&self) -> Option<FamilyName> {
        FamilyName::try_from(self.family_name.as_deref()?).ok()
    }

    pub(crate) fn birth_date(&self) -> Option<DateOfBirth> {
        DateOfBirth::try_from(self.born.as_deref()?).ok()
    }

    pub(crate) fn home(&self) -> Option<Postcode> {
        Postcode::try_from(self.postcode.as_deref()?).ok()
    }
}

impl Draft {
    /// That of a case that begins.
    pub(crate) fn new(digits: [u8; 4], automated: bool) -> Self {
        Self { digits, automated, ..Self::default() }
    }

    /// The draft of a stored case.
    pub(crate) fn of(case: &Case) -> Result<Self, Fault> {
        serde_json::from_slice(case.draft.expose()).map_err(|_| Fault::Bug("a stored case does not parse"))
    }

    /// As it is stored.
    pub(crate) fn stored(&self) -> Result<Secret<Vec<u8>>, Fault> {
        let text = serde_json::to_vec(self).map_err(|_| Fault::Bug("a case does not serialise"))?;
        Ok(Secret::new(text))
    }

    pub(crate) fn document(&self) -> Option<DocumentKind> {
        DocumentKind::try_from(self.document.as_deref()?).ok()
    }

    /// Another kind of document: photos of the one before are forgotten.
    pub(crate) fn set_document(&mut self, kind: DocumentKind) {
        if self.document() != Some(kind) {
            self.front = Photo::Missing;
            self.back = Photo::Missing;
        }
        self.document = Some(kind.as_str().to_owned());
    }

    pub(crate) fn method(&self) -> Option<VideoMethod> {
        VideoMethod::try_from(self.method.as_deref()?).ok()
    }

    pub(crate) fn set_method(&mut self, method: VideoMethod) {
        self.method = Some(method.as_str().to_owned());
    }

    pub(crate) const fn photo_mut(&mut self, side: Side) -> &mut Photo {
        match side {
            Side::Front => &mut self.front,
            Side::Back => &mut self.back,
        }
    }

    /// Whose references people are shown: 40xx or 80xx.
    pub(crate) const fn route(&self) -> CheckRoute {
        if self.automated { CheckRoute::Automated } else { CheckRoute::Manual }
    }

    /// What policy decides from, once the case has begun.
    pub(crate) fn facts(&self) -> policy::PhotoAnswers {
        policy::PhotoAnswers {
            intro_seen: true,
            possession: self
                .here
                .map(|here| if here { policy::Possession::Here } else { policy::Possession::NotHere }),
            first_step_seen: self.first_step_seen,
            sides: self.document().map(DocumentKind::sides),
            way_chosen: self.way.is_some(),
            front: self.front.fact(),
            back: self.back.fact(),
            second_step_seen: self.second_step_seen,
            scan: self.scan.fact(),
            scan_failures: self.scan_failures,
            photo_retaken: self.photo_retaken,
            method_chosen: self.method().is_some(),
            video: match self.video {
                Video::Missing => policy::VideoState::Missing,
                Video::Unseen => policy::VideoState::Unseen,
                Video::Accepted => policy::VideoState::Accepted,
            },
            third_step_seen: self.third_step_seen,
        }
    }
}

/// The kind of evidence that a photo of this side is.
pub(crate) const fn kind_of(side: Side) -> EvidenceKind {
    match side {
        Side::Front => EvidenceKind::Front,
        Side::Back => EvidenceKind::Back,
    }
}
