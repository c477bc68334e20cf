#variable_conflict use_column
DECLARE
    one record;
BEGIN
    FOR one IN
        SELECT DISTINCT {key:q} FROM jsonb_populate_recordset(NULL::{root:i}, $1) AS touched ORDER BY {key:q}
    LOOP
        PERFORM {mirror:i}({values:q});
    END LOOP;
END
