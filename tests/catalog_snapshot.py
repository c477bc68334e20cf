"""Everything in a database that a migration could leave behind, as sorted lines to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg import Connection

_USER_SCHEMA = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"

_NAMED = r"regexp_replace(pg_describe_object({}), '(RI_ConstraintTrigger_._)\d+', '\1')"
"""An object in words; names of triggers of foreign keys have an OID in them."""


def _rights(acl: str, kind: str, owner: str) -> str:
    """Privileges; where nothing was ever granted, what an owner has from the beginning."""
    known = f"coalesce({acl}, acldefault({kind}, {owner}))"
    return f"(SELECT array_agg(item::text ORDER BY item::text) FROM unnest({known}) AS item) AS acl"


_OF_SCHEMA = _rights("n.nspacl", "'n'", "n.nspowner")
_OF_RELATION = _rights("c.relacl", """CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END""", "c.relowner")
_OF_FUNCTION = _rights("p.proacl", "'f'", "p.proowner")
_OF_TYPE = _rights("t.typacl", "'T'", "t.typowner")
_QUERIES = {
    "schema": f"""
        SELECT n.nspname, pg_get_userbyid(n.nspowner), {_OF_SCHEMA}
        FROM pg_namespace n WHERE {_USER_SCHEMA}
    """,
    "relation": f"""
        SELECT n.nspname, c.relname, c.relkind, pg_get_userbyid(c.relowner), {_OF_RELATION}, c.reloptions,
               c.relpersistence,
               c.relrowsecurity, c.relforcerowsecurity, c.relreplident, c.relispartition, c.relispopulated,
               pg_get_expr(c.relpartbound, c.oid), pg_get_partkeydef(c.oid), t.reloptions, s.spcname, m.amname,
               CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
        LEFT JOIN pg_tablespace s ON s.oid = c.reltablespace
        LEFT JOIN pg_am m ON m.oid = c.relam
        WHERE {_USER_SCHEMA}
    """,
    "column": f"""
        SELECT n.nspname, c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
               a.attidentity, a.attgenerated, a.attcollation::regcollation, a.attacl, a.attstattarget, a.attstorage,
               a.attcompression, a.attoptions, a.attisdropped, a.attislocal, a.attinhcount, a.atthasmissing,
               pg_get_expr(d.adbin, d.adrelid)
        FROM pg_attribute a
        JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attnum > 0 AND {_USER_SCHEMA}
    """,
    "constraint": f"""
        SELECT n.nspname, k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid), k.convalidated, k.conislocal,
               k.coninhcount
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE {_USER_SCHEMA}
    """,
    "index": f"""
        SELECT n.nspname, pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered, i.indisreplident
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {_USER_SCHEMA}
    """,
    "trigger": f"""
        SELECT n.nspname, c.relname, pg_get_triggerdef(t.oid), t.tgenabled
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT t.tgisinternal AND {_USER_SCHEMA}
    """,
    "trigger of a constraint": f"""
        SELECT n.nspname, c.relname, k.conname, t.tgfoid::regproc, t.tgenabled
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_constraint k ON k.oid = t.tgconstraint
        WHERE t.tgisinternal AND {_USER_SCHEMA}
    """,
    "rule": f"""
        SELECT n.nspname, c.relname, pg_get_ruledef(r.oid), r.ev_enabled
        FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE r.rulename <> '_RETURN' AND {_USER_SCHEMA}
    """,
    "function": f"""
        SELECT n.nspname, p.oid::regprocedure, pg_get_userbyid(p.proowner), {_OF_FUNCTION},
               CASE WHEN p.prokind IN ('f', 'p') THEN pg_get_functiondef(p.oid) END
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE {_USER_SCHEMA}
    """,
    "type": f"""
        SELECT n.nspname, t.typname, t.typtype, pg_get_userbyid(t.typowner), {_OF_TYPE}, t.typdefault, t.typnotnull,
               (SELECT array_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e WHERE e.enumtypid = t.oid)
        FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE {_USER_SCHEMA}
    """,
    "policy": "SELECT p.* FROM pg_policies p",
    "publication": "SELECT pg_get_userbyid(p.pubowner), to_jsonb(p) - 'oid' - 'pubowner' FROM pg_publication p",
    "published": "SELECT p.* FROM pg_publication_tables p",
    "statistics": f"""
        SELECT n.nspname, s.stxname, pg_get_userbyid(s.stxowner), s.stxstattarget, pg_get_statisticsobjdef(s.oid)
        FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace WHERE {_USER_SCHEMA}
    """,
    "sequence": "SELECT s.seqrelid::regclass, to_jsonb(s) - 'seqrelid' FROM pg_sequence s",
    "inheritance": "SELECT inhrelid::regclass, inhparent::regclass, inhseqno, inhdetachpending FROM pg_inherits",
    "comment": f"""
        SELECT {_NAMED.format("classoid, objoid, objsubid")}, description FROM pg_description WHERE objoid >= 16384
    """,
    "dependency": f"""
        SELECT {_NAMED.format("classid, objid, objsubid")}, deptype,
               {_NAMED.format("refclassid, refobjid, refobjsubid")}
        FROM pg_depend WHERE objid >= 16384
        AND NOT 'pg_toast'::regnamespace IN (
            SELECT c.relnamespace FROM pg_class c WHERE c.oid IN (objid, refobjid)
        )
    """,
    "event trigger": "SELECT evtname, evtevent, evtfoid::regproc, evtenabled, evttags FROM pg_event_trigger",
    "label": "SELECT l.objtype, l.objname, l.provider, l.label FROM pg_seclabels l",
    "setting": """
        SELECT setrole, setconfig FROM pg_db_role_setting
        WHERE setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
    """,
    "database": """
        SELECT pg_get_userbyid(datdba), datacl, shobj_description(oid, 'pg_database') FROM pg_database
        WHERE datname = current_database()
    """,
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
