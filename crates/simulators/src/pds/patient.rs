//! A record as PDS writes it.

use serde_json::{Value, json};
use vocabulary::PhoneKind;

use crate::pds::record::{PdsRecord, Standing};

const SINCE: &str = "2001-01-01";

/// The patient resource of `record`.
pub(crate) fn resource(record: &PdsRecord) -> Value {
    let restricted = record.standing == Standing::Restricted;
    let (code, display) = if restricted { ("R", "restricted") } else { ("U", "unrestricted") };
    let label = json!({
        "system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
        "code": code,
        "display": display,
    });
    let mut patient = json!({
        "resourceType": "Patient",
        "id": record.nhs_number.as_str(),
        "identifier": [{ "system": "https://fhir.nhs.uk/Id/nhs-number", "value": record.nhs_number.as_str() }],
        "meta": { "versionId": "1", "security": [label] },
        "name": names(record),
        "birthDate": record.birthdate.to_string(),
    });
    if record.standing == Standing::Deceased {
        patient["deceasedDateTime"] = json!("2026-05-01T00:00:00+00:00");
    }
    if !restricted {
        add_places(&mut patient, record);
    }
    patient
}

fn names(record: &PdsRecord) -> Value {
    let given = record.given_name.as_ref().map(|given| given.as_str().split(' ').collect::<Vec<_>>());
    let name = |id: &str, use_: &str, family: &str, period: Value| {
        let mut name = json!({ "id": id, "use": use_, "family": family, "period": period });
        if let Some(given) = &given {
            name["given"] = json!(given);
        }
        name
    };
    let mut names = vec![name("N1", "usual", record.family_name.as_str(), json!({ "start": SINCE }))];
    if let Some(former) = &record.former_family_name {
        names.push(name("N2", "old", former.as_str(), json!({ "end": SINCE })));
    }
    Value::from(names)
}

/// What tells where somebody is: left out of a restricted record.
fn add_places(patient: &mut Value, record: &PdsRecord) {
    let since = json!({ "start": SINCE });
    if let Some(postcode) = &record.postcode {
        let line = json!(["1 Synthetic Street"]);
        patient["address"] = json!([
            { "id": "A1", "use": "home", "period": since, "line": line, "postalCode": postcode.as_str() },
        ]);
    }
    let phones = record.phones.iter().map(|phone| {
        let use_ = if phone.kind() == PhoneKind::Mobile { "mobile" } else { "home" };
        let number = phone.national().replace(' ', "");
        json!({ "system": "phone", "use": use_, "value": number, "period": since })
    });
    let email = record
        .email
        .as_ref()
        .map(|email| json!({ "system": "email", "use": "home", "value": email.as_str(), "period": since }));
    let contacts: Vec<Value> = phones.chain(email).collect();
    if !contacts.is_empty() {
        patient["telecom"] = Value::from(contacts);
    }
    if let Some(surgery) = &record.gp_ods_code {
        let system = "https://fhir.nhs.uk/Id/ods-organization-code";
        let identifier = json!({ "system": system, "value": surgery.as_str(), "period": since });
        patient["generalPractitioner"] =
            json!([{ "id": "G1", "type": "Organization", "identifier": identifier }]);
    }
}
