DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    -- What the new side does to the row of its own document comes with its key.
    IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN {old_row:q} ELSE {new_row:q} END)::text THEN
        RETURN NULL;
    END IF;
    PERFORM set_config('hofsm.origin', 'legacy', true);
    -- Each row of the base table has a document, and each document has a row there.
    IF TG_OP = 'INSERT' THEN
        PERFORM {represent:i}({new_key:q}, '{}');
    -- A document that the new side is about to give another key has rows under the old one, and no root row any more: an UPDATE that
    -- moves its row to another partition is a DELETE here.
    ELSIF origin_before <> 'new' OR EXISTS (SELECT FROM {root:i} AS root WHERE {old_root:q}) THEN
        PERFORM {forget:i}({old_key:q});
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
