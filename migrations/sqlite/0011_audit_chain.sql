-- The audit's chain: signed checkpoints over batches of events; and the indexes by which events are searched.

-- Positions count every event from 1 without gaps; an event has none until a checkpoint covers it.
ALTER TABLE audit_events ADD COLUMN position INTEGER;
CREATE UNIQUE INDEX audit_events_by_position ON audit_events (position) WHERE position IS NOT NULL;
CREATE INDEX audit_events_uncovered ON audit_events (at, event_id) WHERE position IS NULL;

-- Pages go on by time and identifier. Those who have the most events are asked for one kind of them, which the index tells alone.
DROP INDEX audit_events_by_time;
DROP INDEX audit_events_by_account;
DROP INDEX audit_events_by_client;
DROP INDEX audit_events_by_operator;
DROP INDEX audit_events_by_case;
DROP INDEX audit_events_by_incident;
CREATE INDEX audit_events_by_time ON audit_events (at, event_id);
CREATE INDEX audit_events_by_kind ON audit_events (kind, at, event_id);
CREATE INDEX audit_events_by_account ON audit_events (account_id, at, event_id) WHERE account_id IS NOT NULL;
CREATE INDEX audit_events_by_client ON audit_events (client_id, at, event_id, kind) WHERE client_id IS NOT NULL;
CREATE INDEX audit_events_by_operator ON audit_events (operator_id, at, event_id, kind) WHERE operator_id IS NOT NULL;
CREATE INDEX audit_events_by_case ON audit_events (case_id, at, event_id) WHERE case_id IS NOT NULL;
CREATE INDEX audit_events_by_incident ON audit_events (incident, at, event_id) WHERE incident IS NOT NULL;

-- Retention: as audit events. A checkpoint goes with the events that it covers, oldest first.
CREATE TABLE audit_checkpoints (
    number         INTEGER PRIMARY KEY NOT NULL,
    previous       BLOB NOT NULL,
    first_position INTEGER NOT NULL,
    events         INTEGER NOT NULL,
    root           BLOB NOT NULL,
    at             INTEGER NOT NULL,
    newest_at      INTEGER NOT NULL,
    key_id         TEXT NOT NULL,
    signature      BLOB NOT NULL,
    leaves         BLOB NOT NULL -- identifier and hash of each event
) STRICT;

-- Retention: the newest row stays, as long as there is a chain that begins after it.
CREATE TABLE audit_prunings (
    through       INTEGER PRIMARY KEY NOT NULL,
    hash          BLOB NOT NULL,
    last_position INTEGER NOT NULL,
    at            INTEGER NOT NULL,
    key_id        TEXT NOT NULL,
    signature     BLOB NOT NULL
) STRICT;

-- Retention: kept; checkpoints are checked with it. Empty where the configuration gives the key.
CREATE TABLE audit_keys (
    number      INTEGER PRIMARY KEY NOT NULL,
    key_id      TEXT NOT NULL,
    private_key BLOB NOT NULL, -- sealed
    created_at  INTEGER NOT NULL
) STRICT;
