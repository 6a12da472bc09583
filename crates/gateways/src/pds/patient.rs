//! A patient resource as a record of ours. What cannot be read is left out; only an NHS number must be there.

use jiff::civil::Date;
use vocabulary::{
    DateOfBirth, EmailAddress, FamilyName, GivenName, NameUse, NhsNumber, OdsCode, PatientRecord, Period,
    PhoneNumber, Postcode, RecordName,
};

use crate::pds::wire::{Address, HumanName, Identifier, Patient, Range};

impl Patient {
    /// Whether the record itself was withdrawn.
    pub(crate) fn is_invalidated(&self) -> bool {
        self.has_label(&["REDACTED"])
    }

    fn has_label(&self, labels: &[&str]) -> bool {
        self.meta
            .security
            .iter()
            .filter_map(|coding| coding.code.as_deref())
            .any(|code| labels.contains(&code))
    }

    /// The record, as of `today`; nothing when it has no NHS number.
    pub(crate) fn record(&self, today: Date) -> Option<PatientRecord> {
        Some(PatientRecord {
            nhs_number: NhsNumber::try_from(self.id.as_str()).ok()?,
            names: self.name.iter().filter_map(name).collect(),
            born: self.birth_date.as_deref().and_then(|text| DateOfBirth::try_from(text).ok()),
            postcode: self.postcode(today),
            phones: self.phones(today),
            emails: self
                .contacts("email", today)
                .filter_map(|text| EmailAddress::try_from(text).ok())
                .collect(),
            gp_ods_code: self.gp(today),
            deceased: self.deceased_date_time.is_some() || self.deceased_boolean == Some(true),
            restricted: self.has_label(&["R", "V"]),
            read_on: today,
        })
    }

    fn postcode(&self, today: Date) -> Option<Postcode> {
        let home = |address: &&Address| {
            address.r#use.as_deref() == Some("home") && holds(address.period.as_ref(), today)
        };
        let address = self.address.iter().find(home)?;
        Postcode::try_from(address.postal_code.as_deref()?).ok()
    }

    fn contacts<'a>(&'a self, system: &'a str, today: Date) -> impl Iterator<Item = &'a str> {
        let wanted = self.telecom.iter().filter(move |contact| {
            contact.system.as_deref() == Some(system) && holds(contact.period.as_ref(), today)
        });
        wanted.filter_map(|contact| contact.value.as_deref())
    }

    fn phones(&self, today: Date) -> Vec<PhoneNumber> {
        let mut phones = Vec::new();
        for phone in self.contacts("phone", today).filter_map(phone) {
            if !phones.contains(&phone) {
                phones.push(phone);
            }
        }
        phones
    }

    fn gp(&self, today: Date) -> Option<OdsCode> {
        let mut surgeries = self.general_practitioner.iter().filter_map(|each| each.identifier.as_ref());
        let current = |surgery: &&Identifier| holds(surgery.period.as_ref(), today);
        OdsCode::try_from(surgeries.find(current)?.value.as_deref()?).ok()
    }
}

fn phone(text: &str) -> Option<PhoneNumber> {
    PhoneNumber::uk_mobile(text)
        .or_else(|_| PhoneNumber::uk_landline(text))
        .or_else(|_| PhoneNumber::international_mobile(text, &[]))
        .ok()
}

fn name(name: &HumanName) -> Option<RecordName> {
    let given = name.given.iter().flatten().filter_map(|text| GivenName::try_from(text.as_str()).ok());
    Some(RecordName {
        given: given.collect(),
        family: FamilyName::try_from(name.family.as_deref()?).ok()?,
        use_: NameUse::from(name.r#use.as_deref().unwrap_or_default()),
        period: period(name.period.as_ref()),
    })
}

fn period(range: Option<&Range>) -> Period {
    range.map(|range| Period::between(range.start.as_deref(), range.end.as_deref())).unwrap_or_default()
}

fn holds(range: Option<&Range>, today: Date) -> bool {
    period(range).holds_on(today)
}
