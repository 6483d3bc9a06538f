CREATE OR REPLACE FUNCTION count_rows(table_name text, owner_name text)
RETURNS bigint
LANGUAGE plpgsql
AS $$
DECLARE
    total bigint;
BEGIN
    EXECUTE 'SELECT count(*) FROM ' || table_name || ' WHERE owner = ''' || owner_name || ''''
    INTO total;
    RETURN total;
END;
$$;
