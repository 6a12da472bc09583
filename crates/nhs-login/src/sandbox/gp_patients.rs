//! Everybody whom the GP simulator knows: whoever is in PDS and has a practice.

use std::collections::BTreeMap;

use serde::Deserialize;
use simulators::{GpPatient, PdsRecord, Standing};
use vocabulary::{Instant, NhsNumber, PhoneNumber};

use crate::sandbox::people::{PeopleFault, SyntheticRecord, synthetic_people, told};
use crate::sandbox::records::pds_records;

const FILE: (&str, &str) = ("config/people/gp.toml", include_str!("../../../../config/people/gp.toml"));

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatientsFile {
    patients: Vec<PatientDocument>,
}

/// A user of online services as the file says it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatientDocument {
    note: String,
    nhs_number: String,
    account_id: String,
    linkage_key: String,
    gp_mobile: Option<String>,
    identity_checked: Option<bool>,
}

/// What opens somebody's online services, and what the practice knows beside.
struct OnlineServices {
    account_id: String,
    linkage_key: String,
    mobile: Option<PhoneNumber>,
    identity_checked: bool,
}

/// Everybody who has a practice, with ages as of `now`.
///
/// # Errors
/// When a file that is part of this program is faulty.
pub(crate) fn gp_patients(now: Instant) -> Result<Vec<GpPatient>, PeopleFault> {
    let mut online = BTreeMap::new();
    for person in synthetic_people(now)? {
        if let Some(record) = &person.record
            && let Some(services) = of_record(record, person.mobile.clone())
        {
            online.insert(record.nhs_number.as_str().to_owned(), services);
        }
    }
    let (file, text) = FILE;
    let parsed: PatientsFile =
        toml::from_str(text).map_err(|error| PeopleFault::new(file, "", error.to_string()))?;
    for document in &parsed.patients {
        let fault = |problem| PeopleFault::new(file, &document.note, problem);
        let number = NhsNumber::try_from(document.nhs_number.as_str()).map_err(|error| fault(told(error)))?;
        online.insert(number.as_str().to_owned(), of_document(document).map_err(fault)?);
    }
    let registered = |record: &PdsRecord| matches!(record.standing, Standing::Live | Standing::Restricted);
    let records = pds_records(now)?;
    let patients = records.iter().filter(|record| registered(record));
    Ok(patients.filter_map(|record| patient(record, online.remove(record.nhs_number.as_str()))).collect())
}

/// Somebody whose login has a link to the practice: the link is valid.
fn of_record(record: &SyntheticRecord, mobile: Option<PhoneNumber>) -> Option<OnlineServices> {
    Some(OnlineServices {
        account_id: record.gp_user_id.clone()?,
        linkage_key: record.gp_linkage_key.clone()?,
        mobile,
        identity_checked: true,
    })
}

fn of_document(document: &PatientDocument) -> Result<OnlineServices, String> {
    Ok(OnlineServices {
        account_id: document.account_id.clone(),
        linkage_key: document.linkage_key.clone(),
        mobile: document.gp_mobile.as_deref().map(PhoneNumber::uk_mobile).transpose().map_err(told)?,
        identity_checked: document.identity_checked.unwrap_or(true),
    })
}

fn patient(record: &PdsRecord, online: Option<OnlineServices>) -> Option<GpPatient> {
    let ods_code = record.gp_ods_code.as_ref()?;
    let mut patient = GpPatient {
        nhs_number: record.nhs_number.as_str().to_owned(),
        family_name: record.family_name.as_str().to_owned(),
        birthdate: record.birthdate.to_string(),
        ods_code: ods_code.as_str().to_owned(),
        account_id: None,
        linkage_key: None,
        mobile: None,
        identity_checked: false,
    };
    if let Some(online) = online {
        patient.account_id = Some(online.account_id);
        patient.linkage_key = Some(online.linkage_key);
        patient.mobile = online.mobile.map(|mobile| mobile.e164().to_owned());
        patient.identity_checked = online.identity_checked;
    }
    Some(patient)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_seconds(1_795_000_000);

    #[test]
    fn everybody_in_the_file_has_a_practice_and_nobody_shares_an_account() {
        let (_, text) = FILE;
        let listed: PatientsFile = toml::from_str(text).unwrap();
        let patients = gp_patients(NOW).unwrap();
        for document in listed.patients {
            let with_account =
                patients.iter().filter(|patient| patient.account_id.as_ref() == Some(&document.account_id));
            assert_eq!(with_account.count(), 1, "{}", document.note);
        }
    }

    #[test]
    fn every_way_to_be_known_to_a_practice_has_somebody() {
        let patients = gp_patients(NOW).unwrap();
        let records = pds_records(NOW).unwrap();
        assert!(patients.iter().any(|patient| patient.account_id.is_none()));
        assert!(patients.iter().any(|patient| patient.account_id.is_some() && !patient.identity_checked));
        let same_mobile = |patient: &GpPatient| {
            let record = records.iter().find(|record| record.nhs_number.as_str() == patient.nhs_number);
            record.is_some_and(|record| {
                record.phones.iter().any(|phone| Some(phone.e164()) == patient.mobile.as_deref())
            })
        };
        assert!(patients.iter().any(|patient| patient.identity_checked && same_mobile(patient)));
        let special = |key: &String| !key.is_ascii() && key.contains(['<', '&', '"']);
        assert!(patients.iter().any(|patient| patient.linkage_key.as_ref().is_some_and(special)));
    }

    #[test]
    fn the_link_that_a_login_has_is_known_to_its_practice() {
        let patients = gp_patients(NOW).unwrap();
        for person in synthetic_people(NOW).unwrap() {
            let Some(record) = person.record.filter(|record| record.gp_user_id.is_some()) else { continue };
            assert!(patients.iter().any(|patient| patient.account_id == record.gp_user_id
                && patient.linkage_key == record.gp_linkage_key));
        }
    }
}
