//! The people whom the simulator knows.

use vocabulary::{
    DateOfBirth, EmailAddress, FamilyName, GivenName, NhsNumber, OdsCode, PhoneNumber, Postcode,
};

/// A synthetic person's record.
#[derive(Debug, Clone)]
pub struct PdsRecord {
    /// The number.
    pub nhs_number: NhsNumber,
    /// First and middle names.
    pub given_name: Option<GivenName>,
    /// The last name.
    pub family_name: FamilyName,
    /// A last name of former times.
    pub former_family_name: Option<FamilyName>,
    /// The date of birth.
    pub birthdate: DateOfBirth,
    /// The postcode of the home address; none for nobody's home.
    pub postcode: Option<Postcode>,
    /// Phone numbers.
    pub phones: Vec<PhoneNumber>,
    /// An email address.
    pub email: Option<EmailAddress>,
    /// The GP surgery.
    pub gp_ods_code: Option<OdsCode>,
    /// How things stand with the record.
    pub standing: Standing,
    /// How the service behaves when it comes upon this record.
    pub behaviour: Behaviour,
}

/// How things stand with a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As usual.
    Live,
    /// The person has died.
    Deceased,
    /// No place may be shown, and no search by place finds it.
    Restricted,
    /// Withdrawn.
    Invalidated,
    /// Merged into the record with this number.
    SupersededBy(NhsNumber),
}

/// How the service behaves when it comes upon a record, in a search or in a look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// As usual.
    Usual,
    /// Answers late.
    Slow,
    /// 429.
    Busy,
    /// 500.
    Broken,
    /// 200 with a body that is no JSON.
    Malformed,
}
