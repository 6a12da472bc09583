//! `phones`: confirmed numbers, at most one of each kind per account. They go with their account.
//! Two accounts may share a number.

use vocabulary::{AccountId, Instant, PhoneKind, PhoneNumber};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::value::Row;
use crate::vault::Vault;

const SEALED: &str = "phones.number";

register! { "phones";
    PUT = "INSERT INTO phones (account_id, kind, number, number_key, confirmed_at, pds_matched) \
        VALUES ($1, $2, $3, $4, $5, $6) \
        ON CONFLICT (account_id, kind) DO UPDATE SET number = excluded.number, \
        number_key = excluded.number_key, confirmed_at = excluded.confirmed_at, \
        pds_matched = CASE WHEN phones.number_key = excluded.number_key AND phones.pds_matched = 1 THEN 1 \
            ELSE excluded.pds_matched END";
    MATCH = "UPDATE phones SET pds_matched = 1 WHERE account_id = $1 AND kind = $2 AND number_key = $3";
    DELETE = "DELETE FROM phones WHERE account_id = $1 AND kind = $2";
}

/// A confirmed number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// The number with its kind.
    pub number: PhoneNumber,
    /// When a code sent to it came back.
    pub confirmed_at: Instant,
    /// Whether it was the one PDS holds; stays true (F-47).
    pub pds_matched: bool,
}

const fn kind_name(kind: PhoneKind) -> &'static str {
    match kind {
        PhoneKind::Mobile => "mobile",
        PhoneKind::Landline => "landline",
    }
}

fn row_identity(account: AccountId, kind: PhoneKind) -> Vec<u8> {
    [account.as_bytes().as_slice(), kind_name(kind).as_bytes()].concat()
}

/// Reads number, `confirmed_at`, `pds_matched` of a left join.
pub(crate) fn read_joined(
    vault: &Vault,
    row: &mut Row,
    account: AccountId,
    kind: PhoneKind,
) -> Result<Option<Phone>, StoreFault> {
    let sealed = row.blob_or_null()?;
    let confirmed_at = row.instant_or_null()?;
    let pds_matched = row.int_or_null()?.is_some_and(|flag| flag != 0);
    let Some((sealed, confirmed_at)) = sealed.zip(confirmed_at) else {
        return Ok(None);
    };
    let text = vault.open_text(SEALED, &row_identity(account, kind), &sealed)?;
    let number = PhoneNumber::stored(text.expose(), kind).map_err(|_| row.damaged())?;
    Ok(Some(Phone { number, confirmed_at, pds_matched }))
}

impl Batch {
    /// Sets the account's number of that kind; the same number stays matched (F-47).
    pub fn put_phone(&mut self, account: AccountId, phone: &Phone) -> &mut Self {
        let kind = phone.number.kind();
        let vault = self.vault();
        let sealed = vault.seal(SEALED, &row_identity(account, kind), phone.number.e164().as_bytes());
        let key = vault.phone_key(&phone.number);
        let values = vec![
            account.into(),
            kind_name(kind).into(),
            sealed.into(),
            (&key).into(),
            phone.confirmed_at.into(),
            phone.pds_matched.into(),
        ];
        self.push(&PUT, Expect::Exactly(1), values)
    }

    /// Records that PDS holds this number (F-47); a conflict when it is not the account's number any more.
    pub fn match_phone(&mut self, account: AccountId, number: &PhoneNumber) -> &mut Self {
        let key = self.vault().phone_key(number);
        let values = vec![account.into(), kind_name(number.kind()).into(), (&key).into()];
        self.push(&MATCH, Expect::Exactly(1), values)
    }

    /// Removes the account's number of that kind, if it has one.
    pub fn delete_phone(&mut self, account: AccountId, kind: PhoneKind) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![account.into(), kind_name(kind).into()])
    }
}
