DECLARE
    {declarations:q}
    found_documents bigint;
    written bigint;
    refused_key text[];
BEGIN
    LOOP
        PERFORM FROM hofsm.mapping WHERE name = {mapping:l} AND phase = 'cutover' AND spec_digest = {digest:l} FOR UPDATE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'mapping % is not in phase cutover with this spec', {mapping:l};
        END IF;
        SELECT window_.* INTO found_documents, {variables:q}
        FROM (
            {window:q}
        ) AS window_;
        EXIT WHEN coalesce(found_documents, 0) = 0;
        SELECT chunk.documents, chunk.refused INTO written, refused_key FROM {call:q} AS chunk;
        IF refused_key IS NOT NULL THEN
            RAISE EXCEPTION 'the payload of document % stays as it is: it is not what is composed, or a trigger kept it', refused_key;
        END IF;
        UPDATE hofsm.payload
        SET last_key = to_jsonb(ARRAY[{last_texts:q}]),
            documents = documents + found_documents,
            changed = changed + written,
            changed_at = clock_timestamp()
        WHERE mapping = {mapping:l} AND state = {state:l};
        IF NOT FOUND THEN
            RAISE EXCEPTION 'somebody else has turned around';
        END IF;
        COMMIT;
        {advance:q}
    END LOOP;
    UPDATE hofsm.payload SET state = {then:l}, changed_at = clock_timestamp() WHERE mapping = {mapping:l} AND state = {state:l};
    DELETE FROM hofsm.payload_for_evolve AS e
    WHERE e.mapping = {mapping:l} AND EXISTS (SELECT FROM hofsm.payload AS p WHERE p.mapping = e.mapping AND p.state = 'moved');
END
