IF {asked:q} THEN
    SELECT {image:q} AS image INTO {stored:i} FROM {table:i} AS target WHERE {place:q} FOR UPDATE SKIP LOCKED;
    IF NOT FOUND AND EXISTS (SELECT FROM {table:i} AS target WHERE {place:q}) THEN
        PERFORM hofsm.refuse_contended({name:l});
    END IF;
END IF;
