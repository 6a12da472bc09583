//! Seeded people: a sandbox's residents.

use account_store::{Account, AuditEntry, AuditEvent, Person, Phone, Terms};
use vocabulary::{AccountId, Cid, EmailAddress, PhoneNumber, ProofingLevel, Secret, Subject};

use crate::fault::Fault;
use crate::service::Identity;

/// A synthetic person to put into a sandbox.
#[derive(Debug, Clone)]
pub struct PersonSeed {
    /// The email address; an account that has it is left alone.
    pub email: EmailAddress,
    /// The password.
    pub password: Secret<String>,
    /// The confirmed mobile number.
    pub mobile: Option<PhoneNumber>,
    /// The confirmed landline number.
    pub landline: Option<PhoneNumber>,
    /// How far the identity is proven.
    pub level: ProofingLevel,
    /// Whether the mobile number is the one on the record (F-47).
    pub mobile_on_record: bool,
    /// Who it is; none at P0.
    pub person: Option<Person>,
    /// The reference that a disabled account shows.
    pub disabled: Option<Cid>,
}

/// What seeding did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeded {
    /// The person is new.
    Created,
    /// The address has an account already; it is left as it is.
    Kept,
    /// This is no sandbox.
    Refused,
}

/// A person as the sandbox shows them.
#[derive(Debug, Clone)]
pub struct SeededPerson {
    /// What to type.
    pub email: String,
    /// First and last name; empty at P0.
    pub name: String,
    /// The level.
    pub level: ProofingLevel,
    /// Whether the static code is accepted.
    pub static_code: bool,
    /// The reference that a disabled account shows.
    pub disabled: Option<Cid>,
}

const SHOWN: u32 = 200;

impl Identity {
    /// Puts a synthetic person into a sandbox; somebody who is there already stays as they are.
    ///
    /// # Errors
    /// When the store fails, or too many passwords are being hashed.
    pub async fn seed_person(&self, seed: &PersonSeed) -> Result<Seeded, Fault> {
        let inner = &self.0;
        if inner.settings.sandbox.is_none() {
            return Ok(Seeded::Refused);
        }
        if inner.store.find_account_by_email(&seed.email).await?.is_some() {
            return Ok(Seeded::Kept);
        }
        let now = inner.clock.now();
        let hash = inner.hash_password(seed.password.clone()).await?;
        let id = AccountId::from_bytes(inner.random());
        let mut account = Account::pending(id, Subject::from_random(inner.random()), seed.email.clone(), now);
        account.email_confirmed_at = Some(now);
        account.registered_at = Some(now);
        account.password_hash = Some(Secret::new(hash.as_str().to_owned()));
        account.password_set_at = Some(now);
        account.level = seed.level;
        account.person.clone_from(&seed.person);
        account.disabled = seed.disabled;
        account.terms = Some(Terms { version: inner.settings.terms_version.clone(), agreed_at: now });
        account.static_code = inner.static_codes.is_some();
        let mut batch = inner.store.batch();
        batch.insert_account(&account);
        for number in [&seed.mobile, &seed.landline].into_iter().flatten() {
            let matched = seed.mobile_on_record && Some(number) == seed.mobile.as_ref();
            batch.put_phone(id, &Phone { number: number.clone(), confirmed_at: now, pds_matched: matched });
        }
        batch.record(&AuditEntry {
            id: inner.event_id(),
            at: now,
            event: AuditEvent::AccountCreated,
            account_id: Some(id),
            client_id: None,
            reference: None,
        });
        inner.write(batch).await?;
        Ok(Seeded::Created)
    }

    /// The people of a sandbox; nobody outside sandbox mode.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sandbox_people(&self) -> Result<Vec<SeededPerson>, Fault> {
        if self.0.settings.sandbox.is_none() {
            return Ok(Vec::new());
        }
        let accounts = self.0.store.list_accounts(SHOWN).await?;
        Ok(accounts.iter().filter(|account| account.email_confirmed_at.is_some()).map(shown).collect())
    }
}

fn shown(account: &Account) -> SeededPerson {
    let name = account.person.as_ref().map(|person| {
        let given = person.given_name.as_ref().map(|name| format!("{} ", name.as_str())).unwrap_or_default();
        format!("{given}{}", person.family_name.as_str())
    });
    SeededPerson {
        email: account.email.as_str().to_owned(),
        name: name.unwrap_or_default(),
        level: account.level,
        static_code: account.static_code,
        disabled: account.disabled,
    }
}
