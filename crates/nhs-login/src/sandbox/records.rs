//! Everybody whom the PDS simulator knows: those with a login that has a record, and those of `records.toml`.

use serde::Deserialize;
use simulators::{Behaviour, PdsRecord, Standing};
use vocabulary::{EmailAddress, FamilyName, GivenName, Instant, NhsNumber, OdsCode, PhoneNumber, Postcode};

use crate::sandbox::people::{PeopleFault, SyntheticPerson, birthdate, synthetic_people, told};

const FILE: (&str, &str) =
    ("config/people/records.toml", include_str!("../../../../config/people/records.toml"));

/// The number of somebody whose record does not have the mobile of the login.
const ANOTHER_MOBILE: &str = "07700 900199";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsFile {
    records: Vec<RecordDocument>,
}

/// A record as the file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordDocument {
    note: String,
    nhs_number: String,
    given_name: Option<String>,
    family_name: String,
    former_family_name: Option<String>,
    birthdate: Option<String>,
    age: Option<i16>,
    postcode: Option<String>,
    mobile: Option<String>,
    landline: Option<String>,
    email: Option<String>,
    gp_ods_code: Option<String>,
    standing: Option<String>,
    superseded_by: Option<String>,
    behaviour: Option<String>,
}

/// Everybody's record, with ages as of `now`.
///
/// # Errors
/// When a file that is part of this program is faulty.
pub(crate) fn pds_records(now: Instant) -> Result<Vec<PdsRecord>, PeopleFault> {
    let people = synthetic_people(now)?;
    let mut records: Vec<PdsRecord> = people.iter().filter_map(of_person).collect();
    let (file, text) = FILE;
    let parsed: RecordsFile =
        toml::from_str(text).map_err(|error| PeopleFault::new(file, "", error.to_string()))?;
    for document in parsed.records {
        let record =
            record(&document, now).map_err(|problem| PeopleFault::new(file, &document.note, problem))?;
        records.retain(|other| other.nhs_number != record.nhs_number);
        records.push(record);
    }
    Ok(records)
}

/// The people of `records.toml`, who have no login yet: what they type to be found, and what is special about them.
///
/// # Errors
/// When a file that is part of this program is faulty.
pub(crate) fn people_to_prove(now: Instant) -> Result<Vec<screens::sandbox::KnownPerson>, PeopleFault> {
    let (file, text) = FILE;
    let parsed: RecordsFile =
        toml::from_str(text).map_err(|error| PeopleFault::new(file, "", error.to_string()))?;
    let shown = |document: RecordDocument| {
        let record =
            record(&document, now).map_err(|problem| PeopleFault::new(file, &document.note, problem))?;
        let given = record.given_name.as_ref().map(GivenName::as_str);
        let names = given.into_iter().chain([record.family_name.as_str()]);
        Ok(screens::sandbox::KnownPerson {
            name: names.collect::<Vec<_>>().join(" "),
            nhs_number: record.nhs_number.grouped(),
            born: record.birthdate.spoken(),
            postcode: record.postcode.map(|code| code.as_str().to_owned()).unwrap_or_default(),
            note: document.note,
        })
    };
    parsed.records.into_iter().map(shown).collect()
}

/// What PDS knows of somebody who has a login.
fn of_person(person: &SyntheticPerson) -> Option<PdsRecord> {
    let record = person.record.as_ref()?;
    let mobile = if person.mobile_on_record {
        person.mobile.clone()
    } else {
        PhoneNumber::uk_mobile(ANOTHER_MOBILE).ok()
    };
    Some(PdsRecord {
        nhs_number: record.nhs_number,
        given_name: record.given_name.clone(),
        family_name: record.family_name.clone(),
        former_family_name: None,
        birthdate: record.birthdate,
        postcode: record.postcode.clone(),
        phones: mobile.into_iter().chain(person.landline.clone()).collect(),
        email: Some(person.email.clone()),
        gp_ods_code: record.gp_ods_code.clone(),
        standing: if person.disabled.is_some() { Standing::Deceased } else { Standing::Live },
        behaviour: Behaviour::Usual,
    })
}

fn record(document: &RecordDocument, now: Instant) -> Result<PdsRecord, String> {
    let mobile = document.mobile.as_deref().map(PhoneNumber::uk_mobile).transpose().map_err(told)?;
    let landline = document.landline.as_deref().map(PhoneNumber::uk_landline).transpose().map_err(told)?;
    Ok(PdsRecord {
        nhs_number: NhsNumber::try_from(document.nhs_number.as_str()).map_err(told)?,
        given_name: parsed(document.given_name.as_deref(), |text| GivenName::try_from(text))?,
        family_name: FamilyName::try_from(document.family_name.as_str()).map_err(told)?,
        former_family_name: parsed(document.former_family_name.as_deref(), |text| {
            FamilyName::try_from(text)
        })?,
        birthdate: birthdate(document.birthdate.as_deref(), document.age, now)?,
        postcode: parsed(document.postcode.as_deref(), |text| Postcode::try_from(text))?,
        phones: mobile.into_iter().chain(landline).collect(),
        email: parsed(document.email.as_deref(), |text| EmailAddress::try_from(text))?,
        gp_ods_code: parsed(document.gp_ods_code.as_deref(), |text| OdsCode::try_from(text))?,
        standing: standing(document)?,
        behaviour: behaviour(document.behaviour.as_deref())?,
    })
}

fn parsed<T, E: std::fmt::Display>(
    text: Option<&str>,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> Result<Option<T>, String> {
    text.map(parse).transpose().map_err(told)
}

fn standing(document: &RecordDocument) -> Result<Standing, String> {
    match (document.standing.as_deref(), document.superseded_by.as_deref()) {
        (None, None) => Ok(Standing::Live),
        (Some("deceased"), None) => Ok(Standing::Deceased),
        (Some("restricted"), None) => Ok(Standing::Restricted),
        (Some("invalidated"), None) => Ok(Standing::Invalidated),
        (None, Some(newer)) => Ok(Standing::SupersededBy(NhsNumber::try_from(newer).map_err(told)?)),
        _ => {
            Err("standing must be deceased, restricted or invalidated, and not beside superseded_by"
                .to_owned())
        }
    }
}

fn behaviour(word: Option<&str>) -> Result<Behaviour, String> {
    match word {
        None => Ok(Behaviour::Usual),
        Some("slow") => Ok(Behaviour::Slow),
        Some("busy") => Ok(Behaviour::Busy),
        Some("broken") => Ok(Behaviour::Broken),
        Some("malformed") => Ok(Behaviour::Malformed),
        Some(_) => Err("behaviour must be slow, busy, broken or malformed".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn everybody() -> Vec<PdsRecord> {
        pds_records(Instant::from_seconds(1_795_000_000)).unwrap()
    }

    #[test]
    fn everybody_with_a_record_is_in_pds_once() {
        let records = everybody();
        let numbers: BTreeSet<&str> = records.iter().map(|record| record.nhs_number.as_str()).collect();
        assert_eq!(numbers.len(), records.len());
        for person in synthetic_people(Instant::from_seconds(1_795_000_000)).unwrap() {
            let number = person.record.as_ref().map(|record| record.nhs_number.as_str());
            assert!(number.is_none_or(|number| numbers.contains(number)), "{}", person.name());
        }
    }

    #[test]
    fn every_way_a_look_up_can_end_has_somebody() {
        let records = everybody();
        for standing in [Standing::Live, Standing::Deceased, Standing::Restricted, Standing::Invalidated] {
            assert!(records.iter().any(|record| record.standing == standing), "{standing:?}");
        }
        for behaviour in [Behaviour::Slow, Behaviour::Busy, Behaviour::Broken, Behaviour::Malformed] {
            assert!(records.iter().any(|record| record.behaviour == behaviour), "{behaviour:?}");
        }
        let newer = records.iter().find_map(|record| match record.standing {
            Standing::SupersededBy(newer) => Some(newer),
            _ => None,
        });
        let there = |number: NhsNumber| records.iter().any(|record| record.nhs_number == number);
        assert!(newer.is_some_and(there), "what took a number's place is there");
        let twins = records.iter().filter(|record| record.family_name.as_str() == "Ellis-Jones").count();
        assert_eq!(twins, 2);
    }

    #[test]
    fn nobody_could_be_a_real_person() {
        for record in everybody() {
            assert!(record.nhs_number.as_str().starts_with("999"));
            let drama = |phone: &PhoneNumber| {
                phone.e164().starts_with("+447700900") || phone.e164().starts_with("+442079460")
            };
            assert!(record.phones.iter().all(drama));
            assert!(record.email.is_none_or(|email| email.domain().ends_with(".example")));
        }
    }
}
