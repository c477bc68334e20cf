"""README and docs: links lead somewhere, commands exist and are documented, no page knows this machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from hofsm_migrate.cli.run import COMMANDS, hofsm

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "examples" / "README.md"]
_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:`|\$ (?:\.venv/bin/)?|next: |\| )hofsm ((?:--?[a-z]+ )*)([a-z][a-z-]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
# a package host, and folders that exist on one machine only; joined, so that this file does not find itself
_HOSTS = ("py" + r"pi\.org", "files.python" + "hosted", "file:" + "//")
_FOREIGN = re.compile("|".join(["/wo" + "rk/", "/ho" + "me/[a-z]", "/ro" + "ot/", *_HOSTS]))


def _words(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def _by_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", _words(page)), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", PAGES, ids=_by_name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(_FENCE.sub("", _words(page))):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        file = (page.parent / target).resolve() if target else page
        assert file.exists(), link
        assert not anchor or anchor in _anchors(file), link


def test_the_index_names_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / link).resolve() for link in _LINK.findall(_words(index))}
    assert {page for page in PAGES if page not in (index, ROOT / "README.md")} <= linked


def test_commands_that_pages_name_exist() -> None:
    named = {name for page in PAGES for _, name in _COMMAND.findall(_words(page))}
    assert {"try", "expand", "status"} <= named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))], ids=_by_name)
def test_options_that_pages_name_exist(page: Path) -> None:
    commands = [hofsm, *(hofsm.get_command(None, name) for name in COMMANDS)]  # pyright: ignore[reportArgumentType]
    groups = [command for command in commands[1:] if isinstance(command, click.Group)]
    commands += [command for group in groups for command in group.commands.values()]
    known = {
        option
        for command in commands
        if command
        for param in command.params
        for option in (*param.opts, *param.secondary_opts)
    }
    assert set(_OPTION.findall(_words(page))) - known - {"--help", "--version"} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command: str) -> None:
    pages = " ".join(_words(ROOT / "docs" / name) for name in ("operations.md", "tutorial.md"))
    assert re.search(rf"`{command}`|hofsm {command}\b", pages)


def test_the_readme_sets_up_with_two_commands() -> None:
    set_up = _words(ROOT / "README.md").partition("## Set up")[2].partition("## ")[0]
    assert re.findall(r"^\$ (.+?)\s+#", set_up, re.MULTILINE) == ["make demo", "make test"]


def test_make_targets_that_pages_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", _words(ROOT / "Makefile"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"(?:`|\$ )make ([a-z-]+)", _words(page))}
    assert {"demo", "test"} <= named <= targets


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    files = [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    assert len(files) > 100
    found = {_by_name(file): hit[0] for file in files if (hit := _FOREIGN.search(file.read_text(errors="replace")))}
    assert found == {}
