IF TG_OP = {event:l} THEN
    touched := (SELECT jsonb_agg(to_jsonb(written)) FROM ({keys:q}) AS written);
    IF touched IS NOT NULL THEN
        -- The legacy rows first, in key order; what follows are other statements, which see what was waited for.
        PERFORM FROM {legacy:i} AS legacy
        WHERE {key:q} IN ({keys:q})
        ORDER BY {order:q}
        FOR NO KEY UPDATE OF legacy;
        {statements:q}
    END IF;
END IF;
