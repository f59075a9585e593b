"""The floors: under which no figure of the sample may fall, for which labelled set they hold, and how they change."""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.quality.matching import Figures
from tests.truth.build import build

FLOORS = Path(__file__).parent / "floors.toml"
HEADER = """\
# No figure of the sample may fall below its floor. Written by `python -m tests.quality --write`; a floor is lowered
# only with `--allow-lower`, and the reason belongs into the commit. `labelled_set` is the digest of the sample and
# its labels: figures over another set are not the same figures.
"""


def digest() -> str:
    """sha256 of the sample and its labels, names and bytes."""
    whole = hashlib.sha256()
    for path, data in sorted(build().items(), key=lambda item: item[0].name):
        whole.update(f"{path.name}\0{len(data)}\0".encode() + data)
    return whole.hexdigest()


def read_floors(path: Path = FLOORS) -> tuple[str, dict[str, Figures]]:
    """The digest that the floors were written for, and the floors by kind; nothing where there are none yet."""
    if not path.exists():
        return "", {}
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    return content.pop("labelled_set"), content


def below(figures: Mapping[str, Figures], floors: Mapping[str, Figures]) -> list[str]:
    """One line for each figure that is missing or under its floor."""
    return [
        f"{kind}.{name}: {figures.get(kind, {}).get(name, math.nan):.4f} is below {floor:.4f}"
        for kind, due in floors.items()
        for name, floor in due.items()
        if not figures.get(kind, {}).get(name, -1.0) >= floor
    ]


def rounded_down(figures: Mapping[str, Figures]) -> dict[str, Figures]:
    """Floors from figures: cut, never rounded up, to two places."""
    return {k: {n: math.floor(v * 100 + 1e-6) / 100 for n, v in f.items()} for k, f in figures.items()}


def raised(figures: Mapping[str, Figures], floors: Mapping[str, Figures], allow_lower: bool) -> dict[str, Figures]:
    """The new floors. Raises ValueError where one would fall and that is not allowed."""
    new = rounded_down(figures)
    if not allow_lower and (lines := below(new, floors)):
        raise ValueError("\n".join([*lines, "a floor is lowered only with --allow-lower"]))
    return new


def render(floors: Mapping[str, Figures], labelled_set: str = "", header: str = HEADER) -> str:
    """The floors' file; of the sample where nothing else is said."""
    lines = [header, f'labelled_set = "{labelled_set or digest()}"']
    for kind, due in floors.items():
        lines += ["", f"[{kind}]", *(f"{name} = {floor:.2f}" for name, floor in due.items())]
    return "\n".join(lines) + "\n"
