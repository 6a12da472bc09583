-- Operations: messages, refusals, audit, leases.

-- Retention: content until delivery, the row a week longer.
CREATE TABLE outbox (
    message_id   BLOB PRIMARY KEY NOT NULL,
    kind         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    recipient    BLOB NOT NULL, -- sealed
    content      BLOB, -- sealed
    created_at   INTEGER NOT NULL,
    due_at       INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    lease_until  INTEGER,
    delivered_at INTEGER,
    abandoned_at INTEGER,
    outcome      TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND abandoned_at IS NULL;
CREATE INDEX outbox_by_creation ON outbox (created_at);
CREATE INDEX outbox_by_end ON outbox ((COALESCE(delivered_at, abandoned_at)));

-- Retention: until expires_at.
CREATE TABLE refusals (
    reference   BLOB PRIMARY KEY NOT NULL,
    at          INTEGER NOT NULL,
    client_id   TEXT,
    explanation TEXT NOT NULL, -- JSON
    expires_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX refusals_by_time ON refusals (at);
CREATE INDEX refusals_by_end ON refusals (expires_at);

-- Retention: two years. No reference to accounts: events outlive them.
CREATE TABLE audit_events (
    event_id   BLOB PRIMARY KEY NOT NULL,
    at         INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    account_id BLOB,
    client_id  TEXT,
    reference  BLOB,
    detail     TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX audit_events_by_time ON audit_events (at);
CREATE INDEX audit_events_by_account ON audit_events (account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX audit_events_by_client ON audit_events (client_id, at) WHERE client_id IS NOT NULL;

-- Retention: a day after until.
CREATE TABLE leases (
    name   TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    until  INTEGER NOT NULL
) STRICT;
CREATE INDEX leases_by_end ON leases (until);
