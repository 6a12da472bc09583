-- Keys: announced ahead, by whom they were fetched, rehearsals; and traces of sign-ins.

-- Retention: until removes_at.
CREATE TABLE signing_keys_announced (
    kid          TEXT PRIMARY KEY NOT NULL,
    algorithm    TEXT NOT NULL,
    private_key  BLOB NOT NULL, -- sealed
    state        TEXT NOT NULL CHECK (state IN ('announced', 'next', 'current', 'retired')),
    created_at   INTEGER NOT NULL,
    publishes_at INTEGER, -- not in the JWKS before
    published_at INTEGER,
    signs_at     INTEGER, -- does not sign before
    activates_at INTEGER,
    retired_at   INTEGER,
    removes_at   INTEGER
) STRICT;
INSERT INTO signing_keys_announced
    (kid, algorithm, private_key, state, created_at, published_at, activates_at, retired_at, removes_at)
    SELECT kid, algorithm, private_key, state, created_at, created_at, activates_at, retired_at, removes_at
    FROM signing_keys;
DROP TABLE signing_keys;
ALTER TABLE signing_keys_announced RENAME TO signing_keys;
-- Two servers that rotate at the same moment cannot both make a key current.
CREATE UNIQUE INDEX signing_keys_one_current ON signing_keys (state) WHERE state = 'current';
-- Nor can two announce a key.
CREATE UNIQUE INDEX signing_keys_one_announced ON signing_keys (state) WHERE state = 'announced';
CREATE INDEX signing_keys_by_end ON signing_keys (removes_at) WHERE removes_at IS NOT NULL;

-- Retention: 30 days after last_at. Networks are keyed digests.
CREATE TABLE jwks_fetches (
    network  BLOB NOT NULL,
    kid      TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    last_at  INTEGER NOT NULL,
    PRIMARY KEY (network, kid)
) STRICT;
CREATE INDEX jwks_fetches_by_end ON jwks_fetches (last_at);

-- Retention: 30 days after last_at. Networks are keyed digests, the same as in jwks_fetches.
CREATE TABLE client_networks (
    client_id TEXT NOT NULL,
    network   BLOB NOT NULL,
    first_at  INTEGER NOT NULL,
    last_at   INTEGER NOT NULL,
    PRIMARY KEY (client_id, network)
) STRICT;
CREATE INDEX client_networks_by_end ON client_networks (last_at);

-- Retention: 90 days after ends_at; the next rehearsal of the same client takes its place.
CREATE TABLE key_rehearsals (
    client_id    TEXT PRIMARY KEY NOT NULL,
    rehearsal_id BLOB NOT NULL,
    kid          TEXT NOT NULL,
    started_at   INTEGER NOT NULL,
    ends_at      INTEGER NOT NULL,
    tokens       INTEGER NOT NULL,
    userinfo     INTEGER NOT NULL,
    refreshes    INTEGER NOT NULL
) STRICT;
CREATE INDEX key_rehearsals_by_end ON key_rehearsals (ends_at);
CREATE UNIQUE INDEX key_rehearsals_by_id ON key_rehearsals (rehearsal_id);

-- Retention: until expires_at, 30 days. Names an account by its identifier; nothing personal.
CREATE TABLE sign_in_traces (
    trace_id   BLOB PRIMARY KEY NOT NULL,
    reference  BLOB NOT NULL,
    client_id  TEXT NOT NULL,
    account_id BLOB,
    began_at   INTEGER NOT NULL,
    asked      TEXT NOT NULL, -- JSON
    choice     TEXT NOT NULL, -- JSON
    ending     TEXT,
    ended_at   INTEGER,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_traces_by_reference ON sign_in_traces (reference);
CREATE INDEX sign_in_traces_by_client ON sign_in_traces (client_id, began_at);
CREATE INDEX sign_in_traces_by_account ON sign_in_traces (account_id, began_at) WHERE account_id IS NOT NULL;
CREATE INDEX sign_in_traces_by_end ON sign_in_traces (expires_at);
CREATE INDEX sign_in_traces_by_beginning ON sign_in_traces (began_at);

-- Retention: with the trace.
CREATE TABLE sign_in_trace_steps (
    trace_id BLOB NOT NULL REFERENCES sign_in_traces (trace_id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    page     TEXT NOT NULL,
    cid      INTEGER,
    PRIMARY KEY (trace_id, position)
) STRICT;

CREATE INDEX refusals_by_client ON refusals (client_id, at) WHERE client_id IS NOT NULL;
