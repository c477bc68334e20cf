"""The guards of dual write, as they stand in the generated SQL of the scene; each can be taken out for a control."""

from __future__ import annotations

import re

import pytest
from concurrency.scene import Guard

GONE_WHEN_CLAIMED = Guard("a claimed document that is gone is refused", "IF is_gone THEN", "IF false THEN")
ROW_LOCK = Guard("row lock of the backfill", r"\n *FOR KEY SHARE\n", "\n", behind=GONE_WHEN_CLAIMED)
CLAIM_BEFORE_DELETE = Guard(
    "claim before a delete", r'INSERT INTO "Notebook"\."Note" \("id"\) VALUES \(\$1\) ON CONFLICT DO NOTHING;'
)
LOCKED_WHEN_FOLLOWED = Guard("a row is locked before it is followed", r"(?<=\$1) FOR KEY SHARE;", ";")
UNCLAIMED_AS_WELL = Guard(
    "unclaimed documents are followed, too",
    r'(?<=\'follow\'\) THEN)\s+PERFORM "Notebook"\."follow_notes"\("new"\."id"\);',
)
CURRENT_ROW = Guard("what the table holds decides", r"IF NOT EXISTS \((?=\s+SELECT FROM)", "IF false AND EXISTS (")
CURRENT_AFTER_DELETE = Guard(
    "what the table holds decides for a delete",
    r'"follow_notes"\("old"\."id"\);(?=\s+END IF;\s+ELSIF)',
    '"forget_notes"("old"."id");',
)
CURRENT_AFTER_KEY_CHANGE = Guard(
    "what the table holds decides for a change of key",
    r'PERFORM "Notebook"\."follow_notes"\("old"\."id"\);(?=\s+PERFORM)',
    'PERFORM "Notebook"."forget_notes"("old"."id");',
)
STALE_ROOT_ROW = Guard(
    "an insert does not trust a root row that is there",
    r'IF NOT ("Notebook"\."represent_notes"\(.*\)) THEN\s+PERFORM [^;]*;\s+END IF;(?=\s+ELSIF)',
    'PERFORM "Notebook"."represent_notes"("new"."id", "new"."the ""value"""::jsonb);',
)
ANY_UPDATE = Guard(
    "every update of the row is looked at",
    r"SELECT hofsm\.follow_updates\([^;]*;",
    'CREATE TRIGGER dual_write_notes_update AFTER UPDATE OF "the ""value""", id ON "public"."Legacy Notes"'
    ' FOR EACH ROW EXECUTE FUNCTION "Notebook"."dual_write_notes"();',
)
ROW_TRIGGERS_OF_HEIRS = Guard("inherited tables have triggers", r"IF NOT descendant\.relispartition", "IF false")
TRUNCATE_TRIGGERS = Guard(
    "TRUNCATE is followed",
    r'CREATE TRIGGER "dual_write_notes_truncate" AFTER TRUNCATE ON ("public"\."Legacy Notes"|%s)',
    'CREATE TRIGGER "dual_write_notes_truncate" AFTER DELETE ON "public"."Legacy Notes"',
)
NESTED_AS_WELL = Guard(
    "writes of the application's triggers are followed, too",
    r"IF origin_before = 'new ' \|\| .* THEN(?=\s+RETURN NULL)",
    "IF pg_trigger_depth() > 1 THEN",
)
OLD_SNAPSHOT = Guard("an old snapshot is refused", r"PERFORM hofsm\.refuse_old_snapshot\(.*\);")
AS_OWNER = Guard("functions run as their owner", "SECURITY DEFINER")
NO_HIDDEN_ROWS = Guard("hidden rows are an error", "SET row_security = off")
ROW_SECURITY = Guard("policies are carried over", r"SELECT hofsm\.carry_row_security\([^;]*;")


def guarded(guard: Guard) -> pytest.MarkDecorator:
    """Run a test with all guards, where it has to find parity, and without this one, where it has to find none."""
    ids = ["guarded", "control: without " + re.sub(r"^(what|an?|the) ", "", guard.name)]
    return pytest.mark.parametrize("without", [None, guard], ids=ids)
