"""Registries that nobody writes: modules of a folder, found by what they define, and what two of them may not share."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from types import ModuleType

from pipeline.config import SettingsError


def modules(
    package: str, path: Iterable[str], mark: str, missing: dict[str, ImportError] | None = None
) -> list[ModuleType]:
    """The modules of a package that define `mark`, in the order of their ORDER (50 where they have none), then name.

    `package` and `path` are its `__name__` and `__path__`. Where `missing` is given, a module that cannot be imported
    is left out and stands there with the error.
    """
    found = []
    for info in pkgutil.iter_modules(path):
        try:
            found.append(importlib.import_module(f"{package}.{info.name}"))
        except ImportError as error:
            if missing is None:
                raise
            missing[info.name] = error
    return sorted((m for m in found if hasattr(m, mark)), key=lambda m: (getattr(m, "ORDER", 50), m.__name__))


def name_of(module: ModuleType) -> str:
    """The name of a module inside its package."""
    return module.__name__.rpartition(".")[2]


def owners(claims: Iterable[tuple[str, ModuleType]], registry: str) -> dict[str, ModuleType]:
    """The module that claims each thing. Raises SettingsError where two modules claim the same one."""
    found: dict[str, ModuleType] = {}
    for thing, module in claims:
        if found.setdefault(thing, module) is not module:
            names = f"{name_of(found[thing])} and {name_of(module)}"
            raise SettingsError(f"{registry}：{thing} 由 {names} 同时占用；请从其中一个去掉")
    return found
