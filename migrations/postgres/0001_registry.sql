-- The registry: partners, and our own signing keys.

-- Retention: until an operator removes the client.
CREATE TABLE clients (
    client_id  TEXT PRIMARY KEY NOT NULL,
    document   TEXT NOT NULL, -- JSON of the registration document
    enabled    BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Retention: until removes_at.
CREATE TABLE signing_keys (
    kid          TEXT PRIMARY KEY NOT NULL,
    algorithm    TEXT NOT NULL,
    private_key  BYTEA NOT NULL, -- sealed
    state        TEXT NOT NULL CHECK (state IN ('next', 'current', 'retired')),
    created_at   BIGINT NOT NULL,
    activates_at BIGINT,
    retired_at   BIGINT,
    removes_at   BIGINT
);
-- Two servers that rotate at the same moment cannot both make a key current.
CREATE UNIQUE INDEX signing_keys_one_current ON signing_keys (state) WHERE state = 'current';
CREATE INDEX signing_keys_by_end ON signing_keys (removes_at) WHERE removes_at IS NOT NULL;
