//! `accounts`: one row per login.
//!
//! Retention: an unfinished registration goes 24 hours after it began (journeys.md, section 8); an account goes
//! when its person closes it, or after two years unused (journeys.md 1.15), with everything that hangs on it.
//! Several rows may hold the same unconfirmed email address; only one may hold it confirmed.

use vocabulary::{
    AccountId, Cid, ClientId, DateOfBirth, Digest, EmailAddress, FamilyName, GivenName, Instant, LevelProof,
    NhsNumber, OdsCode, Postcode, ProofingLevel, Secret, Subject,
};

use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::phones::{self, Phone};
use crate::value::Row;
use crate::vault::Vault;

pub(crate) const EMAIL: &str = "accounts.email";
pub(crate) const PERSON: &str = "accounts.person";

/// The columns that [`read`] reads, of `accounts a`.
macro_rules! account_columns {
    () => {
        "a.account_id, a.subject, a.email, a.email_confirmed_at, a.registered_at, a.password_hash, \
         a.password_set_at, a.level, a.disabled_cid, a.person, a.terms_version, a.terms_agreed_at, \
         a.pending_browser, a.static_code, a.created_at, a.last_used_at, a.version, a.level_client_id, \
         a.level_proof, a.level_at, a.record_checked_at, a.mobile_match_blocked, a.gp_lapsed_at, \
         a.gp_details_blocked"
    };
}
pub(crate) use account_columns;

/// The columns that [`read_view`] reads, of `accounts a` and the joins below.
macro_rules! view_columns {
    () => {
        concat!(
            $crate::tables::accounts::account_columns!(),
            ", m.number, m.confirmed_at, m.pds_matched, l.number, l.confirmed_at, l.pds_matched"
        )
    };
}
pub(crate) use view_columns;

/// Joins both phones to `accounts a`.
macro_rules! view_joins {
    () => {
        " LEFT JOIN phones m ON m.account_id = a.account_id AND m.kind = 'mobile' \
          LEFT JOIN phones l ON l.account_id = a.account_id AND l.kind = 'landline' "
    };
}
pub(crate) use view_joins;

register! { "accounts";
    GET = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(), "WHERE a.account_id = $1");
    FIND_CONFIRMED = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(),
        "WHERE a.email_key = $1 AND a.email_confirmed_at IS NOT NULL");
    FIND_BY_SUBJECT = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(),
        "WHERE a.subject = $1");
    FIND_PENDING = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(),
        "WHERE a.email_key = $1 AND a.email_confirmed_at IS NULL AND a.pending_browser = $2 \
         ORDER BY a.created_at DESC LIMIT 1");
    LIST_BY_NHS_NUMBER = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(),
        "WHERE a.nhs_number_key = $1 ORDER BY a.created_at");
    LIST_BY_PHONE = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(),
        "WHERE a.account_id IN (SELECT account_id FROM phones WHERE number_key = $1) ORDER BY a.created_at");
    LIST = concat!("SELECT ", view_columns!(), " FROM accounts a", view_joins!(),
        "ORDER BY a.created_at, a.account_id LIMIT $1");
    COUNT_STATIC_CODES = "SELECT COUNT(*) FROM accounts WHERE static_code <> 0";
}

/// Who the person is, as matched; sealed as one value.
#[derive(Debug, Clone)]
pub struct Person {
    /// The NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// The last name.
    pub family_name: FamilyName,
    /// First and middle names; a person may have none.
    pub given_name: Option<GivenName>,
    /// The date of birth.
    pub birthdate: DateOfBirth,
    /// The postcode.
    pub postcode: Option<Postcode>,
    /// The GP surgery's ODS code.
    pub gp_ods_code: Option<OdsCode>,
    /// The account id at the GP system (IM1).
    pub gp_user_id: Option<Secret<String>>,
    /// The linkage key at the GP system (IM1).
    pub gp_linkage_key: Option<Secret<String>>,
}

/// Which terms were agreed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// Their version.
    pub version: String,
    /// When they were agreed to.
    pub agreed_at: Instant,
}

/// A login.
#[derive(Debug, Clone)]
pub struct Account {
    /// Its identifier.
    pub id: AccountId,
    /// The `sub` claim.
    pub subject: Subject,
    /// The email address.
    pub email: EmailAddress,
    /// When the address was confirmed; none while the registration is pending.
    pub email_confirmed_at: Option<Instant>,
    /// When registration was completed by confirming a phone.
    pub registered_at: Option<Instant>,
    /// The password's PHC string.
    pub password_hash: Option<Secret<String>>,
    /// When the password was set.
    pub password_set_at: Option<Instant>,
    /// How far the identity is proven.
    pub level: ProofingLevel,
    /// Through which client the level was reached.
    pub level_client: Option<ClientId>,
    /// By what the level was reached; none at P0.
    pub level_proof: Option<LevelProof>,
    /// When the level was reached.
    pub level_at: Option<Instant>,
    /// When the NHS number was last checked against PDS.
    pub record_checked_at: Option<Instant>,
    /// Whether an operator has ruled out the mobile match (journeys.md 1.8, choice 4).
    pub mobile_match_blocked: bool,
    /// Since when a connection to the GP surgery is known to work no longer; none when there is one, or never was (CID2020, CID7110).
    pub gp_lapsed_at: Option<Instant>,
    /// Whether an ID checker decided that registration details of GP online services prove nothing about this person (journeys.md 6.2).
    pub gp_details_blocked: bool,
    /// The reference that a disabled account shows.
    pub disabled: Option<Cid>,
    /// Who the person is.
    pub person: Option<Person>,
    /// The terms agreed to.
    pub terms: Option<Terms>,
    /// The browser in which a pending registration began.
    pub pending_browser: Option<Digest>,
    /// Whether the sandbox's static code is accepted for this account.
    pub static_code: bool,
    /// When registration began.
    pub created_at: Instant,
    /// The last sign-in.
    pub last_used_at: Instant,
    /// Counts changes.
    pub version: i64,
    /// The mobile number; written by [`Batch::put_phone`](crate::Batch::put_phone).
    pub mobile: Option<Phone>,
    /// The landline number; written by [`Batch::put_phone`](crate::Batch::put_phone).
    pub landline: Option<Phone>,
}

impl Account {
    /// Whether it may be used.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        self.disabled.is_none()
    }

    /// A registration that begins: nothing is confirmed.
    #[must_use]
    pub const fn pending(id: AccountId, subject: Subject, email: EmailAddress, now: Instant) -> Self {
        Self {
            id,
            subject,
            email,
            email_confirmed_at: None,
            registered_at: None,
            password_hash: None,
            password_set_at: None,
            level: ProofingLevel::P0,
            level_client: None,
            level_proof: None,
            level_at: None,
            record_checked_at: None,
            mobile_match_blocked: false,
            gp_lapsed_at: None,
            gp_details_blocked: false,
            disabled: None,
            person: None,
            terms: None,
            pending_browser: None,
            static_code: false,
            created_at: now,
            last_used_at: now,
            version: 0,
            mobile: None,
            landline: None,
        }
    }
}

/// The stored form of [`Person`].
#[derive(serde::Serialize, serde::Deserialize)]
struct PersonDocument {
    nhs_number: Option<String>,
    family_name: String,
    given_name: Option<String>,
    birthdate: String,
    postcode: Option<String>,
    gp_ods_code: Option<String>,
    gp_user_id: Option<String>,
    gp_linkage_key: Option<String>,
}

/// The text of `person` that is sealed.
pub(crate) fn person_text(person: &Person) -> Secret<String> {
    let document = PersonDocument {
        nhs_number: person.nhs_number.map(|number| number.as_str().to_owned()),
        family_name: person.family_name.as_str().to_owned(),
        given_name: person.given_name.as_ref().map(|name| name.as_str().to_owned()),
        birthdate: person.birthdate.to_string(),
        postcode: person.postcode.as_ref().map(|code| code.as_str().to_owned()),
        gp_ods_code: person.gp_ods_code.as_ref().map(|code| code.as_str().to_owned()),
        gp_user_id: person.gp_user_id.as_ref().map(|text| text.expose().clone()),
        gp_linkage_key: person.gp_linkage_key.as_ref().map(|text| text.expose().clone()),
    };
    Secret::new(serde_json::to_string(&document).expect("a person's document is plain data"))
}

fn person_of(text: &Secret<String>) -> Option<Person> {
    let document: PersonDocument = serde_json::from_str(text.expose()).ok()?;
    Some(Person {
        nhs_number: document.nhs_number.as_deref().map(NhsNumber::try_from).transpose().ok()?,
        family_name: FamilyName::try_from(document.family_name.as_str()).ok()?,
        given_name: document.given_name.as_deref().map(GivenName::try_from).transpose().ok()?,
        birthdate: DateOfBirth::try_from(document.birthdate.as_str()).ok()?,
        postcode: document.postcode.as_deref().map(Postcode::try_from).transpose().ok()?,
        gp_ods_code: document.gp_ods_code.as_deref().map(OdsCode::try_from).transpose().ok()?,
        gp_user_id: document.gp_user_id.map(Secret::new),
        gp_linkage_key: document.gp_linkage_key.map(Secret::new),
    })
}

/// Reads [`view_columns`].
pub(crate) fn read_view(vault: &Vault, row: &mut Row) -> Result<Account, StoreFault> {
    let id: AccountId = row.bytes()?;
    let subject = row.word()?;
    let email = vault.open_text(EMAIL, id.as_bytes(), &row.blob()?)?;
    let email = EmailAddress::try_from(email.expose().as_str()).map_err(|_| row.damaged())?;
    let mut account = Account::pending(id, subject, email, Instant::from_micros(0));
    account.email_confirmed_at = row.instant_or_null()?;
    account.registered_at = row.instant_or_null()?;
    account.password_hash = row.text_or_null()?.map(Secret::new);
    account.password_set_at = row.instant_or_null()?;
    account.level = row.word()?;
    account.disabled = row
        .int_or_null()?
        .map(|number| u16::try_from(number).map(Cid::new).map_err(|_| row.damaged()))
        .transpose()?;
    account.person = match row.blob_or_null()? {
        Some(sealed) => {
            let text = vault.open_text(PERSON, id.as_bytes(), &sealed)?;
            Some(person_of(&text).ok_or(row.damaged())?)
        }
        None => None,
    };
    let version = row.text_or_null()?;
    let agreed_at = row.instant_or_null()?;
    account.terms = version.zip(agreed_at).map(|(version, agreed_at)| Terms { version, agreed_at });
    account.pending_browser = row.bytes_or_null()?;
    account.static_code = row.flag()?;
    account.created_at = row.instant()?;
    account.last_used_at = row.instant()?;
    account.version = row.int()?;
    account.level_client = row.word_or_null()?;
    account.level_proof = row.word_or_null()?;
    account.level_at = row.instant_or_null()?;
    account.record_checked_at = row.instant_or_null()?;
    account.mobile_match_blocked = row.flag()?;
    account.gp_lapsed_at = row.instant_or_null()?;
    account.gp_details_blocked = row.flag()?;
    account.mobile = phones::read_joined(vault, row, id, vocabulary::PhoneKind::Mobile)?;
    account.landline = phones::read_joined(vault, row, id, vocabulary::PhoneKind::Landline)?;
    Ok(account)
}

impl Store {
    /// The account of this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn account(&self, id: AccountId) -> Result<Option<Account>, StoreFault> {
        self.one_account(&GET, vec![id.into()]).await
    }

    /// The account that has confirmed this email address, in one query.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_account_by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreFault> {
        let key = self.vault().email_key(email);
        self.one_account(&FIND_CONFIRMED, vec![(&key).into()]).await
    }

    /// The account of this subject.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_account_by_subject(&self, subject: &Subject) -> Result<Option<Account>, StoreFault> {
        self.one_account(&FIND_BY_SUBJECT, vec![subject.as_str().into()]).await
    }

    /// The newest registration of this email address that began in this browser and is not confirmed yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_pending_account(
        &self,
        email: &EmailAddress,
        browser: &Digest,
    ) -> Result<Option<Account>, StoreFault> {
        let key = self.vault().email_key(email);
        self.one_account(&FIND_PENDING, vec![(&key).into(), browser.into()]).await
    }

    /// The accounts of this NHS number, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_accounts_by_nhs_number(&self, number: NhsNumber) -> Result<Vec<Account>, StoreFault> {
        let key = self.vault().nhs_number_key(&number);
        self.many_accounts(&LIST_BY_NHS_NUMBER, vec![(&key).into()]).await
    }

    /// The accounts that have confirmed this phone number, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_accounts_by_phone(
        &self,
        number: &vocabulary::PhoneNumber,
    ) -> Result<Vec<Account>, StoreFault> {
        let key = self.vault().phone_key(number);
        self.many_accounts(&LIST_BY_PHONE, vec![(&key).into()]).await
    }

    /// The oldest `limit` accounts: for the sandbox's list of people.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_accounts(&self, limit: u32) -> Result<Vec<Account>, StoreFault> {
        self.many_accounts(&LIST, vec![i64::from(limit).into()]).await
    }

    /// How many accounts have a security code that is always the same. Only a sandbox makes such.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count_static_codes(&self) -> Result<u64, StoreFault> {
        let row = self.query_one(&COUNT_STATIC_CODES, vec![]).await?;
        let mut row = row.ok_or(StoreFault::Impossible(COUNT_STATIC_CODES.name()))?;
        u64::try_from(row.int()?).map_err(|_| row.damaged())
    }

    async fn one_account(
        &self,
        statement: &'static crate::statement::Statement,
        values: Vec<crate::value::Value>,
    ) -> Result<Option<Account>, StoreFault> {
        let row = self.query_one(statement, values).await?;
        row.map(|mut row| read_view(self.vault(), &mut row)).transpose()
    }

    async fn many_accounts(
        &self,
        statement: &'static crate::statement::Statement,
        values: Vec<crate::value::Value>,
    ) -> Result<Vec<Account>, StoreFault> {
        let rows = self.query(statement, values).await?;
        rows.into_iter().map(|mut row| read_view(self.vault(), &mut row)).collect()
    }
}
