CREATE OR REPLACE FUNCTION count_rows(table_name text, owner_name text)
RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    total bigint;
BEGIN
    EXECUTE format('SELECT count(*) FROM %I WHERE owner = $1', table_name)
    INTO total USING owner_name;
    RETURN total;
END;
$$;
