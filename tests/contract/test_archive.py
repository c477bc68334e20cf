"""Archives: the documents byte for byte in a file and back in a table; a damaged one writes nothing."""

from __future__ import annotations

import gzip
import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from contract.contracted import DOCUMENTS, ON_ONE_SERVER, T, V, contracted, one, rows

from hofsm_migrate.db.final_parity import final_parity
from hofsm_migrate.errors import GateError, ParityError, UsageError
from hofsm_migrate.phases import archive, rollback, state
from hofsm_migrate.phases.contract import Wish

if TYPE_CHECKING:
    from pathlib import Path

    from psycopg import Connection

    from hofsm_migrate.phases.files import Reviewed

pytest_plugins = ("contract.fixtures",)
pytestmark = ON_ONE_SERVER
INTO = ("public", 'Restored "Orders"')
RESTORED = 'public."Restored ""Orders"""'
ODD = f"""
INSERT INTO {T} ("Company", {V}) VALUES
    (3, '{{"number": "007", "total": 1.10, "state": "tab\\there", "attributes": {{"": null, "a.b": "\\\\N"}}}}'),
    (3, '{{"state": "a\\nb\\r\\u2028\\\\\\"é😀", "lines": [{{"sku": "x", "qty": 1e400}}, 5]}}'),
    (3, '[]'), (3, '"scalar"'), (3, '{{"lines": {{}}, "total": -0}}')
"""


@pytest.fixture
def made(cutover: Connection, orders: Reviewed, tmp_path: Path) -> Path:
    """An archive of odd documents."""
    cutover.execute(ODD.encode())
    file = tmp_path / "odd orders.gz"
    taken = archive.make(cutover, orders.plan, orders.mapping, file)
    assert taken.snapshot.documents == one(cutover, f"SELECT count(*) FROM {T}") == 16
    return file


def test_what_is_restored_is_byte_for_byte_what_was_there(cutover: Connection, made: Path) -> None:
    said = archive.check(made)
    assert said.columns == (("Company", "bigint"), ("id", "bigint"), ('the "value" of it', "jsonb"))
    restored = archive.restore(cutover, made, INTO)
    assert (restored.documents, restored.created) == (16, True)
    assert rows(cutover, DOCUMENTS.replace(T, RESTORED)) == rows(cutover, DOCUMENTS)
    with pytest.raises(GateError, match="has rows"):
        archive.restore(cutover, made, INTO)
    cutover.execute(f"TRUNCATE {RESTORED}".encode())
    assert archive.restore(cutover, made, INTO).created is False
    assert rows(cutover, DOCUMENTS.replace(T, RESTORED)) == rows(cutover, DOCUMENTS)


def test_other_tools_can_read_it(cutover: Connection, made: Path) -> None:
    plain = subprocess.run(["gzip", "-dc", made], capture_output=True, check=True).stdout
    assert plain == gzip.decompress(made.read_bytes())
    cutover.execute(f'CREATE TABLE public.by_hand AS SELECT "Company", id, {V} FROM {T} LIMIT 0'.encode())
    with cutover.cursor().copy("COPY public.by_hand FROM STDIN") as copy:
        copy.write(plain)
    assert rows(cutover, DOCUMENTS.replace(T, "public.by_hand")) == rows(cutover, DOCUMENTS)


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-20])


def _one_bit(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def _another_document(file: Path) -> None:
    """A whole file, of which the manifest knows the checksums, and not the digest."""
    lines = gzip.decompress(file.read_bytes()).replace(b"scalar", b"Scalar")
    file.write_bytes(gzip.compress(lines))
    _say(file, file_bytes=file.stat().st_size)


def _a_document_less(file: Path) -> None:
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    file.write_bytes(gzip.compress(b"".join(lines[1:])))


def _say(file: Path, **changes: object) -> None:
    manifest = file.with_name(file.name + ".json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), **changes}))


def _bad_manifest(file: Path) -> None:
    file.with_name(file.name + ".json").write_text("{")


DAMAGE = (_cut, _one_bit, _another_document, _a_document_less, _bad_manifest)


@pytest.mark.parametrize("damage", DAMAGE, ids=[damage.__name__.replace("_", " ").strip() for damage in DAMAGE])
def test_a_damaged_archive_writes_nothing(cutover: Connection, made: Path, damage: object) -> None:
    damage(made)  # type: ignore[operator]
    with pytest.raises(ParityError) as raised:
        archive.restore(cutover, made, INTO)
    assert raised.value.exit_code == 5
    assert one(cutover, f"SELECT to_regclass('{RESTORED}')") is None


def test_what_the_table_makes_of_the_documents_is_compared(cutover: Connection, made: Path) -> None:
    cutover.execute(
        f"""
        CREATE TABLE {RESTORED} ("Company" bigint, id bigint, {V} jsonb);
        CREATE FUNCTION public.other() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.{V} := '1'; RETURN NEW; END $$;
        CREATE TRIGGER other BEFORE INSERT ON {RESTORED} FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION public.other();
    """.encode()
    )
    with pytest.raises(ParityError, match="is not what is in the archive"):
        archive.restore(cutover, made, INTO)
    assert one(cutover, f"SELECT count(*) FROM {RESTORED}") == 0


def test_a_type_in_a_manifest_is_no_way_to_run_sql(cutover: Connection, made: Path) -> None:
    _say(made, columns=[["Company", "bigint); DROP TABLE public.items; --"], ["id", "bigint"], [V, "jsonb"]])
    with pytest.raises(Exception, match=r"(?i)type|syntax"):
        archive.restore(cutover, made, INTO)
    assert one(cutover, "SELECT count(*) FROM public.items") == 9


def test_contract_with_an_archive(cutover: Connection, orders: Reviewed, tmp_path: Path) -> None:
    file = tmp_path / "orders.gz"
    before = rows(cutover, DOCUMENTS)
    result = contracted(cutover, orders, Wish(archive=file))
    assert result.taken is not None
    record, said = final_parity(cutover, "orders"), archive.check(file)
    assert record is not None
    assert (record.archive, record.archive_sha256) == (str(file), said.file_sha256)
    assert (record.digest, record.documents) == (said.digest, said.documents)
    with pytest.raises(GateError, match=r"(?s)no way back.*archive restore .*orders.gz"):
        rollback.rollback(cutover, orders)
    archive.restore(cutover, file, INTO)
    assert rows(cutover, DOCUMENTS.replace(T, RESTORED)) == before
    assert [path.name for path in sorted(tmp_path.glob("orders.gz*"))] == ["orders.gz", "orders.gz.json"]


def test_a_file_that_is_no_archive_stops_contract_with_nothing_changed(
    cutover: Connection, orders: Reviewed, tmp_path: Path
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("mine")
    with pytest.raises(UsageError) as raised:
        contracted(cutover, orders, Wish(archive=file))
    (problem,) = raised.value.problems
    assert problem.message == f"the file {file} is there already, and is no archive that is whole"
    assert problem.hint == "give another name, or move the file away. Nothing was changed"
    assert problem.detail == f"there is no file {file}.json"
    assert (file.read_text(), one(cutover, "SELECT phase FROM hofsm.mapping")) == ("mine", "cutover")


def test_a_file_that_is_there_is_not_replaced(cutover: Connection, orders: Reviewed, made: Path) -> None:
    """Unless it has these very documents: then a call before this one has made it, and was killed."""
    cutover.execute("UPDATE shop.order_head SET state = 'later' WHERE id = 1")
    with pytest.raises(UsageError, match="is there already"):
        contracted(cutover, orders, Wish(archive=made))
    assert state.phase(state.current(cutover, "orders")) == "cutover"
    cutover.execute("UPDATE shop.order_head SET state = 'new' WHERE id = 1")
    assert contracted(cutover, orders, Wish(archive=made)).changed


def test_what_is_written_after_the_snapshot_is_counted(
    cutover: Connection, orders: Reviewed, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = archive.take

    def take_and_write(*given: object, **more: object) -> archive.Taken:
        taken = make(*given, **more)  # type: ignore[arg-type]
        cutover.execute("UPDATE shop.order_line SET quantity = 9 WHERE id IN (1, 2)")
        cutover.execute(f"UPDATE {T} SET {V} = '[]' WHERE id = 3".encode())
        return taken

    monkeypatch.setattr(archive, "take", take_and_write)
    contracted(cutover, orders)
    record = final_parity(cutover, "orders")
    assert record is not None
    assert record.changed_since == 3
