CREATE FUNCTION check_login(p_email text, p_password text)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = app, pg_temp
AS $$
    SELECT EXISTS (
        SELECT 1 FROM app.users
        WHERE email = p_email
          AND password_hash = md5(p_password)
    );
$$;
