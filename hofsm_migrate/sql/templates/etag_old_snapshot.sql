-- The row of the document in the other table may not be made a new version by those who write, the root row is.
IF current_setting('transaction_isolation') <> 'read committed' THEN
    PERFORM FROM {root:i} AS root WHERE {root_key:q} FOR KEY SHARE SKIP LOCKED;
END IF;
