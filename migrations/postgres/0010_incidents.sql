-- The service desk's incident that an operator acted for (journeys.md 6.1).
ALTER TABLE audit_events ADD COLUMN incident TEXT;
CREATE INDEX audit_events_by_incident ON audit_events (incident, at) WHERE incident IS NOT NULL;
