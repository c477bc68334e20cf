"""Everything in a database that a migration could leave behind, as sorted lines to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg import Connection

_USER_SCHEMA = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

_QUERIES = {
    "schema": f"""
        SELECT n.nspname, pg_get_userbyid(n.nspowner), n.nspacl, obj_description(n.oid, 'pg_namespace')
        FROM pg_namespace n WHERE {_USER_SCHEMA}
    """,
    "relation": f"""
        SELECT n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), c.relacl, c.reloptions, c.relpersistence,
               c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispartition,
               obj_description(c.oid, 'pg_class'), CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {_USER_SCHEMA}
    """,
    "column": f"""
        SELECT n.nspname, c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attacl, a.attstattarget, a.attstorage,
               pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum)
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND {_USER_SCHEMA}
    """,
    "constraint": f"""
        SELECT n.nspname, k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid), k.convalidated,
               obj_description(k.oid, 'pg_constraint')
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE {_USER_SCHEMA}
    """,
    "index": f"""
        SELECT n.nspname, pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {_USER_SCHEMA}
    """,
    "trigger": f"""
        SELECT n.nspname, c.relname, pg_get_triggerdef(t.oid), t.tgenabled, obj_description(t.oid, 'pg_trigger')
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT t.tgisinternal AND {_USER_SCHEMA}
    """,
    "rule": f"""
        SELECT n.nspname, c.relname, pg_get_ruledef(r.oid)
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.rulename <> '_RETURN' AND {_USER_SCHEMA}
    """,
    "function": f"""
        SELECT n.nspname, p.oid::regprocedure, pg_get_userbyid(p.proowner), p.proacl, obj_description(p.oid, 'pg_proc'),
               CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) END
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {_USER_SCHEMA}
    """,
    "type": f"""
        SELECT n.nspname, t.typname, t.typtype, t.typacl, obj_description(t.oid, 'pg_type'),
               (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE {_USER_SCHEMA}
    """,
    "policy": "SELECT p.*, to_jsonb(p) FROM pg_policies p",
    "publication": "SELECT p.* FROM pg_publication_tables p",
    "extension": "SELECT extname, extversion FROM pg_extension",
    "default privilege": "SELECT defaclrole, defaclnamespace, defaclobjtype, defaclacl FROM pg_default_acl",
}


def snapshot(conn: Connection) -> list[str]:
    """All schemas, relations, columns, constraints, ... outside PostgreSQL's own: sorted lines without OIDs."""
    lines = []
    for kind, query in _QUERIES.items():
        # as text of the whole row: to_json needs no knowledge of types, and regclass and friends print names
        rows = conn.execute(f"SELECT to_json(q)::text FROM ({query}) AS q").fetchall()
        lines += [f"{kind} {row}" for (row,) in rows]
    return sorted(lines)
