-- Keys: announced ahead, by whom they were fetched, rehearsals; and traces of sign-ins.

-- Retention of signing_keys: until removes_at.
ALTER TABLE signing_keys DROP CONSTRAINT signing_keys_state_check;
ALTER TABLE signing_keys ADD CONSTRAINT signing_keys_state_check
    CHECK (state IN ('announced', 'next', 'current', 'retired'));
ALTER TABLE signing_keys ADD COLUMN publishes_at BIGINT; -- not in the JWKS before
ALTER TABLE signing_keys ADD COLUMN published_at BIGINT;
ALTER TABLE signing_keys ADD COLUMN signs_at BIGINT; -- does not sign before
UPDATE signing_keys SET published_at = created_at;
-- Nor can two announce a key.
CREATE UNIQUE INDEX signing_keys_one_announced ON signing_keys (state) WHERE state = 'announced';

-- Retention: 30 days after last_at. Networks are keyed digests.
CREATE TABLE jwks_fetches (
    network  BYTEA NOT NULL,
    kid      TEXT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL,
    PRIMARY KEY (network, kid)
);
CREATE INDEX jwks_fetches_by_end ON jwks_fetches (last_at);

-- Retention: 30 days after last_at. Networks are keyed digests, the same as in jwks_fetches.
CREATE TABLE client_networks (
    client_id TEXT NOT NULL,
    network   BYTEA NOT NULL,
    first_at  BIGINT NOT NULL,
    last_at   BIGINT NOT NULL,
    PRIMARY KEY (client_id, network)
);
CREATE INDEX client_networks_by_end ON client_networks (last_at);

-- Retention: 90 days after ends_at; the next rehearsal of the same client takes its place.
CREATE TABLE key_rehearsals (
    client_id    TEXT PRIMARY KEY NOT NULL,
    rehearsal_id BYTEA NOT NULL,
    kid          TEXT NOT NULL,
    started_at   BIGINT NOT NULL,
    ends_at      BIGINT NOT NULL,
    tokens       BIGINT NOT NULL,
    userinfo     BIGINT NOT NULL,
    refreshes    BIGINT NOT NULL
);
CREATE INDEX key_rehearsals_by_end ON key_rehearsals (ends_at);
CREATE UNIQUE INDEX key_rehearsals_by_id ON key_rehearsals (rehearsal_id);

-- Retention: until expires_at, 30 days. Names an account by its identifier; nothing personal.
CREATE TABLE sign_in_traces (
    trace_id   BYTEA PRIMARY KEY NOT NULL,
    reference  BYTEA NOT NULL,
    client_id  TEXT NOT NULL,
    account_id BYTEA,
    began_at   BIGINT NOT NULL,
    asked      TEXT NOT NULL, -- JSON
    choice     TEXT NOT NULL, -- JSON
    ending     TEXT,
    ended_at   BIGINT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_traces_by_reference ON sign_in_traces (reference);
CREATE INDEX sign_in_traces_by_client ON sign_in_traces (client_id, began_at);
CREATE INDEX sign_in_traces_by_account ON sign_in_traces (account_id, began_at) WHERE account_id IS NOT NULL;
CREATE INDEX sign_in_traces_by_end ON sign_in_traces (expires_at);
CREATE INDEX sign_in_traces_by_beginning ON sign_in_traces (began_at);

-- Retention: with the trace.
CREATE TABLE sign_in_trace_steps (
    trace_id BYTEA NOT NULL REFERENCES sign_in_traces (trace_id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    page     TEXT NOT NULL,
    cid      BIGINT,
    PRIMARY KEY (trace_id, position)
);

CREATE INDEX refusals_by_client ON refusals (client_id, at) WHERE client_id IS NOT NULL;
