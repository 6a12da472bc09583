-- Operators: who works in the console, their sessions, and whom audit events name.

-- Retention: until deleted by hand; a disabled operator stays, so that what they did has a name.
CREATE TABLE operators (
    operator_id    BLOB PRIMARY KEY NOT NULL,
    username       TEXT NOT NULL, -- lower case
    name           TEXT NOT NULL,
    password_hash  TEXT NOT NULL,
    totp_secret    BLOB, -- sealed
    totp_last_step INTEGER NOT NULL DEFAULT 0,
    roles          TEXT NOT NULL, -- words with spaces between them
    disabled_at    INTEGER,
    created_at     INTEGER NOT NULL,
    version        INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX operators_by_username ON operators (username);

-- Retention: until expires_at.
CREATE TABLE operator_sessions (
    digest           BLOB PRIMARY KEY NOT NULL,
    operator_id      BLOB NOT NULL REFERENCES operators (operator_id) ON DELETE CASCADE,
    second_factor_at INTEGER,
    created_at       INTEGER NOT NULL,
    last_used_at     INTEGER NOT NULL,
    expires_at       INTEGER NOT NULL
) STRICT;
CREATE INDEX operator_sessions_by_operator ON operator_sessions (operator_id);
CREATE INDEX operator_sessions_by_end ON operator_sessions (expires_at);

-- No references: events outlive operators and cases.
ALTER TABLE audit_events ADD COLUMN operator_id BLOB;
ALTER TABLE audit_events ADD COLUMN case_id BLOB;
CREATE INDEX audit_events_by_operator ON audit_events (operator_id, at) WHERE operator_id IS NOT NULL;
CREATE INDEX audit_events_by_case ON audit_events (case_id, at) WHERE case_id IS NOT NULL;
