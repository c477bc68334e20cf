BEGIN
    RAISE EXCEPTION 'view %.% is read-only', quote_ident(TG_TABLE_SCHEMA), quote_ident(TG_TABLE_NAME)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'Its mapping is in phase contracted: documents are composed from the new tables. Nothing was written.',
            HINT = {hint:l};
END
