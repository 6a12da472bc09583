-- A link to another device that was used is told from one that is too old (journeys.md 2.7 I21).
ALTER TABLE switch_links ADD COLUMN taken_at BIGINT;
-- When a connection to the GP surgery turned out to work no longer (CID2020, CID7110). Retention: with the account.
ALTER TABLE accounts ADD COLUMN gp_lapsed_at BIGINT;
