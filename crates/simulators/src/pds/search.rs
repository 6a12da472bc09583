//! A search that is not fuzzy, as an application without a user may make it: one result or none.

use crate::pds::fold::matches;
use crate::pds::outcome::Outcome;
use crate::pds::record::{PdsRecord, Standing};

/// What a query asks for.
#[derive(Debug, Default)]
pub(crate) struct Sought {
    given: Vec<String>,
    family: Option<String>,
    birthdate: Option<String>,
    postcode: Option<String>,
}

impl Sought {
    /// The query, checked as PDS checks it.
    pub(crate) fn parse(query: Vec<(String, String)>) -> Result<Self, Outcome> {
        const COMBINATION: Outcome =
            Outcome::unsearchable("INVALID_SEARCH_DATA", "Family name and birth date are needed");
        if query.is_empty() {
            return Err(Outcome::unsearchable("UNSUPPORTED_SERVICE", "Nothing to search for"));
        }
        let mut sought = Self::default();
        for (name, value) in query {
            match name.as_str() {
                "given" => sought.given.push(name_text(value)?),
                "family" => sought.family = Some(name_text(value)?),
                "birthdate" => sought.birthdate = Some(exact_day(&value)?),
                "address-postalcode" | "address-postcode" => sought.postcode = Some(value),
                "_max-results" if value == "1" => {}
                "_max-results" => return Err(Outcome::SEVERAL_WANTED),
                _ => return Err(Outcome::unsearchable("ADDITIONAL_PROPERTIES", "Unknown parameter")),
            }
        }
        if sought.family.is_none() || sought.birthdate.is_none() { Err(COMBINATION) } else { Ok(sought) }
    }

    /// Whether `record` is one of those sought. What was withdrawn is never found, and nothing restricted by place.
    pub(crate) fn finds(&self, record: &PdsRecord) -> bool {
        let hidden = match record.standing {
            Standing::Live | Standing::Deceased => false,
            Standing::Restricted => self.postcode.is_some(),
            Standing::Invalidated | Standing::SupersededBy(_) => true,
        };
        let given = record.given_name.as_ref().map_or("", |given| given.as_str());
        let mut given_names = given.split(' ');
        let postcode = record.postcode.as_ref().map_or("", |postcode| postcode.as_str());
        !hidden
            && self.family.as_deref().is_some_and(|family| matches(family, record.family_name.as_str()))
            && self.birthdate.as_deref() == Some(record.birthdate.to_string().as_str())
            && self.given.iter().all(|given| given_names.next().is_some_and(|name| matches(given, name)))
            && self.postcode.as_deref().is_none_or(|sought| matches(sought, postcode))
    }
}

/// A wildcard needs two letters before it.
fn name_text(text: String) -> Result<String, Outcome> {
    let letters = text.trim_end_matches('*').chars().count();
    let legal =
        letters > 0 && !text.trim_end_matches('*').contains('*') && (letters >= 2 || !text.ends_with('*'));
    if legal { Ok(text) } else { Err(Outcome::invalid("A name cannot be searched for")) }
}

/// `eq1991-06-23`, or the day alone.
fn exact_day(text: &str) -> Result<String, Outcome> {
    let day = text.strip_prefix("eq").unwrap_or(text);
    let legal = day.len() == 10 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if legal { Ok(day.to_owned()) } else { Err(Outcome::invalid("birthdate is no date")) }
}
