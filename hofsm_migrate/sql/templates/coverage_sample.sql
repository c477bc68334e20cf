-- Drawn at random over the whole table, the same documents at every run; of too many those with the smallest hash stay.
-- Only keys are copied: the documents are read where they are.
CREATE TEMPORARY TABLE {sample:i} AS
SELECT row_number() OVER (ORDER BY drawn.place, {drawn_key:q})::integer AS {number:i}, {drawn_key:q}
FROM (
    SELECT {key:q}, hashtextextended(ROW({key:q})::text, 0) AS place
    FROM {legacy:i} AS legacy{drawing:q}
    ORDER BY place
    {limit:q}
) AS drawn;
ALTER TABLE {table:i} ADD PRIMARY KEY ({number:i});
ANALYZE {table:i};
