PERFORM hofsm.refuse_unasked({words:q})
FROM {rows:i} AS touched
WHERE hofsm.tag_asked({mapping:l}, {words:q}, {places:q}) IS NOT NULL;
