"""Where a database is looked for, and what is said when it cannot be reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from psycopg.conninfo import conninfo_to_dict

from hofsm_migrate.db.connect import connect, resolve
from hofsm_migrate.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "s3cret-w0rd"


@pytest.mark.parametrize(
    ("dsn", "environment", "expected"),
    [
        pytest.param("dbname=a", {"HOFSM_DSN": "dbname=b", "PGDATABASE": "c"}, "dbname=a", id="the argument first"),
        pytest.param(None, {"HOFSM_DSN": "dbname=b", "PGDATABASE": "c"}, "dbname=b", id="then HOFSM_DSN"),
        pytest.param(None, {"PGDATABASE": "c"}, "", id="then libpq's variables"),
        pytest.param(None, {"PGSERVICE": "c"}, "", id="a service is enough"),
        pytest.param("", {"HOFSM_DSN": "", "PGHOST": "c"}, "", id="empty counts as not given"),
    ],
)
def test_the_database_is_looked_for_in_order(dsn: str | None, environment: dict[str, str], expected: str) -> None:
    assert resolve(dsn, environment) == expected


@pytest.mark.parametrize("environment", [{}, {"HOFSM_DSN": "", "PGHOST": ""}, {"PGPASSWORD": SECRET}])
def test_no_database_given_says_how_to_give_one(environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="no database is given") as caught:
        resolve(None, environment)
    assert "--dsn" in caught.value.problems[0].hint
    assert "HOFSM_DSN" in caught.value.problems[0].hint


@pytest.mark.parametrize(
    "dsn",
    [
        pytest.param(f"host=localhost password={SECRET} nonsense", id="key=value that does not parse"),
        pytest.param(f"postgresql://u:{SECRET}%zz@localhost/db", id="URL that does not parse"),
        pytest.param(f"{SECRET}", id="a bare word"),
        pytest.param(f"postgresql://u:a@{SECRET}@localhost/db", id="unescaped @ in the password"),
        pytest.param(f"postgresql://u:{SECRET}@127.0.0.1:1/db", id="nobody listens"),
        pytest.param(f"postgresql://u:{SECRET}@/db?host=/nowhere/at/all", id="no such socket"),
    ],
)
def test_a_password_is_never_shown(dsn: str) -> None:
    with pytest.raises(UsageError) as caught:
        connect(dsn)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert all(problem.hint for problem in caught.value.problems)


def test_an_unknown_database_is_named(database18: str) -> None:
    with pytest.raises(UsageError, match='database "Not There" does not exist'):
        connect(database18 + " dbname='Not There'")


def test_libpq_variables_alone_are_enough(database18: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in conninfo_to_dict(database18).items():
        monkeypatch.setenv({"dbname": "PGDATABASE"}.get(name, f"PG{name.upper()}"), str(value))
    with connect() as conn:
        assert conn.execute("SELECT current_database()").fetchone() == (conninfo_to_dict(database18)["dbname"],)


def test_a_service_file_is_enough(database18: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"{name}={value}" for name, value in conninfo_to_dict(database18).items()]
    (tmp_path / "services").write_text("\n".join(["[legacy]", *lines]) + "\n")
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services"))
    monkeypatch.setenv("PGSERVICE", "legacy")
    with connect() as conn:
        assert conn.execute("SELECT current_setting('application_name')").fetchone() == ("hofsm",)


def test_a_session_carries_nothing_that_a_pooler_could_hand_to_others(database18: str) -> None:
    """PgBouncer refuses the startup parameter `options`, and in transaction mode mixes up session settings."""
    with connect(database18) as conn:
        changed = conn.execute("SELECT name FROM pg_settings WHERE source = 'session' ORDER BY name").fetchall()
        assert "options" not in conn.info.get_parameters()
        for _ in range(20):
            conn.execute("SELECT %s::int", [1])
        prepared = conn.execute("SELECT count(*) FROM pg_prepared_statements").fetchone()
    assert changed == [("TimeZone",)]
    assert prepared == (0,)
