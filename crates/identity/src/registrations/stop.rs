//! The emergency stop: a client is switched off at once. Switching it on again is a change like any other.

use account_store::AuditEvent;
use vocabulary::{ChangedBy, ClientId, IncidentNumber, OperatorId, Permission};

use super::effect::{Attempted, Behind};
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How often a lost race is run again.
const ROUNDS: u32 = 3;

/// What switching a client on or off did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switched {
    /// It is as wanted now.
    Done,
    /// There is no such client.
    Unknown,
}

/// Whether a client may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It may.
    Enabled,
    /// It may not: `/authorize` and `/token` do not know it.
    Disabled,
}

impl Identity {
    /// Switches a client off at once, without a second person: for emergencies.
    ///
    /// # Errors
    /// When the operator may not, the store fails, or the registration keeps changing.
    ///
    /// Spec: F-59. Journeys 6.1
    pub async fn stop_client(
        &self,
        by: &SignedInOperator,
        id: &ClientId,
        incident: &IncidentNumber,
    ) -> Result<Switched, Fault> {
        by.must(Permission::EditClients)?;
        let behind = Behind {
            changed_by: ChangedBy::Operator,
            author: Some(by.id()),
            incident: Some(incident.clone()),
            ..Behind::COMMAND_LINE
        };
        self.0.switch(id, Use::Disabled, &behind).await
    }

    /// Switches a client on or off from the command line.
    ///
    /// # Errors
    /// When the store fails, or the registration keeps changing.
    pub async fn switch_client(
        &self,
        id: &ClientId,
        wanted: Use,
        incident: Option<&IncidentNumber>,
    ) -> Result<Switched, Fault> {
        let behind = Behind { incident: incident.cloned(), ..Behind::COMMAND_LINE };
        self.0.switch(id, wanted, &behind).await
    }
}

impl Inner {
    async fn switch(&self, id: &ClientId, wanted: Use, behind: &Behind) -> Result<Switched, Fault> {
        let (enabled, event) = match wanted {
            Use::Enabled => (true, AuditEvent::ClientEnabled),
            Use::Disabled => (false, AuditEvent::ClientDisabled),
        };
        for _ in 0..ROUNDS {
            let Some(stored) = self.store.client(id).await? else { return Ok(Switched::Unknown) };
            if stored.enabled == enabled {
                return Ok(Switched::Done);
            }
            let mut document = stored.document;
            document.enabled = enabled;
            let mut batch = self.store.batch();
            self.put_into_effect(&document, stored.revision, behind, &mut batch)?;
            let who: (Option<OperatorId>, Option<&IncidentNumber>) =
                (behind.author, behind.incident.as_ref());
            self.audit_client(id, event.clone(), who, &mut batch);
            if self.race(batch).await? == Attempted::Done {
                self.registry.forget(id);
                return Ok(Switched::Done);
            }
        }
        Err(Fault::Store("the registration keeps changing".to_owned()))
    }
}
