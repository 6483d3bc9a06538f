CREATE DATABASE reports;
CREATE ROLE reporting WITH LOGIN SUPERUSER;
GRANT CONNECT ON DATABASE reports TO reporting;
COMMENT ON ROLE reporting IS 'reads the warehouse';
