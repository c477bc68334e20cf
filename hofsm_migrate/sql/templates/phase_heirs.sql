-- whether tables inherit from a table, whose rows this role may read; partitions are not meant, which share the unique index
SELECT EXISTS (
    SELECT
    FROM pg_catalog.pg_inherits AS i
    JOIN pg_catalog.pg_class AS parent ON parent.oid = i.inhparent
    WHERE i.inhparent = {oid:l} AND parent.relkind = 'r'
) AND has_table_privilege({oid:l}::oid, 'SELECT')
