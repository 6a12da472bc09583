-- A partner that passes a sign-in on names the ID token it was given: asserted_login_identity (F-56).
CREATE INDEX grants_by_id_token ON grants (id_token_jti) WHERE id_token_jti IS NOT NULL;
