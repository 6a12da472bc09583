-- Operators are invited and change the passwords that were made for them; what operators announce and block.

ALTER TABLE operators ADD COLUMN password_temporary INTEGER NOT NULL DEFAULT 0; -- 1: was made for them, and must be changed

-- Retention: until taken or cancelled, or seven days after expires_at.
CREATE TABLE operator_invitations (
    invitation_id BLOB PRIMARY KEY NOT NULL,
    digest        BLOB NOT NULL, -- of the link's secret
    email         BLOB NOT NULL, -- sealed
    email_key     BLOB NOT NULL, -- keyed hash of the address
    name          BLOB NOT NULL, -- sealed
    roles         TEXT NOT NULL, -- words with spaces between them
    invited_by    BLOB, -- no reference: operators outlive invitations
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX operator_invitations_by_digest ON operator_invitations (digest);
CREATE UNIQUE INDEX operator_invitations_by_email ON operator_invitations (email_key);
CREATE INDEX operator_invitations_by_end ON operator_invitations (expires_at);

-- Retention: until turned off, or a day after ends_at.
CREATE TABLE journey_alerts (
    part         TEXT PRIMARY KEY NOT NULL,
    level        TEXT NOT NULL,
    planned      INTEGER NOT NULL,
    ends_at      INTEGER,
    incident     TEXT NOT NULL,
    turned_on_by BLOB, -- no reference: none when it was the command line
    turned_on_at INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX journey_alerts_by_end ON journey_alerts (ends_at) WHERE ends_at IS NOT NULL;

-- Retention: until set back; there is one row for each name that the program knows.
CREATE TABLE service_settings (
    name       TEXT PRIMARY KEY NOT NULL,
    value      TEXT NOT NULL,
    incident   TEXT,
    changed_by BLOB, -- no reference: none when it was the command line
    changed_at INTEGER NOT NULL,
    version    INTEGER NOT NULL
) STRICT;

-- Retention: until unblocked.
CREATE TABLE blocked_email_domains (
    domain     TEXT PRIMARY KEY NOT NULL, -- lower case, in its ASCII form
    incident   TEXT NOT NULL,
    blocked_by BLOB, -- no reference: none when it was the command line
    blocked_at INTEGER NOT NULL
) STRICT;
