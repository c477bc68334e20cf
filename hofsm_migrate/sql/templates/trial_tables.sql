-- A trial's legacy table, the lines that it could not take, and, until they are read, the lines as they came.
CREATE SCHEMA {schema:i};
CREATE TABLE {documents:i} (id bigint PRIMARY KEY, key text, kind text, value jsonb);
COMMENT ON TABLE {documents:i} IS 'legacy table of a trial: one row per document, id is its line in the file';
CREATE TABLE {skipped:i} (line bigint PRIMARY KEY, reason text NOT NULL, raw bytea);
COMMENT ON TABLE {skipped:i} IS 'lines of the file that are no document; raw is the line, NULL where it was too long to be sent';
CREATE UNLOGGED TABLE {staging:i} (line bigint NOT NULL, raw bytea NOT NULL);
ALTER TABLE {staging:i} ALTER COLUMN raw SET STORAGE EXTERNAL;

-- One line as a document. What the server cannot read gives a reason instead: pg_input_is_valid came with PostgreSQL 16.
CREATE FUNCTION {read_line:i}(raw bytea, OUT document jsonb, OUT key text, OUT kind text, OUT reason text)
LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
DECLARE
    cause text;
    place text;
BEGIN
    document := convert_from(raw, 'UTF8')::jsonb;
    IF jsonb_typeof(document) = 'object' AND document ?& ARRAY['key', 'kind', 'value'] THEN
        IF document - ARRAY['key', 'kind', 'value'] = '{}' THEN
            key := document ->> 'key';
            kind := document ->> 'kind';
            document := document -> 'value';
        END IF;
    END IF;
EXCEPTION WHEN data_exception OR program_limit_exceeded OR internal_error THEN
    GET STACKED DIAGNOSTICS reason = MESSAGE_TEXT, cause = PG_EXCEPTION_DETAIL, place = PG_EXCEPTION_CONTEXT;
    reason := concat_ws('; ', reason, nullif(cause, ''), left(substring(place FROM '^JSON data, line [0-9]+: ([^\n]*)'), 200));
END
$body$;
