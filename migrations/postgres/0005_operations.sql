-- Operations: messages, refusals, audit, leases.

-- Retention: content until delivery, the row a week longer.
CREATE TABLE outbox (
    message_id   BYTEA PRIMARY KEY NOT NULL,
    kind         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    recipient    BYTEA NOT NULL, -- sealed
    content      BYTEA, -- sealed
    created_at   BIGINT NOT NULL,
    due_at       BIGINT NOT NULL,
    attempts     BIGINT NOT NULL,
    lease_until  BIGINT,
    delivered_at BIGINT,
    abandoned_at BIGINT,
    outcome      TEXT
);
CREATE INDEX outbox_due ON outbox (due_at) WHERE delivered_at IS NULL AND abandoned_at IS NULL;
CREATE INDEX outbox_by_creation ON outbox (created_at);
CREATE INDEX outbox_by_end ON outbox ((COALESCE(delivered_at, abandoned_at)));

-- Retention: until expires_at.
CREATE TABLE refusals (
    reference   BYTEA PRIMARY KEY NOT NULL,
    at          BIGINT NOT NULL,
    client_id   TEXT,
    explanation TEXT NOT NULL, -- JSON
    expires_at  BIGINT NOT NULL
);
CREATE INDEX refusals_by_time ON refusals (at);
CREATE INDEX refusals_by_end ON refusals (expires_at);

-- Retention: two years. No reference to accounts: events outlive them.
CREATE TABLE audit_events (
    event_id   BYTEA PRIMARY KEY NOT NULL,
    at         BIGINT NOT NULL,
    kind       TEXT NOT NULL,
    account_id BYTEA,
    client_id  TEXT,
    reference  BYTEA,
    detail     TEXT NOT NULL -- JSON
);
CREATE INDEX audit_events_by_time ON audit_events (at);
CREATE INDEX audit_events_by_account ON audit_events (account_id, at) WHERE account_id IS NOT NULL;
CREATE INDEX audit_events_by_client ON audit_events (client_id, at) WHERE client_id IS NOT NULL;

-- Retention: a day after until.
CREATE TABLE leases (
    name   TEXT PRIMARY KEY NOT NULL,
    holder TEXT NOT NULL,
    until  BIGINT NOT NULL
);
CREATE INDEX leases_by_end ON leases (until);
