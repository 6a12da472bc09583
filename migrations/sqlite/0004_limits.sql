-- Limits: counters with locks, rates, used assertions.

-- Retention: until expires_at.
CREATE TABLE attempts (
    counter        BLOB PRIMARY KEY NOT NULL, -- keyed digest
    count          INTEGER NOT NULL,
    window_ends_at INTEGER NOT NULL,
    locked_until   INTEGER NOT NULL, -- 0 when never locked
    rounds         INTEGER NOT NULL,
    expires_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX attempts_by_end ON attempts (expires_at);

-- Retention: until tat.
CREATE TABLE rate_limits (
    k   BLOB PRIMARY KEY NOT NULL, -- keyed digest
    tat INTEGER NOT NULL
) STRICT;
CREATE INDEX rate_limits_by_tat ON rate_limits (tat);

-- Retention: until expires_at.
CREATE TABLE assertion_ids (
    client_id  TEXT NOT NULL,
    jti_digest BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, jti_digest)
) STRICT;
CREATE INDEX assertion_ids_by_end ON assertion_ids (expires_at);
