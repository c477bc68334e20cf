#variable_conflict use_variable
DECLARE
    refused record;
    places jsonb := {places:l};
BEGIN
    -- Both versions, as far as they differ, so that what was there before is no reason to refuse the write.
    WITH {rows:q},
    was AS (
        {was:q}
    ),
    now AS (
        {now:q}
    )
    SELECT now.* INTO refused FROM (
        SELECT now.*, row_number() OVER (PARTITION BY now.node, now.number, now.fragment COLLATE "C") AS nth FROM now
    ) AS now
    WHERE NOT EXISTS (
        SELECT FROM (
            SELECT was.*, row_number() OVER (PARTITION BY was.node, was.number, was.fragment COLLATE "C") AS nth FROM was
        ) AS was
        WHERE was.node = now.node AND was.number = now.number AND was.nth = now.nth
            AND was.fragment COLLATE "C" = now.fragment COLLATE "C"
    )
    ORDER BY now.node, now.number
    LIMIT 1;
    IF FOUND THEN
        PERFORM hofsm.refuse_mismatch(
            $3, places -> refused.node -> refused.number, refused.element, refused.fragment, {hint:l}
        );
    END IF;
END
