-- Proving: how a level was reached, photo ID cases and what goes with a case.

-- Retention: with the account.
ALTER TABLE accounts ADD COLUMN level_client_id TEXT; -- through which client the level was reached
ALTER TABLE accounts ADD COLUMN level_proof TEXT
    CHECK (level_proof IN ('details', 'mobile_match', 'photo_id', 'gp_details', 'seeded'));
ALTER TABLE accounts ADD COLUMN level_at BIGINT;
ALTER TABLE accounts ADD COLUMN record_checked_at BIGINT;
ALTER TABLE accounts ADD COLUMN mobile_match_blocked BIGINT NOT NULL DEFAULT 0;
-- One proven account for each NHS number (CID1006); disabled ones do not count.
CREATE UNIQUE INDEX accounts_by_proven_nhs_number ON accounts (nhs_number_key)
    WHERE nhs_number_key IS NOT NULL AND level <> 'P0' AND disabled_cid IS NULL;

-- Retention: drafts 30 days after the last change, decided ones six months after the decision (journeys.md, section 8);
-- otherwise with the account.
CREATE TABLE cases (
    case_id            BYTEA PRIMARY KEY NOT NULL,
    account_id         BYTEA NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    client_id          TEXT NOT NULL,
    status             TEXT NOT NULL CHECK (status IN ('draft', 'submitted', 'held', 'approved', 'declined')),
    route              TEXT NOT NULL CHECK (route IN ('manual', 'automated')),
    draft              BYTEA NOT NULL, -- sealed
    provider_reference TEXT,
    provider_due_at    BIGINT,
    verdict            BYTEA, -- sealed
    outcome            BYTEA, -- sealed
    reason             TEXT,
    assignee           BYTEA, -- who works on it; once decided, who decided
    assigned_at        BIGINT,
    holding_reason     TEXT,
    held_by            BYTEA,
    held_at            BIGINT,
    created_at         BIGINT NOT NULL,
    changed_at         BIGINT NOT NULL,
    submitted_at       BIGINT,
    decided_at         BIGINT,
    reopen_until       BIGINT,
    applied_at         BIGINT,
    version            BIGINT NOT NULL
);
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
    case_id   BYTEA PRIMARY KEY NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    chosen_at BIGINT NOT NULL,
    auditor   BYTEA,
    agreed    BIGINT,
    note      BYTEA, -- sealed
    done_at   BIGINT
);
CREATE INDEX case_audits_open ON case_audits (chosen_at, case_id) WHERE done_at IS NULL;

-- Retention: with the case.
CREATE TABLE case_evidence (
    case_id    BYTEA NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('front', 'back', 'video', 'scan')),
    blob_key   BYTEA NOT NULL, -- random
    media_type TEXT NOT NULL,
    size       BIGINT NOT NULL, -- bytes
    created_at BIGINT NOT NULL,
    PRIMARY KEY (case_id, kind)
);
CREATE UNIQUE INDEX case_evidence_by_blob ON case_evidence (blob_key);

-- Every blob that was or may have been stored, with when to look whether it is still needed.
-- Retention: until no evidence names the blob and it is deleted.
CREATE TABLE blob_deletions (
    blob_key BYTEA PRIMARY KEY NOT NULL,
    due_at   BIGINT NOT NULL,
    attempts BIGINT NOT NULL
);
CREATE INDEX blob_deletions_due ON blob_deletions (due_at);

-- Retention: until taken, or expires_at.
CREATE TABLE switch_links (
    digest     BYTEA PRIMARY KEY NOT NULL,
    case_id    BYTEA NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    ticket_id  BYTEA,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
-- A new link takes the place of an earlier one.
CREATE UNIQUE INDEX switch_links_by_case ON switch_links (case_id);
CREATE INDEX switch_links_by_end ON switch_links (expires_at);
