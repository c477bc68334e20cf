-- up (no lock on any table): owners, privileges and policies are kept for the relations of the same name
SELECT set_config('hofsm.rights', hofsm.rights_of({relations:q})::text, true);

-- down (no lock on any table): the relations of the same name get them
SELECT hofsm.give_rights(current_setting('hofsm.rights')::jsonb);
SELECT set_config('hofsm.rights', '', true);
