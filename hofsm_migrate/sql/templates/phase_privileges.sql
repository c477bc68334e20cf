-- what the role may do that expand needs; NULL where the schema does not exist
SELECT current_user::text AS role,
       has_database_privilege(current_database(), 'CREATE') AS create_in_database,
       (SELECT has_schema_privilege(oid, 'CREATE') FROM pg_catalog.pg_namespace WHERE nspname = {target:l}) AS create_in_target,
       (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = {legacy_schema:l}) AS use_legacy,
       (SELECT has_schema_privilege(oid, 'CREATE') FROM pg_catalog.pg_namespace WHERE nspname = 'hofsm') AS create_in_control,
       has_table_privilege({oid:l}::oid, 'SELECT') AS read_legacy,
       -- FOR KEY SHARE, which backfill takes on every document, needs more than SELECT
       has_table_privilege({oid:l}::oid, 'UPDATE')
           OR has_any_column_privilege({oid:l}::oid, 'UPDATE')
           OR has_table_privilege({oid:l}::oid, 'DELETE') AS lock_legacy,
       pg_get_userbyid((SELECT relowner FROM pg_catalog.pg_class WHERE oid = {oid:l}::oid))::text AS owner,
       pg_has_role((SELECT relowner FROM pg_catalog.pg_class WHERE oid = {oid:l}::oid), 'USAGE') AS own_legacy,
       NOT row_security_active({oid:l}::oid) AS see_legacy
