CREATE SCHEMA billing;
CREATE TABLE billing.invoices (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL,
    total numeric(12, 2) NOT NULL
);
GRANT ALL PRIVILEGES ON ALL TABLES IN SCHEMA billing TO PUBLIC;
