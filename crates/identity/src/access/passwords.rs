//! What an operator's new password must be.

use account_store::{Batch, Operator, OperatorSession, PasswordOf};
use credentials::{BrokenRule, PasswordCheck, PasswordRules, ProposedPassword};
use vocabulary::{EmailAddress, Secret};

use crate::fault::Fault;
use crate::service::Inner;

/// An operator's password opens more than a person's own account.
const FEWEST: usize = 12;

/// A password that is wanted, typed twice.
pub(crate) struct Wanted {
    pub(crate) password: Secret<String>,
    pub(crate) confirmation: Secret<String>,
}

impl Inner {
    /// The rules of patients' passwords, with at least 12 characters.
    pub(crate) fn operator_password_rules(&self) -> PasswordRules {
        let rules = self.settings.password_rules;
        PasswordRules { minimum: rules.minimum.max(FEWEST), ..rules }
    }

    /// The rules that a new password of the operator of this user name breaks.
    pub(crate) fn broken_by(&self, username: &str, wanted: &Wanted) -> Vec<BrokenRule> {
        // A user name that is no address counts as the part before the @, which a password must not contain.
        let email = EmailAddress::try_from(username)
            .or_else(|_| EmailAddress::try_from(format!("{username}@operators.invalid").as_str()))
            .or_else(|_| EmailAddress::try_from("operator@operators.invalid"));
        let Ok(email) = email else { return Vec::new() };
        let proposed = ProposedPassword {
            password: &wanted.password,
            confirmation: Some(&wanted.confirmation),
            email: &email,
        };
        match self.operator_password_rules().check(&proposed) {
            PasswordCheck::Accepted => Vec::new(),
            PasswordCheck::Refused(rules) => rules,
        }
    }

    /// Adds what makes `password` the operator's own: every other session ends, and this one goes on under another secret.
    pub(crate) async fn take_own_password(
        &self,
        operator: &Operator,
        session: &OperatorSession,
        password: Secret<String>,
        batch: &mut Batch,
    ) -> Result<Secret<String>, Fault> {
        let hash = self.hash_password(password).await?;
        let hash = Secret::new(hash.as_str().to_owned());
        batch.update_operator_password(operator.id, operator.version, &hash, PasswordOf::TheirOwn);
        Ok(self.renew_operator_session(session, batch))
    }
}
