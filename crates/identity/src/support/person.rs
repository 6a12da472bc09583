//! One account, as far as its operator sees it: a field that the role does not see is not put into what a page is given.

use account_store::{Account, AuditEvent, Person};
use policy::PersonStanding;
use vocabulary::{
    AccountId, Cid, GivenName, Instant, NhsNumber, OdsCode, PdsCode, Permission, PersonAction, PersonField,
    PhoneKind, Postcode, ProofingLevel,
};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::support::WaitingErasure;

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonStatus {
    /// It can.
    Active,
    /// It is disabled, and its person sees this reference.
    Disabled(Cid),
}

/// An account. What is none was not for this operator's eyes; a text that is empty says that nothing is on file.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonView {
    /// The last part of the addresses of its pages.
    pub address: String,
    /// Whether it can be used.
    pub status: Option<PersonStatus>,
    /// Its identifier.
    pub account_id: Option<AccountId>,
    /// Email address.
    pub email: Option<String>,
    /// Mobile number.
    pub mobile: Option<String>,
    /// Landline number.
    pub landline: Option<String>,
    /// First and last name.
    pub first_last_name: Option<String>,
    /// Middle names.
    pub middle_names: Option<String>,
    /// Date of birth, as 1980-12-31.
    pub born: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// NHS number, ten digits.
    pub nhs_number: Option<String>,
    /// ODS code of the GP surgery.
    pub ods_code: Option<String>,
    /// How far the identity is proven.
    pub level: Option<ProofingLevel>,
    /// Whether the mobile match is ruled out.
    pub mobile_match_blocked: Option<bool>,
    /// What PDS said last, and when; none within when it was never asked.
    pub pds: Option<PdsSaid>,
    /// How many browsers are signed in, for who may log them out.
    pub sessions: Option<u64>,
    /// How many devices are remembered, for who may forget them.
    pub devices: Option<u64>,
    /// What the person agreed to share, for who sees the history; latest first.
    pub consents: Option<Vec<ConsentRow>>,
    /// The erasure that waits, for who may approve or withdraw it.
    pub erasure: Option<WaitingErasure>,
    /// What this operator can do with it now.
    pub actions: Vec<PersonAction>,
    /// Whether they see its history.
    pub has_history: bool,
    /// Whether they see the evidence of its photo ID checks.
    pub has_evidence: bool,
}

impl std::fmt::Debug for PersonView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonView(…)")
    }
}

/// What PDS said last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdsSaid {
    /// It was never asked.
    Nothing,
    /// This.
    Code {
        /// What.
        code: PdsCode,
        /// When.
        at: Instant,
    },
}

/// An agreement to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRow {
    /// The service's name, or its client id when it is registered no more.
    pub client: String,
    /// The level that is shared.
    pub level: ProofingLevel,
    /// When.
    pub agreed_at: Instant,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Instant>,
}

impl Identity {
    /// The account as this operator sees it. The look is recorded before it is given; none when there is no such account.
    ///
    /// # Errors
    /// When the operator may not find anybody, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn person(
        &self,
        by: &SignedInOperator,
        account: AccountId,
    ) -> Result<Option<PersonView>, Fault> {
        let inner = &self.0;
        by.must_find()?;
        let Some((account, standing)) = inner.standing_of(by, account).await? else { return Ok(None) };
        inner.audit_look(by, account.id, AuditEvent::PersonViewed).await?;
        let mut view = inner.seen(by, &account, standing);
        if by.sees(PersonField::PdsCode) {
            let said = inner.store.pds_answer(account.id).await?;
            view.pds =
                Some(said.map_or(PdsSaid::Nothing, |said| PdsSaid::Code { code: said.code, at: said.at }));
        }
        if by.may(Permission::EndSessions) {
            let now = inner.clock.now();
            view.sessions = Some(inner.store.count_sessions(account.id, now).await?);
            let devices = inner.store.list_devices(account.id, now).await?;
            view.devices = Some(u64::try_from(devices.len()).unwrap_or(u64::MAX));
        }
        if view.has_history {
            view.consents = Some(inner.consent_rows(account.id).await?);
        }
        if by.may(Permission::EraseAccounts) {
            view.erasure = inner.waiting_erasure(by, account.id).await?;
        }
        Ok(Some(view))
    }
}

impl Inner {
    /// What stands on the account itself, through the eyes of the operator.
    fn seen(&self, by: &SignedInOperator, account: &Account, standing: PersonStanding) -> PersonView {
        let person = account.person.as_ref();
        let held = |field, of: &dyn Fn(&Person) -> String| {
            by.sees(field).then(|| person.map(of).unwrap_or_default())
        };
        let phone = |field, kind| by.sees(field).then(|| number_of(account, kind));
        let possible = |action: &PersonAction| {
            by.may(policy::permission_of(*action)) && policy::is_possible(*action, standing)
        };
        PersonView {
            address: self.address_of(by, account.id),
            status: by.sees(PersonField::Status).then(|| status_of(account)),
            account_id: by.sees(PersonField::AccountId).then_some(account.id),
            email: by.sees(PersonField::Email).then(|| account.email.as_str().to_owned()),
            mobile: phone(PersonField::Mobile, PhoneKind::Mobile),
            landline: phone(PersonField::Landline, PhoneKind::Landline),
            first_last_name: by.sees(PersonField::FirstLastName).then(|| full_name(account)),
            middle_names: held(PersonField::MiddleNames, &|person| names_of(person).1),
            born: held(PersonField::DateOfBirth, &|person| person.birthdate.to_string()),
            postcode: held(PersonField::Postcode, &|person| {
                text(person.postcode.as_ref().map(Postcode::as_str))
            }),
            nhs_number: held(PersonField::NhsNumber, &|person| {
                text(person.nhs_number.as_ref().map(NhsNumber::as_str))
            }),
            ods_code: held(PersonField::OdsCode, &|person| {
                text(person.gp_ods_code.as_ref().map(OdsCode::as_str))
            }),
            level: by.sees(PersonField::Level).then_some(account.level),
            mobile_match_blocked: by.sees(PersonField::MobileMatch).then_some(account.mobile_match_blocked),
            pds: None,
            sessions: None,
            devices: None,
            consents: None,
            erasure: None,
            actions: PersonAction::ALL.iter().copied().filter(possible).collect(),
            has_history: by.may(Permission::SeeHistory),
            has_evidence: by.may(Permission::SeeEvidence),
        }
    }

    async fn consent_rows(&self, account: AccountId) -> Result<Vec<ConsentRow>, Fault> {
        let names = self.client_names().await?;
        let consents = self.store.list_consents(account).await?.into_iter();
        let row = |consent: account_store::Consent| ConsentRow {
            client: names.get(&consent.client_id).cloned().unwrap_or_else(|| consent.client_id.to_string()),
            level: consent.level,
            agreed_at: consent.agreed_at,
            withdrawn_at: consent.withdrawn_at,
        };
        Ok(consents.map(row).collect())
    }
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

fn number_of(account: &Account, kind: PhoneKind) -> String {
    let phone = match kind {
        PhoneKind::Mobile => &account.mobile,
        PhoneKind::Landline => &account.landline,
    };
    text(phone.as_ref().map(|phone| phone.number.e164()))
}

pub(crate) const fn status_of(account: &Account) -> PersonStatus {
    match account.disabled {
        None => PersonStatus::Active,
        Some(cid) => PersonStatus::Disabled(cid),
    }
}

/// First name and middle names.
fn names_of(person: &Person) -> (String, String) {
    let given = person.given_name.as_ref().map(GivenName::as_str).unwrap_or_default();
    let (first, middle) = given.split_once(' ').unwrap_or((given, ""));
    (first.to_owned(), middle.trim().to_owned())
}

/// First and last name; empty without a record.
pub(crate) fn full_name(account: &Account) -> String {
    let Some(person) = &account.person else { return String::new() };
    format!("{} {}", names_of(person).0, person.family_name.as_str()).trim().to_owned()
}
