-- A write that the new side makes of its own change comes with the key of the document; any other write in its wake is followed.
IF origin_before = 'new ' || (CASE TG_OP WHEN 'DELETE' THEN {old_row:q} ELSE {new_row:q} END)::text THEN
    RETURN NULL;
END IF;
