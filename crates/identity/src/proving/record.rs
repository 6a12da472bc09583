//! Questions to PDS, and what the answers mean for an account.

use gateways::{Lookup, Pds, PdsFault, PersonSought, Search};
use policy::{Finding, RecordFacts, RecordQuestion, finding};
use vocabulary::{
    AccountId, DateOfBirth, FamilyName, GivenName, NhsNumber, PatientRecord, PhoneNumber, Postcode,
    ProofingLevel,
};

use crate::fault::Fault;
use crate::proving::answers::{Found, LookUp, Typed};
use crate::proving::pds_code::{code_of_lookup, code_of_search};
use crate::service::Inner;

/// A complete question.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) by: By,
    pub(crate) born: DateOfBirth,
    pub(crate) postcode: Postcode,
}

/// What a record is asked for by.
#[derive(Clone)]
pub(crate) enum By {
    Number(NhsNumber),
    Name { given: Option<GivenName>, family: FamilyName },
}

impl Asked {
    /// The question of what was typed; none when something is missing.
    pub(crate) fn of(typed: &Typed) -> Option<Self> {
        let by = if typed.knows_number? {
            By::Number(typed.number()?)
        } else {
            By::Name { given: typed.given(), family: typed.family()? }
        };
        Some(Self { by, born: typed.birth_date()?, postcode: typed.home()? })
    }
}

/// What a look-up came to.
#[derive(Clone)]
pub(crate) enum Judged {
    /// Theirs and free.
    Match(Box<Found>),
    /// Anything that policy names.
    Finding(Finding),
    Invalidated,
    /// Several people have these details.
    Several,
    Busy,
    Failed,
}

impl PartialEq<Judged> for Judged {
    fn eq(&self, other: &Judged) -> bool {
        matches!((self, other), (Self::Finding(one), Self::Finding(two)) if one == two)
    }
}

impl Judged {
    /// As a fact of a ticket.
    pub(crate) fn look_up(&self) -> LookUp {
        match self {
            Self::Match(found) => LookUp::Found(found.clone()),
            Self::Finding(Finding::OnAnotherAccount) => LookUp::OnAnotherAccount,
            Self::Finding(Finding::TooYoung) => LookUp::TooYoung,
            Self::Finding(Finding::NumberNotVerified) => LookUp::NumberNotVerified,
            Self::Finding(Finding::NoMatch | Finding::Deceased | Finding::Match) => LookUp::NoMatch,
            Self::Invalidated => LookUp::Invalidated,
            Self::Several => LookUp::Several,
            Self::Busy => LookUp::Busy,
            Self::Failed => LookUp::Failed,
        }
    }
}

impl Inner {
    pub(crate) fn pds(&self) -> Result<&Pds, Fault> {
        self.outside.pds.as_ref().ok_or(Fault::Bug("a look-up without PDS"))
    }

    /// Asks PDS and judges the answer for `account`, whose own mobile number is `own`.
    pub(crate) async fn judge(
        &self,
        asked: &Asked,
        account: AccountId,
        own: Option<&PhoneNumber>,
    ) -> Result<Judged, Fault> {
        let pds = self.pds()?;
        let answer = match &asked.by {
            By::Number(number) => {
                let answer = pds.retrieve(number).await;
                self.note_pds(account, code_of_lookup(&answer)).await?;
                answer.map(Answer::of_lookup)
            }
            By::Name { given, family } => {
                let sought = PersonSought {
                    given: given.clone(),
                    family: family.clone(),
                    born: asked.born,
                    postcode: asked.postcode.clone(),
                };
                let answer = pds.search(&sought).await;
                self.note_pds(account, code_of_search(&answer)).await?;
                answer.map(Answer::of_search)
            }
        };
        match answer {
            Ok(Answer::Record(record)) => self.judge_record(asked, &record, account, own).await,
            Ok(Answer::Nobody) => Ok(Judged::Finding(Finding::NoMatch)),
            Ok(Answer::Several) => Ok(Judged::Several),
            Ok(Answer::Invalidated) => Ok(Judged::Invalidated),
            Err(PdsFault::Busy | PdsFault::CircuitOpen) => Ok(Judged::Busy),
            Err(fault) => {
                tracing::warn!(%fault, "PDS could not be asked");
                Ok(Judged::Failed)
            }
        }
    }

    async fn judge_record(
        &self,
        asked: &Asked,
        record: &PatientRecord,
        account: AccountId,
        own: Option<&PhoneNumber>,
    ) -> Result<Judged, Fault> {
        // A record without a whole date of birth or a present name can be nobody's by details.
        let (Some(born), Some(found)) = (record.born, Found::of(record, own)) else {
            return Ok(Judged::Finding(Finding::NoMatch));
        };
        let question = RecordQuestion {
            born: asked.born,
            postcode: &asked.postcode,
            by_number: matches!(asked.by, By::Number(_)),
            minimum_age: self.settings.rules.minimum_age,
        };
        let facts = RecordFacts {
            born,
            age: born.age_on(self.clock.now().date()),
            postcode: record.postcode.as_ref(),
            deceased: record.deceased,
            on_another_account: self.is_taken(record.nhs_number, account).await?,
        };
        Ok(match finding(&question, &facts) {
            Finding::Match => Judged::Match(Box::new(found)),
            other => Judged::Finding(other),
        })
    }

    /// Whether another account that may be used has proven this number (CID1006).
    pub(crate) async fn is_taken(&self, number: NhsNumber, account: AccountId) -> Result<bool, Fault> {
        let accounts = self.store.list_accounts_by_nhs_number(number).await?;
        Ok(accounts
            .iter()
            .any(|other| other.id != account && other.level > ProofingLevel::P0 && other.is_active()))
    }
}

/// The answers of PDS in one shape.
enum Answer {
    Record(Box<PatientRecord>),
    Nobody,
    Several,
    Invalidated,
}

impl Answer {
    fn of_lookup(lookup: Lookup) -> Self {
        match lookup {
            Lookup::Found(record) | Lookup::Superseded(record) => Self::Record(record),
            Lookup::Invalidated => Self::Invalidated,
            Lookup::NotFound => Self::Nobody,
        }
    }

    fn of_search(search: Search) -> Self {
        match search {
            Search::One(record) => Self::Record(record),
            Search::None => Self::Nobody,
            Search::Several => Self::Several,
        }
    }
}
