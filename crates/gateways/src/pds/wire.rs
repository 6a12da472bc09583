//! PDS's JSON: only what is looked at, everything optional, so that an unusual record is still a record.

use serde::{Deserialize, Deserializer};

#[derive(Debug, Deserialize)]
#[serde(tag = "resourceType")]
pub(crate) enum Resource {
    Patient(Box<Patient>),
    Bundle(Bundle),
    OperationOutcome(OperationOutcome),
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Patient {
    pub(crate) id: String,
    #[serde(deserialize_with = "or_default")]
    pub(crate) meta: Meta,
    #[serde(deserialize_with = "or_default")]
    pub(crate) name: Vec<HumanName>,
    pub(crate) birth_date: Option<String>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) address: Vec<Address>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) telecom: Vec<ContactPoint>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) general_practitioner: Vec<Reference>,
    pub(crate) deceased_date_time: Option<String>,
    pub(crate) deceased_boolean: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Meta {
    #[serde(deserialize_with = "or_default")]
    pub(crate) security: Vec<Coding>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Coding {
    pub(crate) code: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct HumanName {
    pub(crate) r#use: Option<String>,
    pub(crate) period: Option<Range>,
    #[serde(deserialize_with = "or_default")]
    pub(crate) given: Vec<Option<String>>,
    pub(crate) family: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Address {
    pub(crate) r#use: Option<String>,
    pub(crate) period: Option<Range>,
    pub(crate) postal_code: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct ContactPoint {
    pub(crate) system: Option<String>,
    pub(crate) value: Option<String>,
    pub(crate) period: Option<Range>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Reference {
    pub(crate) identifier: Option<Identifier>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Identifier {
    pub(crate) value: Option<String>,
    pub(crate) period: Option<Range>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Range {
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Bundle {
    #[serde(default, deserialize_with = "or_default")]
    pub(crate) entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Entry {
    pub(crate) resource: Patient,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OperationOutcome {
    #[serde(deserialize_with = "or_default")]
    pub(crate) issue: Vec<Issue>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Issue {
    pub(crate) details: Option<Details>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Details {
    #[serde(deserialize_with = "or_default")]
    pub(crate) coding: Vec<Coding>,
}

/// What the token endpoint grants. The platform writes the seconds as a text.
#[derive(Deserialize)]
pub(crate) struct Granted {
    pub(crate) access_token: String,
    #[serde(deserialize_with = "number_or_text")]
    pub(crate) expires_in: u32,
}

/// `null` is the same as nothing.
fn or_default<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(from: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

fn number_or_text<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Seconds {
        Number(u32),
        Text(String),
    }
    match Seconds::deserialize(from)? {
        Seconds::Number(number) => Ok(number),
        Seconds::Text(text) => text.trim().parse().map_err(serde::de::Error::custom),
    }
}
