-- what the role may do that reading a sample needs; NULL where the schema does not exist
SELECT current_user::text AS role,
       pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,
       has_database_privilege(current_database(), 'TEMPORARY') AS make_temporary,
       has_database_privilege(current_database(), 'CREATE') AS create_in_database,
       (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = {legacy_schema:l}) AS use_legacy,
       (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = 'hofsm') AS use_control,
       has_table_privilege({oid:l}::oid, 'SELECT') AS read_legacy
