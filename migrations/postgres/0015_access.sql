-- Operators are invited and change the passwords that were made for them; what operators announce and block.

ALTER TABLE operators ADD COLUMN password_temporary BIGINT NOT NULL DEFAULT 0; -- 1: was made for them, and must be changed

-- Retention: until taken or cancelled, or seven days after expires_at.
CREATE TABLE operator_invitations (
    invitation_id BYTEA PRIMARY KEY NOT NULL,
    digest        BYTEA NOT NULL, -- of the link's secret
    email         BYTEA NOT NULL, -- sealed
    email_key     BYTEA NOT NULL, -- keyed hash of the address
    name          BYTEA NOT NULL, -- sealed
    roles         TEXT NOT NULL, -- words with spaces between them
    invited_by    BYTEA, -- no reference: operators outlive invitations
    created_at    BIGINT NOT NULL,
    expires_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX operator_invitations_by_digest ON operator_invitations (digest);
CREATE UNIQUE INDEX operator_invitations_by_email ON operator_invitations (email_key);
CREATE INDEX operator_invitations_by_end ON operator_invitations (expires_at);

-- Retention: until turned off, or a day after ends_at.
CREATE TABLE journey_alerts (
    part         TEXT PRIMARY KEY NOT NULL,
    level        TEXT NOT NULL,
    planned      BIGINT NOT NULL,
    ends_at      BIGINT,
    incident     TEXT NOT NULL,
    turned_on_by BYTEA, -- no reference: none when it was the command line
    turned_on_at BIGINT NOT NULL,
    updated_at   BIGINT NOT NULL
);
CREATE INDEX journey_alerts_by_end ON journey_alerts (ends_at) WHERE ends_at IS NOT NULL;

-- Retention: until set back; there is one row for each name that the program knows.
CREATE TABLE service_settings (
    name       TEXT PRIMARY KEY NOT NULL,
    value      TEXT NOT NULL,
    incident   TEXT,
    changed_by BYTEA, -- no reference: none when it was the command line
    changed_at BIGINT NOT NULL,
    version    BIGINT NOT NULL
);

-- Retention: until unblocked.
CREATE TABLE blocked_email_domains (
    domain     TEXT PRIMARY KEY NOT NULL, -- lower case, in its ASCII form
    incident   TEXT NOT NULL,
    blocked_by BYTEA, -- no reference: none when it was the command line
    blocked_at BIGINT NOT NULL
);
