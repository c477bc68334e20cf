-- rows of the control tables whose mapping is not recorded; the history outlives its mapping on purpose
SELECT kind, mapping, count(*)
FROM (
    SELECT 'backfill_chunk' AS kind, mapping FROM hofsm.backfill_chunk
    UNION ALL
    SELECT 'object', mapping FROM hofsm.object
    UNION ALL
    SELECT 'residual_path', mapping FROM hofsm.residual_path
    UNION ALL
    SELECT 'verification', mapping FROM hofsm.verification
) AS found
WHERE NOT EXISTS (SELECT FROM hofsm.mapping AS m WHERE m.name = found.mapping)
GROUP BY kind, mapping
ORDER BY kind, mapping
