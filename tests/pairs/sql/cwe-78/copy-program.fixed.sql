CREATE TABLE import_lines (line text);
\copy import_lines FROM 'today.csv' WITH (FORMAT csv)
ANALYZE import_lines;
SELECT count(*) FROM import_lines;
