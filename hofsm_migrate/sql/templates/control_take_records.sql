-- chunks and known residual paths of the next version become those of the mapping; its own row goes, with all that is recorded of it
DELETE FROM hofsm.backfill_chunk WHERE mapping = %(mapping)s;
UPDATE hofsm.backfill_chunk SET mapping = %(mapping)s WHERE mapping = %(next)s;
DELETE FROM hofsm.residual_path WHERE mapping = %(mapping)s;
UPDATE hofsm.residual_path SET mapping = %(mapping)s WHERE mapping = %(next)s;
UPDATE hofsm.mapping AS m SET residual_at = n.residual_at FROM hofsm.mapping AS n WHERE m.name = %(mapping)s AND n.name = %(next)s;
DELETE FROM hofsm.verification WHERE mapping = %(next)s;
DELETE FROM hofsm.mapping WHERE name = %(next)s;
