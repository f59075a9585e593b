"""What a coder's page sends: themes for one passage, or a verdict on it, checked against the scheme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.classify.scheme import Scheme
from pipeline.serving import BadActError, read_line, read_object
from pipeline.store import digest

_LONGEST = {"note": 2000, "version": 64}


@dataclass(frozen=True)
class CodingAct:
    """Themes for a passage, the primary one first, none to take them back; `version` is that of the answer seen."""

    passage: str
    themes: tuple[str, ...]
    hard: bool
    note: str
    version: str


class CodingClashError(Exception):
    """The answer was changed meanwhile, in another tab or a spreadsheet; `current` is what stands now."""

    def __init__(self, current: dict[str, Any]) -> None:
        super().__init__("changed elsewhere")
        self.current = current


def read_act(body: bytes, scheme: Scheme) -> CodingAct:
    """The act in a JSON body. Raises BadActError."""
    given = read_object(body)
    themes, hard = given.get("themes", []), given.get("hard", False)
    if not isinstance(themes, list) or not all(t in scheme.themes for t in themes) or len({*themes}) < len(themes):
        raise BadActError("主题须为编码手册中的主题，每个只给一次")
    if not isinstance(hard, bool):
        raise BadActError("难度只能是难或易")
    # An id is compared, never written: it stays as it is, whatever characters a file's name holds.
    if not isinstance(passage := given.get("passage"), str):
        raise BadActError("没有段落编号")
    texts = {name: read_line(given, name, longest) for name, longest in _LONGEST.items()}
    return CodingAct(passage=passage, themes=tuple(themes), hard=hard, **texts)


def version_of(cells: Mapping[str, str], columns: Sequence[str]) -> str:
    """A digest of the filled cells of a row, by which a page says what it saw; empty where none is filled."""
    given = [cells[column] for column in columns]
    return digest(*given)[:16] if any(given) else ""
