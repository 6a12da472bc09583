//! The writes of `accounts` that proving makes.

use vocabulary::{AccountId, Cid, ClientId, Instant, LevelProof, ProofingLevel};

use crate::batch::{Batch, Expect};
use crate::statement::register;
use crate::tables::accounts::{PERSON, Person, person_text};
use crate::value::Value;

// Levels compare as texts: P0 < P5 < P9.
register! { "accounts";
    RAISE_LEVEL = "UPDATE accounts SET level = $3, person = $4, nhs_number_key = $5, level_client_id = $6, \
        level_proof = $7, level_at = $8, record_checked_at = $8, version = version + 1 \
        WHERE account_id = $1 AND version = $2 AND level <= $3 AND disabled_cid IS NULL";
    UPDATE_PERSON = "UPDATE accounts SET person = $3, nhs_number_key = $4, version = version + 1 \
        WHERE account_id = $1 AND version = $2";
    CLEANSE = "UPDATE accounts SET level = 'P0', person = NULL, nhs_number_key = NULL, level_client_id = NULL, \
        level_proof = NULL, level_at = NULL, record_checked_at = NULL, gp_lapsed_at = NULL, \
        version = version + 1 WHERE account_id = $1 AND version = $2 AND disabled_cid IS NOT NULL";
    MARK_CHECKED = "UPDATE accounts SET record_checked_at = $2 \
        WHERE account_id = $1 AND (record_checked_at IS NULL OR record_checked_at < $2)";
    SET_GP_LAPSED = "UPDATE accounts SET gp_lapsed_at = $2 WHERE account_id = $1";
    DISABLE = "UPDATE accounts SET disabled_cid = $3, version = version + 1 \
        WHERE account_id = $1 AND version = $2";
    ENABLE = "UPDATE accounts SET disabled_cid = NULL, version = version + 1 \
        WHERE account_id = $1 AND version = $2 AND disabled_cid IS NOT NULL";
    BLOCK_MOBILE_MATCH = "UPDATE accounts SET mobile_match_blocked = $3, version = version + 1 \
        WHERE account_id = $1 AND version = $2";
}

/// What was proven about a person.
#[derive(Debug, Clone, Copy)]
pub struct LevelRaise<'a> {
    /// The level reached.
    pub level: ProofingLevel,
    /// By what.
    pub proof: LevelProof,
    /// Through which client.
    pub client: Option<&'a ClientId>,
    /// When; also the moment at which the record was checked.
    pub at: Instant,
    /// Who the person is, as PDS has it.
    pub person: &'a Person,
}

impl Batch {
    /// Sets the level and who the person is. A conflict when the account changed since `version`, has a higher
    /// level or is disabled, or when another account that is not disabled has proven this NHS number (CID1006):
    /// of two that claim one number at the same instant, one wins.
    pub fn raise_level(&mut self, id: AccountId, version: i64, raise: &LevelRaise<'_>) -> &mut Self {
        let (sealed, key) = self.person_values(id, raise.person);
        let values = vec![
            id.into(),
            version.into(),
            raise.level.as_str().into(),
            sealed,
            key,
            raise.client.into(),
            raise.proof.as_str().into(),
            raise.at.into(),
        ];
        self.push(&RAISE_LEVEL, Expect::Exactly(1), values)
    }

    /// Sets who the person is at the same level: a superseded NHS number, another GP surgery. A conflict when
    /// the account changed since `version`, or another account has proven the new number.
    pub fn update_person(&mut self, id: AccountId, version: i64, person: &Person) -> &mut Self {
        let (sealed, key) = self.person_values(id, person);
        self.push(&UPDATE_PERSON, Expect::Exactly(1), vec![id.into(), version.into(), sealed, key])
    }

    /// Takes the level and who the person is away (journeys.md 1.15); a conflict when the account changed since
    /// `version`, or is not disabled.
    pub fn cleanse_account(&mut self, id: AccountId, version: i64) -> &mut Self {
        self.push(&CLEANSE, Expect::Exactly(1), vec![id.into(), version.into()])
    }

    /// Records that the NHS number was checked against PDS; an older check changes nothing.
    pub fn mark_record_checked(&mut self, id: AccountId, at: Instant) -> &mut Self {
        self.push(&MARK_CHECKED, Expect::Any, vec![id.into(), at.into()])
    }

    /// Records since when the connection to the GP surgery works no longer (CID2020, CID7110), or that there is one again.
    pub fn set_gp_lapsed(&mut self, id: AccountId, since: Option<Instant>) -> &mut Self {
        self.push(&SET_GP_LAPSED, Expect::Exactly(1), vec![id.into(), since.into()])
    }

    /// Disables an account with the reference that its person sees; a conflict when the account changed since
    /// `version`.
    pub fn disable_account(&mut self, id: AccountId, version: i64, cid: Cid) -> &mut Self {
        let values = vec![id.into(), version.into(), i64::from(cid.number()).into()];
        self.push(&DISABLE, Expect::Exactly(1), values)
    }

    /// Enables an account again; a conflict when the account changed since `version`, or when another account has
    /// proven its NHS number in the meantime.
    pub fn enable_account(&mut self, id: AccountId, version: i64) -> &mut Self {
        self.push(&ENABLE, Expect::Exactly(1), vec![id.into(), version.into()])
    }

    /// Rules the mobile match out for an account, or allows it again; a conflict when the account changed since
    /// `version`.
    pub fn block_mobile_match(&mut self, id: AccountId, version: i64, blocked: bool) -> &mut Self {
        self.push(&BLOCK_MOBILE_MATCH, Expect::Exactly(1), vec![id.into(), version.into(), blocked.into()])
    }

    /// The sealed person and the keyed digest of the NHS number.
    fn person_values(&self, id: AccountId, person: &Person) -> (Value, Value) {
        let vault = self.vault();
        let sealed = vault.seal(PERSON, id.as_bytes(), person_text(person).expose().as_bytes());
        let key = person.nhs_number.map(|number| vault.nhs_number_key(&number));
        (sealed.into(), key.as_ref().into())
    }
}
