"""A connection that stops its command at a chosen exchange with the server: BEGIN, each statement, COMMIT, one by one.

    said = exchanges(connect_stopping(dsn), command)        # how many there are, in words
    conn = connect_stopping(dsn, at=7, then=kill_somebody)  # runs `then` before the eighth is sent

Commands of the toolkit take the connection that they are given, so every instant at which one of them could die between
two exchanges is hit, and none is left to chance. What happens while a statement is under way is the server's business:
`dies_at_ddl` makes it end its session at a chosen DDL statement within a script.
"""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import make_conninfo

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

VICTIM = "victim"
"""The application's name of a connection that is going to die."""
DIES_AT_DDL = """
CREATE SEQUENCE public.ddl;
CREATE FUNCTION public.dies_at_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$
BEGIN
    IF nextval('public.ddl') = nullif(current_setting('test.dies_at_ddl', true), '')::bigint THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
        PERFORM pg_sleep(0);
    END IF;
END
$$;
CREATE EVENT TRIGGER dies_at_ddl ON ddl_command_end EXECUTE FUNCTION public.dies_at_ddl();
"""


class Stopping(psycopg.Connection[Any]):
    """Counts its exchanges; `then` is called before number `at`, from 0."""

    said: list[str]
    at: int | None = None
    then: Callable[[Stopping], None] | None = None

    def wait(self, gen: Generator[Any, Any, Any], *arguments: Any, **options: Any) -> Any:
        if hasattr(self, "said"):
            self.said.append(_words(gen))
            if len(self.said) - 1 == self.at and self.then:
                self.then(self)
        return super().wait(gen, *arguments, **options)


def _words(gen: Generator[Any, Any, Any]) -> str:
    query = gen.gi_frame.f_locals.get("query") if gen.gi_frame else None
    words = query.as_string(None) if isinstance(query, psycopg.sql.Composable) else query
    text = words.decode() if isinstance(words, bytes) else words
    name = {"_enter_gen": "BEGIN", "_exit_gen": "COMMIT"}.get(gen.__name__, gen.__name__)
    return " ".join(text.split())[:60] if isinstance(text, str) else name


def connect_stopping(
    dsn: str, *, at: int | None = None, then: Callable[[Stopping], None] | None = None, ddl: int | None = None
) -> Stopping:
    """A connection as the toolkit's own; `ddl` is the number of a DDL statement that ends it, from 1."""
    options = f"-c test.dies_at_ddl={ddl}" if ddl else ""
    named = make_conninfo(dsn, application_name=VICTIM, options=options)
    conn = Stopping.connect(named, autocommit=True, prepare_threshold=None)
    conn.said, conn.at, conn.then = [], at, then
    return conn


def gone(conn: psycopg.Connection[Any]) -> None:
    """Waits until no victim has a session left in this database."""
    query = "SELECT FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
    while conn.execute(query.encode(), [VICTIM]).fetchone():
        time.sleep(0.002)


def kill_client(dsn: str, command: Callable[[psycopg.Connection[Any]], object], at: int) -> None:
    """`command` in a process of its own, which is killed before its exchange number `at`."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            command(connect_stopping(dsn, at=at, then=lambda _: os.kill(os.getpid(), signal.SIGKILL)))
            status = 0
        finally:
            os._exit(status)
    _, ended = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(ended), f"the command ended by itself with {ended}, before its exchange {at}"


def terminate(admin: psycopg.Connection[Any]) -> Callable[[Stopping], None]:
    """What ends the session of a victim on the server, and waits for its end."""

    def then(victim: Stopping) -> None:
        admin.execute("SELECT pg_terminate_backend(%s, 10000)", [victim.info.backend_pid])
        gone(admin)

    return then
