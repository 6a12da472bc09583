-- Limits: counters with locks, rates, used assertions.

-- Retention: until expires_at.
CREATE TABLE attempts (
    counter        BYTEA PRIMARY KEY NOT NULL, -- keyed digest
    count          BIGINT NOT NULL,
    window_ends_at BIGINT NOT NULL,
    locked_until   BIGINT NOT NULL, -- 0 when never locked
    rounds         BIGINT NOT NULL,
    expires_at     BIGINT NOT NULL
);
CREATE INDEX attempts_by_end ON attempts (expires_at);

-- Retention: until tat.
CREATE TABLE rate_limits (
    k   BYTEA PRIMARY KEY NOT NULL, -- keyed digest
    tat BIGINT NOT NULL
);
CREATE INDEX rate_limits_by_tat ON rate_limits (tat);

-- Retention: until expires_at.
CREATE TABLE assertion_ids (
    client_id  TEXT NOT NULL,
    jti_digest BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (client_id, jti_digest)
);
CREATE INDEX assertion_ids_by_end ON assertion_ids (expires_at);
