-- A production start asks whether any account has a security code that is always the same; the answer is in an index that is empty
-- where none has.
CREATE INDEX accounts_static_codes ON accounts (static_code) WHERE static_code <> 0;
