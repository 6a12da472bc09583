//! That somebody is always left who may manage operators.

use account_store::{AuditEvent, Batch, Operator, OperatorChange, ServiceSetting, SettingName};
use vocabulary::{IncidentNumber, OperatorId, OperatorRoles, Permission};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::Inner;

/// Who changes an operator.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Doer<'a> {
    /// An administrator at the command line, for an incident; a sandbox that is set up has none.
    CommandLine(Option<&'a IncidentNumber>),
    /// A colleague in the console, for an incident.
    Colleague(&'a SignedInOperator, &'a IncidentNumber),
}

impl Doer<'_> {
    pub(crate) fn id(&self) -> Option<OperatorId> {
        match self {
            Self::CommandLine(_) => None,
            Self::Colleague(by, _) => Some(by.id()),
        }
    }

    pub(crate) const fn incident(&self) -> Option<&IncidentNumber> {
        match self {
            Self::CommandLine(incident) => *incident,
            Self::Colleague(_, incident) => Some(incident),
        }
    }
}

impl Inner {
    /// Whether these roles give the right to manage operators.
    fn manages(&self, roles: &OperatorRoles) -> bool {
        self.settings.roles.rights(roles).may.contains(Permission::ManageOperators)
    }

    /// Whether `operator` may get the roles `after` (none: be disabled) without nobody being left who manages operators. When that takes
    /// somebody's right away it adds the statement that makes two who do so at once conflict: the version is read before the others are
    /// looked at, so whoever is second has looked at something that changed.
    pub(crate) async fn leaves_a_manager(
        &self,
        operator: &Operator,
        after: Option<&OperatorRoles>,
        doer: Doer<'_>,
        batch: &mut Batch,
    ) -> Result<bool, Fault> {
        let is_manager = |one: &Operator| one.disabled_at.is_none() && self.manages(&one.roles);
        if !is_manager(operator) || after.is_some_and(|roles| self.manages(roles)) {
            return Ok(true);
        }
        let version = self.store.service_setting_version(SettingName::Operators).await?;
        let all = self.store.list_operators().await?;
        if !all.iter().any(|other| other.id != operator.id && is_manager(other)) {
            return Ok(false);
        }
        batch.put_service_setting(&ServiceSetting {
            name: SettingName::Operators,
            value: String::new(),
            incident: doer.incident().cloned(),
            changed_by: doer.id(),
            changed_at: self.clock.now(),
            version,
        });
        Ok(true)
    }

    /// Adds the event of a change that somebody made to an operator. Whose doing it was stands beside it; nobody's when it was the command
    /// line, and never the operator's own.
    pub(crate) fn audit_change(
        &self,
        operator: OperatorId,
        what: OperatorChange,
        doer: Doer<'_>,
        batch: &mut Batch,
    ) {
        let event = AuditEvent::ColleagueChanged { operator, what };
        self.audit_act(doer.id(), doer.incident(), event, batch);
    }
}
