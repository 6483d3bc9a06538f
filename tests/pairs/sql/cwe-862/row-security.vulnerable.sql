CREATE TABLE app.documents (
    id bigint PRIMARY KEY,
    tenant_id uuid NOT NULL,
    body text
);
ALTER TABLE app.documents DISABLE ROW LEVEL SECURITY;
GRANT SELECT ON app.documents TO app_reader;
