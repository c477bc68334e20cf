-- All payloads are there, and are compared before the table gets its name back.
DO {quote:q}
BEGIN
    IF EXISTS (
        {differences:q}
    ) THEN
        RAISE EXCEPTION 'documents differ from their payloads';
    END IF;
    DELETE FROM hofsm.payload WHERE mapping = {mapping:l} AND state = 'restored';
END
{quote:q};
