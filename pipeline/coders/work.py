"""The files of one coding as two coders, and their spreadsheets, write them: each act on the newest, under one lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.classify import coding
from pipeline.classify.coding import ADJUDICATION, ANSWER, Coding
from pipeline.classify.scheme import Scheme
from pipeline.coders.acts import CodingAct, CodingClashError, version_of
from pipeline.codings import COLUMNS, Row, read_sheet, sheet_bytes
from pipeline.companions import ADJUDICATED, CODERS, beside
from pipeline.config import SettingsError
from pipeline.serving import BadActError
from pipeline.store import locked, write_aside

_VERDICT = ("裁定", "理由")
Cells = dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """A coder's sheet: its rows by passage, and what they hold coded."""

    rows: dict[str, Cells]
    codings: list[Coding]

    @cached_property
    def _themes(self) -> dict[str, list[str]]:
        return {c.passage_id: [*c.themes] for c in self.codings}

    def shown(self, passage: str) -> dict[str, Any]:
        """The answer in a row as the page takes it; without a theme it is a note or a difficulty at most."""
        cells = self.rows[passage]
        hard = coding.DIFFICULTIES.get(cells["难度"]) == "hard"
        return {
            "themes": self._themes.get(passage, []),
            "hard": hard,
            "note": cells["备注"],
            "version": version_of(cells, ANSWER),
        }


class Work:
    """A sheet for each coder; the passages whose two codings have been laid open, with what was settled; the coding
    that counts. Every method raises SettingsError where a file cannot be used."""

    def __init__(self, into: Path, scheme: Scheme) -> None:
        self.into = into
        self.scheme = scheme
        self.paths = {coder: beside(into, coder) for coder in CODERS}
        self._adjudicated = beside(into, ADJUDICATED)
        self._here = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other page and process from writing these files."""
        with self._here, locked(self.into):
            yield

    def sheet(self, coder: str) -> Sheet:
        """A coder's sheet as it stands, empty where there is none yet."""
        path = self.paths[coder]
        rows = _rows(path)
        by_passage = {cells["段落编号"]: cells for _, cells in rows}
        if len(by_passage) < len(rows):
            raise SettingsError(f"{path.name}: a passage stands twice; keep one row of each")
        return Sheet(by_passage, coding.read_sheet(rows, self.scheme, path.name))

    def sheets(self) -> tuple[Sheet, Sheet]:
        """Both. Raises SettingsError where they are not of one draw."""
        first, second = map(self.sheet, CODERS)
        names = [path.name for path in self.paths.values()]
        coding.matching(first.codings, names[0], second.codings, names[1])
        return first, second

    def settled(self) -> list[Coding]:
        """The coding that counts, as it stands."""
        return coding.read_sheet(_rows(self.into), self.scheme, self.into.name)

    def write_sheet(self, coder: str, rows: Mapping[str, Cells]) -> None:
        """Write a coder's sheet; its further columns are kept."""
        _write(self.paths[coder], COLUMNS, rows)

    def state(self, coder: str) -> dict[str, Any]:
        """What a coder's page may know: the coder's own answers; of the other one how many there are."""
        sheets = dict(zip(CODERS, self.sheets(), strict=True))
        return {
            "answers": {key: sheets[coder].shown(key) for key in sheets[coder].rows},
            "closed": [*self.opened()],
            "done": {who: [len(sheet.codings), len(sheet.rows)] for who, sheet in sheets.items()},
            "opened": self._adjudicated.exists(),
        }

    def answer(self, coder: str, act: CodingAct) -> dict[str, Any]:
        """Write a coder's answer over the one that was seen.

        Raises CodingClashError where another one stands there now, BadActError where the passage is not the coder's to
        code, or its two codings have been laid open.
        """
        with self.alone():
            sheet = self.sheet(coder)
            _known(act.passage, sheet.rows)
            if sheet.shown(act.passage)["version"] != act.version:
                raise CodingClashError(sheet.shown(act.passage))
            if act.passage in self.opened():
                raise BadActError("两人的编码已摆在一起，这一段不再改动；有分歧的请裁定")
            made = Coding(act.passage, act.themes, "hard" if act.hard else "easy", act.note)
            sheet.rows[act.passage] |= coding.answer(made, self.scheme)
            self.write_sheet(coder, sheet.rows)
            return Sheet(sheet.rows, [made]).shown(act.passage)

    def both(self) -> dict[str, Cells]:
        """All passages that both coded, the two codings side by side, as an adjudication has them."""
        first, second = self.sheets()
        rows = coding.side_by_side(first.codings, second.codings, self.scheme)
        return {row["段落编号"]: row for row in rows}

    def opened(self) -> dict[str, Cells]:
        """Of these, the ones that have been laid open as they stand now, with what was settled."""
        held = self._held()
        return {key: held[key] for key, row in self.both().items() if _same(held.get(key), row)}

    def open(self, early: bool) -> None:
        """Lay open what both coded: from now on it is settled, not coded anew.

        Raises BadActError where the coders have not finished and do not say that they want it early.
        """
        with self.alone():
            sheets = zip(CODERS, self.sheets(), strict=True)
            unfinished = [who for who, sheet in sheets if len(sheet.codings) < len(sheet.rows)]
            if unfinished and not early:
                raise BadActError(f"{'、'.join(unfinished)}还没有编完")
            _write(self._adjudicated, ADJUDICATION, {**self._held(), **self.both(), **self.opened()})

    def decide(self, act: CodingAct) -> dict[str, Any]:
        """Write the verdict on a passage that the coders see differently; raises as `answer` does."""
        with self.alone():
            opened = self.opened()
            _known(act.passage, opened)
            if self.both()[act.passage]["裁定"]:
                raise BadActError("这一段两人没有分歧，无须裁定")
            cells = opened[act.passage]
            if version_of(cells, _VERDICT) != act.version:
                raise CodingClashError(self.verdict(cells))
            cells |= {"裁定": coding.named(act.themes, self.scheme), "理由": act.note}
            _write(self._adjudicated, ADJUDICATION, {**self._held(), act.passage: cells})
            return self.verdict(cells)

    def verdict(self, cells: Mapping[str, str]) -> dict[str, Any]:
        """A verdict as the page takes it."""
        given = coding.verdicts([(0, dict(cells))], self.scheme, self._adjudicated.name) if cells["裁定"] else {}
        themes, note = given.get(cells["段落编号"], ((), cells["理由"]))
        return {"themes": list(themes), "note": note, "version": version_of(cells, _VERDICT)}

    def agreed(self) -> list[Coding]:
        """What the coding that counts is to hold: passages that are laid open, and those that one alone coded.

        Raises SettingsError where a disagreement is not settled.
        """
        opened = self.opened()
        unopened = self.both().keys() - opened.keys()
        first, second = ([c for c in sheet.codings if c.passage_id not in unopened] for sheet in self.sheets())
        filled = [(number, row) for number, row in enumerate(opened.values(), 2) if row["裁定"]]
        verdicts = coding.verdicts(filled, self.scheme, self._adjudicated.name)
        return coding.settled(first, second, verdicts)

    def settle(self) -> int:
        """Write what is agreed into the coding that counts, which keeps what else it holds; the number of passages
        that it holds then."""
        with self.alone():
            merged = coding.merged(self.settled(), self.agreed(), self.into.name)
            write_aside(self.into, sheet_bytes(COLUMNS, coding.coding_rows(merged, self.scheme)))
            return len(merged)

    def _held(self) -> dict[str, Cells]:
        return {cells["段落编号"]: cells for _, cells in _rows(self._adjudicated, ADJUDICATION)}


def _rows(path: Path, columns: Sequence[str] = COLUMNS) -> list[Row]:
    return read_sheet(path, columns) if path.exists() else []


def _write(path: Path, columns: Sequence[str], rows: Mapping[str, Cells]) -> None:
    """Further columns, a spreadsheet's own, are kept."""
    names = list(dict.fromkeys((*columns, *(name for row in rows.values() for name in row))))
    write_aside(path, sheet_bytes(names, [{**dict.fromkeys(names, ""), **row} for row in rows.values()]))


def _known(passage: str, rows: Mapping[str, Cells]) -> None:
    if passage not in rows:
        raise BadActError("这一段不在表里；请重新载入本页")


def _same(held: Cells | None, row: Cells) -> bool:
    return held is not None and all(held[coder] == row[coder] for coder in CODERS)
