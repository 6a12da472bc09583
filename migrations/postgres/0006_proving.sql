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
