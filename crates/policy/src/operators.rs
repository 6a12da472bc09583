//! What each role of operators may do, and what it sees of a person: one table (journeys.md 6.1).

use std::collections::BTreeMap;
use std::fmt;

use vocabulary::{OperatorRole, OperatorRoles, Permission, Permissions, PersonField, PersonFields};

/// What somebody may do, and what they see of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights {
    /// What they may do.
    pub may: Permissions,
    /// What they see of a person whom they may find.
    pub sees: PersonFields,
}

/// How much a log-in trace tells about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceSight {
    /// What was asked for, the target and its reasons, the pages, the end: of nobody in particular.
    Request,
    /// Also how the account stood, of nobody in particular.
    Standing,
    /// Everything, with whose account it was.
    Account,
}

impl Rights {
    /// What they see of a log-in trace. From the target, the reasons and the pages a level can be inferred, and they are what a trace is
    /// for. So a trace is of nobody in particular for who does not see levels, also when they see account IDs.
    ///
    /// Journeys 6.1
    #[must_use]
    pub const fn trace_sight(self) -> TraceSight {
        match (self.sees.contains(PersonField::Level), self.sees.contains(PersonField::AccountId)) {
            (false, _) => TraceSight::Request,
            (true, false) => TraceSight::Standing,
            (true, true) => TraceSight::Account,
        }
    }

    /// Whether they may look for the traces of an account: they are a part of its history, found by its account ID.
    #[must_use]
    pub const fn may_trace_accounts(self) -> bool {
        self.may.contains(Permission::TraceSignIns)
            && self.may.contains(Permission::FindByAccountId)
            && self.may.contains(Permission::SeeHistory)
    }
}

/// Each role with its rights. Who may read the audit or take it away sees the account ID of every event, whatever the role sees of a
/// person: an audit that hides whom something was done to is none.
///
/// Journeys 6.1
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMatrix(BTreeMap<OperatorRole, Rights>);

impl RoleMatrix {
    /// The published groups of the admin portal, the ID checkers' two, and ours: who keeps the registry, who reads the audit log, and a
    /// partner's developers. Logging somebody out is given to the service desk beside what is published: it must be able to help a
    /// person whose device was stolen.
    #[must_use]
    pub fn published() -> Self {
        use Permission as May;
        use PersonField as Sees;
        let everything_but_cases = May::ALL
            .iter()
            .copied()
            .filter(|may| !matches!(may, May::DecideCases | May::SuperviseCases | May::UsePartnerPages));
        let desk = [
            May::FindByEmail,
            May::DisableAccounts,
            May::BlockMobileMatch,
            May::EndSessions,
            May::ExplainErrors,
            May::TraceSignIns,
        ];
        let registrar = [
            May::SeeClients,
            May::EditClients,
            May::ApproveClients,
            May::ExplainErrors,
            May::TraceSignIns,
            May::SeeKeys,
        ];
        let (find, nobody) = ([May::FindByEmail], [] as [Sees; 0]);
        Self::from_iter([
            row(OperatorRole::admin(), everything_but_cases, Sees::ALL.iter().copied()),
            row(
                OperatorRole::service_desk(),
                desk,
                [Sees::Email, Sees::Status, Sees::AccountId, Sees::FirstLastName, Sees::MobileMatch],
            ),
            row(
                OperatorRole::nhs_app(),
                find,
                [Sees::Email, Sees::Status, Sees::AccountId, Sees::NhsNumber, Sees::OdsCode],
            ),
            row(
                OperatorRole::covid_pass(),
                find,
                [
                    Sees::Email,
                    Sees::Status,
                    Sees::FirstLastName,
                    Sees::MiddleNames,
                    Sees::DateOfBirth,
                    Sees::NhsNumber,
                    Sees::OdsCode,
                ],
            ),
            row(OperatorRole::id_checker(), [May::DecideCases], nobody),
            row(OperatorRole::supervisor(), [May::DecideCases, May::SuperviseCases], nobody),
            row(OperatorRole::registrar(), registrar, nobody),
            row(
                OperatorRole::auditor(),
                [May::ReadAudit, May::ExportAudit, May::SeeClients, May::SeeKeys],
                nobody,
            ),
            row(OperatorRole::partner(), [May::UsePartnerPages], nobody),
        ])
    }

    /// The table with this role's rights instead of what it had.
    #[must_use]
    pub fn with(mut self, role: OperatorRole, rights: Rights) -> Self {
        self.0.insert(role, rights);
        self
    }

    /// Whether there is such a role.
    #[must_use]
    pub fn knows(&self, role: &OperatorRole) -> bool {
        self.0.contains_key(role)
    }

    /// What somebody with these roles may do and see: what any of them gives. A role that is not in the table gives nothing.
    #[must_use]
    pub fn rights(&self, roles: &OperatorRoles) -> Rights {
        roles.iter().filter_map(|role| self.0.get(role)).fold(Rights::default(), |have, more| Rights {
            may: have.may.and(more.may),
            sees: have.sees.and(more.sees),
        })
    }

    /// Each role with its rights, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&OperatorRole, Rights)> {
        self.0.iter().map(|(role, rights)| (role, *rights))
    }
}

impl FromIterator<(OperatorRole, Rights)> for RoleMatrix {
    fn from_iter<I: IntoIterator<Item = (OperatorRole, Rights)>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

impl Default for RoleMatrix {
    fn default() -> Self {
        Self::published()
    }
}

/// The table as text: a line for each permission and field, with the roles that have it.
impl fmt::Display for RoleMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |has: &dyn Fn(Rights) -> bool| {
            let names = self.iter().filter(|(_, rights)| has(*rights)).map(|(role, _)| role.as_str());
            names.collect::<Vec<_>>().join(" ")
        };
        for may in Permission::ALL.iter().copied() {
            writeln!(f, "may  {:<22} {}", may.as_str(), with(&|rights| rights.may.contains(may)))?;
        }
        for sees in PersonField::ALL.iter().copied() {
            writeln!(f, "sees {:<22} {}", sees.as_str(), with(&|rights| rights.sees.contains(sees)))?;
        }
        writeln!(f, "read_audit and export_audit show account IDs, whatever the role sees of a person")?;
        writeln!(
            f,
            "trace_sign_ins shows whose log in it was to who sees account_id and level, to nobody else"
        )
    }
}

fn row(
    role: OperatorRole,
    may: impl IntoIterator<Item = Permission>,
    sees: impl IntoIterator<Item = PersonField>,
) -> (OperatorRole, Rights) {
    (role, Rights { may: may.into_iter().collect(), sees: sees.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_add_up_and_an_unknown_one_gives_nothing() {
        let matrix = RoleMatrix::published();
        let both = [OperatorRole::id_checker(), OperatorRole::nhs_app()].into_iter().collect();
        let rights = matrix.rights(&both);
        assert!(rights.may.contains(Permission::DecideCases) && rights.sees.contains(PersonField::OdsCode));
        assert!(!rights.may.contains(Permission::SuperviseCases));
        let stranger = [OperatorRole::try_from("night_shift").expect("a name")].into_iter().collect();
        assert_eq!(matrix.rights(&stranger), Rights::default());
    }

    #[test]
    fn who_sees_no_level_sees_nobodys_trace() {
        let sight = |sees: &[PersonField]| {
            Rights { may: Permissions::default(), sees: sees.iter().copied().collect() }.trace_sight()
        };
        assert_eq!(sight(&[]), TraceSight::Request);
        assert_eq!(sight(&[PersonField::AccountId]), TraceSight::Request);
        assert_eq!(sight(&[PersonField::Level]), TraceSight::Standing);
        assert_eq!(sight(&[PersonField::Level, PersonField::AccountId]), TraceSight::Account);
    }

    #[test]
    fn a_role_can_be_given_other_rights() {
        let none = RoleMatrix::published().with(OperatorRole::admin(), Rights::default());
        assert_eq!(none.rights(&[OperatorRole::admin()].into_iter().collect()), Rights::default());
    }
}
