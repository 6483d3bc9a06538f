CREATE OR REPLACE PROCEDURE delete_session (p_token IN VARCHAR2)
AUTHID CURRENT_USER
IS
    v_statement VARCHAR2(400);
BEGIN
    v_statement := 'DELETE FROM app_sessions WHERE token = ''' || p_token || '''';
    EXECUTE IMMEDIATE v_statement;
    COMMIT;
END delete_session;
/
