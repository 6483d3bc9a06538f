CREATE FUNCTION app.grant_credit(p_customer bigint, p_amount numeric)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = app, pg_temp
AS $$
BEGIN
    UPDATE app.customers SET credit = credit + p_amount WHERE id = p_customer;
END;
$$;
REVOKE ALL ON FUNCTION app.grant_credit(bigint, numeric) FROM PUBLIC;
