-- Signing in: tickets, codes, grants.

-- Retention: until the sign-in ends, or expires_at.
CREATE TABLE tickets (
    ticket_id      BLOB PRIMARY KEY NOT NULL,
    client_id      TEXT NOT NULL,
    request        TEXT NOT NULL, -- JSON
    progress       BLOB NOT NULL, -- sealed
    browser_digest BLOB,
    version        INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX tickets_by_end ON tickets (expires_at);

-- Retention: until taken, or expires_at.
CREATE TABLE one_time_codes (
    ticket_id  BLOB NOT NULL,
    purpose    TEXT NOT NULL,
    digest     BLOB NOT NULL,
    target     BLOB, -- sealed
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (ticket_id, purpose)
) STRICT;
CREATE INDEX one_time_codes_by_end ON one_time_codes (expires_at);

-- Retention: 180 days after last_at.
CREATE TABLE browser_visits (
    browser_digest BLOB NOT NULL,
    client_id      TEXT NOT NULL,
    last_at        INTEGER NOT NULL,
    PRIMARY KEY (browser_digest, client_id)
) STRICT;
CREATE INDEX browser_visits_by_last ON browser_visits (last_at);

-- Retention: one day after the code, or the last refresh token, can no longer be used.
CREATE TABLE grants (
    grant_id        BLOB PRIMARY KEY NOT NULL,
    code_digest     BLOB NOT NULL,
    account_id      BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id       TEXT NOT NULL,
    redirect_uri    TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    vot             TEXT NOT NULL,
    level           TEXT NOT NULL,
    nonce           TEXT,
    challenge       TEXT,
    auth_time       INTEGER NOT NULL,
    session_digest  BLOB,
    created_at      INTEGER NOT NULL,
    code_expires_at INTEGER NOT NULL,
    redeemed_at     INTEGER,
    id_token_jti    BLOB,
    generation      INTEGER NOT NULL,
    generation_used INTEGER NOT NULL,
    refresh_until   INTEGER,
    revoked_at      INTEGER,
    revoked_reason  TEXT
) STRICT;
CREATE UNIQUE INDEX grants_by_code ON grants (code_digest);
CREATE INDEX grants_by_account ON grants (account_id, created_at);
CREATE INDEX grants_by_end ON grants ((COALESCE(refresh_until, code_expires_at)));
