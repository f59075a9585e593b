"""decisions.csv as several editors write it at once: each act on the newest file, whole and under a lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.config import SettingsError, decoded
from pipeline.decisions import COLUMNS, foreign_columns, parse_decisions, serialise_decisions
from pipeline.records import Decision
from pipeline.store import digest, locked, write_aside


class ClashError(Exception):
    """Someone else has decided on the finding meanwhile; `current` is what stands now, None for nothing."""

    def __init__(self, current: Decision | None) -> None:
        super().__init__("decided elsewhere")
        self.current = current


@dataclass(frozen=True)
class State:
    """The decisions in the file, by finding, and a digest of its bytes."""

    decisions: dict[str, Decision]
    digest: str


def version_of(decision: Decision | None) -> str:
    """A digest of one decision, by which an editor's page says what it saw; empty for none."""
    return digest(*(getattr(decision, column) for column in COLUMNS))[:16] if decision else ""


class Ledger:
    """The file of decisions."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._here = threading.Lock()

    def state(self) -> State:
        """What stands in the file. Raises SettingsError where it cannot be used."""
        data = self._bytes()
        name = self._path.name
        rows = parse_decisions(decoded(data, name), name)
        return State({d.finding: d for d in rows}, digest(data))

    def decide(self, decision: Decision, seen: str) -> None:
        """Write a decision over the one that the editor saw, whose version is `seen`.

        Raises ClashError where another one stands there now.
        """
        with self._changing(decision.finding, seen) as decisions:
            decisions[decision.finding] = decision

    def undo(self, finding: str, seen: str) -> None:
        """Remove the decision on a finding. Raises ClashError as `decide` does."""
        with self._changing(finding, seen) as decisions:
            decisions.pop(finding, None)

    @contextmanager
    def _changing(self, finding: str, seen: str) -> Iterator[dict[str, Decision]]:
        with self._here, locked(self._path):
            self._refuse_foreign_columns()
            before = self.state().decisions
            if version_of(before.get(finding)) != seen:
                raise ClashError(before.get(finding))
            after = dict(before)
            yield after
            if after != before:
                write_aside(self._path, serialise_decisions(after.values()).encode("utf-8-sig"))

    def _refuse_foreign_columns(self) -> None:
        if foreign := foreign_columns(decoded(self._bytes(), self._path.name)):
            lost = ", ".join(foreign)
            raise SettingsError(f"{self._path.name}：会丢掉 {lost} 列；请删去或改名")

    def _bytes(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise SettingsError(f"{self._path.name}：{error.strerror}；请检查权限") from error
