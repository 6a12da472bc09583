//! The writes of `accounts` that have nothing to do with proving.

use vocabulary::{AccountId, Cid, EmailAddress, Instant, LevelProof, Secret};

use crate::batch::{Batch, Expect};
use crate::statement::register;
use crate::tables::accounts::{Account, EMAIL, PERSON, Terms, person_text};

register! { "accounts";
    INSERT = "INSERT INTO accounts (account_id, subject, email, email_key, email_confirmed_at, registered_at, \
        password_hash, password_set_at, level, disabled_cid, person, nhs_number_key, terms_version, \
        terms_agreed_at, pending_browser, static_code, created_at, last_used_at, version, level_client_id, \
        level_proof, level_at, record_checked_at, mobile_match_blocked, gp_lapsed_at, \
        gp_details_blocked) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
        $21, $22, $23, $24, $25, $26)";
    UPDATE_PASSWORD = "UPDATE accounts SET password_hash = $2, password_set_at = $3, version = version + 1 \
        WHERE account_id = $1";
    UPDATE_TERMS = "UPDATE accounts SET terms_version = $2, terms_agreed_at = $3, version = version + 1 \
        WHERE account_id = $1";
    UPDATE_DISABLED = "UPDATE accounts SET disabled_cid = $2, version = version + 1 WHERE account_id = $1";
    TOUCH = "UPDATE accounts SET last_used_at = $2 WHERE account_id = $1 AND last_used_at < $2";
    CONFIRM_EMAIL = "UPDATE accounts SET email_confirmed_at = $2, pending_browser = NULL, \
        version = version + 1 WHERE account_id = $1 AND email_confirmed_at IS NULL";
    COMPLETE_REGISTRATION = "UPDATE accounts SET registered_at = $2, version = version + 1 \
        WHERE account_id = $1 AND registered_at IS NULL AND email_confirmed_at IS NOT NULL";
    DELETE_OTHER_PENDING = "DELETE FROM accounts \
        WHERE email_key = $1 AND email_confirmed_at IS NULL AND account_id <> $2";
    DELETE = "DELETE FROM accounts WHERE account_id = $1";
}

impl Batch {
    /// Adds an account; its phones are written by [`Self::put_phone`]. A conflict when its identifier or subject
    /// exists, its confirmed email address is confirmed by another account, or another account that is not disabled
    /// has proven its NHS number.
    pub fn insert_account(&mut self, account: &Account) -> &mut Self {
        let id = account.id.as_bytes();
        let vault = self.vault();
        let email = vault.seal(EMAIL, id, account.email.as_str().as_bytes());
        let email_key = vault.email_key(&account.email);
        let person = account.person.as_ref();
        let sealed_person =
            person.map(|person| vault.seal(PERSON, id, person_text(person).expose().as_bytes()));
        let number_key =
            person.and_then(|person| person.nhs_number).map(|number| vault.nhs_number_key(&number));
        let values = vec![
            account.id.into(),
            account.subject.as_str().into(),
            email.into(),
            (&email_key).into(),
            account.email_confirmed_at.into(),
            account.registered_at.into(),
            account.password_hash.as_ref().map(|hash| hash.expose().as_str()).into(),
            account.password_set_at.into(),
            account.level.as_str().into(),
            account.disabled.map(|cid| i64::from(cid.number())).into(),
            sealed_person.into(),
            number_key.as_ref().into(),
            account.terms.as_ref().map(|terms| terms.version.as_str()).into(),
            account.terms.as_ref().map(|terms| terms.agreed_at).into(),
            account.pending_browser.as_ref().into(),
            account.static_code.into(),
            account.created_at.into(),
            account.last_used_at.into(),
            account.version.into(),
            account.level_client.as_ref().into(),
            account.level_proof.map(LevelProof::as_str).into(),
            account.level_at.into(),
            account.record_checked_at.into(),
            account.mobile_match_blocked.into(),
            account.gp_lapsed_at.into(),
            account.gp_details_blocked.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Sets the password's PHC string.
    pub fn update_password(&mut self, id: AccountId, hash: &Secret<String>, now: Instant) -> &mut Self {
        let values = vec![id.into(), hash.expose().as_str().into(), now.into()];
        self.push(&UPDATE_PASSWORD, Expect::Exactly(1), values)
    }

    /// Records agreement to terms.
    pub fn update_terms(&mut self, id: AccountId, terms: &Terms) -> &mut Self {
        let values = vec![id.into(), terms.version.as_str().into(), terms.agreed_at.into()];
        self.push(&UPDATE_TERMS, Expect::Exactly(1), values)
    }

    /// Disables an account with the reference that its person sees, or enables it again; a conflict when another
    /// account has proven the NHS number in the meantime.
    pub fn update_disabled(&mut self, id: AccountId, disabled: Option<Cid>) -> &mut Self {
        let number = disabled.map(|cid| i64::from(cid.number()));
        self.push(&UPDATE_DISABLED, Expect::Exactly(1), vec![id.into(), number.into()])
    }

    /// Records a use; an older one changes nothing.
    pub fn touch_account(&mut self, id: AccountId, now: Instant) -> &mut Self {
        self.push(&TOUCH, Expect::Any, vec![id.into(), now.into()])
    }

    /// Confirms the email address of a pending account; a conflict when it is confirmed already, here or by
    /// another account.
    pub fn confirm_email(&mut self, id: AccountId, now: Instant) -> &mut Self {
        self.push(&CONFIRM_EMAIL, Expect::Exactly(1), vec![id.into(), now.into()])
    }

    /// Completes the registration; a conflict when it is complete, or the email address is not confirmed.
    pub fn complete_registration(&mut self, id: AccountId, now: Instant) -> &mut Self {
        self.push(&COMPLETE_REGISTRATION, Expect::Exactly(1), vec![id.into(), now.into()])
    }

    /// Deletes the other registrations of this email address that are not confirmed.
    pub fn delete_other_pending_accounts(&mut self, email: &EmailAddress, keep: AccountId) -> &mut Self {
        let key = self.vault().email_key(email);
        self.push(&DELETE_OTHER_PENDING, Expect::Any, vec![(&key).into(), keep.into()])
    }

    /// Deletes an account with everything that hangs on it: phones, sessions, devices, grants, consents, what
    /// clients stored about it, photo ID cases; the bytes of their files are then due for deletion. Audit events
    /// stay.
    pub fn delete_account(&mut self, id: AccountId) -> &mut Self {
        self.expedite_blobs_of(id);
        self.push(&DELETE, Expect::Exactly(1), vec![id.into()])
    }
}
