CREATE TABLE import_lines (line text);
COPY import_lines FROM PROGRAM 'curl -s https://feeds.example.org/today.csv';
ANALYZE import_lines;
SELECT count(*) FROM import_lines;
