-- what the role may do that expand needs; NULL where the schema does not exist
SELECT current_user::text AS role,
       has_database_privilege(current_database(), 'CREATE') AS create_in_database,
       (SELECT has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE')
        FROM pg_catalog.pg_namespace WHERE nspname = {target:l}) AS create_in_target,
       (SELECT has_schema_privilege(oid, 'USAGE') FROM pg_catalog.pg_namespace WHERE nspname = {legacy_schema:l}) AS use_legacy,
       (SELECT has_schema_privilege(oid, 'CREATE') AND has_schema_privilege(oid, 'USAGE')
        FROM pg_catalog.pg_namespace WHERE nspname = 'hofsm') AS create_in_control,
       -- who installed the control schema, unless it is this role: helper functions are replaced with every step
       (SELECT pg_get_userbyid(p.proowner)::text
        FROM pg_catalog.pg_proc AS p
        JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname = 'hofsm' AND NOT pg_has_role(p.proowner, 'USAGE')
        ORDER BY p.oid LIMIT 1) AS installed_control,
       has_table_privilege({oid:l}::oid, 'SELECT') AS read_legacy,
       -- FOR KEY SHARE, which backfill takes on every document, needs more than SELECT
       has_table_privilege({oid:l}::oid, 'UPDATE')
           OR has_any_column_privilege({oid:l}::oid, 'UPDATE')
           OR has_table_privilege({oid:l}::oid, 'DELETE') AS lock_legacy,
       pg_get_userbyid((SELECT relowner FROM pg_catalog.pg_class WHERE oid = {oid:l}::oid))::text AS owner,
       pg_has_role((SELECT relowner FROM pg_catalog.pg_class WHERE oid = {oid:l}::oid), 'USAGE') AS own_legacy,
       has_table_privilege({oid:l}::oid, 'TRIGGER') AS trigger_legacy,
       NOT row_security_active({oid:l}::oid) AS see_legacy
