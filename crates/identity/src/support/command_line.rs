//! Operators at the command line, where the machine's administrator stands for both factors.

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::Identity;

impl Identity {
    /// The operator of this user name, to act in their name with their rights; none when there is none, or they are disabled. For the
    /// program's commands alone: whoever runs them could read the database.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn operator_at_the_command_line(
        &self,
        username: &str,
    ) -> Result<Option<SignedInOperator>, Fault> {
        let found = self.0.store.find_operator(username).await?;
        let enabled = found.filter(|operator| operator.disabled_at.is_none());
        Ok(enabled.map(|operator| self.0.signed_in(operator)))
    }
}
