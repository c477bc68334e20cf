PERFORM hofsm.check_etag(
    {mapping:l}, {words:q}, VARIADIC
        {tags:q}
)
FROM {rows:i} AS touched LEFT JOIN {legacy:i} AS legacy ON {same:q};
