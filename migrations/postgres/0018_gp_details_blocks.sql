-- Whose registration details of GP online services prove nothing, because an ID checker saw a safeguarding concern (journeys.md 6.2). It
-- stands outside the case, so that it outlives the case, a cleansing and the login.

-- Retention: with the account.
ALTER TABLE accounts ADD COLUMN gp_details_blocked BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET gp_details_blocked = 1 WHERE account_id IN
    (SELECT account_id FROM cases
    WHERE status = 'declined' AND reason = 'safeguarding_gp_blocked' AND applied_at IS NOT NULL);

-- Retention: kept, since nobody can say when the concern ends; a digest names nobody.
CREATE TABLE gp_details_blocks (
    nhs_number_key BYTEA PRIMARY KEY NOT NULL, -- keyed digest
    blocked_at     BIGINT NOT NULL
);
INSERT INTO gp_details_blocks (nhs_number_key, blocked_at)
    SELECT accounts.nhs_number_key, MIN(cases.applied_at) FROM cases
    JOIN accounts ON accounts.account_id = cases.account_id
    WHERE cases.status = 'declined' AND cases.reason = 'safeguarding_gp_blocked' AND cases.applied_at IS NOT NULL
        AND accounts.nhs_number_key IS NOT NULL
    GROUP BY accounts.nhs_number_key;
