#variable_conflict use_variable
DECLARE
    touched record;
    places text[];
    asked text;
    place text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        touched := new;
    ELSE
        touched := old;
    END IF;
    places := {places:q};
    asked := hofsm.tag_asked({mapping:l}, {words:q}, places);
    IF asked IS NOT NULL THEN
        -- The document first: whoever writes to it has it before the end of the statement. What follows are other statements, which see
        -- what was waited for, and not yet this row.
        PERFORM FROM {legacy:i} AS legacy WHERE {legacy_key:q} FOR NO KEY UPDATE;
        {old_snapshot:q}-- From the inside out: what lies around an element cannot have its tag.
        place := coalesce(
            {found:q}
        );
        PERFORM hofsm.grant_tag({mapping:l}, {words:q}, asked, place, places);
        -- The statement may come to other rows of what has the tag. Whoever has one of them is on the way to the document, so waiting would
        -- be for ever.
        BEGIN
            PERFORM FROM {table:i} AS other
            WHERE {other_key:q} AND place = ANY (
                {other_places:q}
            )
            FOR NO KEY UPDATE NOWAIT;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM hofsm.refuse_contended({name:l});
        END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN old;
    END IF;
    RETURN new;
END
