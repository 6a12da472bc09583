//! What operators announce and set about the whole service: in-journey alerts, the promise about photo ID checks, the share of automatic
//! checks, blocked email domains (journeys 6.1).
//!
//! What every sign-in reads is kept for a few seconds in each node ([`board`]); what only an operator reads comes from the store.

mod alerts;
mod board;
mod email_domains;
mod levels;

pub use alerts::{AlertRow, AlertSwitched, NewAlert};
pub use email_domains::{BlockedRow, DomainItem, DomainLookup, DomainOutcome, DomainSwitch};
pub use levels::{AutomationView, LevelSet, ServiceLevelView};

pub(crate) use board::Board;

use account_store::ServiceSetting;
use vocabulary::{IncidentNumber, Instant, OperatorId, Permission};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::Inner;

/// Who sets something: an operator who may, or an administrator at the command line.
#[derive(Debug, Clone, Copy)]
pub enum Setter<'a> {
    /// `nhs-login …`.
    CommandLine,
    /// In the console.
    Operator(&'a SignedInOperator),
}

impl Setter<'_> {
    fn must(self, what: Permission) -> Result<(), Fault> {
        match self {
            Self::CommandLine => Ok(()),
            Self::Operator(by) => by.must(what),
        }
    }

    fn id(self) -> Option<OperatorId> {
        match self {
            Self::CommandLine => None,
            Self::Operator(by) => Some(by.id()),
        }
    }
}

/// Who set something, when, for which incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetBy {
    /// The operator's name; the command line has none.
    pub name: Option<String>,
    /// When.
    pub at: Instant,
    /// For which incident.
    pub incident: Option<IncidentNumber>,
}

impl Inner {
    async fn set_by(&self, setting: &ServiceSetting) -> Result<SetBy, Fault> {
        let name = self.operator_name(setting.changed_by).await?;
        Ok(SetBy { name, at: setting.changed_at, incident: setting.incident.clone() })
    }

    /// The name of an operator.
    pub(crate) async fn operator_name(&self, id: Option<OperatorId>) -> Result<Option<String>, Fault> {
        Ok(match id {
            Some(id) => self.store.operator(id).await?.map(|operator| operator.name),
            None => None,
        })
    }
}
