//! The JSON of the interface, and what its answers say.

use serde::{Deserialize, Serialize};
use vocabulary::{NhsNumber, OdsCode, PhoneNumber, Secret};

use crate::gp::fault::GpFault;
use crate::gp::values::{GpCredentials, IdentityCheck, OnlineUser};

/// No system has longer ones; something longer is no credential.
const LONGEST_CREDENTIAL: usize = 256;

#[derive(Serialize)]
pub(crate) struct RegistrationQuestion<'a> {
    pub(crate) linkage_key: &'a str,
    pub(crate) ods_code: &'a str,
    pub(crate) account_id: &'a str,
    pub(crate) family_name: &'a str,
    pub(crate) birthdate: String,
}

#[derive(Serialize)]
pub(crate) struct ConnectionWish<'a> {
    pub(crate) nhs_number: &'a str,
    pub(crate) ods_code: &'a str,
    pub(crate) family_name: &'a str,
    pub(crate) birthdate: String,
}

#[derive(Serialize)]
pub(crate) struct LinkQuestion<'a> {
    pub(crate) nhs_number: &'a str,
    pub(crate) credentials: SentCredentials<'a>,
}

#[derive(Serialize)]
pub(crate) struct SentCredentials<'a> {
    pub(crate) user_id: &'a str,
    pub(crate) linkage_key: &'a str,
    pub(crate) ods_code: &'a str,
}

#[derive(Serialize)]
pub(crate) struct UserQuestion<'a> {
    pub(crate) nhs_number: &'a str,
    pub(crate) ods_code: &'a str,
}

#[derive(Deserialize)]
struct Registration {
    nhs_number: String,
    credentials: Credentials,
}

#[derive(Deserialize)]
struct Connection {
    credentials: Credentials,
}

#[derive(Deserialize)]
struct Credentials {
    user_id: Secrecy,
    linkage_key: Secrecy,
    ods_code: String,
}

/// A text that is wiped when it is not needed.
#[derive(Deserialize)]
#[serde(from = "String")]
struct Secrecy(Secret<String>);

impl From<String> for Secrecy {
    fn from(text: String) -> Self {
        Self(Secret::new(text))
    }
}

#[derive(Deserialize)]
struct Link {
    valid: bool,
}

#[derive(Deserialize)]
struct User {
    mobile: Option<String>,
    identity_checked: bool,
}

impl Secrecy {
    fn credential(self) -> Result<Secret<String>, GpFault> {
        let text = self.0.expose();
        let legal =
            !text.is_empty() && text.len() <= LONGEST_CREDENTIAL && !text.chars().any(char::is_control);
        if legal { Ok(self.0) } else { Err(GpFault::Unreadable) }
    }
}

impl Credentials {
    fn parsed(self) -> Result<GpCredentials, GpFault> {
        let ods_code = OdsCode::try_from(self.ods_code.as_str()).map_err(|_| GpFault::Unreadable)?;
        Ok(GpCredentials {
            user_id: self.user_id.credential()?,
            linkage_key: self.linkage_key.credential()?,
            ods_code,
        })
    }
}

pub(crate) fn registration(body: &[u8]) -> Result<(NhsNumber, GpCredentials), GpFault> {
    let Registration { nhs_number, credentials } = read(body)?;
    let number = NhsNumber::try_from(nhs_number.as_str()).map_err(|_| GpFault::Unreadable)?;
    Ok((number, credentials.parsed()?))
}

pub(crate) fn connection(body: &[u8]) -> Result<GpCredentials, GpFault> {
    read::<Connection>(body)?.credentials.parsed()
}

pub(crate) fn link_is_valid(body: &[u8]) -> Result<bool, GpFault> {
    Ok(read::<Link>(body)?.valid)
}

/// A practice may hold a number in any form, or a landline in the field for mobiles: such a number is no match.
pub(crate) fn online_user(body: &[u8]) -> Result<OnlineUser, GpFault> {
    let User { mobile, identity_checked } = read(body)?;
    let mobile = mobile.and_then(|text| {
        PhoneNumber::uk_mobile(&text).or_else(|_| PhoneNumber::international_mobile(&text, &[])).ok()
    });
    let identity = if identity_checked { IdentityCheck::InPerson } else { IdentityCheck::None };
    Ok(OnlineUser { mobile, identity })
}

fn read<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, GpFault> {
    serde_json::from_slice(body).map_err(|_| GpFault::Unreadable)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn body(value: &serde_json::Value) -> Vec<u8> {
        serde_json::to_vec(value).unwrap()
    }

    #[test]
    fn a_mobile_number_is_read_in_whatever_form_a_practice_keeps_it() {
        let mobile = |text: &str| {
            let body = body(&json!({ "mobile": text, "identity_checked": true }));
            online_user(&body).unwrap().mobile.map(|number| number.e164().to_owned())
        };
        for text in ["07700 900123", "+447700900123", "(07700) 900-123"] {
            assert_eq!(mobile(text).as_deref(), Some("+447700900123"), "{text}");
        }
        for text in ["020 7946 0018", "+442079460018", "ex-directory", ""] {
            assert_eq!(mobile(text), None, "{text}");
        }
    }

    #[test]
    fn credentials_that_are_none_make_the_answer_unreadable() {
        let long = "x".repeat(257);
        for bad in ["", "line\nbreak", long.as_str()] {
            let credentials = json!({ "user_id": "1", "linkage_key": bad, "ods_code": "A20047" });
            let answer = connection(&body(&json!({ "credentials": credentials })));
            assert!(matches!(answer, Err(GpFault::Unreadable)), "{bad}");
        }
    }

    #[test]
    fn a_number_with_a_wrong_check_digit_is_unreadable() {
        let credentials = json!({ "user_id": "1", "linkage_key": "k", "ods_code": "A20047" });
        let answer = registration(&body(&json!({ "nhs_number": "9990000019", "credentials": credentials })));
        assert!(matches!(answer, Err(GpFault::Unreadable)));
    }

    proptest! {
        #[test]
        fn whatever_a_system_sends_is_an_answer_or_unreadable(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(matches!(registration(&bytes), Err(GpFault::Unreadable)));
            prop_assert!(matches!(connection(&bytes), Err(GpFault::Unreadable)));
            prop_assert!(matches!(link_is_valid(&bytes), Err(GpFault::Unreadable)));
            prop_assert!(matches!(online_user(&bytes), Err(GpFault::Unreadable)));
        }

        #[test]
        fn a_key_of_any_characters_arrives_as_it_was_sent(key in "[^\\p{C}]{1,40}", user in "[!-~]{1,20}") {
            let credentials = json!({ "user_id": user, "linkage_key": key, "ods_code": "a20047" });
            let answer = json!({ "nhs_number": "999 000 0018", "credentials": credentials });
            let (number, got) = registration(&body(&answer)).unwrap();
            prop_assert_eq!(number.as_str(), "9990000018");
            prop_assert_eq!((got.linkage_key.expose(), got.user_id.expose()), (&key, &user));
            prop_assert_eq!(got.ods_code.as_str(), "A20047");
        }

        #[test]
        fn any_text_where_a_mobile_is_expected_is_a_number_or_none(text in ".{0,30}") {
            let answer = body(&json!({ "mobile": text, "identity_checked": false }));
            prop_assert!(online_user(&answer).is_ok());
        }
    }
}
