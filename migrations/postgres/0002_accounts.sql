-- People: accounts and all that goes with an account when it goes.

-- Retention: unfinished registrations 24 hours, unused accounts two years.
CREATE TABLE accounts (
    account_id         BYTEA PRIMARY KEY NOT NULL,
    subject            TEXT NOT NULL,
    email              BYTEA NOT NULL, -- sealed
    email_key          BYTEA NOT NULL, -- keyed digest of the normalised address
    email_confirmed_at BIGINT,
    registered_at      BIGINT,
    password_hash      TEXT,
    password_set_at    BIGINT,
    level              TEXT NOT NULL CHECK (level IN ('P0', 'P5', 'P9')),
    disabled_cid       BIGINT,
    person             BYTEA, -- sealed
    nhs_number_key     BYTEA, -- keyed digest
    terms_version      TEXT,
    terms_agreed_at    BIGINT,
    pending_browser    BYTEA,
    static_code        BIGINT NOT NULL,
    created_at         BIGINT NOT NULL,
    last_used_at       BIGINT NOT NULL,
    version            BIGINT NOT NULL
);
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
    account_id   BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('mobile', 'landline')),
    number       BYTEA NOT NULL, -- sealed
    number_key   BYTEA NOT NULL, -- keyed digest; not unique: two accounts may share a number
    confirmed_at BIGINT NOT NULL,
    pds_matched  BIGINT NOT NULL,
    PRIMARY KEY (account_id, kind)
);
CREATE INDEX phones_by_number ON phones (number_key);

-- Retention: until expires_at.
CREATE TABLE sessions (
    digest           BYTEA PRIMARY KEY NOT NULL,
    account_id       BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    factors          BIGINT NOT NULL,
    authenticated_at BIGINT NOT NULL,
    created_at       BIGINT NOT NULL,
    expires_at       BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_end ON sessions (expires_at);

-- Retention: until expires_at, and six months after the last use.
CREATE TABLE devices (
    digest       BYTEA PRIMARY KEY NOT NULL,
    account_id   BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    label        TEXT NOT NULL,
    created_at   BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL
);
CREATE INDEX devices_by_account ON devices (account_id);
CREATE INDEX devices_by_end ON devices (expires_at);
CREATE INDEX devices_by_last_use ON devices (last_used_at);

-- Retention: with the account.
CREATE TABLE consents (
    account_id   BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id    TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    level        TEXT NOT NULL,
    agreed_at    BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (account_id, client_id)
);

-- Retention: with the account.
CREATE TABLE client_metadata (
    account_id BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id  TEXT NOT NULL,
    value      BYTEA NOT NULL, -- sealed
    PRIMARY KEY (account_id, client_id)
);
