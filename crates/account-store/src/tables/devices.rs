//! `devices`: remembered devices, found by the digest of the cookie's secret. Deleted after `expires_at`
//! (180 days) or six months after the last use (journeys.md, section 8), and on log out.

use vocabulary::{AccountId, Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "devices";
    FIND = "SELECT digest, account_id, label, created_at, last_used_at, expires_at FROM devices \
        WHERE digest = $1 AND expires_at > $2";
    LIST = "SELECT digest, account_id, label, created_at, last_used_at, expires_at FROM devices \
        WHERE account_id = $1 AND expires_at > $2 ORDER BY created_at";
    INSERT = "INSERT INTO devices (digest, account_id, label, created_at, last_used_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    TOUCH = "UPDATE devices SET last_used_at = $2, expires_at = $3 WHERE digest = $1";
    DELETE = "DELETE FROM devices WHERE digest = $1";
    DELETE_ALL = "DELETE FROM devices WHERE account_id = $1";
}

/// A remembered device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The digest of the cookie's secret.
    pub digest: Digest,
    /// Whose device it is.
    pub account_id: AccountId,
    /// What its owner recognises it by, for example "Firefox on Windows".
    pub label: String,
    /// When it was remembered.
    pub created_at: Instant,
    /// When it was last used.
    pub last_used_at: Instant,
    /// When it is forgotten.
    pub expires_at: Instant,
}

fn read(mut row: Row) -> Result<Device, StoreFault> {
    Ok(Device {
        digest: row.bytes()?,
        account_id: row.bytes()?,
        label: row.text()?,
        created_at: row.instant()?,
        last_used_at: row.instant()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// The device of this digest that is still remembered.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_device(&self, digest: &Digest, now: Instant) -> Result<Option<Device>, StoreFault> {
        self.query_one(&FIND, vec![digest.into(), now.into()]).await?.map(read).transpose()
    }

    /// The devices of an account, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_devices(&self, account: AccountId, now: Instant) -> Result<Vec<Device>, StoreFault> {
        self.query(&LIST, vec![account.into(), now.into()]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Remembers a device.
    pub fn insert_device(&mut self, device: &Device) -> &mut Self {
        let values = vec![
            (&device.digest).into(),
            device.account_id.into(),
            device.label.as_str().into(),
            device.created_at.into(),
            device.last_used_at.into(),
            device.expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Records a use and moves the end of remembering; a conflict when the device has been forgotten.
    pub fn touch_device(&mut self, digest: &Digest, now: Instant, expires_at: Instant) -> &mut Self {
        self.push(&TOUCH, Expect::Exactly(1), vec![digest.into(), now.into(), expires_at.into()])
    }

    /// Forgets a device, if it is there.
    pub fn delete_device(&mut self, digest: &Digest) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![digest.into()])
    }

    /// Forgets every device of an account.
    pub fn delete_devices(&mut self, account: AccountId) -> &mut Self {
        self.push(&DELETE_ALL, Expect::Any, vec![account.into()])
    }
}
