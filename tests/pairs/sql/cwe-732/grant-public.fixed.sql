CREATE SCHEMA billing;
CREATE TABLE billing.invoices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL,
    total numeric(12, 2) NOT NULL
);
GRANT USAGE ON SCHEMA billing TO billing_app;
GRANT SELECT, INSERT ON billing.invoices TO billing_app;
