IF {mode:q} = 'contend' AND {had:q} THEN
    PERFORM FROM {table:i} AS target WHERE {place:q} FOR UPDATE SKIP LOCKED;
    IF NOT FOUND AND EXISTS (SELECT FROM {table:i} AS target WHERE {place:q}) THEN
        PERFORM hofsm.refuse_contended({name:l});
    END IF;
END IF;
