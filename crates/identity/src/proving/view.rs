//! What the proving pages show.

use vocabulary::{
    AlertPart, DateOfBirth, FamilyName, GivenName, NhsNumber, PhoneNumber, Postcode, ProofingLevel,
};

use crate::proving::answers::{LookUp, Mobile, Route, Typed};
use crate::visit::Visit;

/// What the proving pages show: what was typed, and never what PDS alone knows.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each about what one page shows")]
pub struct ProvingView {
    /// The answer on D2.
    pub knows_number: Option<bool>,
    /// The number, when it was typed.
    pub nhs_number: Option<NhsNumber>,
    /// D3, as typed.
    pub first_name: Option<GivenName>,
    /// D3, as typed.
    pub middle_name: Option<GivenName>,
    /// D3, as typed.
    pub last_name: Option<FamilyName>,
    /// D4, or the date of birth of the record matched before.
    pub born: Option<DateOfBirth>,
    /// D5, as typed in this sign-in: that of the record is nobody's to see who has only typed details.
    pub postcode: Option<Postcode>,
    /// Whether `born` was typed in this sign-in.
    pub born_typed: bool,
    /// The number on the record that a code may go to (V3): pages mask it.
    pub record_mobile: Option<PhoneNumber>,
    /// Whether a record was matched before this ticket: the photo ID journey has two steps then.
    pub record_matched: bool,
    /// Whether the details are asked for photo ID.
    pub sends_photo: bool,
    /// Whether nothing is left to prove.
    pub proven: bool,
    /// The level of the account, and of the last agreement to share, for what is new about sharing.
    pub levels: Option<(ProofingLevel, ProofingLevel)>,
    /// Whether GP details can be used here at all.
    pub gp_offered: bool,
    /// Whether more than one record has the details that were typed.
    pub several_found: bool,
    /// Whether photo ID can be used here at all.
    pub photo_offered: bool,
    /// The problem that an operator announced about the page that comes next.
    pub alert: Option<policy::Alert>,
    /// What an operator set about how long photo ID checks take.
    pub service_level: Option<policy::ServiceLevel>,
}

impl Visit {
    /// What the proving pages show.
    ///
    /// Spec: F-45, decision 9
    #[must_use]
    pub fn proving(&self) -> ProvingView {
        let ground = &self.ground;
        let none = Typed::default();
        let typed = ground.answers().map_or(&none, |answers| &answers.typed);
        let person = ground.account.as_ref().and_then(|account| account.person.as_ref());
        let name = |text: &Option<String>| text.as_deref().and_then(|text| GivenName::try_from(text).ok());
        ProvingView {
            knows_number: typed.knows_number,
            nhs_number: typed.number(),
            first_name: name(&typed.first_name),
            middle_name: name(&typed.middle_name),
            last_name: typed.family(),
            born_typed: typed.born.is_some(),
            born: typed.birth_date().or_else(|| person.map(|person| person.birthdate)),
            postcode: typed.home(),
            record_mobile: ground.record_mobile(),
            record_matched: ground.account.as_ref().is_some_and(|account| account.level >= ProofingLevel::P5),
            sends_photo: ground.answers().is_some_and(|answers| answers.route == Route::Photo),
            levels: ground.account.as_ref().zip(ground.consent.as_ref()).map(|(a, c)| (a.level, c.level)),
            proven: ground.account.as_ref().is_some_and(|account| account.level == ProofingLevel::P9),
            // Surgeries in Wales have other systems (journeys 2.8 G1).
            gp_offered: self.gp_offered
                // The other device is for photos.
                && ground.progress.companion.is_none()
                && !(self.photo_offered && ground.notices.is_down(AlertPart::GpDetails, ground.now))
                && !ground.gp_details_blocked()
                && !person
                    .and_then(|person| person.gp_ods_code.as_ref())
                    .is_some_and(|code| code.as_str().starts_with('W')),
            several_found: ground.answers().is_some_and(|answers| matches!(answers.look_up, LookUp::Several)),
            photo_offered: self.photo_offered,
            alert: self.alert(),
            service_level: ground.notices.service_level,
        }
    }

    /// The problem that an operator announced about the page that comes next.
    fn alert(&self) -> Option<policy::Alert> {
        let mobile = self.ground.answers().map(|answers| answers.mobile);
        let mobile = matches!(mobile, Some(Mobile::SameNumber | Mobile::OtherNumber | Mobile::UsesOther));
        self.ground.notices.alert_on(self.page()?, mobile, self.ground.now)
    }
}
