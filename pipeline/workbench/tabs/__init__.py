"""The pages of the workbench: a module each, found by its presence, with TITLE, PATH, ORDER (0: not in the row of
tabs) and `view(bench, ask) -> View`."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from pipeline.presence import modules, owners


@cache
def tabs() -> dict[str, ModuleType]:
    """The pages by their paths, in their order."""
    found = modules(__name__, __path__, "PATH")
    return owners(((module.PATH, module) for module in found), "workbench/tabs")
