//! The synthetic people of `config/people`, checked.

use serde::Deserialize;
use vocabulary::{
    Cid, DateOfBirth, EmailAddress, FamilyName, GivenName, Instant, NhsNumber, OdsCode, PhoneNumber,
    Postcode, ProofingLevel,
};

/// The password of everybody.
pub const PASSWORD: &str = "Passw0rd$1";

const FILES: [(&str, &str); 2] = [
    ("config/people/everyday.toml", include_str!("../../../../config/people/everyday.toml")),
    ("config/people/particular.toml", include_str!("../../../../config/people/particular.toml")),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PeopleFile {
    people: Vec<PersonDocument>,
}

/// A person as the file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonDocument {
    email: String,
    note: String,
    level: String,
    mobile: Option<String>,
    landline: Option<String>,
    mobile_on_record: Option<bool>,
    nhs_number: Option<String>,
    family_name: Option<String>,
    given_name: Option<String>,
    birthdate: Option<String>,
    age: Option<i16>,
    postcode: Option<String>,
    gp_ods_code: Option<String>,
    gp_user_id: Option<String>,
    gp_linkage_key: Option<String>,
    disabled: Option<u16>,
}

/// A synthetic person, checked.
#[derive(Debug, Clone)]
pub struct SyntheticPerson {
    /// Logs in with this.
    pub email: EmailAddress,
    /// What is special.
    pub note: String,
    /// How far the identity is proven.
    pub level: ProofingLevel,
    /// Texts go here.
    pub mobile: Option<PhoneNumber>,
    /// Whether the record has the same mobile (F-47).
    pub mobile_on_record: bool,
    /// Calls go here.
    pub landline: Option<PhoneNumber>,
    /// The record, for P5 and P9.
    pub record: Option<SyntheticRecord>,
    /// The reference that a disabled account shows.
    pub disabled: Option<Cid>,
}

/// What the record says.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each is the type's own meaning")]
pub struct SyntheticRecord {
    pub nhs_number: NhsNumber,
    pub family_name: FamilyName,
    pub given_name: Option<GivenName>,
    pub birthdate: DateOfBirth,
    pub postcode: Option<Postcode>,
    pub gp_ods_code: Option<OdsCode>,
    pub gp_user_id: Option<String>,
    pub gp_linkage_key: Option<String>,
}

/// What is wrong in a file of people.
#[derive(Debug, thiserror::Error)]
#[error("{file}, {email}: {problem}")]
pub struct PeopleFault {
    file: &'static str,
    email: String,
    problem: String,
}

impl PeopleFault {
    /// `problem` in `file`, in the entry that `email` or a note names.
    pub(crate) fn new(file: &'static str, email: &str, problem: String) -> Self {
        Self { file, email: email.to_owned(), problem }
    }
}

impl SyntheticPerson {
    /// The name on the record; for somebody without one, the email's.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.record {
            Some(SyntheticRecord { given_name: Some(given), family_name, .. }) => {
                format!("{} {}", given.as_str(), family_name.as_str())
            }
            Some(record) => record.family_name.as_str().to_owned(),
            None => capitalised(self.email.local_part()),
        }
    }
}

fn capitalised(local_part: &str) -> String {
    let words = local_part.split('.').map(|word| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Everybody, with ages as of `now`.
///
/// # Errors
/// When a file that is part of this program is faulty.
pub fn synthetic_people(now: Instant) -> Result<Vec<SyntheticPerson>, PeopleFault> {
    let mut everybody = Vec::new();
    for (file, text) in FILES {
        let fault = |email: &str, problem: String| PeopleFault::new(file, email, problem);
        let parsed: PeopleFile = toml::from_str(text).map_err(|error| fault("", error.to_string()))?;
        for document in parsed.people {
            everybody.push(person(&document, now).map_err(|problem| fault(&document.email, problem))?);
        }
    }
    Ok(everybody)
}

fn person(document: &PersonDocument, now: Instant) -> Result<SyntheticPerson, String> {
    let level = ProofingLevel::try_from(document.level.as_str()).map_err(told)?;
    let record = record(document, now)?;
    if (level == ProofingLevel::P0) != record.is_none() {
        return Err("P5 and P9 need a record, P0 has none".to_owned());
    }
    let person = SyntheticPerson {
        email: EmailAddress::try_from(document.email.as_str()).map_err(told)?,
        note: document.note.clone(),
        level,
        mobile: document.mobile.as_deref().map(PhoneNumber::uk_mobile).transpose().map_err(told)?,
        landline: document.landline.as_deref().map(PhoneNumber::uk_landline).transpose().map_err(told)?,
        mobile_on_record: document.mobile_on_record.unwrap_or(record.is_some()),
        record,
        disabled: document.disabled.map(Cid::new),
    };
    if person.mobile.is_none() && person.landline.is_none() {
        return Err("needs a mobile or a landline".to_owned());
    }
    Ok(person)
}

fn record(document: &PersonDocument, now: Instant) -> Result<Option<SyntheticRecord>, String> {
    let Some(number) = document.nhs_number.as_deref() else { return Ok(None) };
    let family_name = document.family_name.as_deref().ok_or("needs a family_name")?;
    let text = |value: &Option<String>| value.clone();
    Ok(Some(SyntheticRecord {
        nhs_number: NhsNumber::try_from(number).map_err(told)?,
        family_name: FamilyName::try_from(family_name).map_err(told)?,
        given_name: document.given_name.as_deref().map(GivenName::try_from).transpose().map_err(told)?,
        birthdate: birthdate(document.birthdate.as_deref(), document.age, now)?,
        postcode: document.postcode.as_deref().map(Postcode::try_from).transpose().map_err(told)?,
        gp_ods_code: document.gp_ods_code.as_deref().map(OdsCode::try_from).transpose().map_err(told)?,
        gp_user_id: text(&document.gp_user_id),
        gp_linkage_key: text(&document.gp_linkage_key),
    }))
}

/// A date of birth, given as such or as an age in the year of `now`.
pub(crate) fn birthdate(date: Option<&str>, age: Option<i16>, now: Instant) -> Result<DateOfBirth, String> {
    match (date, age) {
        (Some(date), None) => DateOfBirth::try_from(date).map_err(told),
        (None, Some(age)) => {
            let date = format!("{:04}-01-01", now.date().year() - age);
            DateOfBirth::try_from(date.as_str()).map_err(told)
        }
        _ => Err("needs either birthdate or age".to_owned()),
    }
}

pub(crate) fn told(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn everybody() -> Vec<SyntheticPerson> {
        synthetic_people(Instant::from_seconds(1_795_000_000)).unwrap()
    }

    fn count(level: ProofingLevel) -> usize {
        everybody().iter().filter(|person| person.level == level && person.disabled.is_none()).count()
    }

    #[test]
    fn every_level_and_every_particular_person_is_there() {
        let people = everybody();
        let today = Instant::from_seconds(1_795_000_000).date();
        assert!(ProofingLevel::ALL.into_iter().all(|level| count(level) >= 2));
        let records = || people.iter().filter_map(|person| person.record.as_ref());
        assert!(records().any(|record| record.gp_linkage_key.is_some() && record.gp_user_id.is_some()));
        assert!(records().any(|record| record.birthdate.age_on(today) == 12));
        assert!(records().any(|record| record.given_name.is_none()));
        assert!(
            records().any(|record| record.family_name.as_str().contains('-')
                && record.family_name.as_str().contains('é'))
        );
        assert!(people.iter().any(|person| person.disabled == Some(Cid::DISABLED)));
        assert!(people.iter().any(|person| person.mobile.is_none()));
    }

    #[test]
    fn two_people_share_a_mobile_and_nobody_shares_anything_else() {
        let people = everybody();
        let mobiles: Vec<&str> =
            people.iter().filter_map(|person| person.mobile.as_ref()).map(PhoneNumber::e164).collect();
        let distinct: BTreeSet<&&str> = mobiles.iter().collect();
        assert_eq!(mobiles.len() - distinct.len(), 1);
        let emails: BTreeSet<&str> = people.iter().map(|person| person.email.normal()).collect();
        assert_eq!(emails.len(), people.len());
    }

    #[test]
    fn nobody_could_be_a_real_person() {
        for person in everybody() {
            assert!(person.email.domain().ends_with(".example"), "{}", person.name());
            assert!(person.mobile.is_none_or(|mobile| mobile.e164().starts_with("+447700900")));
            assert!(person.landline.is_none_or(|landline| landline.e164().starts_with("+442079460")));
            let number = person.record.map(|record| record.nhs_number);
            assert!(number.is_none_or(|number| number.as_str().starts_with("999")));
        }
    }

    #[test]
    fn somebody_without_a_record_is_called_by_their_address() {
        assert!(everybody().iter().any(|person| person.name() == "Nina Newcombe"));
    }
}
