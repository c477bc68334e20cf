IF (SELECT count(*) FROM {table:i} AS target WHERE {place:q})
    > (SELECT count(*) FROM (SELECT FROM {table:i} AS target WHERE {place:q} FOR UPDATE SKIP LOCKED) AS free) THEN
    PERFORM hofsm.refuse_contended({name:l});
END IF;
