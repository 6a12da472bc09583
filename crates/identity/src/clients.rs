//! The client registry for operators: import, list, switch off.

use account_store::{AuditEntry, AuditEvent, StoredClient, WriteFault};
use vocabulary::{ClientDocument, ClientId};

use crate::fault::Fault;
use crate::registry::{RegisteredClient, RegistrationFaults};
use crate::service::Identity;

/// What an import did.
#[derive(Debug)]
pub enum Imported {
    /// A new client.
    Created,
    /// The registration changed.
    Updated,
    /// It was there already, exactly so.
    Unchanged,
    /// It was not accepted.
    Refused(RegistrationFaults),
}

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
    /// Brings one registration to what `document` says; doing it again changes nothing.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Spec: F-59
    pub async fn import_client(&self, document: &ClientDocument) -> Result<Imported, Fault> {
        let inner = &self.0;
        let checked = match RegisteredClient::check(document, inner.settings.sandbox.is_some()) {
            Ok(checked) => checked,
            Err(faults) => return Ok(Imported::Refused(faults)),
        };
        let stored = inner.store.client(&checked.client.id).await?;
        if stored.as_ref().is_some_and(|stored| stored.document == *document) {
            return Ok(Imported::Unchanged);
        }
        let now = inner.clock.now();
        let mut batch = inner.store.batch();
        batch.upsert_client(document, now);
        batch.record(&inner.client_event(&checked.client.id, AuditEvent::ClientChanged));
        inner.write(batch).await?;
        inner.registry.forget(&checked.client.id);
        Ok(if stored.is_some() { Imported::Updated } else { Imported::Created })
    }

    /// Switches a client on or off.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn switch_client(&self, id: &ClientId, wanted: Use) -> Result<Switched, Fault> {
        let inner = &self.0;
        let mut batch = inner.store.batch();
        batch.set_client_enabled(id, wanted == Use::Enabled, inner.clock.now());
        let event =
            if wanted == Use::Enabled { AuditEvent::ClientEnabled } else { AuditEvent::ClientDisabled };
        batch.record(&inner.client_event(id, event));
        match inner.store.write(batch).await {
            Ok(_) => {
                inner.registry.forget(id);
                Ok(Switched::Done)
            }
            Err(WriteFault::Conflict { .. }) => Ok(Switched::Unknown),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Every registration.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn clients(&self) -> Result<Vec<StoredClient>, Fault> {
        Ok(self.0.store.list_clients().await?)
    }

    /// The registration of this client.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn client(&self, id: &ClientId) -> Result<Option<StoredClient>, Fault> {
        Ok(self.0.store.client(id).await?)
    }
}

impl crate::service::Inner {
    fn client_event(&self, id: &ClientId, event: AuditEvent) -> AuditEntry {
        AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: None,
            client_id: Some(id.clone()),
            reference: None,
        }
    }
}
