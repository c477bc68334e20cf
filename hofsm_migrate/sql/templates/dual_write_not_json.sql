
    IF TG_OP <> 'DELETE' AND NOT hofsm.is_document({payload:q}::text) THEN
        PERFORM hofsm.refuse_payload({mapping:l}, {column:l}, {words:q});
    END IF;
