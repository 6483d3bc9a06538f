CREATE TABLE cards (id INT PRIMARY KEY, number_encrypted VARBINARY(200));
CREATE EXTENSION IF NOT EXISTS pgcrypto;
CREATE FUNCTION store_card(p_id int, p_number text, p_key text)
RETURNS void
LANGUAGE sql
SET search_path = app, pg_temp
AS $$
    INSERT INTO cards
    VALUES (p_id, pgp_sym_encrypt(p_number, p_key, 'cipher-algo=aes256'));
$$;
