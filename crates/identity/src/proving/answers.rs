//! What a ticket remembers about proving: sealed with its progress, and about one account.

use serde::{Deserialize, Serialize};
use vocabulary::{
    DateOfBirth, FamilyName, GivenName, Instant, NhsNumber, OdsCode, PatientRecord, PhoneNumber, Postcode,
};

/// The answers of the proving pages.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Answers {
    /// The account they are about, base64url: another account's answers count for nobody else.
    pub(crate) account: Option<String>,
    pub(crate) intro_seen: bool,
    pub(crate) typed: Typed,
    pub(crate) look_up: LookUp,
    pub(crate) rounds: u32,
    pub(crate) confirmation: Confirmation,
    pub(crate) mobile: Mobile,
    /// The number on the NHS record that a code may go to, E.164.
    pub(crate) record_mobile: Option<String>,
    pub(crate) route: Route,
    pub(crate) uses_gp_services: Option<TriState>,
    pub(crate) has_gp_details: Option<TriState>,
    pub(crate) gp_check: Check,
    pub(crate) connection: Check,
    /// A link to another device was sent, and this one waits (I21).
    pub(crate) elsewhere: Option<Elsewhere>,
    /// The photo ID case was submitted in this ticket.
    pub(crate) submitted_here: bool,
}

/// A link to another device.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Elsewhere {
    /// Where it went, E.164.
    pub(crate) number: String,
    /// When, microseconds.
    pub(crate) sent_at: i64,
}

impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answers(…)")
    }
}

/// What was typed on D2 to D5.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    /// Whether the number is known; none before D2.
    pub(crate) knows_number: Option<bool>,
    pub(crate) nhs_number: Option<String>,
    pub(crate) first_name: Option<String>,
    pub(crate) middle_name: Option<String>,
    pub(crate) last_name: Option<String>,
    pub(crate) born: Option<String>,
    pub(crate) postcode: Option<String>,
}

impl Typed {
    pub(crate) fn number(&self) -> Option<NhsNumber> {
        self.nhs_number.as_deref().and_then(|text| NhsNumber::try_from(text).ok())
    }

    /// First and middle names together, as PDS has them.
    pub(crate) fn given(&self) -> Option<GivenName> {
        let names = [self.first_name.as_deref(), self.middle_name.as_deref()];
        let joined = names.into_iter().flatten().collect::<Vec<_>>().join(" ");
        GivenName::try_from(joined.as_str()).ok()
    }

    pub(crate) fn family(&self) -> Option<FamilyName> {
        self.last_name.as_deref().and_then(|text| FamilyName::try_from(text).ok())
    }

    pub(crate) fn birth_date(&self) -> Option<DateOfBirth> {
        self.born.as_deref().and_then(|text| DateOfBirth::try_from(text).ok())
    }

    pub(crate) fn home(&self) -> Option<Postcode> {
        self.postcode.as_deref().and_then(|text| Postcode::try_from(text).ok())
    }
}

/// What the look-up in PDS came to.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LookUp {
    #[default]
    NotAsked,
    /// Since when, microseconds.
    Asked(i64),
    Found(Box<Found>),
    OnAnotherAccount,
    TooYoung,
    NoMatch,
    Several,
    NumberNotVerified,
    Invalidated,
    /// Until when, microseconds.
    Limited(i64),
    Busy,
    Failed,
}

/// The part of a found record that an account keeps.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Found {
    pub(crate) nhs_number: String,
    pub(crate) family_name: String,
    pub(crate) given_name: Option<String>,
    pub(crate) born: String,
    pub(crate) postcode: Option<String>,
    pub(crate) gp_ods_code: Option<String>,
    /// The mobile numbers on it, E.164.
    pub(crate) mobiles: Vec<String>,
    /// Whether the account's own number is on it.
    pub(crate) has_own_phone: bool,
}

impl Found {
    /// What is kept of `record`; none when it has no present name or date of birth.
    pub(crate) fn of(record: &PatientRecord, own: Option<&PhoneNumber>) -> Option<Self> {
        let name = record.current_name()?;
        let given: Vec<&str> = name.given.iter().map(GivenName::as_str).collect();
        Some(Self {
            nhs_number: record.nhs_number.as_str().to_owned(),
            family_name: name.family.as_str().to_owned(),
            given_name: (!given.is_empty()).then(|| given.join(" ")),
            born: record.born?.to_string(),
            postcode: record.postcode.as_ref().map(|code| code.as_str().to_owned()),
            gp_ods_code: record.gp_ods_code.as_ref().map(|code| code.as_str().to_owned()),
            mobiles: record
                .phones
                .iter()
                .filter(|phone| phone.kind() == vocabulary::PhoneKind::Mobile)
                .map(|phone| phone.e164().to_owned())
                .collect(),
            has_own_phone: own.is_some_and(|own| record.has_phone(own)),
        })
    }

    /// The person that an account keeps.
    pub(crate) fn person(&self) -> Option<account_store::Person> {
        Some(account_store::Person {
            nhs_number: Some(NhsNumber::try_from(self.nhs_number.as_str()).ok()?),
            family_name: FamilyName::try_from(self.family_name.as_str()).ok()?,
            given_name: match &self.given_name {
                Some(given) => Some(GivenName::try_from(given.as_str()).ok()?),
                None => None,
            },
            birthdate: DateOfBirth::try_from(self.born.as_str()).ok()?,
            postcode: self.postcode.as_deref().and_then(|text| Postcode::try_from(text).ok()),
            gp_ods_code: self.gp_ods_code.as_deref().and_then(|text| OdsCode::try_from(text).ok()),
            gp_user_id: None,
            gp_linkage_key: None,
        })
    }

    pub(crate) fn mobile_numbers(&self) -> Vec<PhoneNumber> {
        self.mobiles
            .iter()
            .filter_map(|text| PhoneNumber::stored(text, vocabulary::PhoneKind::Mobile).ok())
            .collect()
    }
}

/// Stored forms of the words that `policy` decides with.
mod words {
    use serde::{Deserialize, Serialize};

    macro_rules! stored {
        ($name:ident as $policy:ident { $first:ident $(, $variant:ident)* }) => {
            /// The stored form of the word of the same name.
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
            #[serde(rename_all = "snake_case")]
            pub(crate) enum $name {
                #[default]
                $first,
                $($variant),*
            }

            impl From<$name> for policy::$policy {
                fn from(stored: $name) -> Self {
                    match stored {
                        $name::$first => Self::$first,
                        $($name::$variant => Self::$variant),*
                    }
                }
            }
        };
    }

    stored!(Confirmation as Confirmation { NotAsked, Confirmed, NotMine, SomeWrong });
    stored!(Mobile as MobileMatch { NotPossible, Failed, SameNumber, OtherNumber, UsesOther, Declined });
    stored!(Route as Route { Undecided, Photo, Gp });
    stored!(TriState as TriState { Yes, No, DoNotKnow });
}

pub(crate) use words::{Confirmation, Mobile, Route, TriState};

/// A question to the GP system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Check {
    #[default]
    NotAsked,
    /// Since when, microseconds.
    Asked(i64),
    /// Until when, microseconds.
    Limited(i64),
    /// The number of the CID.
    Refused(u16),
    Skipped,
}

impl From<Check> for policy::GpCheck {
    fn from(stored: Check) -> Self {
        match stored {
            Check::NotAsked => Self::NotAsked,
            Check::Asked(at) => Self::Asked { at: Instant::from_micros(at) },
            Check::Limited(until) => Self::Limited { until: Instant::from_micros(until) },
            Check::Refused(cid) => Self::Refused(vocabulary::Cid::new(cid)),
            Check::Skipped => Self::Skipped,
        }
    }
}

impl From<&LookUp> for policy::LookUp {
    fn from(stored: &LookUp) -> Self {
        match stored {
            LookUp::NotAsked => Self::NotAsked,
            LookUp::Asked(at) => Self::Asked { at: Instant::from_micros(*at) },
            LookUp::Found(_) => Self::Found,
            LookUp::OnAnotherAccount => Self::OnAnotherAccount,
            LookUp::TooYoung => Self::TooYoung,
            LookUp::NoMatch => Self::NoMatch,
            LookUp::Several => Self::Several,
            LookUp::NumberNotVerified => Self::NumberNotVerified,
            LookUp::Invalidated => Self::Invalidated,
            LookUp::Limited(until) => Self::Limited { until: Instant::from_micros(*until) },
            LookUp::Busy => Self::Busy,
            LookUp::Failed => Self::Failed,
        }
    }
}

impl Answers {
    /// What another device goes on with.
    pub(crate) fn carried(&self) -> Self {
        Self { elsewhere: None, submitted_here: false, ..self.clone() }
    }

    /// The facts that `policy` decides from, without the photo ID case.
    pub(crate) fn facts(&self) -> policy::ProvingFacts {
        let typed = &self.typed;
        policy::ProvingFacts {
            details: policy::Details {
                intro_seen: self.intro_seen,
                knows_number: typed
                    .knows_number
                    .map(|knows| if knows { policy::KnowsNumber::Yes } else { policy::KnowsNumber::No }),
                name: typed.last_name.is_some(),
                born: typed.born.is_some(),
                postcode: typed.postcode.is_some(),
                look_up: (&self.look_up).into(),
                rounds: self.rounds,
            },
            confirmation: self.confirmation.into(),
            mobile: self.mobile.into(),
            route: self.route.into(),
            place: if self.elsewhere.is_some() {
                policy::ProvingPlace::LinkSent
            } else {
                policy::ProvingPlace::Here
            },
            gp: policy::GpAnswers {
                uses_services: self.uses_gp_services.map(Into::into),
                has_details: self.has_gp_details.map(Into::into),
                check: self.gp_check.into(),
            },
            connection: self.connection.into(),
            ..policy::ProvingFacts::default()
        }
    }
}
