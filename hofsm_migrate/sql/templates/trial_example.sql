-- A short document with input and layout in it: what this is all about.
SELECT {key:i}::text, {payload:i}::text
FROM {legacy:i}
WHERE jsonb_typeof({payload:i} -> 'input') = 'object' AND jsonb_typeof({payload:i} -> 'ui') = 'object'
    AND jsonb_typeof({payload:i} -> 'default') = 'object'
ORDER BY length({payload:i}::text), {key:i}
LIMIT 1
