-- The application's GIN indexes on the payload; built after the rows are there, which is many times faster.
CREATE INDEX IF NOT EXISTS batches_value ON {batches:i} USING gin (value);
CREATE INDEX IF NOT EXISTS form_fields_value ON {form_fields:i} USING gin (value);
