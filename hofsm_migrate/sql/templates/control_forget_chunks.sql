WITH known AS (
    DELETE FROM hofsm.residual_path WHERE mapping = %(mapping)s
), recorded AS (
    UPDATE hofsm.mapping SET residual_at = NULL WHERE name = %(mapping)s
)
DELETE FROM hofsm.backfill_chunk WHERE mapping = %(mapping)s
