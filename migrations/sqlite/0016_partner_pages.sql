-- Partner pages: who looks after which client, and what a client has been seen to do.

-- Retention: until the client is taken from the partner user, or the operator row is deleted.
CREATE TABLE partner_clients (
    operator_id BLOB NOT NULL REFERENCES operators (operator_id) ON DELETE CASCADE,
    client_id   TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (operator_id, client_id)
) STRICT;
CREATE INDEX partner_clients_by_client ON partner_clients (client_id);

-- Retention: two years after last_at. Nothing personal: a client, a word and two moments.
CREATE TABLE client_milestones (
    client_id TEXT NOT NULL,
    milestone TEXT NOT NULL,
    first_at  INTEGER NOT NULL,
    last_at   INTEGER NOT NULL,
    PRIMARY KEY (client_id, milestone)
) STRICT;
CREATE INDEX client_milestones_by_time ON client_milestones (last_at);

