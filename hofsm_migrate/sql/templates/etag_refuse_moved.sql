PERFORM hofsm.refuse_tag({words:q})
FROM {rows:i} AS touched JOIN {legacy:i} AS legacy ON {same:q}
WHERE hofsm.is_moved({payload:q});
