-- up (ACCESS EXCLUSIVE on the base table, for its catalog entry): the payload column goes, and with it its indexes; there is no way back
ALTER TABLE {base:i} DROP COLUMN {payload:i};
DELETE FROM hofsm.way_back WHERE mapping = {mapping:l};
DELETE FROM hofsm.payload WHERE mapping = {mapping:l};
