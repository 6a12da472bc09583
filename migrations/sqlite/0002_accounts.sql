-- People: accounts and all that goes with an account when it goes.

-- Retention: unfinished registrations 24 hours, unused accounts two years.
CREATE TABLE accounts (
    account_id         BLOB PRIMARY KEY NOT NULL,
    subject            TEXT NOT NULL,
    email              BLOB NOT NULL, -- sealed
    email_key          BLOB NOT NULL, -- keyed digest of the normalised address
    email_confirmed_at INTEGER,
    registered_at      INTEGER,
    password_hash      TEXT,
    password_set_at    INTEGER,
    level              TEXT NOT NULL CHECK (level IN ('P0', 'P5', 'P9')),
    disabled_cid       INTEGER,
    person             BLOB, -- sealed
    nhs_number_key     BLOB, -- keyed digest
    terms_version      TEXT,
    terms_agreed_at    INTEGER,
    pending_browser    BLOB,
    static_code        INTEGER NOT NULL,
    created_at         INTEGER NOT NULL,
    last_used_at       INTEGER NOT NULL,
    version            INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX accounts_by_subject ON accounts (subject);
-- Unconfirmed registrations never block an address.
CREATE UNIQUE INDEX accounts_by_confirmed_email ON accounts (email_key) WHERE email_confirmed_at IS NOT NULL;
CREATE INDEX accounts_by_pending_email ON accounts (email_key) WHERE email_confirmed_at IS NULL;
CREATE INDEX accounts_by_nhs_number ON accounts (nhs_number_key) WHERE nhs_number_key IS NOT NULL;
CREATE INDEX accounts_unfinished ON accounts (created_at) WHERE registered_at IS NULL;
CREATE INDEX accounts_by_creation ON accounts (created_at, account_id);
CREATE INDEX accounts_by_last_use ON accounts (last_used_at);

-- Retention: with the account.
CREATE TABLE phones (
    account_id   BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('mobile', 'landline')),
    number       BLOB NOT NULL, -- sealed
    number_key   BLOB NOT NULL, -- keyed digest; not unique: two accounts may share a number
    confirmed_at INTEGER NOT NULL,
    pds_matched  INTEGER NOT NULL,
    PRIMARY KEY (account_id, kind)
) STRICT;
CREATE INDEX phones_by_number ON phones (number_key);

-- Retention: until expires_at.
CREATE TABLE sessions (
    digest           BLOB PRIMARY KEY NOT NULL,
    account_id       BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    factors          INTEGER NOT NULL,
    authenticated_at INTEGER NOT NULL,
    created_at       INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Retention: until expires_at, and six months after the last use.
CREATE TABLE devices (
    digest       BLOB PRIMARY KEY NOT NULL,
    account_id   BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    label        TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_by_account ON devices (account_id);
CREATE INDEX devices_by_end ON devices (expires_at);
CREATE INDEX devices_by_last_use ON devices (last_used_at);

-- Retention: with the account.
CREATE TABLE consents (
    account_id   BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id    TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    level        TEXT NOT NULL,
    agreed_at    INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (account_id, client_id)
) STRICT;

-- Retention: with the account.
CREATE TABLE client_metadata (
    account_id BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id  TEXT NOT NULL,
    value      BLOB NOT NULL, -- sealed
    PRIMARY KEY (account_id, client_id)
) STRICT;
