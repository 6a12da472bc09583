-- The service desk: erasures that wait for a second person, evidence that is fetched again, what PDS said last.

-- Retention: until approved or withdrawn, or expires_at; otherwise with the account.
CREATE TABLE erasure_requests (
    account_id   BLOB PRIMARY KEY NOT NULL REFERENCES accounts (account_id) ON DELETE CASCADE,
    requested_by BLOB NOT NULL, -- an operator; whoever approves is another one
    incident     TEXT NOT NULL,
    requested_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX erasure_requests_by_end ON erasure_requests (expires_at);

-- Retention: until expires_at; otherwise with the case.
CREATE TABLE evidence_retrievals (
    case_id      BLOB PRIMARY KEY NOT NULL REFERENCES cases (case_id) ON DELETE CASCADE,
    requested_by BLOB NOT NULL, -- an operator
    requested_at INTEGER NOT NULL,
    ready_at     INTEGER,
    failed_at    INTEGER,
    expires_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX evidence_retrievals_waiting ON evidence_retrievals (requested_at)
    WHERE ready_at IS NULL AND failed_at IS NULL;
CREATE INDEX evidence_retrievals_by_end ON evidence_retrievals (expires_at);

-- Retention: with the account.
ALTER TABLE accounts ADD COLUMN pds_code TEXT; -- what PDS said last
ALTER TABLE accounts ADD COLUMN pds_code_at INTEGER;
