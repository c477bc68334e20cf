"""`hofsm draft`: a mapping spec for documents that nobody has described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hofsm_migrate.cli import options, output, reading
from hofsm_migrate.errors import Problem, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from hofsm_migrate.introspect.draft import Draft
    from hofsm_migrate.introspect.profile import Profile

_SHARE = click.FloatRange(0, 100)
_ROLES = options.Given("file of roles", "name a YAML file of paths and roles, as docs/draft.md has it")
_SCHEMA = options.Given(
    "JSON Schema", "name a file with a JSON Schema or a form definition, as docs/json-schema.md has it"
)


@click.command(no_args_is_help=True)
@click.argument("table")
@click.option(
    "-o", "--output", "target", type=options.NEW_FILE, metavar="FILE", help="Where the spec goes; else it is printed."
)
@click.option(
    "--profile",
    "profiled",
    type=options.PROFILE,
    metavar="FILE",
    help="A profile of the table by `hofsm introspect -o`; no database is asked then.",
)
@click.option("--roles", "pinned", type=_ROLES, metavar="FILE", help="YAML file of paths and roles that are decided.")
@click.option(
    "--json-schema",
    "schema_file",
    type=_SCHEMA,
    metavar="FILE",
    help="A JSON Schema or a form definition that says what documents are like.",
)
@click.option(
    "--json-schema-at",
    "schema_at",
    metavar="PATH",
    help="Where in the documents it belongs, as $.submission.data; default: where it fits best.",
)
@click.option(
    "--min-field-frequency",
    type=_SHARE,
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    help="A path in fewer of the documents is rare and stays in the residual; 0: nothing is rare.",
)
@click.option(
    "--min-type-frequency",
    type=_SHARE,
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    help="A type of fewer of the values of a path has no say in its column; 0: every one has.",
)
@click.option("--name", metavar="NAME", help="Name of the mapping; default: after the table.")
@click.option("--schema", metavar="NAME", help="Schema of the new tables; default: the mapping's name.")
@click.option("--force", is_flag=True, help="Write over FILE if it exists.")
@reading.source
@options.common
def draft(
    table: str,
    *,
    target: Path | None,
    profiled: Path | None,
    pinned: Path | None,
    schema_file: Path | None,
    schema_at: str | None,
    min_field_frequency: float,
    min_type_frequency: float,
    name: str | None,
    schema: str | None,
    force: bool,
    payload: str | None,
    where: str | None,
    sample: int | None,
    workers: int,
    dsn: str | None,
    as_sql: bool,
    as_json: bool,
) -> None:
    """Draft a mapping spec for the documents of TABLE.

    Comments in it give the evidence for every choice. What is left to a person is marked TODO; the spec is valid as it
    is. The same profile always gives the same spec. Nothing in the database is changed.

    \b
    Example:
      hofsm draft public.batches -o mappings/batches.yaml
      hofsm draft public.batches --profile batches.json --roles pins.yaml -o mappings/batches.yaml
    """
    from hofsm_migrate.introspect import pins  # noqa: PLC0415 - brings NumPy, and `hofsm --help` imports every command
    from hofsm_migrate.introspect.draft import DraftRules  # noqa: PLC0415
    from hofsm_migrate.introspect.draft import draft as make  # noqa: PLC0415
    from hofsm_migrate.introspect.structure import structure  # noqa: PLC0415

    request = reading.Request(table, payload, where, sample, workers)
    if as_sql:
        reading.print_sql(dsn, request)
        return
    _refuse_existing(target, force=force)
    if profiled and (where or sample or payload):
        raise UsageError(
            Problem(
                "--payload, --where and --sample say which documents are read, and --profile that none are",
                "leave them out, or leave out --profile",
            )
        )
    decided = pins.load_pins(pinned) if pinned else {}
    profile = reading.load(profiled, table) if profiled else reading.read(dsn, request)
    basis = None
    if schema_file:
        documents = f"{profile.documents:,} documents of {profile.origin.schema}.{profile.origin.table}"
        basis = f"{schema_file.name} and {documents}; where these say little, the file's word counts"
        profile = _with_evidence(profile, schema_file, schema_at)
    _refuse_unusable(profile)
    if pinned:
        pins.refuse_unknown(decided, structure(profile.root), pinned)
    rules = DraftRules(min_field_frequency, min_type_frequency)
    made = make(
        profile, rules=rules, pins=decided, name=name, schema=schema, file=str(target or "draft.yaml"), basis=basis
    )
    _write(made, target, as_json=as_json)


def _with_evidence(profile: Profile, file: Path, at: str | None) -> Profile:
    from hofsm_migrate.introspect.evidence import read_evidence  # noqa: PLC0415
    from hofsm_migrate.introspect.evidence_place import hanging_place, with_evidence  # noqa: PLC0415

    found = read_evidence(file)
    place = at or hanging_place(profile, found.profile)
    output.note(f"{file} is a {found.kind}; taken as evidence for {place}")
    for note in found.notes:
        output.note(f"  {note}")
    return with_evidence(profile, found.profile, place)


def _refuse_existing(target: Path | None, *, force: bool) -> None:
    if target is not None and target.exists() and not force:
        raise UsageError(
            Problem(f"file exists: {target}", "name another one with -o, or give --force to write over it")
        )


def _refuse_unusable(profile: Profile) -> None:
    origin = profile.origin
    place = f"{origin.schema}.{origin.table}"
    if not origin.key:
        raise UsageError(
            Problem(f"legacy table has no primary key: {place}", "add one; every new table is keyed by it")
        )
    if not profile.documents:
        raise UsageError(
            Problem(
                f"there is no document in {place}",
                "draft when there are some, or tell what they will be like with --json-schema FILE",
            )
        )


def _write(made: Draft, target: Path | None, *, as_json: bool) -> None:
    if target is not None:
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(made.text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(Problem(f"cannot write {target}: {error.strerror}", "name another file with -o")) from None
    if as_json:
        output.machine(made.summary(), file=str(target) if target else None, spec=made.text)
    elif target is None:
        output.say(made.text.rstrip("\n"))
    else:
        output.say(f"{target}: {made.words()}")
        output.note(f"next: hofsm lint {target}, then hofsm preview {target}")
