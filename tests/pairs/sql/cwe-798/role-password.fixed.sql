-- roles of the application
CREATE ROLE app_owner NOLOGIN;
CREATE ROLE app_login LOGIN PASSWORD :'app_password';
GRANT app_owner TO app_login;
CREATE SCHEMA app AUTHORIZATION app_owner;
