-- Proving: how a level was reached, photo ID cases and what goes with a case.

-- Retention: with the account.
ALTER TABLE accounts ADD COLUMN level_client_id TEXT; -- through which client the level was reached
ALTER TABLE accounts ADD COLUMN level_proof TEXT
    CHECK (level_proof IN ('details', 'mobile_match', 'photo_id', 'gp_details', 'seeded'));
ALTER TABLE accounts ADD COLUMN level_at INTEGER;
ALTER TABLE accounts ADD COLUMN record_checked_at INTEGER;
ALTER TABLE accounts ADD COLUMN mobile_match_blocked INTEGER NOT NULL DEFAULT 0;
-- One proven account for each NHS number (CID1006); disabled ones do not count.
CREATE UNIQUE INDEX accounts_by_proven_nhs_number ON accounts (nhs_number_key)
    WHERE nhs_number_key IS NOT NULL AND level <> 'P0' AND disabled_cid IS NULL;

-- Retention: drafts 30 days after the last change, decided ones six months after the decision (journeys.md, section 8);
-- otherwise with the account.
CREATE TABLE cases (
    case_id            BLOB PRIMARY KEY NOT NULL,
    account_id         BLOB NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id          TEXT NOT NULL,
    status             TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'held', 'approved', 'declined')),
    route              TEXT NOT NULL CHECK (route IN ('manual', 'automated')),
    draft              BLOB NOT NULL, -- sealed
    provider_reference TEXT,
    provider_due_at    INTEGER,
    verdict            BLOB, -- sealed
    outcome            BLOB, -- sealed
    reason             TEXT,
    assignee           BLOB, -- who works on it; once decided, who decided
    assigned_at        INTEGER,
    holding_reason     TEXT,
    held_by            BLOB,
    held_at            INTEGER,
    created_at         INTEGER NOT NULL,
    changed_at         INTEGER NOT NULL,
    submitted_at       INTEGER,
    decided_at         INTEGER,
    reopen_until       INTEGER,
    applied_at         INTEGER,
    version            INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX cases_undecided ON cases (account_id) WHERE status IN ('draft', 'submitted', 'held');
CREATE INDEX cases_by_account ON cases (account_id, created_at);
CREATE INDEX cases_queued ON cases (submitted_at, case_id) WHERE status = 'submitted' AND route = 'manual';
-- Nobody works on two cases; held ones may be open at the same time.
CREATE UNIQUE INDEX cases_in_progress ON cases (assignee) WHERE status = 'submitted' AND assignee IS NOT NULL;
CREATE INDEX cases_held ON cases (held_at, case_id) WHERE status = 'held';
CREATE INDEX cases_at_provider ON cases (provider_due_at) WHERE status = 'submitted' AND route = 'automated';
CREATE UNIQUE INDEX cases_by_provider ON cases (provider_reference) WHERE provider_reference IS NOT NULL;
CREATE INDEX cases_unapplied ON cases (reopen_until) WHERE decided_at IS NOT NULL AND applied_at IS NULL;
CREATE INDEX cases_by_decision ON cases (decided_at, case_id) WHERE decided_at IS NOT NULL;
CREATE INDEX cases_drafts ON cases (changed_at) WHERE status = 'draft';

-- Retention: with the case.
CREATE TABLE case_audits (
    case_id   BLOB PRIMARY KEY NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    chosen_at INTEGER NOT NULL,
    auditor   BLOB,
    agreed    INTEGER,
    note      BLOB, -- sealed
    done_at   INTEGER
) STRICT;
CREATE INDEX case_audits_open ON case_audits (chosen_at, case_id) WHERE done_at IS NULL;

-- Retention: with the case.
CREATE TABLE case_evidence (
    case_id    BLOB NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('front', 'back', 'video', 'scan')),
    blob_key   BLOB NOT NULL, -- random
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL, -- bytes
    created_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, kind)
) STRICT;
CREATE UNIQUE INDEX case_evidence_by_blob ON case_evidence (blob_key);

-- Every blob that was or may have been stored, with when to look whether it is still needed.
-- Retention: until no evidence names the blob and it is deleted.
CREATE TABLE blob_deletions (
    blob_key BLOB PRIMARY KEY NOT NULL,
    due_at   INTEGER NOT NULL,
    attempts INTEGER NOT NULL
) STRICT;
CREATE INDEX blob_deletions_due ON blob_deletions (due_at);

-- Retention: until taken, or expires_at.
CREATE TABLE switch_links (
    digest     BLOB PRIMARY KEY NOT NULL,
    case_id    BLOB NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    ticket_id  BLOB,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
-- A new link takes the place of an earlier one.
CREATE UNIQUE INDEX switch_links_by_case ON switch_links (case_id);
CREATE INDEX switch_links_by_end ON switch_links (expires_at);
