"""What the package imports it declares, and what it declares it imports."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Declared for a library that imports it and does not bring it along.
FOR_OTHERS = {
    "lxml-html-clean": "trafilatura's reader of pages asks lxml for it, as an extra that lxml no longer has",
}


def normal(name: str) -> str:
    """A distribution's name as registries compare them, without version and markers."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", name)[0]).lower()


def packages(path: Path) -> Iterator[str]:
    """The top-level packages that a module imports, or looks for without importing them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "find_spec":
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def imported() -> dict[str, set[str]]:
    """The distributions behind what is imported, each with the modules that do; one may come from several."""
    own = {*sys.stdlib_module_names, "pipeline"}
    known, found = packages_distributions(), dict[str, set[str]]()
    for path in sorted((ROOT / "pipeline").rglob("*.py")):
        for package in set(packages(path)) - own:
            for name in known.get(package, [package]):
                found.setdefault(normal(name), set()).add(path.relative_to(ROOT).as_posix())
    return found


def declared() -> set[str]:
    """What a run may need: the dependencies, the segmenters and the recognition that can be added."""
    extras = PROJECT["optional-dependencies"]
    return {normal(line) for line in (*PROJECT["dependencies"], *extras["pkuseg"], *extras["ocr"])}


def test_what_is_imported_is_declared() -> None:
    missing = {name: users for name, users in imported().items() if name not in declared()}
    assert not missing, "add them to the dependencies in pyproject.toml"


def test_what_is_declared_is_imported() -> None:
    idle = declared() - set(imported()) - set(FOR_OTHERS)
    assert not idle, "use them or take them out of pyproject.toml"


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock", "requirements-pkuseg.lock"])
def test_a_lock_file_holds_what_is_declared_and_no_place(name: str) -> None:
    lock = (ROOT / name).read_text(encoding="utf-8")
    locked = {normal(line) for line in lock.splitlines() if re.match(r"[a-z0-9]", line)}
    extras = PROJECT["optional-dependencies"]
    wanted = {
        "requirements.lock": [*PROJECT["dependencies"], *extras["build"]],
        "requirements-dev.lock": [*PROJECT["dependencies"], *extras["build"], *extras["dev"]],
        "requirements-pkuseg.lock": extras["pkuseg"],
    }[name]
    assert {normal(line) for line in wanted} <= locked, "run make lock"
    assert not re.search(r"://|file:|--index-url|--find-links|^[./]", lock, re.MULTILINE)
