-- up (SHARE ROW EXCLUSIVE on the new table): a row is visible to whom its legacy row is visible, where the legacy table has row security
SELECT hofsm.carry_row_security({legacy:l}, {table:l}, {key:q});

-- down (ACCESS EXCLUSIVE on the new table only)
SELECT hofsm.drop_row_security({table:l});
