//! Registrations that live in files: compared with what holds, and brought into effect from the command line.

use account_store::{AuditEvent, StoredClient};
use policy::{RegistrationChange, RegistrationView, changes};
use vocabulary::{ClientDocument, ClientId, IncidentNumber};

use super::effect::{Attempted, Behind};
use super::keys::key_facts;
use crate::fault::Fault;
use crate::registry::{RegisteredClient, RegistrationFaults};
use crate::service::{Identity, Inner};

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

/// What an import would do.
#[derive(Debug)]
pub enum Compared {
    /// Register a new client.
    Create(Vec<RegistrationChange>),
    /// Change a registration; without a sentence it is written differently and means the same.
    Update(Vec<RegistrationChange>),
    /// Nothing.
    Same,
    /// Be refused.
    Refused(RegistrationFaults),
}

impl Identity {
    /// Brings one registration to what `document` says; doing it again changes nothing. The command line needs no second person: who
    /// has it could change the database as well. A client that was switched off stays so, whatever the document says: an emergency stop
    /// is not undone by a file that was written before it.
    ///
    /// # Errors
    /// When the store fails, or somebody else changed the registration at the same moment.
    ///
    /// Spec: F-59
    pub async fn import_client(
        &self,
        document: &ClientDocument,
        incident: Option<&IncidentNumber>,
    ) -> Result<Imported, Fault> {
        let inner = &self.0;
        let checked = match inner.checked(document) {
            Ok(checked) => checked,
            Err(faults) => return Ok(Imported::Refused(faults)),
        };
        let id = &checked.client.id;
        let stored = inner.store.client(id).await?;
        let document = &held_back(document, stored.as_ref());
        if stored.as_ref().is_some_and(|stored| stored.document == *document) {
            return Ok(Imported::Unchanged);
        }
        let mut batch = inner.store.batch();
        let from = stored.as_ref().map_or(0, |stored| stored.revision);
        let behind = Behind { incident: incident.cloned(), ..Behind::COMMAND_LINE };
        inner.put_into_effect(document, from, &behind, &mut batch)?;
        inner.audit_client(id, AuditEvent::ClientChanged, (None, incident), &mut batch);
        match inner.race(batch).await? {
            Attempted::Done => inner.registry.forget(id),
            Attempted::Raced(_) => {
                return Err(Fault::Store("somebody else changed the registration meanwhile".to_owned()));
            }
        }
        Ok(if stored.is_some() { Imported::Updated } else { Imported::Created })
    }

    /// What importing `document` would do.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn compare_client(&self, document: &ClientDocument) -> Result<Compared, Fault> {
        let inner = &self.0;
        let checked = match inner.checked(document) {
            Ok(checked) => checked,
            Err(faults) => return Ok(Compared::Refused(faults)),
        };
        let stored = inner.store.client(&checked.client.id).await?;
        let document = &held_back(document, stored.as_ref());
        Ok(match stored {
            None => Compared::Create(inner.changes(None, document)),
            Some(stored) if stored.document == *document => Compared::Same,
            Some(stored) => Compared::Update(inner.changes(Some(&stored.document), document)),
        })
    }

    /// Every registration, by client id.
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

/// `document`, which does not switch on what was switched off.
fn held_back(document: &ClientDocument, stored: Option<&StoredClient>) -> ClientDocument {
    let enabled = document.enabled && stored.is_none_or(|stored| stored.enabled);
    ClientDocument { enabled, ..document.clone() }
}

impl Inner {
    /// Checks a document whole, keys included, as this service would use it.
    pub(crate) fn checked(&self, document: &ClientDocument) -> Result<RegisteredClient, RegistrationFaults> {
        RegisteredClient::check(document, self.settings.sandbox.is_some())
    }

    /// What changes for the partner.
    pub(crate) fn changes(
        &self,
        before: Option<&ClientDocument>,
        after: &ClientDocument,
    ) -> Vec<RegistrationChange> {
        let (old_keys, new_keys) = (before.map(key_facts), key_facts(after));
        let before = before.zip(old_keys.as_deref());
        let before = before.map(|(document, keys)| RegistrationView { document, keys });
        changes(before, RegistrationView { document: after, keys: &new_keys }, self.clock.now())
    }
}
