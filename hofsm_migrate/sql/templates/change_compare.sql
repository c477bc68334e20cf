IF {mode:q} = 'compare' AND {had:q} THEN
    IF {stored:i} IS NULL OR NOT {same:q} THEN
        PERFORM hofsm.refuse_stale({name:l});
    END IF;
ELSIF {mode:q} = 'compare' AND EXISTS (SELECT FROM {table:i} AS target WHERE {place:q}) THEN
    PERFORM hofsm.refuse_stale({name:l});
END IF;
