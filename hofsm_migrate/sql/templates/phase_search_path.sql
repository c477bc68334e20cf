-- trigger functions of the application that name something by the search path of whoever writes: the function, its
-- triggers, the names, and the schemas that have them
WITH RECURSIVE family (oid) AS (
    SELECT to_regclass(name)::oid FROM unnest(%(tables)s::text[]) AS name
    UNION
    SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN family ON family.oid = i.inhparent
),
fired AS (
    SELECT t.tgfoid AS oid, string_agg(DISTINCT quote_ident(t.tgname), ', ') AS triggers
    FROM pg_catalog.pg_trigger AS t
    JOIN family ON family.oid = t.tgrelid
    -- those that wait for COMMIT fire outside of all functions
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype & 64 = 0 AND NOT t.tginitdeferred
      -- UPDATE OF other columns than a document has does not fire for what is written here
      AND (
          t.tgtype & 44 <> 0 OR t.tgattr = ''::int2vector
          OR EXISTS (
              SELECT FROM pg_catalog.pg_attribute AS a
              WHERE a.attrelid = t.tgrelid AND a.attnum = ANY (t.tgattr) AND a.attname = ANY (%(columns)s::text[])
          )
      )
    GROUP BY t.tgfoid
),
code AS (
    SELECT
        fired.oid,
        fired.triggers,
        regexp_replace(regexp_replace(p.prosrc, '--[^\n]*', ' ', 'g'), '/\*.*?\*/', ' ', 'g') AS words
    FROM fired
    JOIN pg_catalog.pg_proc AS p ON p.oid = fired.oid
    JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
    WHERE l.lanname NOT IN ('internal', 'c')
      AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search\_path=%%')
),
pattern (kind, part, expression) AS (
    SELECT kind, part, replace(expression, 'NAME', '("(?:[^"]|"")+"|[[:alpha:]_][\w$]*)')
    FROM (
        VALUES
            ('relation', 'all', '(?:\minsert\s+into|\mmerge\s+into|(?<!\mdistinct\s)\mfrom|\mjoin|\mupdate|\mtable|\mtruncate|\mcopy|\musing)'
                '\s+(?:only\s+)?NAME(?![\w$]|\s*\.)'),
            ('relation', 'all', '(?<![\w$."])NAME\s*%%\s*rowtype\M'),
            ('relation', 'all', '(?<![\w$."])NAME\s*\.\s*(?:"(?:[^"]|"")+"|[\w$]+)\s*%%\s*type\M'),
            ('relation', 'all', '\m(?:nextval|currval|setval|to_regclass)\s*\(\s*''+NAME'''),
            ('function', 'all', '(?<![\w$.":])NAME\s*\('),
            ('type', 'all', '::\s*NAME(?![\w$]|\s*\.)'),
            ('type', 'declared', '\sNAME\s*(?:\[\s*\]\s*)*(?:;|:=|=|\mdefault\M|\mnot\s+null\M)')
    ) AS written (kind, part, expression)
),
mentioned AS (
    SELECT DISTINCT
        code.oid,
        code.triggers,
        pattern.kind,
        found[1] AS written,
        CASE WHEN found[1] LIKE '"%%' THEN replace(substr(found[1], 2, length(found[1]) - 2), '""', '"') ELSE lower(found[1]) END AS name
    FROM code
    CROSS JOIN pattern
    CROSS JOIN LATERAL regexp_matches(
        CASE pattern.part WHEN 'all' THEN code.words ELSE substring(code.words FROM '(?i)\mdeclare\M(.*?)\mbegin\M') END,
        pattern.expression,
        'gi'
    ) AS found
),
object AS (
    SELECT 'relation' AS kind, relname AS name, relnamespace AS namespace FROM pg_catalog.pg_class
    UNION ALL
    SELECT 'function', proname, pronamespace FROM pg_catalog.pg_proc
    UNION ALL
    SELECT 'type', typname, typnamespace FROM pg_catalog.pg_type
)
SELECT
    m.oid::regprocedure::text,
    m.triggers,
    string_agg(DISTINCT m.written, ', '),
    string_agg(DISTINCT quote_ident(n.nspname), ', ')
FROM mentioned AS m
JOIN object AS o ON o.kind = m.kind AND o.name = m.name
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.namespace
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'hofsm') AND n.nspname !~ '^pg_(toast|temp)'
  AND NOT EXISTS (
      SELECT FROM object AS own
      WHERE own.kind = m.kind AND own.name = m.name AND own.namespace = 'pg_catalog'::regnamespace
  )
GROUP BY m.oid, m.triggers
ORDER BY 1
