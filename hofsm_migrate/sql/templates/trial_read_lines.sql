-- Read every line that was sent; a line that gives a reason is kept apart.
INSERT INTO {documents:i} (id, key, kind, value)
SELECT staging.line, read_line.key, read_line.kind, read_line.document
FROM {staging:i} AS staging CROSS JOIN LATERAL {read_line:i}(staging.raw) AS read_line
WHERE read_line.reason IS NULL;

INSERT INTO {skipped:i} (line, reason, raw)
SELECT staging.line, read_line.reason, staging.raw
FROM {staging:i} AS staging CROSS JOIN LATERAL {read_line:i}(staging.raw) AS read_line
WHERE NOT EXISTS (SELECT FROM {documents:i} AS document WHERE document.id = staging.line);

DROP FUNCTION {read_line:i}(bytea);
DROP TABLE {staging:i};
ANALYZE {documents:i};
