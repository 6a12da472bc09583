-- The registry's own history: drafts that wait for a second person, every registration that ever held, and when keys were used.

-- Which revision holds now; every change counts one up.
ALTER TABLE clients ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- Retention: the newest of each client for as long as the client; earlier ones 8 years.
CREATE TABLE client_revisions (
    client_id   TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    document    TEXT NOT NULL, -- JSON of the registration document
    changed_by  TEXT NOT NULL CHECK (changed_by IN ('operator', 'partner', 'command_line')),
    author      BLOB, -- operator
    approved_by BLOB, -- operator; none when nobody else had to approve it
    draft_id    BLOB,
    incident    TEXT,
    made_at     INTEGER NOT NULL,
    PRIMARY KEY (client_id, revision)
) STRICT;
CREATE INDEX client_revisions_by_time ON client_revisions (made_at);
INSERT INTO client_revisions (client_id, revision, document, changed_by, made_at)
    SELECT client_id, 1, document, 'command_line', updated_at FROM clients;

-- Retention: two years after the last change.
CREATE TABLE client_drafts (
    draft_id      BLOB PRIMARY KEY NOT NULL,
    client_id     TEXT NOT NULL,
    document      TEXT NOT NULL, -- JSON of the registration document
    base          TEXT, -- JSON of the document that it was made from; none for a new client
    base_revision INTEGER NOT NULL, -- 0 for a new client
    state         TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'withdrawn')),
    changed_by    TEXT NOT NULL CHECK (changed_by IN ('operator', 'partner', 'command_line')),
    author        BLOB NOT NULL, -- operator
    hands         TEXT NOT NULL, -- operators who began, changed or submitted it, with spaces between them
    incident      TEXT,
    note          TEXT NOT NULL, -- why it was not approved
    decided_by    BLOB, -- operator
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    version       INTEGER NOT NULL
) STRICT;
CREATE INDEX client_drafts_by_client ON client_drafts (client_id, changed_at);
CREATE INDEX client_drafts_open ON client_drafts (changed_at) WHERE state IN ('draft', 'submitted');
CREATE INDEX client_drafts_by_time ON client_drafts (changed_at);

-- Retention: two years after the last use.
CREATE TABLE client_key_uses (
    client_id    TEXT NOT NULL,
    key_id       TEXT NOT NULL, -- the partner's key id, or the key's thumbprint
    last_used_at INTEGER NOT NULL,
    PRIMARY KEY (client_id, key_id)
) STRICT;
CREATE INDEX client_key_uses_by_time ON client_key_uses (last_used_at);
