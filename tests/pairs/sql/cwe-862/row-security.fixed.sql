CREATE TABLE app.documents (
    id bigint PRIMARY KEY,
    tenant_id uuid NOT NULL,
    body text
);
ALTER TABLE app.documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON app.documents USING (tenant_id = current_setting('app.tenant')::uuid);
GRANT SELECT ON app.documents TO app_reader;
