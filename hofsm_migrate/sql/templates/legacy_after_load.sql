-- The next id is the one after the last loaded; statistics are there before the first query.
SELECT setval(pg_get_serial_sequence({batches_text:l}, 'id'), greatest((SELECT max(id) FROM {batches:i}), 1));
ANALYZE {companies:i}, {users:i}, {items:i}, {batches:i}, {form_fields:i};
