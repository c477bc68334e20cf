CREATE TABLE {partition:i} PARTITION OF {batches:i}
    FOR VALUES FROM ({first:l}) TO ({after:l});
