use proptest::prelude::*;
use serde_json::{Value, json};
use vocabulary::{NameUse, OdsCode, PatientRecord, PhoneNumber, Postcode};

use super::*;

const ASKED: &str = "9990000018";

fn today() -> Date {
    "2026-11-25".parse().expect("a test's own value")
}

fn answer(status: u16, body: impl Into<Vec<u8>>) -> Answer {
    Answer { status, retry_after: None, body: body.into() }
}

fn looked_up(patient: &Value) -> Result<Lookup, TryFault> {
    lookup(
        &answer(200, patient.to_string()),
        &NhsNumber::try_from(ASKED).expect("a test's own value"),
        today(),
    )
}

fn record(patient: &Value) -> PatientRecord {
    match looked_up(patient) {
        Ok(Lookup::Found(record)) => *record,
        other => panic!("{other:?}"),
    }
}

fn full() -> Value {
    json!({
        "resourceType": "Patient",
        "id": ASKED,
        "meta": { "versionId": "2", "security": [{ "code": "U" }] },
        "birthDate": "1991-06-23",
        "name": [
            { "use": "old", "family": "Before", "given": ["Ann"], "period": { "end": "2019-01-01" } },
            { "use": "usual", "family": "O'Neil", "given": ["Ann", "Mary"], "period": { "start": "2019-01-01" } },
            { "use": "nickname", "given": ["Annie"] },
        ],
        "address": [
            { "use": "temp", "postalCode": "M1 2WD" },
            { "use": "home", "postalCode": "EX1 1GE", "period": { "end": "2020-01-01" } },
            { "use": "home", "postalCode": "ls14ap", "period": { "start": "2020-01-02" } },
        ],
        "telecom": [
            { "system": "phone", "use": "mobile", "value": "07700 900123" },
            { "system": "phone", "use": "home", "value": "+44 7700 900123" },
            { "system": "phone", "use": "home", "value": "020 7946 0018" },
            { "system": "phone", "use": "work", "value": "0845 123 4567" },
            { "system": "phone", "value": "07700900999", "period": { "end": "2021-05-05" } },
            { "system": "email", "value": "ann@patients.example" },
            { "system": "email", "value": "not an address" },
        ],
        "generalPractitioner": [
            { "identifier": { "value": "A81001", "period": { "end": "2020-01-01" } } },
            { "identifier": { "value": "b86110", "period": { "start": "2020-01-02" } } },
        ],
    })
}

#[test]
fn a_record_is_read_as_it_stands_today() {
    let record = record(&full());
    assert_eq!(record.born.map(|born| born.to_string()).as_deref(), Some("1991-06-23"));
    assert_eq!(record.postcode.as_ref().map(Postcode::as_str), Some("LS1 4AP"));
    let phones: Vec<&str> = record.phones.iter().map(PhoneNumber::e164).collect();
    assert_eq!(phones, ["+447700900123", "+442079460018"]);
    assert_eq!(record.emails.len(), 1);
    assert_eq!(record.gp_ods_code.as_ref().map(OdsCode::as_str), Some("B86110"));
    assert!(!record.deceased && !record.restricted);
    let uses: Vec<NameUse> = record.names.iter().map(|name| name.use_).collect();
    assert_eq!(uses, [NameUse::Old, NameUse::Usual], "a name without a family part is no name");
    let name = record.current_name().expect("a test's own value");
    assert_eq!((name.family.as_str(), name.given.len()), ("O'Neil", 2));
}

#[test]
fn a_record_with_nothing_but_its_number_is_still_a_record() {
    for patient in [
        json!({ "resourceType": "Patient", "id": ASKED }),
        json!({ "resourceType": "Patient", "id": ASKED, "name": null, "telecom": null, "meta": null, "birthDate": "1991" }),
    ] {
        let record = record(&patient);
        assert!(record.born.is_none() && record.current_name().is_none() && record.phones.is_empty());
    }
}

#[test]
fn death_and_restriction_are_seen_however_they_are_said() {
    let with = |key: &str, value: Value| {
        let mut patient = full();
        patient[key] = value;
        patient
    };
    assert!(record(&with("deceasedDateTime", json!("2020-10-22T00:00:00+00:00"))).deceased);
    assert!(record(&with("deceasedBoolean", json!(true))).deceased);
    assert!(!record(&with("deceasedBoolean", json!(false))).deceased);
    for code in ["R", "V"] {
        assert!(record(&with("meta", json!({ "security": [{ "code": code }] }))).restricted);
    }
    let redacted = with("meta", json!({ "security": [{ "code": "REDACTED" }] }));
    assert!(matches!(looked_up(&redacted), Ok(Lookup::Invalidated)));
}

#[test]
fn another_number_in_the_answer_means_that_the_asked_one_was_superseded() {
    let mut patient = full();
    patient["id"] = json!("9991002014");
    assert!(
        matches!(looked_up(&patient), Ok(Lookup::Superseded(record)) if record.nhs_number.as_str() == "9991002014")
    );
}

#[test]
fn each_status_has_its_meaning() {
    let meaning = |status| refusal(&answer(status, ""), None);
    assert_eq!(meaning(401), TryFault::TokenRefused);
    assert_eq!(meaning(429), TryFault::Busy(None));
    for status in [408, 502, 503, 504] {
        assert_eq!(meaning(status), TryFault::Unavailable { again: true }, "{status}");
    }
    assert_eq!(meaning(500), TryFault::Unavailable { again: false });
    for status in [400, 403, 404, 410] {
        assert_eq!(meaning(status), TryFault::Refused, "{status}");
    }
    for status in [204, 302] {
        assert_eq!(meaning(status), TryFault::Malformed, "{status}");
    }
}

#[test]
fn a_number_that_is_not_there_is_told_apart_from_an_address_that_is_not_there() {
    let outcome = |code: &str| {
        json!({ "resourceType": "OperationOutcome", "issue": [{ "details": { "coding": [{ "code": code }] } }] })
            .to_string()
    };
    let asked = NhsNumber::try_from(ASKED).expect("a test's own value");
    let look = |status, body: String| lookup(&answer(status, body), &asked, today());
    assert!(matches!(look(404, outcome("RESOURCE_NOT_FOUND")), Ok(Lookup::NotFound)));
    assert!(matches!(look(400, outcome("INVALID_RESOURCE_ID")), Ok(Lookup::NotFound)));
    assert!(matches!(look(404, outcome("INVALIDATED_RESOURCE")), Ok(Lookup::Invalidated)));
    assert!(matches!(look(404, "<html>".to_owned()), Err(TryFault::Refused)));
    assert!(matches!(look(400, outcome("MISSING_VALUE")), Err(TryFault::Refused)));
}

/// JSON of any shape, with the words that the parsers look for in it.
fn any_json() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        Just("Patient".to_owned()),
        Just("Bundle".to_owned()),
        Just("OperationOutcome".to_owned()),
        Just(ASKED.to_owned()),
        Just("usual".to_owned()),
        Just("home".to_owned()),
        Just("phone".to_owned()),
        ".{0,12}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        word.prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "resourceType",
        "id",
        "meta",
        "security",
        "code",
        "name",
        "use",
        "period",
        "start",
        "end",
        "given",
        "family",
        "birthDate",
        "address",
        "postalCode",
        "telecom",
        "system",
        "value",
        "generalPractitioner",
        "identifier",
        "deceasedDateTime",
        "deceasedBoolean",
        "entry",
        "resource",
        "issue",
        "details",
        "coding",
    ]);
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(key.clone(), inner, 0..8)
                .prop_map(|map| map.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()),
        ]
    })
}

/// A whole patient in which one part is anything.
fn bent_patient() -> impl Strategy<Value = Value> {
    let keys: Vec<String> = full()
        .as_object()
        .expect("a test's own value")
        .keys()
        .filter(|key| *key != "resourceType")
        .cloned()
        .collect();
    (prop::sample::select(keys), any_json()).prop_map(|(key, value)| {
        let mut patient = full();
        patient[key] = value;
        patient
    })
}

proptest! {
    #[test]
    fn no_json_makes_the_parsers_panic(value in any_json(), status in 100_u16..600) {
        let answer = answer(status, value.to_string());
        let _ = search(&answer, today());
        let _ = lookup(&answer, &NhsNumber::try_from(ASKED).expect("a test's own value"), today());
    }

    #[test]
    fn no_bytes_make_the_parsers_panic(bytes in prop::collection::vec(any::<u8>(), 0..256)) {
        let answer = answer(200, bytes);
        prop_assert!(search(&answer, today()).is_err());
    }

    #[test]
    fn a_record_that_was_read_has_the_number_that_its_answer_shows(patient in bent_patient()) {
        match looked_up(&patient) {
            Ok(Lookup::Found(record)) => prop_assert_eq!(record.nhs_number.as_str(), ASKED),
            Ok(Lookup::Superseded(record)) => prop_assert_ne!(record.nhs_number.as_str(), ASKED),
            Ok(_) | Err(_) => {}
        }
    }
}
