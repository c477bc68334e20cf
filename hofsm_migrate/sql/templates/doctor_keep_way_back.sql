-- one more statement at the end of the way back of a mapping that has one
INSERT INTO hofsm.way_back (mapping, position, statement)
SELECT mapping, max(position) + 1, %(statement)s FROM hofsm.way_back WHERE mapping = %(mapping)s GROUP BY mapping
