DECLARE
    {declarations:q}
    found_documents bigint;
    new_documents bigint;
    new_rows bigint;
    lo jsonb;
    hi jsonb;
    started timestamptz;
BEGIN
    LOOP
        started := clock_timestamp();
        PERFORM FROM hofsm.mapping WHERE name = {mapping:l} AND phase IN ({phases:q}) AND spec_digest = {digest:l} FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'mapping % is not in a phase in which it is filled, with this spec', {mapping:l};
        END IF;
        SELECT window_.* INTO found_documents, {variables:q}
        FROM (
            {window:q}
        ) AS window_;
        hi := CASE WHEN found_documents = {limit:l} THEN to_jsonb(ARRAY[{last_texts:q}]) END;
        new_documents := 0;
        new_rows := 0;
        IF found_documents > 0 THEN
            SELECT chunk.documents, chunk.rows INTO new_documents, new_rows FROM {call:q} AS chunk;
        END IF;
        INSERT INTO hofsm.backfill_chunk (mapping, number, lo_key, hi_key, documents, rows, seconds)
        SELECT {mapping:l}, coalesce(max(number), 0) + 1, lo, hi, new_documents, new_rows,
               extract(epoch FROM clock_timestamp() - started)
        FROM hofsm.backfill_chunk
        WHERE mapping = {mapping:l};
        COMMIT;
        EXIT WHEN hi IS NULL;
        lo := hi;
        {advance:q}
    END LOOP;
END
