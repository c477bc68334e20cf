-- up (ACCESS EXCLUSIVE on the new tables): who may read the payload may read what it is composed from, until the way back takes it again
SELECT hofsm.show_again({mapping:l}, {base:l}, {payload:l}, {gone:q}::text[], {shown:q}::text[]);

-- down (no lock on any table): the way back knows them
