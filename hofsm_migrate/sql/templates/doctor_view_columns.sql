-- columns of the base table and of the view in its place, side by side: their types and defaults, and whether the base table insists
SELECT coalesce(base.name, shown.name), base.type, shown.type, base.fallback, shown.fallback,
       base.required AND base.fallback IS NULL AND NOT base.identity AND NOT base.generated
FROM hofsm.columns_of(to_regclass(%(base)s)) WITH ORDINALITY
    AS base (name, type, fallback, identity, generated, note, required, place)
FULL JOIN hofsm.columns_of(to_regclass(%(view)s)) WITH ORDINALITY
    AS shown (name, type, fallback, identity, generated, note, required, place) ON shown.name = base.name
ORDER BY shown.place, base.place
