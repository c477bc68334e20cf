-- up (no lock on any table): what people set on the new tables is kept for those of the same name: comments, storage parameters, statistics targets, ...
WITH given AS (
    SELECT c.oid, c.relkind, c.reloptions, c.relreplident, c.reltoastrelid, listed.name, listed.place,
        CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'i' THEN 'INDEX' ELSE 'TABLE' END AS kind
    FROM (
        SELECT relation AS name, to_regclass(relation)::oid AS oid, place
        FROM unnest({relations:q}) WITH ORDINALITY AS named (relation, place)
        UNION ALL
        SELECT i.indexrelid::regclass::text, i.indexrelid, place
        FROM unnest({relations:q}) WITH ORDINALITY AS named (relation, place)
        JOIN pg_index AS i ON i.indrelid = to_regclass(relation)
    ) AS listed
    JOIN pg_class AS c ON c.oid = listed.oid
), given_column AS (
    SELECT g.name, g.place, a.*, format('ALTER TABLE %s ALTER COLUMN %I ', g.name, a.attname) AS altered,
        coalesce({same:l}::jsonb -> g.name ? a.attname, false) AS same_type
    FROM given AS g
    JOIN pg_attribute AS a ON a.attrelid = g.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE g.kind = 'TABLE'
), described AS (
    SELECT g.name, a.attname AS column_name, g.place, d.description,
        format('COMMENT ON %s %s IS %L', CASE WHEN a.attname IS NULL THEN g.kind ELSE 'COLUMN' END,
            g.name || coalesce('.' || quote_ident(a.attname), ''), d.description) AS words,
        {described:l}::jsonb -> g.name ->> coalesce(a.attname, '') AS own
    FROM given AS g
    JOIN pg_description AS d ON d.classoid = 'pg_class'::regclass AND d.objoid = g.oid
    LEFT JOIN pg_attribute AS a ON a.attrelid = g.oid AND a.attnum = d.objsubid
), statement AS (
    SELECT name, column_name, place, words
    FROM described
    -- the comment that the toolkit made: behind a place in the spec, which may be that of an earlier text of it
    WHERE own IS NULL OR right(description, length(own)) <> own
        OR left(description, -length(own)) !~ '^(.*:[0-9]+:[0-9]+)?$'
    UNION ALL
    SELECT g.name, NULL, g.place, format('COMMENT ON POLICY %I ON %s IS %L', p.polname, g.name, d.description)
    FROM given AS g
    JOIN pg_policy AS p ON p.polrelid = g.oid AND p.polname <> 'hofsm_legacy_row'
    JOIN pg_description AS d ON d.classoid = 'pg_policy'::regclass AND d.objoid = p.oid
    UNION ALL
    SELECT g.name, NULL, g.place, format('ALTER %s %s SET (%s)', g.kind, g.name, listed.words)
    FROM given AS g
    LEFT JOIN pg_class AS t ON t.oid = g.reltoastrelid
    CROSS JOIN LATERAL (VALUES ('', g.reloptions), ('toast.', t.reloptions)) AS set_for (prefix, options)
    CROSS JOIN LATERAL (
        SELECT string_agg(format('%s%I = %L', prefix, split_part(one, '=', 1), substr(one, strpos(one, '=') + 1)), ', ' ORDER BY number) AS words
        FROM unnest(options) WITH ORDINALITY AS option (one, number)
    ) AS listed
    WHERE listed.words IS NOT NULL
    UNION ALL
    SELECT name, NULL, place, format('ALTER TABLE %s REPLICA IDENTITY %s', name, CASE relreplident WHEN 'f' THEN 'FULL' ELSE 'NOTHING' END)
    FROM given
    WHERE kind = 'TABLE' AND relreplident IN ('f', 'n')
    UNION ALL
    SELECT name, attname, place, altered || format('SET STATISTICS %s', attstattarget)
    FROM given_column
    WHERE attstattarget >= 0
    UNION ALL
    SELECT name, attname, place, altered || format('SET (%s)', listed.words)
    FROM given_column
    CROSS JOIN LATERAL (
        SELECT string_agg(format('%I = %L', split_part(one, '=', 1), substr(one, strpos(one, '=') + 1)), ', ' ORDER BY number) AS words
        FROM unnest(attoptions) WITH ORDINALITY AS option (one, number)
    ) AS listed
    WHERE listed.words IS NOT NULL
    UNION ALL
    SELECT c.name, c.attname, c.place,
        altered || format('SET STORAGE %s', CASE c.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END)
    FROM given_column AS c
    JOIN pg_type AS t ON t.oid = c.atttypid
    WHERE c.same_type AND c.attstorage <> t.typstorage
    UNION ALL
    SELECT name, attname, place, altered || format('SET COMPRESSION %s', CASE attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END)
    FROM given_column
    WHERE same_type AND attcompression <> ''
    UNION ALL
    SELECT c.name, c.attname, c.place, altered || format('SET DEFAULT %s', pg_get_expr(d.adbin, d.adrelid))
    FROM given_column AS c
    JOIN pg_attrdef AS d ON d.adrelid = c.attrelid AND d.adnum = c.attnum
    WHERE c.same_type AND c.attgenerated = ''
)
SELECT set_config(
    'hofsm.kept',
    (
        SELECT coalesce(jsonb_agg(jsonb_build_object('relation', name, 'column', column_name, 'statement', words) ORDER BY place, words), '[]')
        FROM statement
    )::text,
    true
);

-- down (no lock on any table): the relations and columns of the same name get it
SELECT hofsm.give_rights(current_setting('hofsm.kept')::jsonb);
SELECT set_config('hofsm.kept', '', true);
