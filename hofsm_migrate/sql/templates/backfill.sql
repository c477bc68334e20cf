DECLARE
    claimed_documents bigint;
    new_rows bigint;
BEGIN
    PERFORM set_config('hofsm.origin', 'backfill', true);
    -- EXECUTE plans for the given keys every time: a plan for unknown keys would read whole tables.
    EXECUTE {query:q} INTO claimed_documents, new_rows USING {parameters:q};
    PERFORM set_config('hofsm.origin', '', true);
    RETURN QUERY SELECT claimed_documents, new_rows;
END
