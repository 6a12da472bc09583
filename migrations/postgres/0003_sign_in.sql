-- Signing in: tickets, codes, grants.

-- Retention: until the sign-in ends, or expires_at.
CREATE TABLE tickets (
    ticket_id      BYTEA PRIMARY KEY NOT NULL,
    client_id      TEXT NOT NULL,
    request        TEXT NOT NULL, -- JSON
    progress       BYTEA NOT NULL, -- sealed
    browser_digest BYTEA,
    version        BIGINT NOT NULL,
    created_at     BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX tickets_by_end ON tickets (expires_at);

-- Retention: until taken, or expires_at.
CREATE TABLE one_time_codes (
    ticket_id  BYTEA NOT NULL,
    purpose    TEXT NOT NULL,
    digest     BYTEA NOT NULL,
    target     BYTEA, -- sealed
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, purpose)
);
CREATE INDEX one_time_codes_by_end ON one_time_codes (expires_at);

-- Retention: 180 days after last_at.
CREATE TABLE browser_visits (
    browser_digest BYTEA NOT NULL,
    client_id      TEXT NOT NULL,
    last_at        BIGINT NOT NULL,
    PRIMARY KEY (browser_digest, client_id)
);
CREATE INDEX browser_visits_by_last ON browser_visits (last_at);

-- Retention: one day after the code, or the last refresh token, can no longer be used.
CREATE TABLE grants (
    grant_id        BYTEA PRIMARY KEY NOT NULL,
    code_digest     BYTEA NOT NULL,
    account_id      BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id       TEXT NOT NULL,
    redirect_uri    TEXT NOT NULL,
    scopes          TEXT NOT NULL,
    vot             TEXT NOT NULL,
    level           TEXT NOT NULL,
    nonce           TEXT,
    challenge       TEXT,
    auth_time       BIGINT NOT NULL,
    session_digest  BYTEA,
    created_at      BIGINT NOT NULL,
    code_expires_at BIGINT NOT NULL,
    redeemed_at     BIGINT,
    id_token_jti    BYTEA,
    generation      BIGINT NOT NULL,
    generation_used BIGINT NOT NULL,
    refresh_until   BIGINT,
    revoked_at      BIGINT,
    revoked_reason  TEXT
);
CREATE UNIQUE INDEX grants_by_code ON grants (code_digest);
CREATE INDEX grants_by_account ON grants (account_id, created_at);
CREATE INDEX grants_by_end ON grants ((COALESCE(refresh_until, code_expires_at)));
