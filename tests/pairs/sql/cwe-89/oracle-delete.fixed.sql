CREATE OR REPLACE PROCEDURE delete_session (p_token IN VARCHAR2)
AUTHID CURRENT_USER
IS
    v_statement VARCHAR2(400);
BEGIN
    v_statement := 'DELETE FROM app_sessions WHERE token = :token';
    EXECUTE IMMEDIATE v_statement USING p_token;
    COMMIT;
END delete_session;
/
