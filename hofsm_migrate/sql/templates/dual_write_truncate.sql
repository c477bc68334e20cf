#variable_conflict use_column
DECLARE
    origin_before text := coalesce(current_setting('hofsm.origin', true), '');
BEGIN
    PERFORM set_config('hofsm.origin', 'legacy', true);
    IF hofsm.has_no_pages({legacy_name:l}) AND NOT EXISTS (SELECT FROM {legacy:i}) THEN
        TRUNCATE {tables:q};
    ELSE
        -- One partition was emptied. Writers in flight of the others are waited for: their triggers have looked into every partition.
        PERFORM hofsm.refuse_old_snapshot({legacy_name:l});
        {deletes:q}
    END IF;
    PERFORM set_config('hofsm.origin', origin_before, true);
    RETURN NULL;
END
