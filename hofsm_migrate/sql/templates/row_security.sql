-- up (ACCESS EXCLUSIVE on the new table only): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security({legacy:l}, {table:l}, {key:q});

-- down (no lock on any table): it stays as long as the table, which may keep rows
