"""Archives: the documents of a mapping in one compressed file, with what tells whether it is whole."""

from hofsm_migrate.phases.archive.check import check
from hofsm_migrate.phases.archive.compose import Snapshot
from hofsm_migrate.phases.archive.make import Taken, make, reuse, take
from hofsm_migrate.phases.archive.manifest import Manifest
from hofsm_migrate.phases.archive.restore import Restored, restore

__all__ = ["Manifest", "Restored", "Snapshot", "Taken", "check", "make", "restore", "reuse", "take"]
