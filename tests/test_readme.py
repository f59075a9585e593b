"""What the README and the docs say is so: their commands are run and give what is shown.

A command of a `console` block that begins with `$ zongshu` is run where the sample's `outputs/` and the `corpus/`
stand: every line up to the next `$` is expected; one that ends in `…` says how a line begins, and a line `…` stands for
any lines. One that nothing is shown below, and any other command, only has to exist.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.stages import CORPUS_STAGES, SOURCE_STAGES
from tests import commands

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
# The tutorials go on from one command to the next: tests/test_site.py runs them.
ALONE = [page for page in PAGES if page.parent.name != "tutorials"]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def calls(page: Path) -> list[tuple[str, list[str]]]:
    """The commands of a page with the lines shown below each."""
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = block.splitlines()
        starts = [i for i, line in enumerate(lines) if line.startswith("$ ")]
        found += [(lines[a][2:], lines[a + 1 : b]) for a, b in pairwise([*starts, len(lines)])]
    return found


def shown(expected: list[str], said: list[str]) -> bool:
    """Whether what a command said is what is shown of it."""
    if not expected:
        return not said
    first, *rest = expected
    if first == "…":
        return any(shown(rest, said[i:]) for i in range(len(said) + 1))
    if not said:
        return False
    same = said[0].startswith(first.removesuffix("…")) if first.endswith("…") else said[0].rstrip() == first.rstrip()
    return same and shown(rest, said[1:])


def test_shown_output_can_differ() -> None:
    assert shown(["a…", "…", "c"], ["abc", "x", "y", "c"])
    assert not shown(["a…", "c"], ["abc", "x", "c"])
    assert not shown(["a"], ["ab"]) and not shown([], ["a"]) and not shown(["a"], [])


@pytest.fixture(scope="session")
def workplace(sample_outputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `corpus/` and the `outputs/` of a run over the sample."""
    folder = tmp_path_factory.mktemp("workplace")
    (folder / "outputs").symlink_to(sample_outputs)
    (folder / "corpus").symlink_to(ROOT / "corpus")
    return folder


@pytest.mark.parametrize("page", ALONE, ids=lambda p: p.name)
def test_commands_give_what_is_shown(page: Path, request: pytest.FixtureRequest) -> None:
    for command, expected in calls(page):
        words = shlex.split(command, comments=True)
        if words[0] != "zongshu" or not expected:
            continue
        folder = request.getfixturevalue("workplace")
        call = [sys.executable, "-m", "pipeline.cli", *words[1:]]
        environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PATH": "/usr/bin:/bin", "COLUMNS": "120"}
        done = subprocess.run(call, capture_output=True, text=True, cwd=folder, env=environment, check=False)
        said = (done.stdout + done.stderr).splitlines()
        assert shown(expected, said), f"{page.name}: $ {command}\n" + "\n".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_named_commands_and_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for command, _ in calls(page):
        words = shlex.split(command, comments=True)
        if words[0] == "make":
            assert set(words[1:]) <= targets, command
        if words[0] == "zongshu":
            names = {" ".join(words[1:n]) for n in (2, 3)}
            assert words[1].startswith("-") or names & set(commands.commands()), command


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_reference_of_commands_is_current() -> None:
    assert commands.PAGE.read_text(encoding="utf-8") == commands.page(), "run python -m tests.commands --write"


@pytest.mark.parametrize("name", commands.commands())
def test_every_command_and_every_option_says_what_it_is(name: str) -> None:
    command = commands.commands()[name]
    assert command.help
    assert all(p.help for p in command.params if p.name != "help"), f"zongshu {name}: an option without help"


@pytest.mark.parametrize("name", ["architecture.md", "architecture.zh.md"])
def test_the_architecture_page_names_what_is_there(name: str) -> None:
    text = (ROOT / "docs" / name).read_text(encoding="utf-8")
    for path in re.findall(r"`((?:pipeline|dictionaries|tests|docs|corpus)/[\w./-]*)`", text):
        assert (ROOT / path).exists(), f"docs/{name} names {path}"
    for room in sorted(p.name for p in (ROOT / "pipeline").iterdir() if p.is_dir() and not p.name.startswith("_")):
        assert f"`pipeline/{room}/`" in text, f"docs/{name} does not name pipeline/{room}/"
    for stage in (*SOURCE_STAGES, *CORPUS_STAGES):
        assert f"**{stage.name}**" in text, f"docs/{name} does not name the stage {stage.name}"
