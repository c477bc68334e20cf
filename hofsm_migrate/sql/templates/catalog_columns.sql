SELECT attname AS name,
       pg_catalog.format_type(atttypid, atttypmod) AS type,
       attnotnull AS not_null,
       attidentity <> '' OR atthasdef AS has_default,
       attgenerated <> '' AS is_generated
FROM pg_catalog.pg_attribute
WHERE attrelid = %(oid)s::oid AND attnum > 0 AND NOT attisdropped
ORDER BY attnum
